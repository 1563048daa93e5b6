"""An agent of one team does not learn that a conversation of another team exists, and the ledger says that she tried.

Source: issue 2, "Done when" 5.
"""

import re
from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from started import eventually, rows

CARD = "meu cartão 5555 5555 5555 4444 val 08/29 cvv 123, cpf 529.982.247-25"
ABSENT = "9nao9existe9nao9existe"
_ASK = """async ([method, path]) => {
  const token = document.querySelector("meta[name=csrf-token]").content;
  const body = method === "POST" ? new URLSearchParams({reason: "identity", text: "oi"}) : undefined;
  const headers = method === "POST" ? {"X-CSRFToken": token} : {};
  const answer = await fetch(path, {method, body, headers, redirect: "manual"});
  return [answer.status, await answer.text()];
}"""
_TOKEN = re.compile(r"[A-Za-z0-9]{64}")


def doors(*, conversation: str, datum: str) -> list[tuple[str, str]]:
    """Every address that leads to a conversation or to a datum in it."""
    return [
        ("GET", f"/atendimento/c/{conversation}"),
        ("GET", f"/atendimento/c/{conversation}/mensagens"),
        ("POST", f"/atendimento/c/{conversation}/responder"),
        ("POST", f"/atendimento/c/{conversation}/assumir"),
        ("GET", f"/events?c={conversation}"),
        ("GET", f"/atendimento/dado/{datum}"),
        ("POST", f"/atendimento/dado/{datum}"),
        ("GET", f"/atendimento/dado/{datum}/conferir"),
        ("POST", f"/atendimento/dado/{datum}/conferir"),
    ]


@pytest.fixture
def theirs(visitors, customer, info) -> list[tuple[str, str]]:
    """Return the doors to a conversation of «Agenda», which Marina may open."""
    arrival = customer.writes(CARD)
    conversation = customer.opened_by(visitors.page("marina"))
    query = (
        "SELECT d.public_id FROM vault_datum d JOIN channel_message m ON m.id = d.message_id "
        "WHERE m.arrival = %s AND d.label = 'CPF'"
    )
    [[datum]] = rows(info["database_url"], query, arrival)
    return doors(conversation=conversation, datum=datum)


@pytest.fixture
def stranger(visitors) -> Page:
    """Return a page of Denise, who is of «Financeiro»."""
    page = visitors.page("denise")
    page.goto("/atendimento/minhas")
    return page


def ask(page: Page, door: tuple[str, str]) -> tuple[int, str]:
    status, text = page.evaluate(_ASK, list(door))
    return status, _TOKEN.sub("token", text)


def refusals(info) -> Counter[str]:
    query = "SELECT tag FROM ledger.entry JOIN ledger.leaf ON entry_id = id WHERE result = 'denied:other_team'"
    return Counter(row[0] for row in rows(info["database_url"], query))


def test_every_door_to_it_answers_404_and_leaves_one_entry(theirs, stranger, info, customer):
    before, received = refusals(info), eventually(customer.received)

    answers = [ask(stranger, door)[0] for door in theirs]

    assert answers == [404] * 9
    eventually(lambda: (refusals(info) - before).total() >= 9)
    expected = {
        "conversation:read": 3,
        "conversation:reply": 1,
        "conversation:assign": 1,
        "datum:reveal": 2,
        "datum:compare": 2,
    }
    assert refusals(info) - before == expected
    assert customer.received() == received


def test_the_officer_reads_who_was_refused(theirs, stranger, info, visitors):
    before = refusals(info)
    stranger.goto(theirs[0][1])
    expect(stranger.locator(".error-card")).to_be_visible()
    eventually(lambda: (refusals(info) - before).total() == 1)

    officer = visitors.page("helena")
    officer.goto("/auditoria")

    newest = officer.locator("tr", has=officer.locator(".unusual")).first
    expect(newest.locator(".who")).to_contain_text("Denise Couto")
    expect(newest.locator(".why")).to_contain_text("equipe")


def test_foreign_and_absent_answer_alike(theirs, stranger):
    absent = doors(conversation=ABSENT, datum=ABSENT)

    answers = [
        (ask(stranger, theirs_), ask(stranger, nobodys)) for theirs_, nobodys in zip(theirs, absent, strict=True)
    ]

    assert [foreign for foreign, nothing in answers if foreign != nothing] == []


def test_her_stream_says_nothing_of_it(theirs, stranger, customer):
    stranger.evaluate(
        """() => { window.heard = [];
          const source = new EventSource("/events");
          source.addEventListener("conversation", ({data}) => heard.push(JSON.parse(data).c));
          return new Promise((resolve) => source.addEventListener("hello", resolve)); }"""
    )
    conversation = theirs[0][1].rsplit("/", 1)[1]

    customer.writes("Mais uma coisa")
    stranger.wait_for_timeout(500)

    assert conversation not in stranger.evaluate("heard")
