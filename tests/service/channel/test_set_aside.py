"""What was not taken in can be counted by reason and by nothing else: no number of anybody, no word, no name."""

import json
from dataclasses import asdict
from datetime import UTC, datetime

from django.db import connection

import house as company
from desvelo.service.channel import intake, queries
from house import put_delivery, text_message, webhook

PHONE = "5511900004417"


def envelope(field: str, value: dict[str, object], *, number: str = company.PHONE_NUMBER_ID) -> bytes:
    whole = {"metadata": {"phone_number_id": number}, **value}
    change = {"field": field, "value": whole}
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}).encode()


def counted() -> dict[str, int]:
    return {each.reason: each.count for each in queries.set_aside()}


def test_nothing_set_aside_is_nothing_counted(number):
    put_delivery(company.webhook_body("oi", phone=PHONE, name="Bia", wamid="w.1"))
    intake.take_in()

    assert queries.set_aside() == []


def test_each_reason_is_counted_with_the_first_and_the_last_of_its_kind(number):
    long_ago = datetime(2026, 11, 1, tzinfo=UTC)
    put_delivery(envelope("dialogues", {"dialogues": [{"from": PHONE}]}))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE intake.raw SET received_at = %s", [long_ago])
    put_delivery(envelope("dialogues", {"dialogues": [{"from": PHONE}]}))
    put_delivery(envelope("brand_new_field", {"said": "meu CPF é 529.982.247-25"}))
    put_delivery(webhook({"messages": [text_message("oi", phone=PHONE, wamid="w.1")]}, number="999999999999999"))
    put_delivery(webhook({"messages": [{**text_message("oi", phone="", wamid="w.2")}, "veneno"]}))
    put_delivery(webhook({"statuses": [company.status("w.3", "read")]}))
    put_delivery(b"{")
    intake.take_in()

    assert counted() == {
        "no_sender:messages": 1,
        "other_field:brand_new_field": 1,
        "other_field:dialogues": 2,
        "poison:not_an_object": 1,
        "poison:not_json": 1,
        "status_of_unknown_message": 1,
        "unknown_number": 1,
    }
    [first] = [each for each in queries.set_aside() if each.reason == "other_field:dialogues"]
    assert first.first_at == long_ago < first.last_at


def test_the_same_delivery_again_is_not_counted_again(number):
    body = envelope("dialogues", {"dialogues": [{"from": PHONE}]})
    delivery = put_delivery(body)
    intake.take_in()
    put_delivery(body, delivery=delivery)
    intake.take_in()

    assert counted() == {"other_field:dialogues": 1}


def test_a_count_has_no_room_for_content(number):
    put_delivery(envelope("dialogues", {"dialogues": [{"from": PHONE, "said": "papagaio 5819"}]}))
    intake.take_in()

    [only] = queries.set_aside()

    assert sorted(asdict(only)) == ["count", "first_at", "last_at", "reason"]
    assert [word for word in (PHONE, "papagaio") if word in str(asdict(only))] == []
