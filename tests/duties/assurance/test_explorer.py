"""The log as people read it: their own entries for most, all for those who watch, each with a proof that holds."""

import html
import re

import pytest
from django.db import connection

from browser import signed_in
from desvelo.duties.assurance import explorer
from desvelo.guards.access.errors import Forbidden
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as ledger
from desvelo.guards.audit.entry import Entry
from desvelo.guards.audit.errors import EntryNotFound
from desvelo.kernel.ledger import merkle
from desvelo.service.desk import actions as desk
from house import NOW


@pytest.fixture
def conversation(house, arrive) -> str:
    """Return a conversation that Marina opened and took and that Denise tried to read."""
    found = arrive("meu cpf é 529.982.247-25")
    signed_in(house.marina).get(f"/atendimento/c/{found}")
    desk.take(actor=house.marina, conversation=found, now=NOW)
    signed_in(house.denise).get(f"/atendimento/c/{found}")
    audit.sequence()
    return found


def indexes(actor, **more) -> list[int]:
    return [row.index for row in explorer.log(actor, before=None, verified=None, now=NOW, **more).rows]


def actors_of(shown: list[int]) -> set:
    return {ledger.entry(index).actor for index in shown}


@pytest.mark.parametrize("login", ["marina", "denise", "rui"])
def test_who_attends_sees_what_they_did_themselves_and_nothing_else(house, conversation, login):
    actor = house.actors[login]

    shown = indexes(actor)

    assert actors_of(shown) <= {actor.id}
    assert len(shown) == sum(ledger.entry(index).actor == actor.id for index in range(ledger.size()))


@pytest.mark.parametrize("login", ["helena", "caio", "lucia"])
def test_who_watches_sees_everything(house, conversation, login):
    assert sorted(indexes(house.actors[login])) == list(range(ledger.size()))


def test_a_colleagues_entry_does_not_exist_and_the_try_is_on_record(house, conversation, audit_tags):
    foreign = next(index for index in indexes(house.helena) if ledger.entry(index).actor == house.marina.id)

    with pytest.raises(EntryNotFound):
        explorer.detail(house.denise, foreign, now=NOW)

    assert audit_tags()[-1] == ("audit:read", "denied:not_own")
    assert explorer.detail(house.marina, foreign, now=NOW).index == foreign


def test_over_http_a_foreign_entry_and_one_that_never_was_look_the_same(house, conversation):
    foreign = next(index for index in indexes(house.helena) if ledger.entry(index).actor == house.marina.id)
    browser = signed_in(house.denise)

    answers = [browser.get(f"/auditoria/{index}") for index in (foreign, 10**6)]

    assert [answer.status_code for answer in answers] == [404, 404]
    bodies = [re.sub(r"[A-Za-z0-9]{64}", "…", answer.content.decode()) for answer in answers]
    assert bodies[0] == bodies[1]


def test_without_the_narrowing_an_agent_would_read_everybodys(house, conversation, monkeypatch):
    monkeypatch.setattr(explorer, "_only", lambda *_, **__: None)

    assert house.marina.id in actors_of(indexes(house.denise))


@pytest.mark.parametrize("login", ["marina", "denise", "rui"])
def test_only_who_watches_may_verify_the_whole(house, conversation, audit_tags, login):
    with pytest.raises(Forbidden):
        explorer.verify(house.actors[login], now=NOW)

    assert audit_tags()[-1] == ("audit:read", "denied:not_in_role")


def test_a_whole_log_is_said_to_be_whole(house, conversation):
    audit.checkpoint(now=NOW)

    said = explorer.verify(house.helena, now=NOW)

    assert (said.state, said.checked, said.total) == ("intact", ledger.size(), ledger.size())


def test_a_changed_entry_is_said_to_be_changed_on_the_page_too(house, conversation):
    audit.checkpoint(now=NOW)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger.entry SET leaf = '{}' WHERE id = (SELECT entry_id FROM ledger.leaf WHERE index = 2)"
        )

    said = explorer.verify(house.helena, now=NOW)
    page = signed_in(house.helena).post("/auditoria/conferir")

    assert (said.state, said.broken_index is not None) == ("broken", True)
    assert page.status_code == 200
    assert explorer.detail(house.helena, 2, now=NOW).proof.ok is False


