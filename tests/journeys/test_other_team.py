"""An agent of one team does not learn that a conversation of another team exists, and the ledger says that she tried.

Source: issue 2, "Done when" 5.
"""

from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from started import eventually, rows

CARD = "meu cartão 5555 5555 5555 4444 val 08/29 cvv 123, cpf 529.982.247-25"
_ASK = """async ([method, path]) => {
  const token = document.querySelector("meta[name=csrf-token]").content;
  const body = method === "POST" ? new URLSearchParams({reason: "identity", text: "oi"}) : undefined;
  const headers = method === "POST" ? {"X-CSRFToken": token} : {};
  const answer = await fetch(path, {method, body, headers, redirect: "manual"});
  return [answer.status, await answer.text()];
}"""


@pytest.fixture
def theirs(visitors, customer, info):
    """Return the addresses of a conversation of «Agenda», which Marina may open."""
    wamid = customer.writes(CARD)
    conversation = customer.opened_by(visitors.page("marina"))
    query = (
        "SELECT d.public_id FROM vault_datum d JOIN channel_message m ON m.id = d.message_id "
        "WHERE m.wamid = %s AND d.label = 'CPF'"
    )
    [[datum]] = rows(info["database_url"], query, wamid)
    return [
        ("GET", f"/atendimento/c/{conversation}"),
        ("GET", f"/atendimento/c/{conversation}/mensagens"),
        ("POST", f"/atendimento/c/{conversation}/responder"),
        ("POST", f"/atendimento/c/{conversation}/assumir"),
        ("GET", f"/events?c={conversation}"),
        ("GET", f"/atendimento/dado/{datum}"),
        ("POST", f"/atendimento/dado/{datum}"),
    ]


@pytest.fixture
def stranger(visitors) -> Page:
    """Return a page of Denise, who is of «Financeiro»."""
    page = visitors.page("denise")
    page.goto("/atendimento/minhas")
    return page


def refusals(info) -> Counter[str]:
    query = "SELECT tag FROM ledger.entry JOIN ledger.leaf ON entry_id = id WHERE result = 'denied:other_team'"
    return Counter(row[0] for row in rows(info["database_url"], query))


def test_every_door_to_it_answers_404_and_leaves_an_entry(theirs, stranger, info, customer):
    before = refusals(info)

    answers = [stranger.evaluate(_ASK, [method, path])[0] for method, path in theirs]

    assert answers == [404] * len(theirs)
    expected = {"conversation:read": 3, "conversation:reply": 1, "conversation:assign": 1, "datum:reveal": 2}
    eventually(lambda: (refusals(info) - before).total() == len(theirs))
    assert refusals(info) - before == expected
    assert customer.received() == [customer.received()[0]]


def test_absent_and_foreign_look_the_same(theirs, stranger):
    for method, path in theirs:
        foreign = stranger.evaluate(_ASK, [method, path])
        absent = stranger.evaluate(_ASK, [method, f"{path[: path.rindex('/') + 1]}nao-existe-0000000000" if "dado" in path else path.replace(path.split("/c/")[-1].split("/")[0].split("?c=")[-1], "nao-existe-0000000000")])
        assert foreign[0] == absent[0] == 404
        assert foreign[1] == absent[1]
