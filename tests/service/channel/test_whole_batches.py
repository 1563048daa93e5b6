"""A body as large as Meta makes them, of several numbers and apps: all of it is taken in, each part in its place."""

import json
import time

import pytest

import deliveries
import house as company
from desvelo.kernel.whatsapp import payload
from desvelo.service.channel import intake, store
from desvelo.service.channel.models import Message
from house import PHONE_NUMBER_ID, put_delivery, text_message

OTHER_NUMBER = "777"
MEGABYTE = 1024 * 1024


def change(number: str, **value) -> dict:
    metadata = {"display_phone_number": "5511900000100", "phone_number_id": number}
    return {"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": metadata, **value}}


def body(*changes: dict) -> bytes:
    return json.dumps(
        {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": list(changes)}]}
    ).encode()


def said(place: int, text: str = "oi") -> dict:
    return text_message(text, phone=f"55119{place:08d}", wamid=f"wamid.{place}")


@pytest.fixture
def numbers(house) -> dict[str, object]:
    """Return our numbers by their name at Meta: one of each of two apps."""
    other = company.connect_number(
        first_team=house.financeiro, phone_number_id=OTHER_NUMBER, waba_id="888", app_id="2", app_secret="other_secret"
    )
    return {PHONE_NUMBER_ID: house.number, OTHER_NUMBER: other}


def test_a_thousand_changes_in_three_megabytes_all_arrive(number):
    filler = "x " * 1_400
    whole = body(*(change(PHONE_NUMBER_ID, messages=[said(place, f"{place} {filler}")]) for place in range(1_000)))
    assert 2.9 * MEGABYTE < len(whole) < 4 * MEGABYTE

    put_delivery(whole)
    started = time.perf_counter()
    assert intake.take_in() == 1

    assert Message.objects.count() == 1_000
    assert deliveries.aside() == []
    assert deliveries.waiting() == (0, 0)
    assert time.perf_counter() - started < 120


def test_updates_that_hold_more_than_one_element_are_not_too_many(number):
    trouble = {"errors": [{"code": 131000, "title": "x"}]}
    whole = body(*(change(PHONE_NUMBER_ID, messages=[said(place)], **trouble) for place in range(1_000)))

    assert len(payload.parse(whole).items) == 2_000


def test_one_body_of_several_numbers_is_parted_by_number_alone(numbers):
    whole = body(change(PHONE_NUMBER_ID, messages=[said(1)]), change(OTHER_NUMBER, messages=[said(1), said(2)]))

    put_delivery(whole, secret_ids=("1", "2"))
    intake.take_in()

    assert sorted(Message.objects.values_list("number__phone_number_id", flat=True)) == sorted(
        [PHONE_NUMBER_ID, OTHER_NUMBER, OTHER_NUMBER]
    )


def test_the_number_that_people_read_routes_nothing(numbers):
    """Both changes show the same number to people; only Meta's id counts."""
    whole = body(change(OTHER_NUMBER, messages=[said(1)]), change("999", messages=[said(2)]))

    put_delivery(whole, secret_ids=("2",))
    intake.take_in()

    assert Message.objects.get().number_id == numbers[OTHER_NUMBER]
    assert [each.reason for each in deliveries.aside()] == ["unknown_number"]


@pytest.mark.asvs("4.1.5")
def test_an_app_speaks_for_no_number_of_another_app(numbers):
    """The attack: app 2 signs, with its own valid secret, a message and a status for the number of app 1."""
    whole = body(
        change(PHONE_NUMBER_ID, messages=[said(1)]),
        change(PHONE_NUMBER_ID, statuses=[company.status("wamid.1", "read")]),
        change(OTHER_NUMBER, messages=[said(2)]),
    )

    put_delivery(whole, secret_ids=("2",))
    intake.take_in()

    assert Message.objects.get().number_id == numbers[OTHER_NUMBER]
    assert [each.reason for each in deliveries.aside()] == ["unknown_number", "unknown_number"]
    assert deliveries.rows("SELECT count(*) FROM intake.parked_status") == [(0,)]


def test_the_attack_works_when_the_secrets_are_bound_to_nothing(numbers, monkeypatch):
    every = frozenset(numbers)
    monkeypatch.setattr(intake, "_numbers_by_secret", lambda: {"1": every, "2": every})

    put_delivery(body(change(PHONE_NUMBER_ID, messages=[said(1)])), secret_ids=("2",))
    intake.take_in()

    assert Message.objects.get().number_id == numbers[PHONE_NUMBER_ID]


def test_large_bodies_are_taken_a_few_at_a_time_and_small_ones_many(number):
    """Sixty-four bodies of three megabytes at once would fill the memory of the worker."""
    large = body(*(change(PHONE_NUMBER_ID, messages=[said(place, "y" * 2_500)]) for place in range(1_000)))
    for _ in range(3):
        put_delivery(large)
    assert [len(store.claim(64, most_bytes=size)) for size in (1, 4 * MEGABYTE, 64 * MEGABYTE)] == [1, 2, 3]
    store.forget(store.claim(64, most_bytes=64 * MEGABYTE))

    for place in range(64):
        put_delivery(body(change(PHONE_NUMBER_ID, messages=[said(place)])))

    assert len(store.claim(64)) == 64
