"""One bad element, delivery or moment takes nothing else along: its neighbours arrive, only itself is kept aside."""

import json
import os
from dataclasses import replace

import pytest
from django.db import OperationalError, connection

import deliveries
import house as company
from desvelo.base.config.keeping import Keeping
from desvelo.base.keeper.errors import KeeperGone
from desvelo.base.keyring import keyring
from desvelo.service.channel import intake
from desvelo.service.channel.models import Message
from house import PHONE_NUMBER_ID, put_delivery, status, text_message, webhook, webhook_body

PHONE = "5511900004417"


def message(text: str, wamid: str, **more: object) -> dict[str, object]:
    return {**text_message(text, phone=PHONE, wamid=wamid), **more}


def one(text: str, wamid: str, number: str = PHONE_NUMBER_ID) -> bytes:
    return webhook_body(text, phone=PHONE, name="Bia", wamid=wamid, number=number)


def between(poison: object) -> bytes:
    """Return a body with *poison* between two good messages and before a good status."""
    listed = [message("antes", "w.1"), poison, message("depois", "w.3")]
    return webhook({"messages": listed, "statuses": [status("w.9", "read")]})


POISON = {
    "not_finite": message("veneno 7391", "w.2", timestamp=float("nan")),
    "number_too_big": message("veneno 7391", "w.2", timestamp=10**40),
    "no_time": message("veneno 7391", "w.2", timestamp=[]),
    "no_id": message("veneno 7391", "w.2", id={"veneno": 7391}),
    "not_an_object": "veneno 7391",
}


@pytest.fixture
def refuse(number):
    """Let the database itself refuse to store a message of some kind, with an error of some class."""

    def _refuse(kind: str, code: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF NEW.kind = '{kind}' THEN RAISE EXCEPTION 'refused' USING ERRCODE = '{code}'; END IF; "
                "RETURN NEW; END $$"
            )
            cursor.execute(
                "CREATE OR REPLACE TRIGGER refuse BEFORE INSERT ON channel_message "
                "FOR EACH ROW EXECUTE FUNCTION pg_temp.refuse()"
            )

    return _refuse


@pytest.mark.parametrize("reason", POISON)
def test_a_poison_element_leaves_its_neighbours_and_is_set_aside_alone(number, reason):
    put_delivery(between(POISON[reason]))

    assert intake.take_in() == 1

    assert deliveries.received() == [["antes"], ["depois"]]
    [kept] = deliveries.aside()
    pointer = "/entry/0/changes/0/value/messages/1"
    assert (kept.reason, kept.pointer, kept.number) == (f"poison:{reason}", pointer, PHONE_NUMBER_ID)
    assert b"7391" in kept.content
    assert [word for word in (b"antes", b"depois", b"w.9", PHONE_NUMBER_ID.encode()) if word in kept.content] == []
    assert deliveries.waiting() == (0, 0)


def test_an_element_the_database_refuses_leaves_its_neighbours_and_those_of_the_batch(number, refuse):
    refuse("sticker", "22003")
    put_delivery(one("o primeiro", "w.0"))
    put_delivery(between(message("veneno 7391", "w.2", type="sticker", sticker={"id": "1"})))
    put_delivery(one("o último", "w.4"))

    assert intake.take_in() == 3

    assert deliveries.received() == [["o primeiro"], ["antes"], ["depois"], ["o último"]]
    [kept] = deliveries.aside()
    assert (kept.reason, kept.pointer) == ("failed:DataError", "/entry/0/changes/0/value/messages/1")
    assert (b"7391" in kept.content, b"antes" in kept.content) == (True, False)
    assert deliveries.waiting() == (0, 0)


def test_a_name_of_five_thousand_letters_is_a_name_like_any_other(number):
    put_delivery(between(message("longo", "w." + os.urandom(2_500).hex())))

    assert intake.take_in() == 1

    assert (deliveries.received(), deliveries.aside()) == ([["antes"], ["longo"], ["depois"]], [])


def test_a_customer_with_a_bad_profile_is_still_heard(number):
    contacts = [{"profile": {"name": {"x": 1}}, "wa_id": [PHONE]}, float("nan"), "x"]
    put_delivery(webhook({"contacts": contacts, "messages": [message("bom dia", "w.1")]}))

    assert intake.take_in() == 1

    assert (deliveries.received(), deliveries.aside()) == ([["bom dia"]], [])


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"veneno 7391", "poison:not_json"),
        (b"\xff 7391", "poison:not_utf8"),
        (b"[" * 100 + b"7391", "poison:too_deep"),
        (b'{"a": 7391}', "poison:no_entries"),
        (b"", "poison:not_json"),
    ],
)
def test_a_body_that_cannot_be_taken_apart_is_kept_whole_beside_the_others(number, body, reason):
    put_delivery(one("antes", "w.1"))
    put_delivery(body)
    put_delivery(one("depois", "w.2"))

    assert intake.take_in() == 3

    assert deliveries.received() == [["antes"], ["depois"]]
    assert [(kept.reason, kept.pointer, kept.content) for kept in deliveries.aside()] == [(reason, "", body)]


