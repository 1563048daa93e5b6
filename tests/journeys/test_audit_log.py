"""The log at work: found by keyboard, a proof taken away and checked elsewhere, a change seen, a mistake explained."""

import json
import subprocess
import sys

import psycopg
import pytest
from playwright.sync_api import Page, expect

from started import eventually, rows
from visitor import Complaints

CPF = "529.982.247-25"


@pytest.fixture
def reveal(visitors, customer, info):
    """Let Marina see a CPF; return her page and the index of the entry."""
    wamid = customer.writes(f"meu cpf é {CPF}")
    page = visitors.page("marina")
    customer.opened_by(page)
    page.locator("#items button.chip[data-compare]").first.focus()
    for key in ("r", "1", "Enter"):
        page.keyboard.press(key)
        if key == "r":
            page.locator("#reveal[open] [data-reveal-form]").wait_for()
    page.locator("[data-revealed]").wait_for()
    page.keyboard.press("Escape")
    query = (
        "SELECT max(l.index) FROM ledger.leaf l JOIN ledger.entry e ON e.id = l.entry_id "
        "WHERE e.tag = 'datum:reveal' AND e.contact_id = %s"
    )
    [(index,)] = eventually(lambda: rows(info["database_url"], query, customer.contact(wamid)))
    return page, index


def test_an_entry_is_found_opened_and_left_by_keyboard_alone(visitors, reveal, customer):
    _, index = reveal
    page = visitors.page("helena")
    complaints = Complaints(page)
    page.goto("/auditoria")

    page.keyboard.press("v")
    expect(page.locator(".banner.ok")).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("select[name=quem]")).to_be_focused()
    page.locator("select[name=ato]").select_option("datum:reveal")
    page.locator("select[name=dado]").select_option("CPF")
    page.keyboard.press("Enter")
    page.wait_for_url("**/auditoria?ato=datum%3Areveal&dado=CPF")
    expect(page.locator(".token b")).to_have_text(["Mostrou", "CPF"])
    expect(page.locator(".banner.ok")).to_be_visible()

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".drawer .sentence")).to_contain_text("viu um CPF")
    expect(page.locator(f"[data-row='{index}']")).to_have_class("selected")
    expect(page.locator(".drawer .badge.ok")).to_have_count(1)
    page.keyboard.press("Escape")
    page.wait_for_url("**/auditoria?ato=datum%3Areveal&dado=CPF")
    page.locator(".token-x").first.click()
    page.wait_for_url("**/auditoria?dado=CPF")

    assert complaints.take() == []


def test_a_proof_taken_away_is_checked_by_one_file_on_another_machine(visitors, reveal, tmp_path):
    _, index = reveal
    page = visitors.page("lucia")
    page.goto(f"/auditoria/{index}")
    expect(page.locator(".drawer .badge.ok")).to_have_count(1)
    proof = _download(page, "Baixar prova", tmp_path / "prova.json")
    page.get_by_role("link", name="Conferir fora daqui").click()
    _download(page, "verify_ledger.py", tmp_path / "verify_ledger.py")
    command = page.locator(".command").inner_text().split()

    held = _run(command, tmp_path)
    changed = json.loads(proof)
    changed["index"] -= 1
    (tmp_path / "prova.json").write_text(json.dumps(changed))
    broken = _run(command, tmp_path)

    assert (held.returncode, held.stdout.splitlines()[0].split(",")[0].rsplit(" of ")[0]) == (0, f"entry {index}")
    assert '"tag":"datum:reveal"' in held.stdout
    assert (broken.returncode, broken.stdout) == (
        1,
        f"entry {index - 1} leaf_not_proven at {index - 1}\nleaf_not_proven at {index - 1}\n",
    )


def _download(page: Page, name: str, path) -> str:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    download.value.save_as(path)
    return path.read_text()


def _run(command: list[str], folder) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-I", *command[1:]], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_mistake_is_explained_by_who_made_it_and_read_by_the_officer(visitors, reveal, customer):
    page, index = reveal
    page.goto("/meus-acessos")
    line = page.locator(f"#e{index}")
    expect(line).to_contain_text("Você viu um CPF de")
    line.get_by_text("Foi engano").click()
    line.locator("textarea").fill("Era de outra conversa, cpf 111.444.777-35")
    line.get_by_role("button", name="Registrar").click()

    expect(page.locator(f"#e{index} .own-note")).to_contain_text("Você disse que foi engano")
    expect(page.locator(f"#e{index}")).not_to_contain_text("111.444.777")
    officer = visitors.page("helena")
    officer.goto(f"/auditoria/{index}")
    expect(officer.locator(".drawer .own-note")).to_contain_text("Era de outra conversa")
    expect(officer.locator(".drawer .own-note .chip")).to_have_count(1)


@pytest.mark.asvs("16.4.2")
def test_one_byte_changed_below_the_application_turns_the_banner_red_and_names_the_entry(visitors, reveal, demo):
    """What only the superuser can do; afterwards the byte is put back, for whoever comes next."""
    _, index = reveal
    page = visitors.page("helena")
    page.goto("/auditoria")
    page.keyboard.press("v")
    expect(page.locator(".banner.ok")).to_be_visible()

    flip_a_byte(demo.data, index)
    try:
        page.keyboard.press("v")
        expect(page.locator(".banner.danger h2")).to_have_text(f"Corrente quebrada no registro nº {index}")
        page.get_by_role("link", name="Abrir o registro").click()
        expect(page.locator(".drawer .badge.danger")).to_have_count(1)
    finally:
        flip_a_byte(demo.data, index)
    page.goto("/auditoria")
    page.keyboard.press("v")
    expect(page.locator(".banner.ok")).to_be_visible()


def flip_a_byte(data, index: int) -> None:
    """Change the last byte but one of a leaf, or change it back."""
    with psycopg.connect(owner_url(data)) as connection:
        connection.execute(
            "UPDATE ledger.entry SET leaf = set_byte(leaf, length(leaf) - 2, get_byte(leaf, length(leaf) - 2) # 1) "
            "WHERE id = (SELECT entry_id FROM ledger.leaf WHERE index = %s)",
            [index],
        )


def owner_url(data) -> str:
    """Return the URL of the role that owns the tables: below the application, whatever that is called."""
    return (data / "keys" / "db" / "owner.url").read_text()
