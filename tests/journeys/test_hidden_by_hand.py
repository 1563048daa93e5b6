"""What detection missed is selected and hidden with one key: gone from every open screen and from what is stored.

Architecture section 1 (the datum): what was missed can be hidden by hand in one gesture.
"""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accessible import everywhere, faults
from opening import opened_with_every_key
from started import eventually, rows
from storm import words

FORM = "#reveal[open] [data-hide-form]"
_SELECT = """words => {
  const all = [...document.querySelectorAll("#items .bubble > .text")];
  const text = all.find((each) => each.textContent.includes(words));
  const node = [...text.childNodes].find((each) => each.nodeType === 3 && each.data.includes(words));
  const start = node.data.indexOf(words);
  getSelection().setBaseAndExtent(node, start, node, start + words.length);
}"""


@pytest.fixture
def nickname(customer) -> str:
    """Return words that no detector knows and no other customer wrote."""
    return f"Jabuticaba {words(int(customer.phone[-6:]))}"


@pytest.fixture
def agent(visitors, customer, nickname) -> Page:
    """Return Marina's page with the conversation open that holds what was missed."""
    customer.writes(f"oi 👩‍👩‍👧 chamam ela de {nickname}, cpf 529.982.247-25, viu?")
    page = visitors.page("marina")
    customer.opened_by(page)
    expect(page.locator("#items")).to_contain_text(nickname)
    return page


def hide_by_key(page: Page, nickname: str) -> None:
    page.evaluate(_SELECT, nickname)
    page.keyboard.press("h")
    page.locator(FORM).wait_for()
    expect(page.locator(f"{FORM} .hide-words")).to_have_text(nickname)
    page.keyboard.press("Enter")
    page.locator("#reveal[open] [data-hidden]").wait_for()


def readable_anywhere(data: Path, said: str) -> list[str]:
    """Name the files of an installation, its tables and its write-ahead log among them, in which *said* stands."""
    wanted = said.encode()
    files = [each for each in data.rglob("*") if each.is_file() and not each.is_symlink()]
    return [str(each.relative_to(data)) for each in files if wanted in content(each)]


def content(file: Path) -> bytes:
    """Return what is in *file*; a database that works drops files between the listing and the look."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def test_select_and_one_key_and_it_is_gone_from_every_open_screen(agent, visitors, customer, nickname):
    colleague = visitors.page("rui")
    colleague.goto("/atendimento/todas")
    row = colleague.locator("[data-row]", has_text=customer.name)
    expect(row).to_contain_text(nickname)

    hide_by_key(agent, nickname)

    expect(row).not_to_contain_text(nickname)
    expect(agent.locator("#items")).not_to_contain_text(nickname)
    expect(agent.locator("#items .msg.in button.chip")).to_have_count(2)
    expect(agent.locator("[data-row]", has_text=customer.name)).not_to_contain_text(nickname)
    agent.keyboard.press("Enter")
    expect(agent.locator("#reveal[open]")).to_have_count(0)
    assert [page for page in (agent, colleague) if nickname in page.content()] == []


def test_with_the_mouse_a_button_stands_beside_what_is_selected(agent, nickname):
    agent.evaluate(_SELECT, nickname)
    agent.locator(".thread > .hide-tool").click()
    agent.locator(FORM).wait_for()
    agent.keyboard.press("2")
    agent.locator(f"{FORM} [type=submit]").click()

    expect(agent.locator("#items")).not_to_contain_text(nickname)
    expect(agent.locator(".thread > .hide-tool")).to_have_count(0)


def test_only_the_datum_holds_it_and_no_file_of_the_database_ever_did(agent, demo, nickname):
    hide_by_key(agent, nickname)

    opened = opened_with_every_key(demo.data)["opened"]
    assert [column for column, value in opened if nickname in value] == ["vault_datum.sealed"]
    assert readable_anywhere(demo.data, nickname) == []


def test_left_readable_for_a_moment_it_would_stand_in_the_write_ahead_log(demo, info):
    """The attack: whoever stores a body unsealed leaves it in the log of the database, even if the row is gone."""
    said = "Pitanga Cavaquinho"
    insert = "INSERT INTO process_heartbeat (process, at) VALUES (%s, now()) RETURNING 1"
    rows(info["database_url"], insert, said)
    rows(info["database_url"], "DELETE FROM process_heartbeat WHERE process = %s RETURNING 1", said)

    assert any("pg_wal" in name for name in eventually(lambda: readable_anywhere(demo.data, said)))


def test_each_chip_says_why_and_a_mistake_is_reported_and_reviewed(agent, visitors):
    agent.locator("#items .msg.in button.chip", has_text="CPF").click()
    agent.locator("#reveal[open] [data-reveal-form]").wait_for()
    agent.get_by_role("button", name="Por que isto está oculto?").click()
    agent.locator("#reveal[open] [data-why-form]").wait_for()
    expect(agent.locator("#reveal")).to_contain_text("Os dígitos verificadores conferem")
    assert faults(agent) == []
    agent.get_by_role("button", name="Foi ocultado por engano").click()
    expect(agent.locator("#reveal [role=status]")).to_contain_text("Espera uma revisão")

    dpo = visitors.page("helena")
    dpo.goto("/protecao")
    report = dpo.locator(".protection-list li", has_text="br.cpf/check_digits").first
    report.get_by_role("button", name="Oculto com razão").click()

    expect(dpo.locator(".protection-rules")).to_contain_text("br.cpf/check_digits")


def test_the_encarregada_tries_a_sentence_and_reads_how_much_is_missed(visitors):
    page = visitors.page("helena")
    page.goto("/protecao")
    expect(page.locator(".banner")).to_contain_text("A detecção deixa passar:")
    page.fill("#text", "cartão 5555 5555 5555 4444 e meu cpf 529.982.247-25")
    page.get_by_role("button", name="Examinar").click()

    expect(page.locator(".protection-found li")).to_have_count(2)


def test_the_question_before_hiding_has_no_fault_in_any_width(agent, nickname):
    agent.evaluate(_SELECT, nickname)
    agent.keyboard.press("h")
    agent.locator(FORM).wait_for()

    assert everywhere(agent, "before hiding") == {}


def searched(info: dict[str, Any]) -> list[tuple[Any, ...]]:
    return rows(info["database_url"], "SELECT 1 FROM channel_rescan WHERE finished_at IS NOT NULL")


def test_history_is_searched_in_the_background(info):
    assert eventually(lambda: searched(info)) == [(1,)]
