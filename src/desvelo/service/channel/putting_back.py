"""What was set aside: what it is by reason, back into the queue by hand, and forgotten in time.

It goes through the same intake as at first, with the secrets that signed it, so it reaches no number that they do not
speak for.  What broke our reader, and what no key opened, is a customer's and was acknowledged: it is never forgotten
by the clock.  The rest is nobody's of ours, and goes after the days that the setting says.

Source: security-design D2.4; architecture section 9 (raw webhook bodies).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, cast
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from desvelo.base.keyring import KeyMissing, Keyring, keyring
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.sealing import context, intake
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.service.channel import setting_aside, store
from desvelo.service.channel.group_commit import CHANNEL
from desvelo.service.channel.setting_aside import FAILED, NOT_READABLE

RETRIED, PURGED, GAVE_UP = "intake:retry", "intake:purge", "intake:set_aside"
_STEP: Final = 32
_OURS: Final = (FAILED, NOT_READABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is set aside for one kind of reason: how much, since when, and how much of it could go back now."""

    reason: str
    count: int
    first_at: datetime
    last_at: datetime
    retriable_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How many elements went back into the queue, and how many could not."""

    back_count: int
    left_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    delivery: bytes
    pointer: str
    record: bytes = field(repr=False)
    envelope: bytes | None = field(repr=False)
    secret_ids: tuple[str, ...]
    received_at: datetime


def kept() -> list[Kept]:
    """Return what is set aside, by the kind of reason."""
    keys = list(keyring(settings.DESVELO.keys).intake_ids())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT split_part(reason, ':', 1), count(*), min(received_at), max(received_at), count(*) FILTER "
            "(WHERE secret_ids IS NOT NULL AND (envelope IS NOT NULL OR key_id = ANY(%s))) "
            "FROM intake.quarantine GROUP BY 1 ORDER BY 1",
            [keys],
        )
        return [
            Kept(reason=row[0], count=row[1], first_at=row[2], last_at=row[3], retriable_count=row[4])
            for row in cursor.fetchall()
        ]


def put_back(*, reason: str = "", now: datetime) -> Outcome:
    """Put what is set aside, for one kind of *reason* or any, back into the queue; record how much.

    What a worker sets aside again meanwhile is not taken a second time.  What cannot go back (its key is still missing,
    an earlier version did not keep what it takes) stays where it is.
    """
    back, seen, after, began_at = 0, 0, (b"", ""), _database_clock()
    while True:
        with transaction.atomic():
            rows = list(_rows(reason, after=after, before=began_at))
            if not rows:
                break
            moved = sum(_put_back(row) for row in rows)
            if moved:
                audit.record([Entry(tag=RETRIED, at=now, objects={"count": str(moved), "reason": reason or "any"})])
                _call_worker()
        back, seen, after = back + moved, seen + len(rows), (rows[-1].delivery, rows[-1].pointer)
    return Outcome(back_count=back, left_count=seen - back)


def give_up_waiting(*, now: datetime) -> int:
    """Set aside, still closed, what waits in the queue under keys that are not here; record and return how much.

    For whoever lost a key for good: the worker does not start beside deliveries that it cannot open.
    """
    missing, moved = missing_keys(keyring(settings.DESVELO.keys)), 0
    while missing:
        with transaction.atomic():
            claimed = store.claim(_STEP, keys=missing)
            if not claimed:
                break
            store.set_aside([setting_aside.unread(raw, key_missing=True) for raw in claimed])
            store.forget(claimed)
            audit.record([Entry(tag=GAVE_UP, at=now, objects={"count": str(len(claimed))})])
        moved += len(claimed)
    return moved


def missing_keys(ring: Keyring) -> list[str]:
    """Return the names of the intake keys that deliveries in the queue wait for and that cannot be opened."""
    return [each for each in store.keys_in_queue() if not _opens(ring, each)]


def purge(*, days: int, now: datetime) -> int:
    """Forget what is nobody's of ours and older than *days*, a whole day at a time; record and return how much."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM intake.quarantine WHERE received_at < %s AND split_part(reason, ':', 1) <> ALL(%s)",
            [midnight - timedelta(days=days), list(_OURS)],
        )
        count = int(cursor.rowcount)
        if count:
            audit.record([Entry(tag=PURGED, at=now, objects={"count": str(count)})])
    return count


