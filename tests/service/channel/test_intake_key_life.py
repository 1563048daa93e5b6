"""The intake key pair lives a day; the old pair is destroyed when nothing waits under it, and no sooner."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

import deliveries
import house as company
from desvelo.base.keyring import keyring
from desvelo.guards.access import actions as access
from desvelo.service.channel import housekeeping, intake
from house import put_delivery, webhook_body

NOW = datetime.now(UTC).replace(microsecond=0) - housekeeping.LIFE  # a new pair is stamped by the disk's own clock
SECOND = timedelta(seconds=1)


@pytest.fixture
def ring(db, settings, tmp_path):
    """Return the keys of an installation made at NOW, for this test alone."""
    settings.DESVELO = replace(settings.DESVELO, data=tmp_path)
    keys = keyring(settings.DESVELO.keys)
    keys.create()
    made(keys, at=NOW)
    company.connect_number(first_team=access.create_team(name="Agenda"))
    return keys


def made(keys, *, at: datetime) -> str:
    """Let the current pair have been made *at* some time; return its name."""
    name = keys.current_intake()
    os.utime(keys.folder / "intake" / f"{name}.pub", (at.timestamp(), at.timestamp()))
    return name


def replaced(keys) -> tuple[str, str, datetime]:
    """Let a day pass; return the old pair, the new one and when the new one was made."""
    old, later = keys.current_intake(), NOW + housekeeping.LIFE
    housekeeping.rotate_intake_key(keys, now=later)
    return old, made(keys, at=later), later


def arrives(text: str, wamid: str) -> None:
    put_delivery(webhook_body(text, phone="5511900004417", name="Bia", wamid=wamid))


def test_a_pair_serves_for_a_day_and_not_a_second_longer(ring):
    old = ring.current_intake()

    housekeeping.rotate_intake_key(ring, now=NOW + housekeeping.LIFE - SECOND)
    before = ring.current_intake()
    housekeeping.rotate_intake_key(ring, now=NOW + housekeeping.LIFE)

    assert before == old
    assert ring.current_intake() != old


def test_the_old_pair_outlives_the_new_one_by_the_grace(ring, audit_tags):
    old, new, later = replaced(ring)

    housekeeping.rotate_intake_key(ring, now=later + housekeeping.GRACE - SECOND)
    within = list(ring.intake_ids())
    housekeeping.rotate_intake_key(ring, now=later + housekeeping.GRACE)

    assert sorted(within) == sorted([old, new])
    assert list(ring.intake_ids()) == [new]
    assert [path.name for path in (ring.folder / "intake").glob(f"*{old}*")] == []
    assert audit_tags().count(("key:destroy", "done")) == 1


def test_a_pair_with_a_delivery_waiting_under_it_is_kept_until_that_is_taken_in(ring, audit_tags):
    arrives("escrita antes da troca", "w.1")
    old, new, later = replaced(ring)
    much_later = later + timedelta(hours=20)

    housekeeping.rotate_intake_key(ring, now=much_later)
    assert sorted(ring.intake_ids()) == sorted([old, new])
    assert audit_tags().count(("key:destroy", "done")) == 0

    assert intake.take_in() == 1
    housekeeping.rotate_intake_key(ring, now=much_later)
    assert list(ring.intake_ids()) == [new]
    assert deliveries.received() == [["escrita antes da troca"]]


def test_an_edge_that_read_the_old_public_half_a_moment_ago_loses_nothing(ring):
    old, new, later = replaced(ring)
    (ring.folder / "intake" / "current").unlink()
    (ring.folder / "intake" / "current").write_text(old)
    arrives("fechada com a metade antiga", "w.1")
    (ring.folder / "intake" / "current").unlink()
    (ring.folder / "intake" / "current").write_text(new)
    arrives("fechada com a nova", "w.2")

    housekeeping.rotate_intake_key(ring, now=later + housekeeping.GRACE)

    assert intake.take_in() == 2
    assert deliveries.received() == [["fechada com a metade antiga"], ["fechada com a nova"]]
    assert sorted(ring.intake_ids()) == sorted([old, new])


def test_after_that_what_a_backup_still_holds_stays_closed(ring):
    arrives("cvv 123", "w.1")
    backup = deliveries.rows(
        "SELECT delivery_id, batch_id, record, secret_ids, received_at, verified_us FROM intake.raw"
    )
    batch = deliveries.rows("SELECT id, key_id, sealed_key FROM intake.batch")
    _, _, later = replaced(ring)
    intake.take_in()
    housekeeping.rotate_intake_key(ring, now=later + housekeeping.GRACE)

    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM intake.seen")
        cursor.execute("INSERT INTO intake.batch (id, key_id, sealed_key) VALUES (%s, %s, %s)", batch[0])
        cursor.execute(
            "INSERT INTO intake.raw (delivery_id, batch_id, record, secret_ids, received_at, verified_us) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            backup[0],
        )
    assert intake.take_in() == 1
    assert deliveries.rows("SELECT reason FROM intake.quarantine") == [("not_readable",)]


def test_a_pair_is_made_where_there_is_none(ring):
    (ring.folder / "intake" / "current").unlink()

    housekeeping.rotate_intake_key(ring, now=NOW)

    assert len(ring.intake_public(ring.current_intake())) == 32