@pytest.fixture
def own_keys(db, settings, tmp_path):
    """Give the test an installation's keys of its own, to break them."""
    settings.DESVELO = replace(settings.DESVELO, data=tmp_path)
    keyring(settings.DESVELO.keys).create()
    return keyring(settings.DESVELO.keys)


@pytest.mark.parametrize("broken", ["record", "sealed_key", "private_half"])
def test_a_delivery_that_does_not_open_is_set_aside_still_closed_and_the_others_flow(own_keys, request, broken):
    request.getfixturevalue("number")
    lost_key = own_keys.current_intake()
    lost = put_delivery(one("nunca lido", "w.2"))
    if broken == "private_half":
        own_keys.add_intake_pair()
        own_keys.destroy_intake_pair(lost_key)
    else:
        table = "intake.raw" if broken == "record" else "intake.batch"
        with connection.cursor() as cursor:
            damage = f"UPDATE {table} SET {broken} = set_byte({broken}, 40, 255 - get_byte({broken}, 40))"  # noqa: S608
            cursor.execute(damage)
    [(record,)] = deliveries.rows("SELECT record FROM intake.raw")
    put_delivery(one("depois", "w.3"))

    assert intake.take_in() == 2

    assert deliveries.received() == [["depois"]]
    [(delivery, reason, kept)] = deliveries.rows("SELECT delivery_id, reason, record FROM intake.quarantine")
    assert (bytes(delivery), reason) == (lost, "not_readable")
    assert (bytes(record) in bytes(kept), lost_key.encode() in bytes(kept)) == (True, True)
    assert deliveries.waiting() == (0, 0)


@pytest.mark.parametrize("code", ["57P01", "53100", "40P01", "08006"])
def test_trouble_of_the_database_is_nobodys_fault_and_everything_waits(number, refuse, code):
    refuse("text", code)
    put_delivery(one("primeiro", "w.0"))
    put_delivery(between("veneno"))

    with pytest.raises(OperationalError):
        intake.take_in()

    assert (deliveries.received(), deliveries.aside(), deliveries.waiting()) == ([], [], (2, 2))
    refuse("nothing", "22003")
    assert intake.take_in() == 2
    assert deliveries.received() == [["primeiro"], ["antes"], ["depois"]]


def test_a_key_process_that_is_gone_is_nobodys_fault_and_everything_waits(number, settings, tmp_path):
    here = settings.DESVELO
    put_delivery(one("primeiro", "w.0"))
    put_delivery(between("veneno"))
    settings.DESVELO = replace(here, keeping=Keeping(socket=tmp_path / "nobody-listens.sock"))

    with pytest.raises(KeeperGone):
        intake.take_in()

    assert (deliveries.waiting(), list_aside()) == ((2, 2), 0)
    settings.DESVELO = here
    assert intake.take_in() == 2
    assert deliveries.received() == [["primeiro"], ["antes"], ["depois"]]


def list_aside() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM intake.quarantine")
        return int(cursor.fetchone()[0])


def test_a_connection_that_dies_in_the_middle_loses_nothing_and_doubles_nothing(committed, request):
    request.getfixturevalue("number")
    put_delivery(one("primeiro", "w.1"))
    put_delivery(one("segundo", "w.2"))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$"
        )
        cursor.execute("CREATE TRIGGER die BEFORE INSERT ON channel_message FOR EACH ROW EXECUTE FUNCTION die()")
    try:
        with pytest.raises(OperationalError):
            intake.take_in()
        connection.close()
        assert (deliveries.received(), deliveries.waiting()) == ([], (2, 2))
    finally:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION die CASCADE")

    assert intake.take_in() == 2
    assert (deliveries.received(), deliveries.waiting()) == ([["primeiro"], ["segundo"]], (0, 0))


def test_what_waited_for_hours_is_taken_in_like_anything_else(number):
    put_delivery(one("mandei de madrugada", "w.1"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE intake.raw SET received_at = now() - interval '9 hours'")

    assert intake.take_in() == 1

    assert (deliveries.received(), deliveries.aside()) == ([["mandei de madrugada"]], [])
    assert Message.objects.get().trail == [1, *[2_147_483_647] * 5]


def test_a_platforms_error_beside_messages_is_set_aside_without_them(number):
    errors = [{"code": 131000, "title": "Something went wrong"}]
    put_delivery(webhook({"messages": [message("antes", "w.1")], "errors": errors}))

    assert intake.take_in() == 1

    assert deliveries.received() == [["antes"]]
    [kept] = deliveries.aside()
    assert (kept.reason, json.loads(kept.content)) == ("platform_error:messages", errors)


def test_the_company_and_its_records_are_as_before_when_there_is_nothing_to_do(number, audit_tags):
    before = audit_tags()

    assert intake.take_in() == 0

    assert (audit_tags(), deliveries.waiting(), deliveries.aside()) == (before, (0, 0), [])


def test_what_remains_of_a_delivery_sent_twice_is_cleared_away(number):
    put_delivery(one("uma vez", "w.1"))
    company.put_delivery(one("outra", "w.2"))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM intake.raw WHERE arrival = (SELECT max(arrival) FROM intake.raw)")
    assert deliveries.waiting() == (1, 2)

    assert [intake.take_in(), intake.take_in()] == [1, 0]

    assert deliveries.waiting() == (0, 0)
