"""The ledger's tables in SQL: the only place that reads or writes the schema ``ledger``."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from desvelo.guards.audit.entry import REFUSED, Entry, mentioned
from desvelo.guards.audit.errors import LedgerBroken
from desvelo.kernel.ledger.merkle import HASH_BYTES

NodeRow = tuple[int, int, bytes]
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


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry without an index yet: when it arrived, its id, its leaf."""

    arrival: int
    id: UUID
    leaf: bytes


class StoredNodes:
    """The hashes of complete subtrees that a proof will ask for, read in one query."""

    def __init__(self, coordinates: Iterable[tuple[int, int]]) -> None:
        self._hashes = nodes_at(coordinates)

    def get(self, level: int, index: int) -> bytes:
        """Return the hash of the complete subtree at (*level*, *index*)."""
        return self._hashes[level, index]


def insert(entries: Sequence[Entry]) -> None:
    """Write *entries* and queue them for an index."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO ledger.entry (id, tag, at, actor_id, contact_id, result, leaf) VALUES (%s,%s,%s,%s,%s,%s,%s)",
            [(e.id, e.tag, e.at, e.actor, e.contact, e.result, e.leaf()) for e in entries],
        )
        payloads = [(e.id, e.contact, e.payload.salt, e.payload.sealed) for e in entries if e.payload]
        if payloads:
            cursor.executemany(
                "INSERT INTO ledger.payload (entry_id, contact_id, salt, sealed) VALUES (%s,%s,%s,%s)", payloads
            )
        cursor.execute(
            "INSERT INTO ledger.pending (entry_id) SELECT unnest(%s::uuid[])", [[entry.id for entry in entries]]
        )
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def lock_sequencer() -> None:
    """Wait until this transaction alone may give indexes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEQUENCER_LOCK])


def pending(limit: int) -> list[Waiting]:
    """Return entries without an index, in order of arrival."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.arrival, e.id, e.leaf FROM ledger.pending p "
            "JOIN ledger.entry e ON e.id = p.entry_id ORDER BY p.arrival LIMIT %s",
            [limit],
        )
        return [Waiting(arrival, entry, bytes(leaf)) for arrival, entry, leaf in cursor.fetchall()]


def give_indexes(*, first: int, rows: Sequence[Waiting], nodes: Sequence[NodeRow]) -> None:
    """Store the indexes and tree nodes of *rows*, the first of which gets index *first*.

    Lists go to the server in binary (``%b``): written as text they took three to eight times as long.  The LIMIT keeps
    each entry a search by its key: otherwise the whole table was read as long as it had no statistics.

    Raises LedgerBroken.
    """
    mentions = [(what, index) for index, row in enumerate(rows, start=first) for what in mentioned(row.leaf)]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.leaf (index, entry_id, kind, moment, person_id, refused) "
            "SELECT w.index, w.id, e.tag, e.at, e.actor_id, starts_with(e.result, %s) "
            "FROM unnest(%b::bigint[], %b::uuid[]) AS w(index, id) CROSS JOIN LATERAL "
            "(SELECT tag, at, actor_id, result FROM ledger.entry WHERE entry.id = w.id LIMIT 1) e",
            [REFUSED, list(range(first, first + len(rows))), [row.id for row in rows]],
        )
        if cursor.rowcount != len(rows):  # somebody took an entry away just now: the next call begins without it
            raise LedgerBroken(size=first)
        if mentions:
            cursor.execute(
                "INSERT INTO ledger.mention (what, index) SELECT * FROM unnest(%b::text[], %b::bigint[])",
                [[what for what, _ in mentions], [index for _, index in mentions]],
            )
        cursor.execute(
            "INSERT INTO ledger.node (level, index, hash) SELECT * FROM unnest(%b::int[], %b::bigint[], %b::bytea[])",
            [[level for level, _, _ in nodes], [index for _, index, _ in nodes], [value for _, _, value in nodes]],
        )
        cursor.execute("DELETE FROM ledger.pending WHERE arrival = ANY(%b::bigint[])", [[row.arrival for row in rows]])


def size() -> int:
    """Return how many entries have an index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(index) + 1, 0) FROM ledger.leaf")
        return int(cursor.fetchone()[0])


