"""What was set aside goes back into the queue by hand, with what signed it, and is forgotten in time if nobody's."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

import deliveries
import house as company
from desvelo.base.keyring import KeyMissing, keyring
from desvelo.guards.access import actions as access
from desvelo.service.channel import housekeeping, intake, putting_back, store
from desvelo.service.channel.putting_back import Outcome
from house import put_delivery, text_message, webhook, webhook_body

PHONE, OTHER = "5511900004417", "5511900007788"
THEIRS = "999999999999999"
NOW = datetime.now(UTC)


@pytest.fixture
def ring(db, settings, tmp_path):
    """Return the keys of an installation of this test's own, with a number connected."""
    settings.DESVELO = replace(settings.DESVELO, data=tmp_path)
    keys = keyring(settings.DESVELO.keys)
    keys.create()
    company.connect_number(first_team=access.create_team(name="Agenda"))
    return keys


def later(text: str = "oi", *, number: str = THEIRS, wamid: str = "w.1", secret: str = "1") -> None:
    put_delivery(webhook_body(text, phone=PHONE, name="Bia", wamid=wamid, number=number), secret_ids=(secret,))
    intake.take_in()


def kept() -> dict[str, tuple[int, int]]:
    return {each.reason: (each.count, each.retriable_count) for each in putting_back.kept()}


def lose(keys) -> bytes:
    """Take the current private half away; return it."""
    path = keys.folder / "intake" / f"{keys.current_intake()}.key"
    content = path.read_bytes()
    path.unlink()
    keys._opened.clear()
    return content


def bring_back(keys, content: bytes) -> None:
    (keys.folder / "intake" / f"{keys.current_intake()}.key").write_bytes(content)


def test_a_message_for_a_number_connected_later_is_taken_in_once_it_is_put_back(ring, audit_tags):
    later("de antes")
    assert kept() == {"unknown_number": (1, 1)}
    company.connect_number(first_team=access.create_team(name="Agenda"), phone_number_id=THEIRS)

    outcome = putting_back.put_back(now=NOW)
    intake.take_in()

    assert outcome == Outcome(back_count=1, left_count=0)
    assert deliveries.received() == [["de antes"]]
    assert kept() == {}
    assert audit_tags().count(("intake:retry", "done")) == 1


def test_it_reaches_no_number_that_its_secret_does_not_speak_for(ring):
    """The attack: an app of one number signs for another; whoever puts it back must not let it through."""
    later("forjada", number=company.PHONE_NUMBER_ID, secret="of another app")

    putting_back.put_back(now=NOW)
    intake.take_in()

    assert deliveries.received() == []
    assert kept() == {"unknown_number": (1, 1)}


def test_without_what_signed_it_the_attack_would_work(ring, monkeypatch):
    later("forjada", number=company.PHONE_NUMBER_ID, secret="of another app")
    whole = putting_back._insert
    monkeypatch.setattr(
        putting_back, "_insert", lambda row, name, sealed: whole(replace(row, secret_ids=("1",)), name, sealed)
    )

    putting_back.put_back(now=NOW)
    intake.take_in()

    assert deliveries.received() == [["forjada"]]


def test_each_element_of_a_delivery_goes_back_alone_with_its_own_sender(ring):
    contacts = [{"profile": {"name": "Bia"}, "wa_id": PHONE}, {"profile": {"name": "Davi"}, "wa_id": OTHER}]
    messages = [text_message("um", phone=PHONE, wamid="w.1"), text_message("dois", phone=OTHER, wamid="w.2")]
    put_delivery(webhook({"contacts": contacts, "messages": messages}, number=THEIRS))
    intake.take_in()
    company.connect_number(first_team=access.create_team(name="Agenda"), phone_number_id=THEIRS)

    assert putting_back.put_back(now=NOW) == Outcome(back_count=2, left_count=0)
    assert intake.take_in() == 2

    assert sorted(deliveries.received()) == [["dois"], ["um"]]


def test_only_what_was_set_aside_for_the_named_reason_goes_back(ring):
    later()
    put_delivery(b"{")
    intake.take_in()

    assert putting_back.put_back(reason="poison", now=NOW) == Outcome(back_count=1, left_count=0)
    assert kept() == {"unknown_number": (1, 1)}


