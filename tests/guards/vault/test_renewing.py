"""A contact gets a new key: every value opens with it, none with the one before; what was taken out opens nowhere."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from arrived_files import keep, picture
from desvelo.base import clock
from desvelo.base.keyring import keyring
from desvelo.guards.vault import boxes, columns, places, queries, renewing, store
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.boxes import Place
from desvelo.guards.vault.errors import ColumnsUnknown, ContactGone
from desvelo.guards.vault.models import Contact, Datum, Renewal
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import objects, sealed
from desvelo.service.channel.hiding import Selection
from desvelo.service.channel.models import Media, Message
from desvelo.service.desk import actions as desk
from desvelo.service.desk import hiding
from desvelo.service.desk import queries as reading

PHONE, MISSED = "5511900004417", "Jabuticaba Clube"
SOUND = b"OggS a sound"
TEXT = f"no {MISSED} sabem que tenho diabetes, meu cpf é 529.982.247-25"
NOW = clock.business


@pytest.fixture
def contact(house, arrive):
    conversation = arrive(TEXT, phone=PHONE)
    arrive("bom dia", phone="5511900000001", name="Outra Pessoa")
    desk.keep_draft(actor=house.marina, conversation=conversation, text="um rascunho", now=NOW())
    desk.reveal(
        actor=house.marina,
        datum=Datum.objects.get(label="CPF").public_id,
        reason=Reason(code="other", text="pediu a nota por telefone"),
        now=NOW(),
    )
    keep(picture(kind="audio"), SOUND)
    return queries.contact_with_phone(PHONE)


def sound() -> bytes:
    row = Media.objects.get()
    box = boxes.of(row.contact_id, why=Why.UNSAID)
    key = sealed.open_key(box, media=row.id, record=bytes(row.file_key))
    return b"".join(objects.read(key, name=row.object_name))


def everything(contact) -> dict[tuple[str, str], tuple[Place, bytes]]:
    with transaction.atomic():
        return {
            (column.name, str(value.place)): (value.place, value.record)
            for column in columns.every()
            for value in columns.values(column, contact)
            if not column.holds_keys
        }


def renew(contact) -> int:
    with transaction.atomic():
        return renewing.renew(contact, now=NOW())


def test_all_that_is_sealed_for_it_opens_with_the_new_key_and_says_the_same(contact):
    old, before = boxes.of(contact, why=Why.UNSAID), everything(contact)
    said = {where: old.open(*value) for where, value in before.items()}

    assert renew(contact) == len(before) + 1 >= 10

    new, after = boxes.of(contact, why=Why.UNSAID), everything(contact)
    assert (old.version, new.version) == (1, 2)
    assert {where: new.open(*value) for where, value in after.items()} == said
    assert not {record for _, record in after.values()} & {record for _, record in before.values()}


def test_the_key_before_opens_nothing_that_is_stored_and_is_stored_no_more(contact):
    old = boxes.of(contact, why=Why.UNSAID)
    renew(contact)

    for place, record in everything(contact).values():
        with pytest.raises(NotReadable):
            old.open(place, record)
    with connection.cursor() as cursor:
        cursor.execute("SELECT version FROM vault.contact_key WHERE contact_id = %s", [contact])
        assert cursor.fetchall() == [(2,)]


def test_a_file_opens_with_its_own_key_which_the_new_key_closes(contact):
    closed, lies_at = bytes(Media.objects.get().file_key), Media.objects.get().object_name

    renew(contact)

    row = Media.objects.get()
    assert sound() == SOUND
    assert (bytes(row.file_key) != closed, row.object_name) == (True, lies_at)


def test_of_another_contact_nothing_changes(contact):
    other = Contact.objects.exclude(pk=contact).get().pk
    before = everything(other)

    renew(contact)

    assert everything(other) == before


def test_what_does_not_open_stops_all_of_it_and_changes_nothing(contact):
    before = everything(contact)
    row = Message.objects.filter(contact_id=contact, kind="text").first()
    broken = bytes(row.body)[:-1] + bytes([row.body[-1] ^ 1])
    Message.objects.filter(pk=row.pk).update(body=broken)

    with pytest.raises(NotReadable):
        renew(contact)

    assert boxes.of(contact, why=Why.UNSAID).version == 1
    assert everything(contact).items() - before.items() == {
        (("channel_message.body", str(places.body(row.pk))), (places.body(row.pk), broken))
    }


def test_one_that_cannot_be_renewed_is_put_off_and_the_next_has_its_turn(contact):
    other = Contact.objects.exclude(pk=contact).get().pk
    row = Message.objects.filter(contact_id=contact, kind="text").first()
    Message.objects.filter(pk=row.pk).update(body=bytes(row.body)[:-1])
    for late, each in enumerate((contact, other)):
        Renewal.objects.create(contact_id=each, due_at=NOW() - timedelta(minutes=2 - late))

    assert [renewing.renew_due(now=NOW()) for _ in range(3)] == [1, 1, 0]

    assert (boxes.of(contact, why=Why.UNSAID).version, boxes.of(other, why=Why.UNSAID).version) == (1, 2)
    assert Renewal.objects.get().contact_id == contact


def test_it_is_on_record_with_the_version_and_the_count(contact, audit_tags):
    renew(contact)

    assert audit_tags()[-1] == ("key:renew", "done")


def test_who_was_erased_meanwhile_gets_none(contact):
    Contact.objects.filter(pk=contact).delete()

    with pytest.raises(ContactGone):
        renew(contact)


def test_without_the_list_of_what_there_is_no_key_is_renewed(contact, monkeypatch):
    monkeypatch.setattr(columns, "_known", [])

    with pytest.raises(ColumnsUnknown):
        renew(contact)

    assert boxes.of(contact, why=Why.UNSAID).version == 1


def test_a_word_hidden_by_hand_lets_the_contact_get_a_new_key_soon(house, contact):
    conversation = reading.conversation_of(contact)
    message = Message.objects.get(contact_id=contact, kind="text")
    start = TEXT.index(MISSED)
    hiding.hide(
        actor=house.marina,
        conversation=conversation,
        message=message.public_id,
        selection=Selection(start=start, end=start + len(MISSED), words=MISSED),
        label="OTHER",
        now=NOW(),
    )

    assert Renewal.objects.get().contact_id == contact
    assert renewing.renew_due(now=NOW()) == 0
    assert renewing.renew_due(now=NOW() + renewing.SOON + timedelta(seconds=1)) == 1
    assert not Renewal.objects.exists()
    assert boxes.of(contact, why=Why.UNSAID).version == 2


def test_the_version_before_it_was_hidden_opens_with_no_key_that_is_left_once_the_epoch_is_gone(house, contact):
    """The attack that 0033 named: the old row out of a dead tuple, with the contact's key of today."""
    message = Message.objects.get(contact_id=contact, kind="text")
    old_row, old_key, old_box = (
        bytes(message.body),
        store.keys_of([contact])[contact],
        boxes.of(contact, why=Why.UNSAID),
    )
    place = places.body(message.id)
    assert MISSED.encode() in old_box.open(place, old_row)

    renew(contact)

    with pytest.raises(NotReadable):
        boxes.of(contact, why=Why.UNSAID).open(place, old_row)
    assert old_key.epoch in keyring(boxes.ring().folder).epochs(), "the old wrapped key lives until its epoch ends"
