"""A ciphertext opens where it was put, and nowhere else: not in another row, column, contact, version, installation.

Every column of the product that is sealed for a contact takes part, by the list that the product itself goes by; one
that holds nothing here, or that the list does not know, fails the test.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import open_every_record_columns as known
from desvelo.base.ids import new_uuid
from desvelo.guards.vault import boxes, columns
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.boxes import Box, Place
from desvelo.guards.vault.models import Contact, Datum
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.service.channel import intake
from desvelo.service.desk import actions as desk
from desvelo.service.desk import queries as reading
from house import NOW, put_delivery, text_message, webhook

PHONES = ("5511900004417", "5511900000001")


class Sealed(NamedTuple):
    """One value with its place and the box that opens it."""

    column: str
    box: Box
    place: Place
    record: bytes


def comes(phone: str, name: str) -> None:
    contact = {"profile": {"name": name}, "wa_id": phone, "user_id": f"BR.{phone}", "identity_key_hash": f"h{phone}"}
    text = f"tenho diabetes, meu cpf é 529.982.247-25, fone {phone}"
    picture = {"id": f"9{phone}", "mime_type": "image/jpeg", "sha256": "q2Vr", "caption": "o exame"}
    sent = {**text_message("", phone=phone, wamid=f"w.{phone}.2"), "text": None, "type": "image", "image": picture}
    messages = [text_message(text, phone=phone, wamid=f"w.{phone}.1"), sent]
    put_delivery(webhook({"contacts": [contact], "messages": messages}))
    assert intake.take_in() == 1


@pytest.fixture
def everything(house) -> list[Sealed]:
    for phone, name in zip(PHONES, ("Beatriz Nogueira", "José Ricardo Alves"), strict=True):
        comes(phone, name)
    for contact in Contact.objects.all():
        conversation = reading.conversation_of(contact.pk)
        desk.keep_draft(actor=house.marina, conversation=conversation, text="um rascunho", now=NOW)
        datum = Datum.objects.get(contact=contact, label="CPF").public_id
        desk.reveal(actor=house.marina, datum=datum, reason=Reason(code="other", text="para a nota fiscal"), now=NOW)
    return list(stored())


def stored() -> Iterator[Sealed]:
    with transaction.atomic():
        for contact, box in boxes.load(Contact.objects.values_list("id", flat=True)).items():
            for column in columns.every():
                for value in columns.values(column, contact):
                    yield Sealed(column.name, box, value.place, value.record)


def opens(box: Box, place: Place, record: bytes) -> bool:
    try:
        box.open(place, record)
    except NotReadable:
        return False
    return True


def test_every_column_takes_part_with_more_than_one_value_and_each_opens_where_it_is(everything):
    assert {value.column for value in everything} == {column.name for column in columns.every()}
    assert all(sum(value.column == name for value in everything) >= 2 for name in {each.column for each in everything})
    assert all(opens(value.box, value.place, value.record) for value in everything)


def test_the_list_of_columns_is_that_of_the_schema():
    """A column of bytes that is sealed for a contact and not in the list would be left behind by a new key."""
    assert {column.name for column in columns.every()} == known.sealed_for_a_contact()


def test_no_value_opens_in_the_place_of_another(everything):
    places = [(value.box, value.place) for value in everything]

    moved = [
        (value.column, place)
        for value in everything
        for box, place in places
        if (box.contact, place) != (value.box.contact, value.place) and opens(box, place, value.record)
    ]

    assert len(everything) >= 2 * len(columns.every())
    assert moved == []


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_of_where_it_stands_can_be_changed(everything, data):
    value = data.draw(st.sampled_from(everything))
    box, place = value.box, value.place
    wrong_place = data.draw(
        st.sampled_from(
            [
                replace(place, table=place.table + "s"),
                replace(place, column=place.column[:-1]),
                replace(place, row=new_uuid()),
                replace(place, row=UUID(int=place.row.int ^ 1)),
                replace(place, data_class=place.data_class + "X"),
                replace(place, table=place.table + place.column[:1], column=place.column[1:]),
            ]
        )
    )
    wrong_box = data.draw(
        st.sampled_from(
            [
                replace(box, contact=new_uuid()),
                replace(box, version=box.version + 1),
                replace(box, key=bytes([box.key[0] ^ 1]) + box.key[1:]),
            ]
        )
    )

    assert not opens(box, wrong_place, value.record)
    assert not opens(wrong_box, place, value.record)


def test_nothing_opens_in_another_installation(everything, monkeypatch):
    monkeypatch.setattr(boxes, "install_id", new_uuid)

    assert [value.column for value in everything if opens(value.box, value.place, value.record)] == []


def test_a_key_opens_for_its_own_contact_version_and_epoch_alone(everything):
    """The wrapped key of one contact, put in the row of another, opens nothing."""
    first, second = Contact.objects.order_by("id").values_list("id", flat=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE vault.contact_key SET sealed = (SELECT sealed FROM vault.contact_key WHERE contact_id = %s) "
            "WHERE contact_id = %s",
            [first, second],
        )

    with pytest.raises(NotReadable):
        boxes.of(second)
    assert boxes.of(first).contact == first
