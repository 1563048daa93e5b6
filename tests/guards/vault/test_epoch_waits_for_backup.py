"""A replaced epoch is kept until a backup holds the keys as the next one wraps them, and never past the horizon.

Source: security-design D4.3, D5.3; decision 0051.
"""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

import own_keys
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.guards.audit.search import Search
from desvelo.guards.vault import backups, boxes, epochs, horizon, rotating
from desvelo.guards.vault.models import Backup, Contact, Erasure
from house import NOW

ROTATED = NOW + rotating.LIFE + timedelta(minutes=1)
A_DAY = timedelta(days=1)


@pytest.fixture
def ring(committed, settings, tmp_path):
    """Keys of this test's own, the first epoch a week old, three customers under it."""
    with own_keys.epoch_one(settings, tmp_path) as ring:
        for _ in range(3):
            with transaction.atomic():
                boxes.new_box(Contact.objects.create(created_at=NOW).id)
        yield ring


def back_up(at: datetime, *, is_whole: bool = True) -> Path:
    """Put on record what a run of ``desvelo backup`` does."""
    folder = Path(f"/b/{at:%Y%m%dT%H%M%S}")
    backups.announce(folder=folder, days={"content": 35, "vault": 14}, now=at)
    if is_whole:
        backups.made(folder=folder, ledger_size=1, key_count=3, now=at)
        audit.sequence()
    return folder


def go_on(at: datetime) -> list[int]:
    while rotating.step(now=at):
        pass
    return boxes.ring().epochs()


def destruction() -> dict[str, str]:
    audit.sequence()
    return dict(log.entries(Search(tags=frozenset({"key:destroy"})), limit=1)[0].objects)


def test_it_waits_for_a_whole_backup_that_was_begun_after_all_was_wrapped_anew(ring):
    back_up(NOW)
    assert go_on(ROTATED) == [1, 2]
    assert epochs.count_under(1) == 0

    back_up(ROTATED - timedelta(minutes=1))
    assert go_on(ROTATED + A_DAY) == [1, 2]
    back_up(ROTATED + A_DAY, is_whole=False)
    assert go_on(ROTATED + A_DAY) == [1, 2]

    back_up(ROTATED + A_DAY + timedelta(hours=1))
    assert go_on(ROTATED + A_DAY + timedelta(hours=1)) == [2]
    assert "backup" not in destruction()


def test_where_no_backup_is_kept_nothing_waits(ring):
    back_up(NOW)
    Backup.objects.update(removed_at=NOW)

    assert go_on(ROTATED) == [2]
    assert "backup" not in destruction()


def test_a_backup_of_content_alone_needs_no_epoch(ring):
    backups.announce(folder=Path("/b/1"), days={"content": 35}, now=NOW)

    assert go_on(ROTATED) == [2]


def test_without_a_backup_it_is_destroyed_before_an_erasure_would_be_late_and_that_is_on_record(ring):
    """Erased just after the next epoch began, while backups have stopped for good: the worst there is."""
    back_up(NOW)
    go_on(ROTATED)
    erased_at = ROTATED + timedelta(minutes=1)
    contact = Contact.objects.first().pk
    row = Erasure(scope="contact", basis="company", state="done", contact_id=contact, asked_at=erased_at)
    row.done_at, row.keys = erased_at, [[str(contact), 1, 2]]
    row.save()
    Contact.objects.filter(pk=contact).delete()

    assert go_on(ROTATED + rotating.LONGEST_WAIT - timedelta(seconds=1)) == [1, 2]
    assert go_on(ROTATED + rotating.LONGEST_WAIT) == [2]
    assert destruction()["backup"] == "absent"

    next_week = ROTATED + rotating.LIFE
    assert go_on(next_week) == [2, 3]
    assert go_on(next_week + rotating.LONGEST_WAIT) == [3]
    assert next_week + rotating.LONGEST_WAIT < erased_at + horizon.HORIZON
    Backup.objects.update(removed_at=next_week)
    assert horizon.what_still_opens(row) == []


def test_without_the_wait_no_backup_would_open(ring, monkeypatch):
    """The guard removed: the only backup there is holds keys under an epoch that is gone."""
    monkeypatch.setattr(rotating, "waits_for_backup", lambda *_, **__: False)
    back_up(NOW)

    assert go_on(ROTATED) == [2]
