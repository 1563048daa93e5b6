"""Every seal is public, as it was signed, a page at a time; whoever kept one can compare."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from browser import Browser
from desvelo.edges.trust import seals
from desvelo.guards.audit import actions, anchor_states, signing, store
from desvelo.guards.audit.anchors.interface import Evidence
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.ledger import note

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def log(db) -> None:
    """Seven seals of one entry each."""
    for number in range(7):
        actions.record([Entry(tag="loaf:bake", at=NOW, objects={"loaf": str(number)})])
        actions.sequence()
        actions.checkpoint(now=NOW + timedelta(minutes=number))


def test_a_stranger_gets_every_seal_as_it_was_signed_with_the_key_first(log):
    answer = Browser().get("/confianca/auditoria.txt")

    key, *notes = answer.content.decode().split("\n\ndesvelo/")
    assert key.strip() == note.verifier_key(settings.LEDGER_ORIGIN, signing.public_key())
    assert [signing.signed(f"desvelo/{each}".rstrip("\n") + "\n").size for each in notes] == [7, 6, 5, 4, 3, 2, 1]
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=60"


def test_a_cosignature_stands_under_its_seal(log):
    anchor_states.keep("witness", size=7, evidence=Evidence(content="— w AAAA\n".encode(), said_at=NOW), now=NOW)
    anchor_states.keep("timestamp", size=6, evidence=Evidence(content=b"token", said_at=NOW), now=NOW)

    text = Browser().get("/confianca/auditoria.txt").content.decode()
    page = Browser().get("/confianca/auditoria").content.decode()

    assert store.last_checkpoint().note + "— w AAAA\n\n" in text
    assert (page.count("assinado também por uma testemunha"), page.count("com carimbo do tempo")) == (1, 1)
    assert "token" not in text


def test_a_page_is_bounded_and_leads_to_the_older_ones(log, monkeypatch):
    monkeypatch.setattr(seals, "PAGE", 3)
    sizes, address = [], "/confianca/auditoria"
    while address:
        page = Browser().get(address).content.decode()
        sizes.append([int(each) for each in re.findall(r"<strong>(\d+) registro", page)])
        found = re.search(r'href="(\?abaixo=\d+)"', page)
        address = f"/confianca/auditoria{found[1]}" if found else ""

    assert sizes == [[7, 6, 5], [4, 3, 2], [1]]
    text = Browser().get("/confianca/auditoria.txt?abaixo=5")
    assert text.headers["link"] == '</confianca/auditoria.txt?abaixo=2>; rel="next"'


def test_no_entry_is_on_it(log):
    for path in ("/confianca/auditoria", "/confianca/auditoria.txt"):
        assert b"loaf:bake" not in Browser().get(path).content


def test_before_the_first_seal_it_says_so(db):
    assert "Nada foi selado ainda" in Browser().get("/confianca/auditoria").content.decode()
