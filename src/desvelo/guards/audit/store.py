"""The ledger's tables in SQL: entries, their turn, their place, what was signed.  The tree's nodes: ``tree``."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from desvelo.guards.audit.entry import REFUSED, Entry, mentioned, named
from desvelo.kernel.ledger import merkle, packing
from desvelo.kernel.ledger.merkle import HASH_BYTES

CHANNEL = "desvelo_ledger"
SEAL_CHANNEL = "desvelo_seal"
_SEQUENCER_LOCK = 0x64657376656C6F
_FETCH = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCheckpoint:
    """A signed statement about the tree at one size."""

    size: int
    root: bytes
    note: str
    signed_at: datetime


def insert(entries: Sequence[Entry]) -> None:
    """Write *entries* and queue them for an index, each with what its row in the tree will be."""
    leaves = [entry.leaf() for entry in entries]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.entry (id, tag, at, actor_id, contact_id, result, leaf) SELECT * FROM unnest("
            "%b::uuid[], %b::text[], %b::timestamptz[], %b::uuid[], %b::uuid[], %b::text[], %b::bytea[])",
            [
                [entry.id for entry in entries],
                [entry.tag for entry in entries],
                [entry.at for entry in entries],
                [entry.actor for entry in entries],
                [entry.contact for entry in entries],
                [entry.result for entry in entries],
                [packing.pack(leaf) for leaf in leaves],
            ],
        )
        payloads = [(e.id, e.contact, e.payload.salt, e.payload.sealed) for e in entries if e.payload]
        if payloads:
            cursor.executemany(
                "INSERT INTO ledger.payload (entry_id, contact_id, salt, sealed) VALUES (%s,%s,%s,%s)", payloads
            )
        cursor.execute(
            "INSERT INTO ledger.pending (entry_id, kind, moment, person_id, refused, hash, mentions) "
            "SELECT id, kind, moment, person, refused, hash, string_to_array(mentions, ',') FROM unnest("
            "%b::uuid[], %b::text[], %b::timestamptz[], %b::uuid[], %b::bool[], %b::bytea[], %b::text[]) "
            "AS e(id, kind, moment, person, refused, hash, mentions)",
            [
                [entry.id for entry in entries],
                [entry.tag for entry in entries],
                [entry.at for entry in entries],
                [entry.actor for entry in entries],
                [entry.result.startswith(REFUSED) for entry in entries],
                [merkle.leaf_hash(leaf) for leaf in leaves],
                [",".join(sorted(mentioned(leaf))) or None for leaf in leaves],
            ],
        )
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def lock_sequencer() -> None:
    """Wait until this transaction alone may give indexes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEQUENCER_LOCK])


def give_places(*, first: int, limit: int) -> list[bytes]:
    """Give up to *limit* waiting entries their indexes, in order of arrival, from *first* on; return their hashes.

    What a row needs was put beside its turn when the entry was written, so this is one statement whatever the number:
    nothing but the hashes comes here.  Whether a hash is that of its leaf is asked before anything is signed.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH taken AS MATERIALIZED (DELETE FROM ledger.pending WHERE ctid = ANY(ARRAY("
            "SELECT ctid FROM ledger.pending ORDER BY arrival LIMIT %s)) "
            "RETURNING arrival, entry_id, kind, moment, person_id, refused, hash, mentions), "
            "placed AS MATERIALIZED "
            "(SELECT %s::bigint - 1 + row_number() OVER (ORDER BY arrival) AS index, * FROM taken), "
            "leaves AS (INSERT INTO ledger.leaf (index, entry_id, kind, moment, person_id, refused, hash) "
            "SELECT index, entry_id, kind, moment, person_id, refused, hash FROM placed), "
            "found AS (INSERT INTO ledger.mention (what, index) SELECT unnest(mentions), index FROM placed) "
            "SELECT string_agg(CASE octet_length(hash) WHEN %s THEN hash ELSE sha256(hash) END, '' ORDER BY index) "
            "FROM placed",
            [limit, first, HASH_BYTES],
        )
        [joined] = cursor.fetchone()
    hashes = bytes(joined or b"")
    return [hashes[start : start + HASH_BYTES] for start in range(0, len(hashes), HASH_BYTES)]


def size() -> int:
    """Return how many entries have an index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(index) + 1, 0) FROM ledger.leaf")
        return int(cursor.fetchone()[0])


def checkpoint_beyond() -> int | None:
    """Return the size of a checkpoint that is larger than the tree, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(size) FROM ledger.checkpoint WHERE size > (SELECT coalesce(max(index) + 1, 0) FROM ledger.leaf)"
        )
        found: int | None = cursor.fetchone()[0]
    return found


def checkpoints_among(sizes: Iterable[int]) -> set[int]:
    """Return for which of *sizes* there is a checkpoint."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT size FROM ledger.checkpoint WHERE size = ANY(%s)", [list(sizes)])
        return {row[0] for row in cursor.fetchall()}


