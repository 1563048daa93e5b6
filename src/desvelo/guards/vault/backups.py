"""Where backups lie, kept in the base: the erasure horizon asks whether a copy of keys of contacts is still somewhere.

A row is there before the first byte of a set is written and goes on until the set is seen to be gone, so that a crash
leaves a copy told that never came to be, and never one untold.

Source: security-design D5.2, D5.4.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction

from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.guards.audit.entry import Entry
from desvelo.guards.audit.search import Search
from desvelo.guards.vault.models import Backup

MADE, REMOVED, RESTORED, ADOPTED = "backup:make", "backup:remove", "backup:restore", "backup:find"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One kind of copy that lies in a folder: from when, and until when it may."""

    folder: str
    kind: str
    made_at: datetime
    expires_at: datetime


def announce(*, folder: Path, days: dict[str, int], now: datetime) -> None:
    """Put on record that a set is about to be written, for each kind how many *days* it is kept."""
    Backup.objects.bulk_create(
        Backup(kind=kind, folder=str(folder), made_at=now, expires_at=now + timedelta(days=count))
        for kind, count in days.items()
    )


def made(*, folder: Path, ledger_size: int, key_count: int, now: datetime) -> None:
    """Put on record that a set is whole, before it gets its name: if it never does, ``settle`` says that it is gone."""
    objects = {"set": folder.name, "entries": str(ledger_size), "keys": str(key_count)}
    audit.record([Entry(tag=MADE, at=now, objects=objects)])


def adopt(sets: Iterable[Kept], *, now: datetime) -> int:
    """Put on record sets that are there and that this base, restored from before them, does not know; return how many.

    Without that, an erasure would be called final while a copy of its keys still lies somewhere.
    """
    known = set(Backup.objects.filter(removed_at=None).values_list("folder", "kind"))  # a disk may be back
    rows = [
        Backup(kind=each.kind, folder=each.folder, made_at=each.made_at, expires_at=each.expires_at)
        for each in sets
        if (each.folder, each.kind) not in known
    ]
    Backup.objects.bulk_create(rows)
    audit.record([Entry(tag=ADOPTED, at=now, objects={"count": str(len(rows))})] if rows else [])
    return len(rows)


def settle(*, folder: Path, kept: Iterable[tuple[str, str]], now: datetime) -> int:
    """Put on record which sets of *folder* are gone: all but those *kept*, as (path, kind); return how many."""
    there = set(kept)
    with transaction.atomic():
        rows = [
            row
            for row in Backup.objects.select_for_update().filter(removed_at=None).order_by("made_at")
            if Path(row.folder).parent == folder and (row.folder, row.kind) not in there
        ]
        for row in rows:
            row.removed_at = now
            row.save(update_fields=["removed_at"])
            objects = {"set": Path(row.folder).name, "kind": row.kind}
            audit.record([Entry(tag=REMOVED, at=now, objects=objects)])
    return len(rows)


def restored(*, name: str, objects: dict[str, str], now: datetime) -> None:
    """Put on record that this base was restored from the set *name*, and what that lost or brought."""
    audit.record([Entry(tag=RESTORED, at=now, objects={"set": name, **objects})])


def lack_keys_since(moment: datetime) -> bool:
    """Tell whether copies of the keys of contacts are kept, and none that was begun after *moment* is whole."""
    kept = Backup.objects.filter(kind=Backup.Kind.VAULT, removed_at=None)
    if not kept.exists():
        return False
    newer = {Path(folder).name for folder in kept.filter(made_at__gte=moment).values_list("folder", flat=True)}
    whole = {each.objects["set"] for each in log.entries(Search(tags=frozenset({MADE}), since=moment))}
    return not newer & whole


def without_a_key() -> list[UUID]:
    """Return the contacts that no key is known of: they were erased after their content was kept."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM vault_contact c WHERE NOT EXISTS "
            "(SELECT 1 FROM vault.contact_key k WHERE k.contact_id = c.id) ORDER BY id"
        )
        return [row[0] for row in cursor.fetchall()]
