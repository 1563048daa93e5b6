"""The tables of the schema ``intake`` in SQL: deliveries waiting, what was seen, what was set aside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import connection

MOST_BYTES = 4 * 1024 * 1024
_LONGEST_STEP = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDelivery:
    """A delivery as the door left it: sealed."""

    id: bytes
    batch: UUID
    key_id: str
    sealed_key: bytes
    record: bytes = field(repr=False)
    secret_ids: tuple[str, ...]
    received_at: datetime
    verified_us: int
    stored_at: datetime
    claimed_at: datetime

    @property
    def early_steps(self) -> tuple[int, int]:
        """Return how long after it arrived it was on disk, and how long until a worker took it, in microseconds."""
        return (self._after(self.stored_at), self._after(self.claimed_at))

    def _after(self, at: datetime) -> int:
        return min(max(0, (at - self.received_at) // timedelta(microseconds=1)), _LONGEST_STEP)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """An element that was not taken in: why, and where it stands in its delivery, re-sealed whole.

    *envelope* is what can go back into the queue, sealed; *key_id* the intake key that was not there to open it.
    """

    delivery: bytes
    pointer: str
    reason: str
    phone_number_id: str | None
    record: bytes = field(repr=False)
    envelope: bytes | None = field(repr=False)
    secret_ids: tuple[str, ...]
    received_at: datetime
    key_id: str | None = None


def claim(limit: int, *, most_bytes: int = MOST_BYTES, keys: list[str] | None = None) -> list[RawDelivery]:
    """Lock up to *limit* deliveries until this transaction ends; of them take what *most_bytes* allow, at least one.

    Other workers take others.  With *keys*, only what was sealed to one of them.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH due AS MATERIALIZED (SELECT r.delivery_id, r.batch_id, b.key_id, b.sealed_key, r.record, "
            "r.secret_ids, r.received_at, r.verified_us, r.stored_at, r.arrival FROM intake.raw r "
            "JOIN intake.batch b ON b.id = r.batch_id WHERE %s::text[] IS NULL OR b.key_id = ANY(%s) "
            "ORDER BY r.arrival LIMIT %s FOR UPDATE OF r SKIP LOCKED), "
            "fit AS (SELECT *, sum(octet_length(record)) OVER (ORDER BY arrival) - octet_length(record) AS before "
            "FROM due) SELECT delivery_id, batch_id, key_id, sealed_key, record, secret_ids, received_at, "
            "verified_us, stored_at, clock_timestamp() FROM fit WHERE before < %s ORDER BY arrival",
            [keys, keys, limit, most_bytes],
        )
        rows = cursor.fetchall()
    return [
        RawDelivery(
            id=bytes(row[0]),
            batch=row[1],
            key_id=row[2],
            sealed_key=bytes(row[3]),
            record=bytes(row[4]),
            secret_ids=tuple(row[5]),
            received_at=row[6],
            verified_us=row[7],
            stored_at=row[8],
            claimed_at=row[9],
        )
        for row in rows
    ]


def forget(deliveries: Sequence[RawDelivery]) -> None:
    """Delete deliveries that were taken in, and the batches nobody waits in any more."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM intake.raw WHERE delivery_id = ANY(%s)", [[each.id for each in deliveries]])
        cursor.execute(
            "DELETE FROM intake.batch b WHERE b.id = ANY(%s) "
            "AND NOT EXISTS (SELECT 1 FROM intake.raw r WHERE r.batch_id = b.id)",
            [list({each.batch for each in deliveries})],
        )


def forget_empty_batches() -> None:
    """Delete the batches that only held what was already there: Meta sent it twice, and the door may not delete."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM intake.batch b WHERE NOT EXISTS (SELECT 1 FROM intake.raw r WHERE r.batch_id = b.id)"
        )


def waiting_by_key() -> dict[str, int]:
    """Return how many deliveries still wait under each intake key, in the queue or set aside for want of it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key_id, count(*) FROM (SELECT b.key_id FROM intake.raw r JOIN intake.batch b ON b.id = r.batch_id "
            "UNION ALL SELECT key_id FROM intake.quarantine WHERE key_id IS NOT NULL) waiting GROUP BY 1"
        )
        return dict(cursor.fetchall())


def keys_in_queue() -> list[str]:
    """Return the names of the intake keys that deliveries in the queue were sealed to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT key_id FROM intake.batch b WHERE EXISTS (SELECT FROM intake.raw r WHERE r.batch_id = b.id)"
        )
        return sorted(row[0] for row in cursor.fetchall())


def mark_seen(keys: Iterable[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """Remember (number, index of the wamid, kind) and return those that are new; the others came before.

    All three are one key of 16 bytes: who was told, by a keyed index, of what kind.  Nobody can choose two that meet.
    """
    wanted = {_seen_as(key): key for key in keys}
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intake.seen (key) SELECT unnest(%s::uuid[]) ON CONFLICT DO NOTHING RETURNING key",
            [sorted(wanted)],
        )
        return {wanted[row[0]] for row in cursor.fetchall()}


def _seen_as(key: tuple[str, str, str]) -> UUID:
    return UUID(bytes=sha256("\n".join(key).encode()).digest()[:16])


def set_aside(elements: Sequence[SetAside]) -> None:
    """Store what could not be taken in; the same element of the same delivery once."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO intake.quarantine (delivery_id, pointer, reason, phone_number_id, record, received_at, "
            "envelope, secret_ids, key_id) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [_columns(each) for each in elements],
        )


def _columns(aside: SetAside) -> list[bytes | str | datetime | list[str] | None]:
    what = [aside.delivery, aside.pointer, aside.reason, aside.phone_number_id, aside.record, aside.received_at]
    return [*what, aside.envelope, list(aside.secret_ids), aside.key_id]


def next_arrivals(count: int) -> list[int]:
    """Take *count* places in the order of all messages."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('channel_arrival') FROM generate_series(1, %s)", [count])
        return [row[0] for row in cursor.fetchall()]
