"""A datum is shown only for a reason, only inside the team, and only after it is on record."""

import json

import pytest
from django.db import connection

import tables
from browser import signed_in
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit import actions as audit_actions
from desvelo.guards.audit import queries as audit
from desvelo.guards.audit.errors import NotSequenced
from desvelo.guards.vault import boxes
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.errors import NothingKept, ReasonMissing
from desvelo.guards.vault.models import Datum
from desvelo.kernel.ledger import leaf
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import intake
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions as desk
from house import NOW, connect_number, put_delivery, webhook_body
from shown import value

CPF_MESSAGE = "meu cpf é 529.982.247-25 ok"


def test_a_reveal_leads_to_the_value_and_returns_its_index_in_the_ledger(house, arrive):
    arrive(CPF_MESSAGE)
    datum = Datum.objects.get(label="CPF")

    shown = desk.reveal(actor=house.marina, datum=datum.public_id, reason=Reason(code="invoice"), now=NOW)

    assert value(shown, actor=house.marina, now=NOW) == "529.982.247-25"
    entry = audit.entry(shown.entry_index)
    assert (entry.tag, entry.actor, entry.objects["reason"]) == ("datum:reveal", house.marina.id, "invoice")
    assert audit.prove(shown.entry_index).holds


@pytest.mark.parametrize("reason", [Reason(code=""), Reason(code="other"), Reason(code="other", text="  curto  ")])
def test_a_reveal_without_a_reason_is_refused_and_leaves_no_reveal(house, arrive, audit_tags, reason):
    arrive(CPF_MESSAGE)
    datum = Datum.objects.get(label="CPF")

    with pytest.raises(ReasonMissing):
        desk.reveal(actor=house.marina, datum=datum.public_id, reason=reason, now=NOW)

    assert ("datum:reveal", "done") not in audit_tags()


def test_another_teams_datum_does_not_exist_and_the_try_is_on_record(house, arrive, audit_tags):
    arrive(CPF_MESSAGE)
    datum = Datum.objects.get(label="CPF")

    with pytest.raises(NotFound):
        desk.reveal(actor=house.denise, datum=datum.public_id, reason=Reason(code="invoice"), now=NOW)

    assert audit_tags()[-1] == ("datum:reveal", "denied:other_team")


def test_a_discarded_cvv_has_nothing_to_show_to_anybody(house, arrive):
    arrive("cartão 5555 5555 5555 4444 val 08/29 cvv 123")
    cvv = Datum.objects.get(label="CARD_CVV")

    assert cvv.sealed is None
    with pytest.raises(NothingKept):
        desk.reveal(actor=house.marina, datum=cvv.public_id, reason=Reason(code="invoice"), now=NOW)


def reveal(actor, datum: Datum, **reason: str):
    chosen = Reason(**(reason or {"code": "invoice"}))
    return desk.reveal(actor=actor, datum=datum.public_id, reason=chosen, now=NOW)


@pytest.fixture
def opened(monkeypatch) -> list[tuple[str, int]]:
    """Write down each datum that is opened, with how many entries had their index at that moment."""
    seen: list[tuple[str, int]] = []
    really = boxes.Box.open

    def noted(self: boxes.Box, place: boxes.Place, record: bytes) -> bytes:
        if place.table == "datum":
            seen.append((place.data_class, audit.size()))
        return really(self, place, record)

    monkeypatch.setattr(boxes.Box, "open", noted)
    return seen


def test_the_value_is_opened_only_after_its_entry_has_an_index(house, arrive, opened):
    arrive(CPF_MESSAGE)
    before = audit.size()

    shown = reveal(house.marina, Datum.objects.get(label="CPF"))

    assert opened == [("CPF", shown.entry_index + 1)]
    assert shown.entry_index >= before


