"""What a customer wrote is protected before it is stored, and when protection itself breaks, everything is covered."""

from datetime import timedelta

import pytest
from django.db import connection

import deliveries
import house as company
import tables
from desvelo.base import clock
from desvelo.guards.vault import queries as vault
from desvelo.guards.vault.models import Datum
from desvelo.kernel.detection import scanning
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import actions, intake, protecting
from desvelo.service.channel.models import Message, Number
from house import put_delivery, webhook, webhook_body

PHONE = "5511900004417"
SECRET = "papagaio 5819-2746"
ELEVEN_DIGITS = "52998224725"


def arrives(text: str, wamid: str = "w.1", name: str = "Bia") -> None:
    put_delivery(webhook_body(text, phone=PHONE, name=name, wamid=wamid))
    assert intake.take_in() == 1


def labels() -> list[str]:
    return list(Datum.objects.order_by("found_at", "id").values_list("label", flat=True))


def asks(text: str, *, minutes_ago: int = 0) -> None:
    """Let us have written *text* to the customer some minutes ago."""
    now = clock.business()
    draft = actions.Draft(
        contact=vault.contact_with_phone(PHONE),
        number=Number.objects.get().id,
        text=text,
        author=None,
        last_inbound_at=now,
    )
    message = actions.write(draft, now=now)
    Message.objects.filter(pk=message).update(received_at=now - timedelta(minutes=minutes_ago))


def broken(*_args: object, **_named: object) -> None:
    raise ZeroDivisionError(SECRET)


def test_a_detector_that_breaks_covers_the_whole_text(number, monkeypatch):
    monkeypatch.setattr(scanning, "scan", broken)

    arrives(f"nada demais, só {SECRET}")

    assert deliveries.received() == [["[UNREADABLE]"]]
    assert (labels(), deliveries.aside()) == (["UNREADABLE"], [])
    assert Message.objects.get().protected_count == 1


def test_and_then_the_text_is_readable_nowhere_while_the_search_would_find_it(number, monkeypatch, caplog):
    monkeypatch.setattr(scanning, "scan", broken)

    arrives(f"nada demais, só {SECRET}", name=SECRET)

    assert tables.bearing(connection, SECRET) == {}
    assert SECRET not in caplog.text
    with connection.cursor() as cursor:
        cursor.execute("UPDATE channel_message SET body = body || %s", [SECRET.encode()])
    assert tables.bearing(connection, SECRET) == {SECRET: ["public.channel_message"]}


def test_a_scan_that_takes_too_long_covers_the_whole_text(number, monkeypatch):
    monkeypatch.setattr(protecting, "_MOST_SCAN_SECONDS", -1.0)

    arrives(f"meu cpf é 529.982.247-25, só {SECRET}")

    assert deliveries.received() == [["[UNREADABLE]"]]
    assert tables.bearing(connection, SECRET) == {}


def test_with_time_enough_only_the_datum_is_covered(number):
    """The limit removed: the same message is read but for its CPF."""
    arrives(f"meu cpf é 529.982.247-25, só {SECRET}")

    assert ("CPF" in labels(), "UNREADABLE" in labels()) == (True, False)


def test_whoever_runs_it_is_told_that_a_message_was_covered_whole_and_nothing_of_it(number, monkeypatch, caplog):
    monkeypatch.setattr(scanning, "scan", broken)

    arrives(f"nada demais, só {SECRET}")

    told = [record for record in caplog.records if record.getMessage() == "channel.covered_whole"]
    assert [record.levelname for record in told] == ["WARNING"]
    assert SECRET not in caplog.text


def test_a_detector_that_breaks_costs_no_empty_message_either(number, monkeypatch):
    monkeypatch.setattr(scanning, "scan", broken)
    sticker = {"mime_type": "image/webp"}
    item = {"from": PHONE, "id": "w.1", "timestamp": "1760000000", "type": "sticker", "sticker": sticker}
    put_delivery(webhook({"messages": [item]}))

    assert intake.take_in() == 1

    assert (deliveries.received(), labels(), deliveries.aside()) == ([[]], [], [])


