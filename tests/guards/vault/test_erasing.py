"""Two people erase: a contact, a conversation, a datum; what is held stays, what waits can be taken back."""

from datetime import timedelta

import pytest

from browser import signed_in
from desvelo.guards.access.errors import Forbidden, NotFound, OwnRequest
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as ledger
from desvelo.guards.vault import boxes, erasing, holding, horizon, queries, renewing, store
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.erasures import Basis, Scope, What
from desvelo.guards.vault.errors import AlreadyAsked, OnHold, TooLate
from desvelo.guards.vault.models import Backup, Contact, Datum, Erasure, Renewal
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions as desk
from desvelo.service.desk.models import Conversation
from house import NOW

PHONE, CPF = "5511900004417", "529.982.247-25"

SOON, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def conversation(house, arrive) -> str:
    conversation = arrive(f"bom dia, meu cpf é {CPF} e o email bia@exemplo.example", phone=PHONE)
    arrive("bom dia", phone="5511900000001", name="Outra Pessoa")
    reason = Reason(code="other", text="pediu a nota por telefone")
    desk.reveal(actor=house.marina, datum=Datum.objects.get(label="CPF").public_id, reason=reason, now=NOW)
    return conversation


@pytest.fixture
def contact(conversation):
    return queries.contact_with_phone(PHONE)


def asked(actor, what: What, *, basis: str = Basis.COMPANY) -> str:
    return erasing.ask(actor=actor, what=what, basis=basis, now=NOW)


def agreed(house, what: What, *, basis: str = Basis.COMPANY) -> str:
    erasure = asked(house.rui, what, basis=basis)
    erasing.approve(actor=house.helena, erasure=erasure, now=NOW)
    return erasure


def whole(contact) -> What:
    return What(scope=Scope.CONTACT, contact=contact)


def test_a_contact_is_erased_a_day_after_two_people_agreed(house, contact, audit_tags):
    agreed(house, whole(contact))

    assert erasing.carry_out_due(now=NOW + DAY - SOON) == 0
    assert Contact.objects.filter(pk=contact).exists()
    assert erasing.carry_out_due(now=NOW + DAY) == 1

    assert not Contact.objects.filter(pk=contact).exists()
    assert store.every_key_of([contact]) == []
    assert [tag for tag, _ in audit_tags()][-3:] == ["erasure:ask", "erasure:approve", "contact:erase"]
    assert Erasure.objects.get().keys == [[str(contact), 1, 1]]
    assert erasing.carry_out_due(now=NOW + 2 * DAY) == 0


def test_what_the_customer_confirmed_has_no_day_to_think(house, contact):
    agreed(house, whole(contact), basis=Basis.CUSTOMER)

    assert erasing.carry_out_due(now=NOW) == 1


def test_nobody_agrees_with_themselves_and_that_is_on_record(house, contact, audit_tags):
    erasure = asked(house.helena, whole(contact))

    with pytest.raises(OwnRequest):
        erasing.approve(actor=house.helena, erasure=erasure, now=NOW)

    assert audit_tags()[-1] == ("erasure:approve", "denied:same_person")
    assert erasing.carry_out_due(now=NOW + 2 * DAY) == 0


def test_without_anybody_agreeing_nothing_is_erased(house, contact):
    asked(house.rui, whole(contact))

    assert erasing.carry_out_due(now=NOW + 30 * DAY) == 0


def test_an_agent_or_an_auditor_may_neither_ask_nor_agree(house, contact):
    erasure = asked(house.helena, whole(contact))

    for actor in (house.marina, house.lucia):
        with pytest.raises(Forbidden):
            asked(actor, whole(contact))
        with pytest.raises(Forbidden):
            erasing.approve(actor=actor, erasure=erasure, now=NOW)


def test_until_then_it_can_be_taken_back_and_asked_again(house, contact):
    erasure = agreed(house, whole(contact))

    erasing.cancel(actor=house.rui, erasure=erasure, now=NOW + SOON)

    assert erasing.carry_out_due(now=NOW + 2 * DAY) == 0
    with pytest.raises(TooLate):
        erasing.approve(actor=house.helena, erasure=erasure, now=NOW)
    assert asked(house.rui, whole(contact)) != erasure


def test_the_same_is_asked_once(house, contact):
    asked(house.rui, whole(contact))

    with pytest.raises(AlreadyAsked):
        asked(house.helena, whole(contact))


def test_of_nobody_nothing_is_asked(house):
    with pytest.raises(NotFound):
        asked(house.rui, whole(Datum().id))


def test_a_hold_stops_asking_and_carrying_out_until_it_is_lifted(house, contact):
    agreed(house, whole(contact))
    holding.place(actor=house.helena, contact=contact, reason="court", now=NOW)

    assert erasing.carry_out_due(now=NOW + 2 * DAY) == 0
    with pytest.raises(OnHold):
        asked(house.rui, What(scope=Scope.DATUM, contact=contact, object=Datum.objects.first().id))
    with pytest.raises(OnHold):
        erasing.expire(whole(contact), now=NOW)

    holding.lift(actor=house.helena, contact=contact, now=NOW + 2 * DAY)
    assert erasing.carry_out_due(now=NOW + 2 * DAY) == 1


def test_a_hold_on_one_lets_the_others_go(house, contact):
    other = Contact.objects.exclude(pk=contact).get().pk
    holding.place(actor=house.helena, contact=contact, reason="claim", now=NOW)
    for each in (contact, other):
        erasing._keep(
            Erasure(
                scope=Scope.CONTACT, basis=Basis.CUSTOMER, state="approved", contact_id=each, asked_at=NOW, due_at=NOW
            )
        )

    assert [erasing.carry_out_due(now=NOW) for _ in range(2)] == [1, 0]
    assert list(Contact.objects.values_list("id", flat=True)) == [contact]


