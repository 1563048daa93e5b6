"""How far the comparison of sealed rows with the log is, and what it found: rows of two tables of the ledger."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from desvelo.guards.audit import entry_columns, store
from desvelo.guards.audit.entry import Entry
from desvelo.guards.audit.states import Discrepancy, Sweep

FOUND = "record:mismatch"
ALL = 100
_NAMES = ("id", "share", "seed", "started_at", "finished_at", "entry_done", "entries_over", "contact_done")
_COUNTS = ("entries", "contacts", "records", "found")
_COLUMNS = ", ".join((*_NAMES, *_COUNTS))


def begin(*, share: int, seed: bytes, now: datetime) -> None:
    """Begin one, unless one is running."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.sweep (share, seed, started_at, entries_over) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT DO NOTHING",
            [share, seed, now, share < ALL],
        )


def running(*, lock: bool = False) -> Sweep | None:
    """Return the one that runs; with *lock*, only if nobody else is at it in this moment."""
    return _one("WHERE finished_at IS NULL" + (" FOR UPDATE SKIP LOCKED" if lock else ""), [])


def last_finished(*, least_share: int) -> Sweep | None:
    """Return the newest finished one of at least *least_share* in a hundred contacts."""
    return _one("WHERE finished_at IS NOT NULL AND share >= %s ORDER BY id DESC LIMIT 1", [least_share])


def compare_entries(after: UUID | None, *, now: datetime) -> tuple[UUID | None, int, list[Discrepancy]]:
    """Compare some thousand entries after *after* with themselves; return the last, how many, and what was found."""
    return entry_columns.step(after, now=now)


def save(sweep: Sweep) -> None:
    """Keep how far it got."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger.sweep SET finished_at = %s, entry_done = %s, entries_over = %s, contact_done = %s, "
            "entries = %s, contacts = %s, records = %s, found = %s WHERE id = %s",
            [
                sweep.finished_at,
                sweep.entry_done,
                sweep.entries_over,
                sweep.contact_done,
                sweep.entries,
                sweep.contacts,
                sweep.records,
                sweep.found,
                sweep.id,
            ],
        )


def report(found: Iterable[Discrepancy]) -> int:
    """Keep what was found, and put on record what was not known before; return how much that was."""
    new = keep(found)
    if new:
        store.insert([_entry(each) for each in new])
    return len(new)


def keep(found: Iterable[Discrepancy]) -> list[Discrepancy]:
    """Keep what was found, for whoever puts it on record; return what was not known before."""
    return [each for each in found if _insert(each)]


def count() -> int:
    """Return how many records were found not to be as the log says."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger.discrepancy")
        return int(cursor.fetchone()[0])


def discrepancies(*, limit: int) -> list[Discrepancy]:
    """Return what was found, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, record, what, contact_id, found_at FROM ledger.discrepancy ORDER BY found_at DESC LIMIT %s",
            [limit],
        )
        return [
            Discrepancy(kind=row[0], record=row[1], what=row[2], contact=row[3], found_at=row[4])
            for row in cursor.fetchall()
        ]


def _insert(one: Discrepancy) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.discrepancy (kind, record, what, contact_id, found_at) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT DO NOTHING",
            [one.kind, one.record, one.what, one.contact, one.found_at],
        )
        return bool(cursor.rowcount)


def _entry(one: Discrepancy) -> Entry:
    objects = {"kind": one.kind, "record": str(one.record), "what": one.what}
    return Entry(tag=FOUND, at=one.found_at, contact=one.contact, objects=objects)


def _one(which: str, values: list[Any]) -> Sweep | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_COLUMNS} FROM ledger.sweep {which}", values)  # noqa: S608  constants
        row = cursor.fetchone()
    if row is None:
        return None
    named: dict[str, Any] = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return Sweep(**{**named, "seed": bytes(named["seed"])})