def test_every_place_a_person_can_type_in_is_searched(number):
    card = {"name": {"formatted_name": "CPF 529.982.247-25"}, "phones": [{"phone": "+55 11 90000-4417"}]}
    document = {"id": "1", "mime_type": "application/pdf", "filename": "cpf-11144477735.pdf", "caption": "meu RG"}
    items = [
        {"from": PHONE, "id": "w.1", "timestamp": "1760000000", "type": "contacts", "contacts": [card]},
        {"from": PHONE, "id": "w.2", "timestamp": "1760000000", "type": "document", "document": document},
    ]
    put_delivery(webhook({"messages": items}))

    assert intake.take_in() == 1

    assert labels().count("CPF") == 2
    assert tables.bearing(connection, "529.982.247-25", "111.444.777-35") == {}


def test_a_profile_named_after_a_number_is_shown_without_it(number):
    arrives("oi", name="CPF 529.982.247-25")

    contact = vault.contact_with_phone(PHONE)
    profile = vault.profiles(vault.open_boxes([contact], why=Why.LIST, actor=None))[contact]
    assert (profile.name.startswith("CPF"), "529" in profile.name) == (True, False)
    assert tables.bearing(connection, "529.982.247-25") == {}


def test_without_a_question_eleven_bare_digits_are_no_cpf(number):
    arrives("bom dia")
    arrives("11998224725", "w.2")

    assert "CPF" not in labels()


@pytest.mark.parametrize("question", ["Qual o CPF?", "Pode me informar seu CPF, por favor?"])
def test_the_agents_question_makes_the_bare_answer_a_cpf(number, question):
    arrives("bom dia")
    asks(question)

    arrives(ELEVEN_DIGITS, "w.2")

    assert labels() == ["CPF"]
    assert deliveries.received() == [["bom dia"], ["[CPF]"]]


def test_a_question_counts_for_a_quarter_of_an_hour(number):
    arrives("bom dia")
    asks("Qual o CPF?", minutes_ago=16)

    arrives("11998224725", "w.2")

    assert "CPF" not in labels()


def test_only_the_last_thing_we_wrote_is_the_question(number):
    arrives("bom dia")
    asks("Qual o CPF?")
    asks("Qual o seu telefone?")

    arrives("11998224725", "w.2")

    assert "CPF" not in labels()


@pytest.mark.parametrize(
    ("first", "second"),
    [("meu cpf é 529.982", "247-25"), ("meu cpf é", ELEVEN_DIGITS[::-1]), ("cpf cinco dois nove", "nove oito dois")],
)
def test_a_number_typed_over_two_messages_is_covered_in_both(number, first, second):
    arrives(first)
    arrives(second, "w.2")

    assert deliveries.received()[1] == ["[CPF]"]
    assert tables.bearing(connection, second) == {}


def test_and_without_the_first_half_the_second_is_nothing(number):
    arrives("quero um bolo")
    arrives("247-25", "w.2")

    assert deliveries.received()[1] == ["247-25"]


def test_the_halves_may_come_in_one_delivery(number):
    items = [company.text_message(text, phone=PHONE, wamid=text) for text in ("anota: 529.982.", "247-25")]
    put_delivery(webhook({"messages": items}))

    assert intake.take_in() == 1

    assert deliveries.received()[1] == ["[CPF]"]


def test_what_we_wrote_in_between_ends_the_number(number):
    arrives("meu cpf é 529.982")
    asks("Quantas caixas?")

    arrives("247", "w.2")

    assert deliveries.received()[1] == ["247"]


def test_a_number_begun_an_hour_ago_is_not_gone_on_with(number):
    arrives("meu cpf é 529.982")
    Message.objects.update(received_at=clock.business() - timedelta(minutes=16))

    arrives("247", "w.2")

    assert deliveries.received()[1] == ["247"]


def test_a_message_from_the_future_cannot_hold_the_window_open(number):
    item = company.text_message("oi", phone=PHONE, wamid="w.1", at=clock.wall() + timedelta(days=30))
    put_delivery(webhook({"messages": [item]}))

    intake.take_in()

    assert Message.objects.get().sent_at <= clock.wall()