def _database_clock() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cast("datetime", cursor.fetchone()[0])


def _rows(reason: str, *, after: tuple[bytes, str], before: datetime) -> Iterator[_Row]:
    """Yield a step of what is set aside, in an order that holds while some of it leaves."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT delivery_id, pointer, record, envelope, secret_ids, received_at FROM intake.quarantine "
            "WHERE (delivery_id, pointer) > (%s, %s) AND kept_at <= %s "
            "AND (%s = '' OR split_part(reason, ':', 1) = %s) ORDER BY delivery_id, pointer LIMIT %s FOR UPDATE",
            [*after, before, reason, reason, _STEP],
        )
        for row in cursor.fetchall():
            envelope = bytes(row[3]) if row[3] is not None else None
            if row[4] is None:
                envelope = None
            yield _Row(
                delivery=bytes(row[0]),
                pointer=row[1],
                record=bytes(row[2]),
                envelope=envelope,
                secret_ids=tuple(row[4] or ()),
                received_at=row[5],
            )


def _put_back(row: _Row) -> bool:
    """Put one element back; tell whether it could be."""
    try:
        if row.envelope is not None:
            _queue_again(row, setting_aside.open_envelope(row.delivery, row.envelope))
        elif row.secret_ids:
            _queue_closed(row)
        else:
            return False
    except (KeyMissing, NotReadable):
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM intake.quarantine WHERE delivery_id = %s AND pointer = %s", [row.delivery, row.pointer]
        )
    return True


def _queue_again(row: _Row, body: bytes) -> None:
    """Seal an element's webhook to the present intake key, under a name of its own: its neighbours may come too."""
    ring = keyring(settings.DESVELO.keys)
    name = hashlib.sha256(context.encode("desvelo/put-back", row.delivery, row.pointer)).digest()
    sealed = intake.seal_batch(ring.intake_public(ring.current_intake() or ""), [(name, body)])
    _insert(row, name, sealed)


def _queue_closed(row: _Row) -> None:
    """Put a delivery that was never opened back as it came, if its key is here by now."""
    key_id, batch, sealed_key, record = context.decode(row.record)
    if not (isinstance(key_id, str) and isinstance(batch, bytes)):
        raise NotReadable
    if not (isinstance(sealed_key, bytes) and isinstance(record, bytes)):
        raise NotReadable
    private = keyring(settings.DESVELO.keys).intake_private(key_id)
    intake.BatchOpener(private, batch, sealed_key).open(row.delivery, record)
    closed = intake.SealedBatch(key_id=key_id, batch_id=batch, sealed_key=sealed_key, records=(record,))
    _insert(row, row.delivery, closed)


def _insert(row: _Row, name: bytes, sealed: intake.SealedBatch) -> None:
    """Put a delivery where the door puts it, as old as it is; one of that name that waits already is the same."""
    batch = UUID(bytes=sealed.batch_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intake.batch (id, key_id, sealed_key) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [batch, sealed.key_id, sealed.sealed_key],
        )
        cursor.execute(
            "INSERT INTO intake.raw (delivery_id, batch_id, record, secret_ids, received_at, verified_us) "
            "VALUES (%s, %s, %s, %s, %s, 0) ON CONFLICT DO NOTHING",
            [name, batch, sealed.records[0], list(row.secret_ids), row.received_at],
        )


def _call_worker() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def _opens(ring: Keyring, key_id: str) -> bool:
    try:
        ring.intake_private(key_id)
    except KeyMissing:
        return False
    return True