def nodes_at(coordinates: Iterable[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    """Return the hashes at *coordinates*, all in one query."""
    wanted = list(coordinates)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n.level, n.index, n.hash FROM ledger.node n "
            "JOIN unnest(%s::int[], %s::bigint[]) AS w(level, index) ON n.level = w.level AND n.index = w.index",
            [[level for level, _ in wanted], [index for _, index in wanted]],
        )
        return {(row[0], row[1]): bytes(row[2]) for row in cursor.fetchall()}


def node_beyond() -> tuple[int, int] | None:
    """Return a node (level, index) that sums up leaves the tree does not have, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.level, n.index FROM generate_series(0, 62) AS w(level) CROSS JOIN LATERAL "
            "(SELECT index FROM ledger.node WHERE node.level = w.level ORDER BY index DESC LIMIT 1) n "
            "WHERE n.index + 1 > ((SELECT coalesce(max(index) + 1, 0) FROM ledger.leaf) >> w.level) "
            "ORDER BY w.level LIMIT 1"
        )
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


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
        yield from ((row[0], bytes(row[1])) for row in rows)


def nodes_over(*, start: int, end: int) -> dict[tuple[int, int], bytes]:
    """Return every node that became complete while the tree grew from *start* leaves to *end*."""
    levels = range(end.bit_length())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n.level, n.index, n.hash FROM unnest(%s::int[], %s::bigint[], %s::bigint[]) AS w(level, low, high) "
            "JOIN ledger.node n ON n.level = w.level AND n.index >= w.low AND n.index < w.high",
            [list(levels), [start >> level for level in levels], [end >> level for level in levels]],
        )
        return {(row[0], row[1]): bytes(row[2]) for row in cursor.fetchall()}


def joined_nodes_over(*, start: int, end: int) -> dict[int, tuple[int, bytes]]:
    """Return what ``nodes_over`` does, each level's hashes counted and joined: many times faster to read and compare.

    A level with a hash that is not of its length is left out.
    """
    levels = range(end.bit_length())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.level, count(*), string_agg(n.hash, '' ORDER BY n.index) "
            "FROM unnest(%s::int[], %s::bigint[], %s::bigint[]) AS w(level, low, high) "
            "JOIN ledger.node n ON n.level = w.level AND n.index >= w.low AND n.index < w.high "
            "GROUP BY w.level HAVING bool_and(octet_length(n.hash) = %s)",
            [
                list(levels),
                [start >> level for level in levels],
                [end >> level for level in levels],
                HASH_BYTES,
            ],
        )
        return {row[0]: (row[1], bytes(row[2])) for row in cursor.fetchall()}


def leaf_hashes(*, start: int, end: int) -> list[bytes]:
    """Return the stored hashes of the leaves from index *start* up to, not including, *end*."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT hash FROM ledger.node WHERE level = 0 AND index >= %s AND index < %s ORDER BY index", [start, end]
        )
        return [bytes(row[0]) for row in cursor.fetchall()]


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
            "DELETE FROM ledger.payload p USING ledger.entry e WHERE e.id = p.entry_id AND p.contact_id = %s "
            "AND EXISTS (SELECT FROM jsonb_each_text(convert_from(e.leaf, 'UTF8')::jsonb -> 'objects') o "
            "WHERE o.value = ANY(%s)) RETURNING p.entry_id",
            [contact, [str(each) for each in objects]],
        )
        return [row[0] for row in cursor.fetchall()]


def _checkpoint(row: tuple[int, bytes, str, datetime]) -> StoredCheckpoint:
    return StoredCheckpoint(size=row[0], root=bytes(row[1]), note=row[2], signed_at=row[3])
