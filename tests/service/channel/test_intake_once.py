"""A message comes in once however often it is sent, only to a number of ours, only from an app that speaks for it."""

import asyncio

import pytest
from django.conf import settings

import deliveries
import doors
import house as company
import threads
from desvelo.guards.access import actions as access
from desvelo.guards.access.models import Team
from desvelo.service.channel import intake
from desvelo.service.channel.models import Message
from desvelo.service.desk.models import Conversation
from house import put_delivery, text_message, webhook, webhook_body

PHONE = "5511900004417"
OTHER_NUMBER = "200000000000002"


def one(text: str, wamid: str, *, number: str = company.PHONE_NUMBER_ID, phone: str = PHONE) -> bytes:
    return webhook_body(text, phone=phone, name="Bia", wamid=wamid, number=number)


def received_entries(audit_tags) -> int:
    return sum(tag == "message:receive" for tag, _ in audit_tags())


def doubled_in_one_body():
    put_delivery(webhook({"messages": [text_message("oi", phone=PHONE, wamid="w.1") for _ in range(3)]}))
    intake.take_in()


def doubled_in_one_batch():
    for _ in range(3):
        put_delivery(one("oi", "w.1"))
    intake.take_in()


def doubled_across_batches():
    for _ in range(3):
        put_delivery(one("oi", "w.1"))
        intake.take_in()


def doubled_with_another_time_and_text():
    for text in ("oi", "oi de novo"):
        put_delivery(one(text, "w.1"))
        intake.take_in()


@pytest.mark.parametrize(
    "double",
    [doubled_in_one_body, doubled_in_one_batch, doubled_across_batches, doubled_with_another_time_and_text],
)
def test_a_message_sent_again_is_one_message_one_entry_and_one_unread(number, audit_tags, double):
    double()

    assert deliveries.received() == [["oi"]]
    assert received_entries(audit_tags) == 1
    assert Conversation.objects.get().unread_count == 1
    assert (deliveries.aside(), deliveries.waiting()) == ([], (0, 0))


def test_a_thousand_copies_at_once_from_the_door_on_are_one_message_one_entry_and_one_unread(
    committed, request, url_of, audit_tags
):
    """Half of the copies are the same bytes, half are other bytes about the same message, as Meta's batches are."""
    request.getfixturevalue("number")
    same, others = [one("oi", "w.1")] * 500, [one(f"oi {at}", "w.1") for at in range(500)]

    async def story():
        async with doors.standing(keys=settings.DESVELO.keys, database_url=url_of("desvelo_edge")) as door:
            return await asyncio.gather(*[door.post(body) for body in (*same, *others)])

    answers = asyncio.run(story())
    stored = deliveries.waiting()[0]
    taken = threads.at_once(lambda _: sum(iter(intake.take_in, 0)), count=4)

    assert (answers, stored) == ([200] * 1_000, 501)
    assert [each for each in taken if isinstance(each, Exception)] == []
    assert Message.objects.count() == 1
    assert received_entries(audit_tags) == 1
    assert Conversation.objects.get().unread_count == 1
    assert (deliveries.aside(), deliveries.waiting()) == ([], (0, 0))


def test_two_customers_may_use_one_name_for_a_message_at_two_numbers(number):
    company.connect_number(first_team=Team.objects.get().id, phone_number_id=OTHER_NUMBER)
    put_delivery(one("ao primeiro", "w.1"))
    put_delivery(one("ao segundo", "w.1", number=OTHER_NUMBER))

    assert intake.take_in() == 2

    assert deliveries.received() == [["ao primeiro"], ["ao segundo"]]


def test_two_workers_at_once_take_each_delivery_once(committed, request, audit_tags):
    request.getfixturevalue("number")
    for at in range(12):
        put_delivery(one(f"mensagem {at}", f"w.{at}", phone=f"551190000{at:04d}"))
        put_delivery(one(f"mensagem {at}", f"w.{at}", phone=f"551190000{at:04d}"))

    taken = threads.at_once(lambda _: intake.take_in(8) + intake.take_in(8) + intake.take_in(8))
    while intake.take_in():
        pass

    assert [each for each in taken if isinstance(each, Exception)] == []
    assert sorted(deliveries.received()) == sorted([f"mensagem {at}"] for at in range(12))
    assert received_entries(audit_tags) == 12
    assert sorted(Conversation.objects.values_list("unread_count", flat=True)) == [1] * 12
    assert (deliveries.aside(), deliveries.waiting()) == ([], (0, 0))


def test_a_number_that_is_not_ours_is_set_aside_and_makes_no_contact(number):
    put_delivery(one("para outra empresa", "w.1", number="999999999999999"))
    put_delivery(one("para nós", "w.2"))

    assert intake.take_in() == 2

    assert deliveries.received() == [["para nós"]]
    [kept] = deliveries.aside()
    assert (kept.reason, kept.number) == ("unknown_number", "999999999999999")
    assert b"para outra empresa" in kept.content
    assert Conversation.objects.count() == 1


@pytest.fixture
def two_apps(number):
    """Return after a second app was connected, with a number of its own."""
    team = access.create_team(name="Financeiro")
    company.connect_number(first_team=team, phone_number_id=OTHER_NUMBER, app_id="2", app_secret="other_secret")


def test_the_secret_of_one_app_does_not_speak_for_the_number_of_another(two_apps):
    put_delivery(one("forjada", "w.1", number=OTHER_NUMBER), secret_ids=("1",))
    put_delivery(one("verdadeira", "w.1", number=OTHER_NUMBER), secret_ids=("2",))

    assert intake.take_in() == 2

    assert deliveries.received() == [["verdadeira"]]
    assert [(kept.reason, kept.number) for kept in deliveries.aside()] == [("unknown_number", OTHER_NUMBER)]


def test_without_the_tie_of_secret_and_number_the_forged_message_would_come_in(two_apps, monkeypatch):
    everything = frozenset({company.PHONE_NUMBER_ID, OTHER_NUMBER})
    monkeypatch.setattr(intake, "_numbers_by_secret", lambda: {"1": everything, "2": everything})
    put_delivery(one("forjada", "w.1", number=OTHER_NUMBER), secret_ids=("1",))

    intake.take_in()

    assert deliveries.received() == [["forjada"]]


def test_a_body_two_apps_of_ours_signed_speaks_for_the_numbers_of_both(two_apps):
    put_delivery(one("ao primeiro", "w.1"), secret_ids=("1", "2"))
    put_delivery(one("ao segundo", "w.2", number=OTHER_NUMBER), secret_ids=("1", "2"))

    intake.take_in()

    assert deliveries.received() == [["ao primeiro"], ["ao segundo"]]


def test_an_app_that_was_removed_speaks_for_nobody(number):
    put_delivery(one("antes", "w.1"), secret_ids=("gone",))

    intake.take_in()

    assert deliveries.received() == []
    assert [kept.reason for kept in deliveries.aside()] == ["unknown_number"]


def test_what_is_stored_of_metas_name_for_a_message_is_not_the_name(number):
    put_delivery(one("oi", "wamid.HBgNNTUxMTkwMDAwNDQxNxUCABIYFDNBMDJGQUNF"))

    intake.take_in()

    index = Message.objects.get().wamid_index
    [(seen,)] = deliveries.rows("SELECT key FROM intake.seen")
    assert (len(index), len(seen.bytes), seen.hex == index) == (32, 16, False)
    assert "HBgN" not in index
