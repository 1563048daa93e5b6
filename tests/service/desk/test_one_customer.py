"""A customer whose number is hidden, shown, and changed with a new user id is one contact with one history.

In any order of arrival, and without leading anybody to the history of whoever had a number before.
"""

import itertools
from datetime import timedelta

import pytest

from browser import signed_in
from desvelo.guards.vault import boxes, contacts, queries, recognising
from desvelo.guards.vault.models import Contact
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel.models import Message
from desvelo.service.desk.models import Conversation
from identities import (
    NEW_ID,
    NEW_PHONE,
    OLD_ID,
    OLD_PHONE,
    OTHER_ID,
    T0,
    alive,
    changed,
    comes,
    number_changed,
    owner,
    wrote,
)

CPF = "529.982.247-25"

STORY = (
    wrote("primeira, número escondido", at=0, user_id=OLD_ID),
    wrote("segunda, número à mostra", at=1, user_id=OLD_ID, phone=OLD_PHONE),
    wrote("terceira, escondido de novo", at=2, user_id=OLD_ID, phone=""),
    number_changed(at=3),
    wrote("quarta, do número novo", at=4, user_id=NEW_ID, phone=NEW_PHONE),
    wrote("quinta, só o nome novo", at=5, user_id=NEW_ID),
)
WORDS = ("primeira,", "segunda,", "terceira,", "quarta,", "quinta,")


def shown(house) -> list[str]:
    """Return which words of the story the one conversation shows, in the order of the page."""
    [conversation] = Conversation.objects.all()
    page = signed_in(house.marina).get(f"/atendimento/c/{conversation.public_id}").content.decode()
    thread = page.split('id="items"')[1].split('class="pill-slot"')[0]
    return sorted((word for word in WORDS if word in thread), key=thread.index)


def test_hidden_shown_and_changed_is_one_contact_with_one_history_at_the_desk(house):
    comes(*STORY)

    assert len(alive()) == Contact.objects.count() == 1
    assert shown(house) == list(WORDS)
    assert contacts.address_of(boxes.of(alive()[0], why=Why.UNSAID)) == NEW_PHONE
    assert (
        queries.profiles(queries.open_boxes(alive(), why=Why.LIST, actor=None))[alive()[0]].phone_end == NEW_PHONE[-4:]
    )


@pytest.mark.parametrize("order", list(itertools.permutations(range(6)))[::23], ids=str)
def test_in_whatever_order_it_comes(house, order):
    comes(*(STORY[place] for place in order))

    [contact] = alive()
    assert shown(house) == list(WORDS)
    assert set(Message.objects.values_list("contact_id", flat=True)) == {contact}
    assert contacts.address_of(boxes.of(contact, why=Why.UNSAID)) == NEW_PHONE
    assert [owner("bsuid", each) for each in (OLD_ID, NEW_ID)] == [contact, contact]


def test_a_number_known_without_a_user_id_joins_whoever_shows_it_for_the_first_time(house):
    comes(wrote("antes de haver nomes", at=0, phone=OLD_PHONE))
    comes(wrote("escondido", at=1, user_id=OLD_ID))
    assert len(alive()) == 2

    comes(wrote("agora à mostra", at=2, user_id=OLD_ID, phone=OLD_PHONE))

    [contact] = alive()
    assert set(Message.objects.values_list("contact_id", flat=True)) == {contact}


def test_a_number_that_came_back_to_somebody_else_does_not_bring_its_history(house):
    """Whoever gets the number next has another user id, or none at all: neither sees what was said before."""
    comes(*STORY[:4])
    [customer] = alive()

    comes(wrote("sou a nova dona", at=50, user_id=OTHER_ID, phone=OLD_PHONE))
    stranger = owner("bsuid", OTHER_ID)

    assert stranger != customer
    assert owner("phone", OLD_PHONE) == stranger
    assert contacts.address_of(boxes.of(customer, why=Why.UNSAID)) == NEW_PHONE


def test_nor_to_somebody_without_a_user_id(house):
    comes(*STORY[:4])
    [customer] = alive()

    comes(wrote("quem sou eu?", at=50, phone=OLD_PHONE))

    assert Message.objects.latest("arrival").contact_id != customer
    assert len(alive()) == 2


def test_what_was_sent_before_the_change_and_came_after_it_is_still_theirs(house):
    comes(*STORY[:4], wrote("atrasada", at=2, phone=OLD_PHONE))

    assert set(Message.objects.values_list("contact_id", flat=True)) == set(alive())
    assert contacts.address_of(boxes.of(alive()[0], why=Why.UNSAID)) == NEW_PHONE


def test_whoever_changes_to_a_number_somebody_else_had_gets_the_number_and_not_the_history(house):
    """The attack: a SIM card bought second hand.  The number was known without a user id, long ago."""
    comes(wrote(f"sou outra pessoa, cpf {CPF}", at=0, phone=NEW_PHONE))
    Contact.objects.update(created_at=T0 - timedelta(days=40))
    former = alive()[0]
    comes(wrote("oi", at=1, user_id=OLD_ID, phone=OLD_PHONE), number_changed(at=3))

    assert len(alive()) == 2
    assert Message.objects.filter(contact_id=former).count() == 1
    assert owner("phone", NEW_PHONE) == owner("bsuid", NEW_ID) != former
    assert contacts.address_of(boxes.of(former, why=Why.UNSAID)) is None


def test_the_attack_works_without_the_rule(house, monkeypatch):
    monkeypatch.setattr(recognising, "DISORDER", timedelta(days=10_000))
    comes(wrote(f"sou outra pessoa, cpf {CPF}", at=0, phone=NEW_PHONE))
    Contact.objects.update(created_at=T0 - timedelta(days=40))

    comes(wrote("oi", at=1, user_id=OLD_ID, phone=OLD_PHONE), number_changed(at=3))

    assert len(alive()) == 1


@pytest.mark.parametrize(
    "system",
    [
        {"type": "user_changed_user_id", "user_id": NEW_ID},
        {"type": "user_changed_user_id", "user_id": NEW_ID, "wa_id": OLD_PHONE},
        {"type": "customer_changed_number", "new_wa_id": NEW_PHONE, "customer": OLD_PHONE},
        {"type": "user_changed_number", "wa_id": NEW_PHONE},
    ],
    ids=["no_previous", "same_number", "old_shape", "no_user_id"],
)
def test_older_shapes_of_the_notice_find_the_same_customer(house, system):
    comes(wrote("oi", at=0, user_id=OLD_ID, phone=OLD_PHONE), changed(at=1, system=system))
    new = {
        key: value
        for key, value in (
            ("user_id", system.get("user_id")),
            ("phone", system.get("new_wa_id") or system.get("wa_id")),
        )
        if value
    }

    comes(wrote("sou eu", at=2, **new))

    assert len(alive()) == 1


def test_a_notice_about_nobody_we_know_is_a_contact_of_its_own_known_by_both_names(house):
    comes(number_changed(at=3), wrote("atrasada", at=1, user_id=OLD_ID))

    assert len(alive()) == 1
    assert contacts.address_of(boxes.of(alive()[0], why=Why.UNSAID)) == NEW_PHONE
