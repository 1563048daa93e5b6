"""The tables of epochs in SQL: which are alive, and how far the replacement of one is.

A key of a contact stands under an epoch that stands in ``vault.epoch``: a foreign key, so that an epoch with rows
cannot be taken away, not even with rows that somebody is about to commit.

Source: security-design D4.1, D4.2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from desvelo.guards.vault.store import SealedKey

FRONT = (UUID(int=0), 0)
"""Where a pass through the keys begins."""
_PATIENCE = "5s"
_ROTATION = (
    "old, new, begun_at, total, done, after_contact, after_version, stuck, emptied_at, file_digest, destroyed_at, entry"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Epoch:
    """An epoch alive: since when, until when, and how many keys of contacts stand under it."""

    number: int
    made_at: datetime
    due_at: datetime
    row_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """The replacement of epoch *old* by *new*: *done* of *total* keys, *stuck* of which did not open when tried last.

    *emptied_at* says when nothing was left under the old one, *destroyed_at* when its key was destroyed; *file_digest*
    is the SHA-256 of the file destroyed, *entry* the id of the entry about it.
    """

    old: int
    new: int
    begun_at: datetime
    total: int
    done: int
    after: tuple[UUID, int]
    stuck: int
    emptied_at: datetime | None
    file_digest: bytes | None
    destroyed_at: datetime | None
    entry: UUID | None


def current() -> int | None:
    """Return the epoch that new keys are wrapped by; None before the installation is settled."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(number) FROM vault.epoch")
        found = cursor.fetchone()[0]
    return None if found is None else int(found)


def alive() -> list[Epoch]:
    """Return every epoch alive, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.number, e.made_at, e.due_at, (SELECT count(*) FROM vault.contact_key k WHERE k.epoch = e.number) "
            "FROM vault.epoch e ORDER BY e.number"
        )
        return [Epoch(number=row[0], made_at=row[1], due_at=row[2], row_count=row[3]) for row in cursor.fetchall()]


def needed() -> list[int]:
    """Return the epochs alive, and for a database from before they were kept, those that keys stand under."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('vault.epoch') IS NOT NULL")
        kept = cursor.fetchone()[0]
        cursor.execute(
            "SELECT number FROM vault.epoch ORDER BY 1"
            if kept
            else "SELECT DISTINCT epoch FROM vault.contact_key ORDER BY 1"
        )
        return [int(row[0]) for row in cursor.fetchall()]


def begin(number: int, *, made_at: datetime, due_at: datetime) -> None:
    """Let *number* be an epoch alive; nothing happens if it is one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault.epoch (number, made_at, due_at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [number, made_at, due_at],
        )


def make_due(*, at: datetime) -> None:
    """Let the current epoch be due at *at*."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE vault.epoch SET due_at = least(due_at, %s) WHERE number = (SELECT max(number) FROM vault.epoch)",
            [at],
        )


def due(*, now: datetime) -> int | None:
    """Return the current epoch if its time is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, due_at FROM vault.epoch ORDER BY number DESC LIMIT 1")
        row = cursor.fetchone()
    return int(row[0]) if row and row[1] <= now else None


def count_under(number: int) -> int:
    """Return how many keys of contacts stand under an epoch."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM vault.contact_key WHERE epoch = %s", [number])
        return int(cursor.fetchone()[0])


def begin_rotation(*, old: int, new: int, now: datetime) -> None:
    """Note that *old* is being replaced by *new*."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault.rotation (old, new, begun_at, total) "
            "SELECT %s, %s, %s, count(*) FROM vault.contact_key WHERE epoch = %s",
            [old, new, now, old],
        )


def running() -> Rotation | None:
    """Return the replacement that runs."""
    return _one("WHERE destroyed_at IS NULL")


def last_done() -> Rotation | None:
    """Return the replacement that ended last."""
    return _one("WHERE destroyed_at IS NOT NULL ORDER BY old DESC LIMIT 1")


def next_under(rotation: Rotation, *, limit: int) -> list[SealedKey]:
    """Return the next keys under the old epoch, held until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT contact_id, version, epoch, sealed FROM vault.contact_key "
            "WHERE epoch = %s AND (contact_id, version) > (%s, %s) ORDER BY contact_id, version LIMIT %s FOR UPDATE",
            [rotation.old, *rotation.after, limit],
        )
        rows = cursor.fetchall()
    return [SealedKey(contact=row[0], version=row[1], epoch=row[2], sealed=bytes(row[3])) for row in rows]


def replace(rewrapped: Sequence[SealedKey]) -> None:
    """Store keys as wrapped by their new epoch."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE vault.contact_key k SET epoch = w.epoch, sealed = w.sealed "
            "FROM unnest(%s::uuid[], %s::smallint[], %s::int[], %s::bytea[]) AS w(contact, version, epoch, sealed) "
            "WHERE k.contact_id = w.contact AND k.version = w.version",
            [
                [each.contact for each in rewrapped],
                [each.version for each in rewrapped],
                [each.epoch for each in rewrapped],
                [each.sealed for each in rewrapped],
            ],
        )


def advance(rotation: Rotation, *, by: int, after: tuple[UUID, int], stuck: int) -> None:
    """Note how far the replacement is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE vault.rotation SET done = done + %s, after_contact = %s, after_version = %s, stuck = %s "
            "WHERE old = %s",
            [by, *after, stuck, rotation.old],
        )


def serializable() -> None:
    """Let this transaction see one instant and fail where another changes what it saw; called before all else in it.

    It waits for no lock longer than a few seconds: whoever holds one is asked again with the next try.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [_PATIENCE])


def end(number: int, *, digest: bytes | None, now: datetime) -> None:
    """Take an epoch away: from here on nothing can be stored under it.

    Raises django.db.IntegrityError or OperationalError when a row stands under it, seen or not yet committed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM vault.epoch WHERE number = %s FOR UPDATE", [number])
        cursor.execute("DELETE FROM vault.epoch WHERE number = %s", [number])
        cursor.execute(
            "UPDATE vault.rotation SET emptied_at = %s, file_digest = %s, stuck = 0 WHERE old = %s",
            [now, digest, number],
        )


def note_destroyed(number: int, *, entry: UUID, now: datetime) -> None:
    """Note that the key of an epoch was destroyed, and which entry says so."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vault.rotation SET destroyed_at = %s, entry = %s WHERE old = %s", [now, entry, number])


def known_services() -> set[str]:
    """Name the service keys this database was used with; none before it knew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('vault.service_key') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return set()
        cursor.execute("SELECT name FROM vault.service_key")
        return {row[0] for row in cursor.fetchall()}


def note_services(names: Sequence[str]) -> None:
    """Note which service keys this database is used with from here on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault.service_key (name) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", [list(names)]
        )


def _one(condition: str) -> Rotation | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_ROTATION} FROM vault.rotation {condition}")  # noqa: S608  our own two conditions
        row = cursor.fetchone()
    if row is None:
        return None
    return Rotation(
        old=row[0],
        new=row[1],
        begun_at=row[2],
        total=row[3],
        done=row[4],
        after=(row[5], row[6]),
        stuck=row[7],
        emptied_at=row[8],
        file_digest=None if row[9] is None else bytes(row[9]),
        destroyed_at=row[10],
        entry=row[11],
    )