@pytest.mark.parametrize("size", range(1, 18))
def test_the_proof_as_it_is_drawn_leads_to_the_root(db, size):
    """Climb by hash and side alone, as a reader of the picture would."""
    audit.record([Entry(tag="loaf:bake", at=NOW, objects={"loaf": str(number)}) for number in range(size)])
    audit.sequence()

    for index in range(size):
        proof = ledger.prove(index)
        reached = proof.leaf_hash
        for neighbour, side in zip(proof.path, explorer._sides(proof), strict=True):
            left, right = (neighbour, reached) if side == "left" else (reached, neighbour)
            reached = merkle.node_hash(left, right)
        assert (reached, proof.holds) == (proof.root, True)


def test_the_picture_shows_the_hashes_of_the_proof(house, conversation):
    proof = ledger.prove(0)

    drawn = explorer.detail(house.helena, 0, now=NOW).proof

    assert (drawn.ok, drawn.size, len(drawn.path)) == (True, ledger.size(), len(proof.path))
    assert [step.hash.replace("·", "") for step in drawn.path] == [each.hex()[:8] for each in proof.path]
    assert drawn.root.replace("·", "") == proof.root.hex()[:8]


def test_every_kind_of_entry_there_is_has_words(house, arrive):
    from desvelo.duties.assurance import sentences
    from desvelo.guards.vault import actions as vault
    from desvelo.guards.vault import queries as vault_queries

    arrive("cpf 529.982.247-25")
    signed_in(house.marina).post("/sair")
    contact = vault_queries.contact_with_phone("5511900004417")
    vault.erase_contact(contact=contact, reason="request", now=NOW)
    audit.sequence()
    seen = {ledger.entry(index).tag: index for index in range(ledger.size())}

    said = {tag: sentences.did(ledger.entry(index)).text for tag, index in seen.items()}

    assert [tag for tag, text in said.items() if text == tag] == []


def test_a_kind_without_words_is_shown_as_it_is(house):
    audit.record([Entry(tag="loaf:bake", at=NOW)])
    audit.sequence()

    page = signed_in(house.helena).get("/auditoria").content.decode()

    assert "loaf:bake" in page


def test_a_reason_in_words_is_not_shown_to_anybody(house, arrive):
    from desvelo.guards.vault.actions import Reason
    from desvelo.guards.vault.models import Datum

    arrive("cpf 529.982.247-25")
    datum = Datum.objects.get(label="CPF").public_id
    shown = desk.reveal(
        actor=house.marina, datum=datum, reason=Reason(code="other", text="o cliente pediu no balcão"), now=NOW
    )

    for login in ("helena", "caio", "lucia", "marina"):
        page = html.unescape(signed_in(house.actors[login]).get(f"/auditoria/{shown.entry_index}").content.decode())
        assert "balcão" not in page


@pytest.mark.parametrize(("login", "named"), [("helena", True), ("marina", True), ("caio", False), ("lucia", False)])
def test_a_customers_name_is_shown_to_those_who_may_see_customers(house, conversation, login, named):
    page = signed_in(house.actors[login]).get("/auditoria").content.decode()

    assert ("Beatriz" in page) is named


def test_a_long_log_continues_where_the_page_ended(house):
    audit.record([Entry(tag="loaf:bake", at=NOW, actor=house.marina.id) for _ in range(ledger.PAGE * 2)])
    audit.sequence()

    first = explorer.log(house.marina, before=None, verified=None, now=NOW)
    second = explorer.log(house.marina, before=first.next_cursor, verified=None, now=NOW)

    shown = [row.index for row in first.rows + second.rows]
    assert shown == sorted(shown, reverse=True)
    assert len(set(shown)) == ledger.PAGE * 2
