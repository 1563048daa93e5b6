"""A person is found again by what WhatsApp calls them, and none of it is stored readable."""

from uuid import UUID

import pytest
from django.db import connection

import tables
import threads
from desvelo.guards.vault import boxes, contacts, queries
from desvelo.guards.vault.contacts import RacingContact
from desvelo.guards.vault.models import Contact
from desvelo.guards.vault.people import Person
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.whys import Why
from house import NOW

BEATRIZ = Person(phone="5511900004417", name="Beatriz Nogueira")


def meet(*people: Person) -> list[UUID]:
    return [box.contact for box in contacts.boxes_for(people, now=NOW)]


def test_the_same_phone_is_the_same_person(db):
    [first], [again] = meet(BEATRIZ), meet(Person(phone="5511900004417", name="Bia"))

    assert first == again
    assert Contact.objects.count() == 1


def test_a_brazilian_number_without_its_ninth_digit_is_the_same_person(db):
    assert meet(Person(phone="5511960000001")) == meet(Person(phone="551160000001"))


def test_the_same_person_twice_in_a_batch_is_made_once(db):
    assert len(set(meet(BEATRIZ, BEATRIZ, Person(phone="5511900000001")))) == 2


def test_the_user_id_is_stronger_than_the_phone(db):
    [first] = meet(Person(user_id="BR.aaa", phone="5511900004417"))

    assert meet(Person(user_id="BR.aaa", phone="5511900009999")) == [first]
    assert queries.contact_with_phone("5511900009999") == first


def test_a_number_that_changed_hands_does_not_lead_to_its_former_owner(db):
    [former] = meet(Person(user_id="BR.aaa", phone="5511900004417", name="Beatriz Nogueira"))

    [new] = contacts.boxes_for([Person(user_id="BR.bbb", phone="5511900004417", name="Nova Dona")], now=NOW)

    assert new.contact != former
    assert queries.contact_with_phone("5511900004417") == new.contact
    assert contacts.address_of(new) == "5511900004417"
    assert contacts.address_of(boxes.of(former, why=Why.UNSAID)) == "BR.aaa"
    assert meet(Person(user_id="BR.aaa"), Person(user_id="BR.bbb")) == [former, new.contact]
    assert meet(Person(user_id="BR.bbb", phone="5511900004417")) == [new.contact]


def test_in_one_batch_too(db):
    people = [Person(user_id="BR.aaa", phone="5511900004417"), Person(user_id="BR.bbb", phone="5511900004417")]

    assert len(set(meet(*people))) == 2


def test_a_number_taken_over_by_somebody_known_is_theirs_from_then_on(db):
    [known], [former] = meet(Person(user_id="BR.aaa", phone="5511900000001")), meet(BEATRIZ)

    assert meet(Person(user_id="BR.aaa", phone="5511900004417")) == [known]
    assert queries.contact_with_phone("5511900004417") == known
    assert contacts.address_of(boxes.of(former, why=Why.UNSAID)) is None


def test_a_person_first_met_by_phone_is_known_by_user_id_from_then_on(db):
    [first] = meet(BEATRIZ)
    [both] = meet(Person(user_id="BR.aaa", phone="5511900004417"))
    [hidden] = meet(Person(user_id="BR.aaa"))

    assert first == both == hidden


def test_neither_number_nor_name_can_be_read_in_any_table(db):
    meet(BEATRIZ, Person(user_id="BR.1234567890", name="Caio Prado"))

    assert tables.bearing(connection, "5511900004417", "11900004417", "Beatriz", "BR.1234567890", "Caio Prado") == {}


def test_the_scan_would_find_them_in_any_writing(db):
    """The control: each way of writing is planted and found."""
    planted = {
        "typed": "5511900004417",
        "base64": "eHg1NTExOTAwMDA0NDE3",
        "hex": "35353131393030303034343137",
    }
    for writing, text in planted.items():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE process_heartbeat SET process = %s", [text])
            cursor.execute("DELETE FROM process_heartbeat")
            cursor.execute("INSERT INTO process_heartbeat (process, at) VALUES (%s, now())", [text])

        assert tables.bearing(connection, "5511900004417") == {"5511900004417": ["public.process_heartbeat"]}, writing
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM process_heartbeat")
        cursor.execute("INSERT INTO vault_contact (id, profile, created_at) VALUES (%s, %s, now())",
                       [UUID(int=1), b"name: Beatriz Nogueira"])  # fmt: skip
    assert tables.bearing(connection, "Beatriz Nogueira") == {"Beatriz Nogueira": ["public.vault_contact"]}


def test_the_address_to_send_to_is_opened_with_the_contacts_key_alone(db):
    [beatriz, caio] = contacts.boxes_for([BEATRIZ, Person(user_id="BR.1234567890")], now=NOW)

    assert contacts.address_of(beatriz) == "5511900004417"
    assert contacts.address_of(caio) == "BR.1234567890"


def test_an_identifier_moved_to_another_contact_does_not_open(db):
    [beatriz, other] = contacts.boxes_for([BEATRIZ, Person(phone="5511900000001")], now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM vault.identifier WHERE contact_id = %s", [other.contact])
        cursor.execute("UPDATE vault.identifier SET contact_id = %s", [other.contact])

    with pytest.raises(NotReadable):
        contacts.address_of(other)
    assert contacts.address_of(beatriz) is None


def test_a_profile_tells_a_name_and_how_the_number_ends(db):
    [box] = contacts.boxes_for([BEATRIZ], now=NOW)

    assert queries.profiles({box.contact: box}) == {
        box.contact: contacts.Profile(name="Beatriz Nogueira", phone_end="4417")
    }


def test_a_contact_is_found_by_number_and_an_unknown_number_by_nobody(db):
    [contact] = meet(BEATRIZ)

    assert queries.contact_with_phone("+55 11 90000-4417") == contact
    assert queries.contact_with_phone("5511900009999") is None


def test_of_two_workers_who_meet_the_same_new_person_one_is_told_to_begin_again(committed):
    from django.db import transaction

    def meet_once(_: int) -> UUID:
        with transaction.atomic():
            return meet(BEATRIZ)[0]

    results = threads.at_once(meet_once)

    met = {result for result in results if isinstance(result, UUID)}
    assert len(met) == 1
    assert all(isinstance(result, UUID | RacingContact) for result in results)
    assert Contact.objects.count() == 1
    assert meet(BEATRIZ) == list(met)