def checkpoints_of(sizes: Iterable[int]) -> list[StoredCheckpoint]:
    """Return the checkpoints of trees of exactly *sizes* leaves, those that there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT size, root, note, signed_at FROM ledger.checkpoint WHERE size = ANY(%s) ORDER BY size",
            [list(sizes)],
        )
        return [_checkpoint(row) for row in cursor.fetchall()]


def index_of(entry: UUID) -> int | None:
    """Return the index of an entry, or None while it has none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT index FROM ledger.leaf WHERE entry_id = %s", [entry])
        row = cursor.fetchone()
    return None if row is None else int(row[0])


def leaves(*, start: int, end: int) -> Iterator[bytes]:
    """Yield the leaves from index *start* up to, not including, *end*."""
    return (leaf for _, leaf in numbered_leaves(start=start, end=end))


def numbered_leaves(*, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Yield the leaves from index *start* up to, not including, *end*, each with its index."""
    for first in range(start, end, _FETCH):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT l.index, e.leaf FROM ledger.leaf l JOIN ledger.entry e ON e.id = l.entry_id "
                "WHERE l.index >= %s AND l.index < %s ORDER BY l.index",
                [first, min(first + _FETCH, end)],
            )
            rows = cursor.fetchall()
        yield from ((row[0], packing.unpack(bytes(row[1]))) for row in rows)


def checkpoints(*, above: int = -1, up_to: int | None = None) -> list[StoredCheckpoint]:
    """Return the checkpoints of trees larger than *above*, and no larger than *up_to*, smallest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT size, root, note, signed_at FROM ledger.checkpoint "
            "WHERE size > %s AND size <= coalesce(%s, size) ORDER BY size",
            [above, up_to],
        )
        return [_checkpoint(row) for row in cursor.fetchall()]


def each_checkpoint(*, up_to: int) -> Iterator[StoredCheckpoint]:
    """Yield the checkpoints of trees no larger than *up_to*, smallest first, some thousand in memory at a time."""
    above = -1
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT size, root, note, signed_at FROM ledger.checkpoint "
                "WHERE size > %s AND size <= %s ORDER BY size LIMIT %s",
                [above, up_to, _FETCH],
            )
            rows = cursor.fetchall()
        yield from map(_checkpoint, rows)
        if len(rows) < _FETCH:
            return
        above = rows[-1][0]


def checkpoints_below(size: int | None, *, limit: int) -> list[StoredCheckpoint]:
    """Return the newest *limit* checkpoints of trees smaller than *size*, or of all, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT size, root, note, signed_at FROM ledger.checkpoint "
            "WHERE size < coalesce(%s, size + 1) ORDER BY size DESC LIMIT %s",
            [size, limit],
        )
        return [_checkpoint(row) for row in cursor.fetchall()]


def last_checkpoint() -> StoredCheckpoint | None:
    """Return the newest checkpoint, if one was signed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT size, root, note, signed_at FROM ledger.checkpoint ORDER BY size DESC LIMIT 1")
        row = cursor.fetchone()
    return _checkpoint(row) if row else None


def call_for_seal() -> None:
    """Wake whoever signs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [SEAL_CHANNEL])


def sealed_at(index: int) -> datetime | None:
    """Return when the first checkpoint of a tree that holds *index* was signed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT signed_at FROM ledger.checkpoint WHERE size > %s ORDER BY size LIMIT 1", [index])
        row = cursor.fetchone()
    return row[0] if row else None


def insert_checkpoint(checkpoint: StoredCheckpoint) -> None:
    """Store a signed checkpoint."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.checkpoint (size, root, note, signed_at) VALUES (%s, %s, %s, %s)",
            [checkpoint.size, checkpoint.root, checkpoint.note, checkpoint.signed_at],
        )


def payloads(entries: Iterable[UUID]) -> dict[UUID, bytes]:
    """Return the sealed payload of each entry that has one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT entry_id, sealed FROM ledger.payload WHERE entry_id = ANY(%s)", [list(entries)])
        return {row[0]: bytes(row[1]) for row in cursor.fetchall()}


def forget_payloads(contact: UUID) -> int:
    """Delete the payloads and salts about a contact; the leaves stay and still verify."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger.payload WHERE contact_id = %s", [contact])
        return int(cursor.rowcount)


def forget_payloads_about(contact: UUID, objects: Sequence[UUID]) -> list[UUID]:
    """Delete the payloads and salts of entries about a contact that name one of *objects*; return which entries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, e.leaf FROM ledger.payload p JOIN ledger.entry e ON e.id = p.entry_id "
            "WHERE p.contact_id = %s",
            [contact],
        )
        wanted = {str(each) for each in objects}
        about = [entry for entry, leaf in cursor.fetchall() if wanted & named(packing.unpack(bytes(leaf)))]
        cursor.execute("DELETE FROM ledger.payload WHERE entry_id = ANY(%s) RETURNING entry_id", [about])
        return [row[0] for row in cursor.fetchall()]


def _checkpoint(row: tuple[int, bytes, str, datetime]) -> StoredCheckpoint:
    return StoredCheckpoint(size=row[0], root=bytes(row[1]), note=row[2], signed_at=row[3])
