"""Take the pictures of the documentation: a fresh demonstration, the card sent by mistake, each screen.

    .venv/bin/python scripts/pictures.py

Needs the dev packages and Chromium (`make test` brings both), and pngquant to make them small, if it is there.
"""

import base64
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
COMMAND = Path(sys.executable).with_name("desvelo")
CHROMIUM = os.environ.get("DESVELO_CHROMIUM", "/usr/bin/chromium")
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
CARD = "Quinta de manhã. E já quero deixar pago: meu cartão 5555 5555 5555 4444 val 08/29 cvv 123, cpf 529.982.247-25"
CUSTOMER = {"from": "5511900004417", "name": "Beatriz Nogueira"}
SETTLES_MS = 900


def main() -> None:
    """Start, take every picture, stop."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="desvelo-") as data:
        Path(data).chmod(0o755)
        arguments = ["demo", "--no-browser", "--json", "--port", "8790", "--data", f"{data}/demo"]
        running = subprocess.Popen([COMMAND, *arguments], stdout=subprocess.PIPE, text=True)
        try:
            info = json.loads(running.stdout.readline() if running.stdout else "")
            with sync_playwright() as playwright:
                sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=sandbox)
                take_all(browser, info)
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(20)


def take_all(browser: Browser, info: dict) -> None:
    """Walk through the screens in the order a visitor meets them."""
    demo = open_page(browser, scheme="light")
    demo.goto(f"{info['url']}/demo")
    demo.frame_locator("iframe").locator("textarea, input[type=text]").first.wait_for()
    httpx.post(f"{info['sandbox_control_url']}/messages", json={**CUSTOMER, "text": CARD})
    demo.wait_for_selector("#items button.chip")
    demo.wait_for_timeout(2 * SETTLES_MS)
    shoot(demo, "demo")
    agent = sign_in(browser, info, role="agent", scheme="light", picture="sign-in")
    agent.locator(".row-link", has_text="Beatriz").click()
    agent.wait_for_selector("#items button.chip")
    agent.wait_for_timeout(SETTLES_MS)
    shoot(agent, "inbox")
    in_other_clothes(agent)
    agent.locator("#items button.chip", has_text="CPF").first.click()
    agent.wait_for_selector("[data-reveal-form]")
    agent.wait_for_timeout(SETTLES_MS)
    shoot(agent, "reveal")
    agent.keyboard.press("1")
    agent.keyboard.press("Enter")
    agent.wait_for_selector("[data-revealed]")
    agent.wait_for_timeout(SETTLES_MS)
    shoot(agent, "revealed")
    officer = sign_in(browser, info, role="dpo", scheme="light")
    officer.locator("#verify button").click()
    officer.wait_for_selector("#verify.ok")
    shoot(officer, "audit")


def in_other_clothes(agent: Page) -> None:
    """The same conversation in the dark and on a phone."""
    agent.emulate_media(color_scheme="dark")
    agent.wait_for_timeout(SETTLES_MS)
    shoot(agent, "inbox-dark")
    agent.emulate_media(color_scheme="light")
    agent.set_viewport_size(PHONE)
    agent.wait_for_timeout(SETTLES_MS)
    shoot(agent, "conversation-phone")
    agent.locator("a.back").click()
    agent.wait_for_timeout(SETTLES_MS)
    shoot(agent, "inbox-phone")
    agent.go_back()
    agent.set_viewport_size(DESK)
    agent.wait_for_selector("#items button.chip")


def sign_in(browser: Browser, info: dict, *, role: str, scheme: str, picture: str = "") -> Page:
    """Sign in the first account of *role*."""
    account = next(each for each in info["accounts"] if each["role"] == role)
    page = open_page(browser, scheme=scheme)
    page.goto(f"{info['url']}/entrar")
    if picture:
        page.wait_for_timeout(SETTLES_MS)
        shoot(page, picture)
    page.fill("input[name=email]", account["email"])
    page.fill("input[name=password]", account["password"])
    page.keyboard.press("Enter")
    page.fill("input[name=code]", code_of(account["totp_secret"]))
    page.keyboard.press("Enter")
    page.wait_for_selector("#sheet")
    return page


def open_page(browser: Browser, *, scheme: str) -> Page:
    """Open a window of the reference size, in Portuguese and on São Paulo's clock."""
    context = browser.new_context(viewport=DESK, color_scheme=scheme, locale="pt-BR", timezone_id="America/Sao_Paulo")
    return context.new_page()


def shoot(page: Page, name: str) -> None:
    """Write one picture."""
    picture = PICTURES / f"{name}.png"
    page.screenshot(path=picture)
    if pngquant := shutil.which("pngquant"):
        subprocess.run([pngquant, "--force", "--skip-if-larger", "--output", picture, picture], check=False)
    sys.stderr.write(f"docs/pictures/{name}.png\n")


def code_of(secret: str) -> str:
    """Return the code an authenticator app shows now."""
    generator = HOTP(base64.b32decode(secret), 6, SHA1(), enforce_key_length=False)  # noqa: S303  RFC 6238's default
    return generator.generate(int(time.time()) // 30).decode("ascii")


if __name__ == "__main__":
    main()