@pytest.mark.parametrize("step", ["record", "index_of"])
def test_without_an_entry_in_the_log_the_value_is_never_opened(house, arrive, opened, monkeypatch, step):
    arrive(CPF_MESSAGE)
    datum = Datum.objects.get(label="CPF")

    def broken(*_: object) -> None:
        raise NotSequenced

    monkeypatch.setattr(audit_actions, step, broken)

    with pytest.raises(NotSequenced):
        reveal(house.marina, datum)

    assert opened == []


def test_over_http_too_the_answer_then_holds_no_value(house, arrive, monkeypatch):
    arrive(CPF_MESSAGE)
    datum = Datum.objects.get(label="CPF")

    def broken(*_: object) -> None:
        raise NotSequenced

    monkeypatch.setattr(audit_actions, "index_of", broken)

    answer = signed_in(house.marina).post(f"/atendimento/dado/{datum.public_id}", {"reason": "invoice"})

    assert (answer.status_code, "529" in answer.content.decode()) == (503, False)


def test_each_look_is_an_entry_of_its_own(house, arrive, audit_tags):
    arrive(CPF_MESSAGE)
    datum = Datum.objects.get(label="CPF")

    indexes = [reveal(house.marina, datum).entry_index for _ in range(3)]

    assert len(set(indexes)) == 3
    assert audit_tags().count(("datum:reveal", "done")) == 3


def test_a_reason_in_words_is_sealed_and_only_committed_to_in_the_log(house, arrive):
    arrive(CPF_MESSAGE)
    words = "o cliente pediu a nota no balcão"

    shown = reveal(house.marina, Datum.objects.get(label="CPF"), code="other", text=words)

    entry = audit.entry(shown.entry_index)
    assert words.encode() not in entry.leaf
    assert tables.bearing(connection, words) == {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact_id, salt, sealed FROM ledger.payload WHERE entry_id = %s", [entry.id])
        contact, salt, sealed = cursor.fetchone()
    place = boxes.Place(table="entry", column="payload", row=entry.id)
    said = boxes.of(contact, why=Why.UNSAID).open(place, bytes(sealed))
    assert said.decode() == words
    assert json.loads(entry.leaf)["commitment"] == leaf.commitment(bytes(salt), said).hex()


def test_a_datum_reached_through_another_number_stays_with_the_team_of_that_number(house, arrive, audit_tags):
    """One customer writes to two numbers: whoever attends one of them does not see what came to the other."""
    arrive("oi, quero marcar")
    second = connect_number(first_team=house.financeiro, phone_number_id="106540352242999")
    put_delivery(
        webhook_body(CPF_MESSAGE, phone="5511900004417", name="Beatriz Nogueira", wamid="w2", number="106540352242999")
    )
    intake.take_in()
    datum = Datum.objects.get(label="CPF")
    assert Message.objects.get(pk=datum.message_id).number_id == second

    with pytest.raises(NotFound):
        reveal(house.marina, datum)

    assert audit_tags()[-1] == ("datum:reveal", "denied:other_team")
    assert value(reveal(house.denise, datum), actor=house.denise, now=NOW) == "529.982.247-25"


def test_the_open_screens_are_told_that_somebody_looked(house, arrive, monkeypatch):
    conversation = arrive(CPF_MESSAGE)
    told = []
    monkeypatch.setattr("desvelo.service.desk.handlers.tell", told.extend)

    reveal(house.marina, Datum.objects.get(label="CPF"))

    assert [(each.conversation, each.team, each.kind) for each in told] == [(conversation, house.agenda, "reveal")]


def test_what_was_shown_never_prints_itself(house, arrive):
    arrive(CPF_MESSAGE)

    shown = reveal(house.marina, Datum.objects.get(label="CPF"))

    assert "529.982" not in repr(shown)


def test_a_sealed_value_that_was_tampered_with_is_not_shown_in_part(house, arrive):
    arrive(CPF_MESSAGE)
    datum = Datum.objects.get(label="CPF")
    sealed = bytes(datum.sealed)
    Datum.objects.filter(pk=datum.pk).update(sealed=sealed[:-1] + bytes([sealed[-1] ^ 1]))

    with pytest.raises(NotReadable):
        reveal(house.marina, datum)
