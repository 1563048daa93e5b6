"""From an empty folder to a team: the first account, a shown copy of the keys, an invitation that is taken once."""

import base64
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from accessible import everywhere
from started import COMMAND, Started, environment, eventually, folder
from visitor import Complaints, totp

SHOWN = re.compile(r"(http://localhost:[0-9]+)/primeiros-passos e use o código ((?:[2-9A-Z]{4}-){3}[2-9A-Z]{4})")
PASSWORD = "uma frase só minha"


@pytest.fixture(scope="module")
def installation() -> Iterator[Started]:
    with folder() as data:
        running = Started(data, "up")
        yield running
        assert running.end() == 0, running.stderr


@pytest.fixture(scope="module")
def opened(installation: Started, browser: Browser) -> Iterator[Page]:
    """Return the page of whoever set the installation up, signed in with both factors."""
    url, code = eventually(lambda: SHOWN.search(installation.stderr), seconds=60).groups()
    page = window(browser, url)
    page.goto("/primeiros-passos")
    fill = {"setup-code": code, "company": "Clínica Nova", "name": "Ana Prado", "email": "ana@nova.example"}
    for name, value in {**fill, "team": "Recepção", "password": PASSWORD}.items():
        page.fill(f"#{name}", value)
    page.keyboard.press("Enter")
    enrol(page)
    yield page
    page.context.close()


def window(browser: Browser, url: str) -> Page:
    context = browser.new_context(base_url=url, locale="pt-BR", viewport={"width": 1440, "height": 900})
    context.set_default_timeout(10_000)
    return context.new_page()


def enrol(page: Page) -> None:
    """Put the secret into an app, and type its first code."""
    page.wait_for_url("**/entrar/cadastrar-fator")
    secret = re.sub(r"[^A-Z2-7]", "", page.locator("code, .secret, output").first.inner_text())
    base64.b32decode(secret)
    page.fill("#code", totp(secret, int(time.time()) // 30))
    page.keyboard.press("Enter")
    page.wait_for_url("**/conta/seguranca/codigos")
    page.get_by_role("link", name="Depois").click()
    page.wait_for_url(lambda url: "/conta/" not in url)


def keep_codes(page: Page) -> None:
    page.get_by_role("button", name="Gerar dez códigos").click()
    expect(page.locator("ol.recovery-codes li")).to_have_count(10)
    page.get_by_label("Guardei").check()
    page.get_by_role("button", name="Continuar").click()
    page.wait_for_url(lambda url: "/codigos" not in url)


def steps(page: Page) -> list[tuple[str, bool]]:
    page.goto("/primeiros-passos/etapas")
    lines = page.locator("ol.lines > li").all()
    return [(line.locator("b").inner_text(), line.locator(".step-mark.done").count() == 1) for line in lines]


def test_the_steps_say_what_is_left_and_each_is_done_when_it_is(opened: Page, installation: Started, tmp_path: Path):
    complaints = Complaints(opened)
    assert [step for step in steps(opened) if step[0] != "Equipe"] == [
        ("Sua conta", True), ("Segundo fator e códigos de recuperação", False), ("Chave mestra", False),
        ("Número do WhatsApp", False), ("Primeira mensagem", False),
    ]  # fmt: skip
    opened.get_by_role("link", name="Guardar códigos").click()
    keep_codes(opened)
    copy = shutil.copytree(installation.data / "keys", tmp_path / "keys")
    said = subprocess.run(
        [COMMAND, "keys", "check", copy], env=environment(), capture_output=True, text=True, check=True
    )

    opened.goto("/primeiros-passos/etapas")
    opened.get_by_role("link", name="Continuar: Chave mestra").click()
    expect(opened.locator(".key-choice.in-use h3")).to_have_text("Neste servidor")
    expect(opened.get_by_text("abriu todas as chaves permanentes")).to_be_visible()
    expect(opened.get_by_text(str(installation.data / "keys"), exact=True)).to_be_visible()
    opened.get_by_label("Código da cópia").fill("AAAA-AAAA")
    opened.keyboard.press("Enter")
    expect(opened.get_by_role("alert")).to_contain_text("não é o código")
    opened.get_by_label("Código da cópia").fill(said.stdout.strip())
    opened.keyboard.press("Enter")

    opened.wait_for_url("**/primeiros-passos/etapas")
    assert steps(opened)[1:3] == [("Segundo fator e códigos de recuperação", True), ("Chave mestra", True)]
    assert [each for each in complaints.take() if "422" not in each] == []


def name_the_officer(page: Page) -> None:
    page.goto("/primeiros-passos/equipe")
    page.get_by_label("Nome da pessoa encarregada").fill("Helena Teles")
    page.get_by_label("E-mail para clientes").fill("dados@nova.example")
    page.keyboard.press("Enter")
    expect(page.locator(".officer-now")).to_contain_text("Helena Teles, dados@nova.example")
    page.goto("/confianca/auditoria")
    expect(page.get_by_text("Helena Teles responde aqui")).to_be_visible()


def test_a_link_brings_one_person_in_with_a_second_factor_and_is_not_left_in_the_address(opened, installation, browser):
    opened.goto("/ajustes/equipe")
    opened.get_by_label("E-mail").fill("bruna@nova.example")
    opened.get_by_label("Recepção").check()
    opened.get_by_role("button", name="Criar o convite").click()
    link = opened.locator("#invite-link").input_value()
    newcomer = window(browser, installation.url)
    complaints = Complaints(newcomer)

    newcomer.goto(link)
    expect(newcomer.get_by_label("Código do convite")).to_have_value(link.partition("#")[2])
    assert newcomer.url.endswith("/convite")
    newcomer.get_by_label("Seu nome").fill("Bruna Dias")
    newcomer.locator("#password").fill("outra frase só minha")
    newcomer.keyboard.press("Enter")
    enrol(newcomer)

    assert "/atendimento/" in newcomer.url
    assert complaints.take() == []
    assert steps(opened)[4] == ("Equipe", False)
    name_the_officer(opened)
    assert steps(opened)[4] == ("Equipe", True)
    again = window(browser, installation.url)
    again.goto(link)
    again.get_by_label("Seu nome").fill("Outra Pessoa")
    again.locator("#password").fill("outra frase só minha")
    again.keyboard.press("Enter")
    expect(again.get_by_role("alert")).to_contain_text("não vale mais")
    for each in (newcomer, again):
        each.context.close()


def test_the_pages_have_no_grave_fault_in_either_theme_and_at_any_width(opened: Page):
    wrong = {}
    steps_left = ("etapas", "chave", "numero", "equipe", "mensagem")
    paths = [f"/primeiros-passos/{each}" for each in steps_left]
    for path in (*paths, "/ajustes/equipe", "/ajustes/encarregada", "/convite"):
        opened.goto(path)
        wrong |= everywhere(opened, path)

    assert wrong == {}
