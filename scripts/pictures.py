"""Take the pictures of ``docs/pictures`` from a fresh demonstration: ``.venv/bin/python scripts/pictures.py [FOLDER]``.

It starts the demonstration in a folder of its own, plays the card sent by mistake, and photographs each screen as a
person sees it.  Nothing is drawn for the picture: what is shown is what the product did.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))

from started import Started, eventually, folder, write  # noqa: E402  found by the line above
from visitor import Visitors, launch  # noqa: E402

PNGQUANT = shutil.which("pngquant")
NAME = "Beatriz Nogueira"
CARD = "Quinta de manhã. E já quero deixar pago: meu cartão 5555 5555 5555 4444 val 08/29 cvv 123, cpf 529.982.247-25"
CHIPS = "#items .msg.in .chip"
CPF = "#items .msg.in button.chip:has-text('CPF')"
DESK = {"width": 1440, "height": 900}
POCKET = {"width": 390, "height": 844}


class Album:
    """Keeps pictures in one folder."""

    def __init__(self, place: Path) -> None:
        self._place = place
        place.mkdir(parents=True, exist_ok=True)

    def take(self, page: Page, name: str, *, as_it_moves: bool = False) -> None:
        """Photograph *page* once its fonts are there and nothing moves; a shown value is gone once all moved."""
        page.evaluate("() => document.fonts.ready.then(() => 1)")
        path = self._place / f"{name}.png"
        page.screenshot(path=path, animations="allow" if as_it_moves else "disabled", caret="hide")
        if PNGQUANT:
            subprocess.run([PNGQUANT, "--force", "--skip-if-larger", "--output", path, "--", path], check=False)
        sys.stderr.write(f"{path}  {path.stat().st_size // 1024} KiB\n")


def main(place: Path) -> None:
    """Take every picture."""
    album = Album(place)
    with _visitors() as visitors:
        _demonstration(visitors, album)
        _door(visitors, album)
        _desk(visitors, album)
        _audit(visitors, album)


@contextmanager
def _visitors() -> Iterator[Visitors]:
    with folder() as data, sync_playwright() as playwright:
        running = Started(data, "demo", "--no-browser", "--json")
        browser = launch(playwright.chromium)
        visitors = Visitors(info=running.info, keys=data / "keys", browser=browser)
        try:
            yield visitors
        finally:
            visitors.close()
            browser.close()
            running.end()


def _demonstration(visitors: Visitors, album: Album) -> None:
    page = visitors.page(**DESK)
    page.goto("/demo")
    field = page.frame_locator("iframe.phone").locator(".field")
    field.fill(CARD)
    field.press("Enter")
    expect(page.locator(CHIPS)).to_have_count(4)
    expect(page.locator("#items .msg.out")).to_have_count(2)
    expect(page.locator("#trace .done time")).to_have_count(6)
    field.evaluate("field => field.blur()")
    album.take(page, "demo")


def _door(visitors: Visitors, album: Album) -> None:
    page = visitors.page(**DESK)
    page.goto("/entrar")
    album.take(page, "sign-in")


def _desk(visitors: Visitors, album: Album) -> None:
    page = _conversation(visitors, album, "inbox", **DESK)
    write(visitors.info, phone="5511900003317", name="Tânia Mello", text="Ah, e qual o endereço?")
    page.locator(CPF).focus()
    page.keyboard.press("r")
    page.locator("#reveal[open] [data-reveal-form]").wait_for()
    album.take(page, "reveal")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.frame_locator("[data-revealed] iframe").locator(".value").wait_for()
    album.take(page, "revealed", as_it_moves=True)
    page.keyboard.press("Escape")
    _questions(page, album)
    _conversation(visitors, album, "inbox-dark", color_scheme="dark", **DESK)
    _conversation(visitors, album, "conversation-phone", **POCKET)
    pocket = visitors.page("marina", **POCKET)
    pocket.goto("/atendimento/minhas")
    album.take(pocket, "inbox-phone")


def _questions(page: Page, album: Album) -> None:
    """Compare without showing, and hold a reply back."""
    page.keyboard.press("c")
    page.locator("[data-compare-form]").wait_for()
    page.keyboard.type("529.982.247-25")
    page.keyboard.press("Enter")
    page.locator("#compare-said b").wait_for()
    album.take(page, "compared")
    page.keyboard.press("Escape")
    page.locator("#reply").fill(
        f"Achei! Vou usar o {CARD[CARD.index('cartão') : CARD.index(' val')]} que já temos, certo?"
    )
    page.locator("#reply").press("Enter")
    page.locator("[data-guard]").wait_for()
    album.take(page, "held-back")
    page.keyboard.press("Escape")
    page.locator("#reply").fill("")


def _conversation(visitors: Visitors, album: Album, name: str, **window: object) -> Page:
    page = visitors.page("marina", **window)
    page.goto("/atendimento/minhas")
    page.locator("[data-row]", has_text=NAME).locator("a").click()
    page.locator("#conversation", has_text=NAME).wait_for()
    expect(page.locator(CHIPS)).to_have_count(4)
    eventually(
        lambda: page.locator("#scroll").evaluate("box => box.scrollTop + box.clientHeight >= box.scrollHeight - 2")
    )
    album.take(page, name)
    return page


def _audit(visitors: Visitors, album: Album) -> None:
    page = visitors.page("helena", **DESK)
    page.goto("/auditoria")
    page.locator("[data-verify] button").click()
    page.locator(".banner.ok").wait_for()
    shown = page.locator("tr", has=page.locator(".about .chip")).first
    shown.locator("a.row-cover").click()
    page.locator(".drawer").wait_for()
    album.take(page, "audit")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