def test_one_that_cannot_be_carried_out_is_put_off_and_lets_the_others_go(house, contact):
    other = Contact.objects.exclude(pk=contact).get().pk
    datum = Datum.objects.get(label="CPF")
    Message.objects.filter(pk=datum.message_id).update(body=b"broken")
    agreed(house, What(scope=Scope.DATUM, contact=contact, object=datum.id), basis=Basis.CUSTOMER)
    agreed(house, whole(other), basis=Basis.CUSTOMER)

    assert [erasing.carry_out_due(now=NOW) for _ in range(3)] == [1, 1, 0]

    assert Datum.objects.filter(pk=datum.pk).exists()
    assert not Contact.objects.filter(pk=other).exists()
    assert erasing.carry_out_due(now=NOW + erasing.AGAIN) == 1


def test_only_the_one_in_charge_of_data_places_a_hold(house, contact):
    with pytest.raises(Forbidden):
        holding.place(actor=house.rui, contact=contact, reason="court", now=NOW)


def test_a_datum_leaves_its_message_the_base_and_what_was_said_about_it(house, conversation, contact):
    datum = Datum.objects.get(label="CPF")
    message = Message.objects.get(pk=datum.message_id)
    agreed(house, What(scope=Scope.DATUM, contact=contact, object=datum.id), basis=Basis.CUSTOMER)

    assert erasing.carry_out_due(now=NOW) == 1

    assert not Datum.objects.filter(pk=datum.pk).exists()
    assert Datum.objects.filter(label="EMAIL").exists()
    page = signed_in(house.marina).get(f"/atendimento/c/{conversation}/mensagens").content.decode()
    assert "Dado apagado" in page
    assert "•• 25" not in page
    box, place = boxes.of(contact, why=Why.UNSAID), Message.objects.get(pk=message.pk)
    assert b"25" not in box.open(boxes.Place(table="message", column="body", row=message.pk), bytes(place.body))
    assert audit.forget_payloads_about(contact, [datum.id]) == []


def test_what_a_datum_was_opens_no_more_once_the_contact_has_its_new_key(house, contact):
    datum = Datum.objects.get(label="CPF")
    old, place = bytes(datum.sealed), boxes.Place(table="datum", column="value", row=datum.id, data_class="CPF")
    assert boxes.of(contact, why=Why.UNSAID).open(place, old).decode() == CPF
    agreed(house, What(scope=Scope.DATUM, contact=contact, object=datum.id), basis=Basis.CUSTOMER)

    erasing.carry_out_due(now=NOW)
    assert renewing.renew_due(now=NOW) == 1

    with pytest.raises(NotReadable):
        boxes.of(contact, why=Why.UNSAID).open(place, old)
    assert Renewal.objects.count() == 0


def test_a_conversation_goes_with_messages_data_and_drafts_and_its_contact_stays(house, conversation, contact):
    desk.keep_draft(actor=house.marina, conversation=conversation, text="um rascunho", now=NOW)
    row = Conversation.objects.get(public_id=conversation)
    agreed(house, What(scope=Scope.CONVERSATION, contact=contact, object=row.id), basis=Basis.CUSTOMER)

    assert erasing.carry_out_due(now=NOW) == 1

    assert not Conversation.objects.filter(pk=row.pk).exists()
    assert not Message.objects.filter(contact_id=contact).exists()
    assert not Datum.objects.filter(contact_id=contact).exists()
    assert Contact.objects.filter(pk=contact).exists()
    assert Conversation.objects.count() == 1
    assert signed_in(house.marina).get(f"/atendimento/c/{conversation}").status_code == 404


def test_what_is_over_by_a_rule_is_erased_at_once(house, contact, audit_tags):
    erasing.expire(whole(contact), now=NOW)

    assert not Contact.objects.filter(pk=contact).exists()
    assert audit_tags()[-1] == ("contact:erase", "done")


def test_it_is_final_only_when_no_key_no_epoch_and_no_backup_is_left_that_opens_it(house, contact, monkeypatch):
    agreed(house, whole(contact), basis=Basis.CUSTOMER)
    backup = Backup.objects.create(kind="vault", folder="/copy/1", made_at=NOW - SOON, expires_at=NOW + 14 * DAY)
    erasing.carry_out_due(now=NOW)
    later = NOW + horizon.HORIZON
    row = Erasure.objects.get()

    assert horizon.what_still_opens(row) == ["epoch:1", "backup:/copy/1"]
    assert horizon.settle(now=later) == 0
    assert horizon.overdue(now=later) == 1

    Backup.objects.filter(pk=backup.pk).update(removed_at=later)
    monkeypatch.setattr(type(boxes.ring()), "epochs", lambda _self: [3])
    assert horizon.settle(now=later - SOON) == 0
    assert horizon.settle(now=later) == 1

    assert Erasure.objects.get().state == "final"
    assert horizon.overdue(now=later) == 0
    audit.sequence()
    assert ledger.verify_all().problem.code == "nothing_signed"


def test_a_key_left_behind_keeps_it_from_being_final(house, contact):
    agreed(house, What(scope=Scope.DATUM, contact=contact, object=Datum.objects.first().id), basis=Basis.CUSTOMER)
    erasing.carry_out_due(now=NOW)

    assert horizon.what_still_opens(Erasure.objects.get()) == ["key", "epoch:1"]
    renewing.renew_due(now=NOW)
    assert horizon.what_still_opens(Erasure.objects.get()) == ["epoch:1"]
