"""How far the comparison of sealed rows with the log is, and what it found: rows of two tables of the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from desvelo.guards.audit import store
from desvelo.guards.audit.entry import Entry

FOUND = "record:mismatch"
ALL = 100
_NAMES = ("id", "share", "seed", "started_at", "finished_at", "entry_done", "entries_over", "contact_done")
_COUNTS = ("entries", "contacts", "records", "found")
_COLUMNS = ", ".join((*_NAMES, *_COUNTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """One comparison: of *share* in a hundred contacts, chosen by *seed*.  It runs while *finished_at* is None.

    Entries come first, up to *entry_done*, then contacts, up to *contact_done*.
    """

    id: int
    share: int
    seed: bytes = field(repr=False)
    started_at: datetime
    finished_at: datetime | None
    entry_done: UUID | None
    entries_over: bool
    contact_done: UUID | None
    entries: int
    contacts: int
    records: int
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """A record that is not as the log says: *what* is ``changed``, ``missing``, ``added`` or ``unlisted``.

    *kind* is ``body``, ``datum``, ``file``, ``payload``, ``entry`` or ``columns`` (what an entry is found by).
    """

    kind: str
    record: UUID
    what: str
    contact: UUID | None
    found_at: datetime


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
    new = [each for each in found if _insert(each)]
    if new:
        store.insert([_entry(each) for each in new])
    return len(new)


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