def test_what_is_set_aside_again_keeps_its_age_and_is_not_put_back_twice_in_one_go(ring, monkeypatch):
    for at in range(putting_back._STEP + 3):
        later(wamid=f"w.{at}")
    whole = putting_back._call_worker
    monkeypatch.setattr(putting_back, "_call_worker", lambda: (whole(), intake.take_in()))

    outcome = putting_back.put_back(now=NOW)
    intake.take_in()

    assert outcome == Outcome(back_count=putting_back._STEP + 3, left_count=0)
    assert kept() == {"unknown_number": (putting_back._STEP + 3, putting_back._STEP + 3)}


def test_what_no_key_opened_waits_for_its_key_and_is_then_taken_in(ring, audit_tags):
    private = lose(ring)
    later("fechada", number=company.PHONE_NUMBER_ID)
    assert kept() == {"not_readable": (1, 0)}
    assert putting_back.put_back(now=NOW) == Outcome(back_count=0, left_count=1)
    assert audit_tags().count(("intake:retry", "done")) == 0
    bring_back(ring, private)
    assert kept() == {"not_readable": (1, 1)}

    assert putting_back.put_back(now=NOW) == Outcome(back_count=1, left_count=0)
    intake.take_in()

    assert deliveries.received() == [["fechada"]]


def test_a_key_that_came_back_is_not_destroyed_before_what_waits_for_it_is_put_back(ring):
    private = lose(ring)
    later("fechada", number=company.PHONE_NUMBER_ID)
    old = ring.current_intake()
    bring_back(ring, private)
    ring.add_intake_pair()
    stamp = (NOW - housekeeping.GRACE - timedelta(minutes=1)).timestamp()
    os.utime(ring.folder / "intake" / f"{ring.current_intake()}.pub", (stamp, stamp))

    housekeeping.rotate_intake_key(ring, now=NOW)
    assert old in list(ring.intake_ids())

    putting_back.put_back(now=NOW)
    intake.take_in()
    housekeeping.rotate_intake_key(ring, now=NOW)
    assert old not in list(ring.intake_ids())
    assert deliveries.received() == [["fechada"]]


def test_while_the_whole_folder_is_away_deliveries_wait_where_they_are(ring):
    put_delivery(webhook_body("espera", phone=PHONE, name="Bia", wamid="w.1"))
    lose(ring)
    (ring.folder / "intake" / "current").rename(ring.folder / "intake" / "away")

    with pytest.raises(KeyMissing):
        intake.take_in()

    assert (deliveries.waiting(), kept()) == ((1, 1), {})


def test_whoever_lost_a_key_for_good_sets_aside_what_waits_for_it_and_nothing_else(ring, audit_tags):
    put_delivery(webhook_body("perdida", phone=PHONE, name="Bia", wamid="w.1"))
    lose(ring)
    ring.add_intake_pair()
    put_delivery(webhook_body("fica", phone=PHONE, name="Bia", wamid="w.2"))

    assert putting_back.give_up_waiting(now=NOW) == 1
    intake.take_in()

    assert deliveries.received() == [["fica"]]
    assert kept() == {"not_readable": (1, 0)}
    assert putting_back.missing_keys(ring) == []
    assert audit_tags().count(("intake:set_aside", "done")) == 1


def test_what_an_earlier_version_set_aside_is_said_to_stay(ring):
    later()
    deliveries.run("UPDATE intake.quarantine SET secret_ids = NULL, envelope = NULL")

    assert kept() == {"unknown_number": (1, 0)}
    assert putting_back.put_back(now=NOW) == Outcome(back_count=0, left_count=1)


def test_what_is_nobodys_is_forgotten_after_the_days_of_the_setting_and_what_is_a_customers_never(ring, audit_tags):
    later()
    private = lose(ring)
    later("fechada", number=company.PHONE_NUMBER_ID, wamid="w.2")
    bring_back(ring, private)
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0)

    deliveries.run("UPDATE intake.quarantine SET received_at = %s", midnight - timedelta(days=30))
    assert putting_back.purge(days=30, now=NOW) == 0

    deliveries.run("UPDATE intake.quarantine SET received_at = %s", midnight - timedelta(days=30, seconds=1))
    assert putting_back.purge(days=30, now=NOW) == 1
    assert putting_back.purge(days=30, now=NOW) == 0
    assert kept() == {"not_readable": (1, 1)}
    assert audit_tags().count(("intake:purge", "done")) == 1


def test_nothing_of_an_envelope_lies_readable(ring):
    later("papagaio 5819")

    [row] = deliveries.rows("SELECT envelope FROM intake.quarantine")

    assert [word for word in (b"papagaio", PHONE.encode(), b"Bia") if word in bytes(row[0])] == []
    assert store.keys_in_queue() == []
