"""The hashes of the tree in SQL: those of leaves beside their index, those of every second level above in rows.

A level between is never stored: whoever asks for it gets it from the two hashes below (``merkle.kept_below``).
"""

from collections.abc import Iterable, Mapping

from django.db import connection

from desvelo.kernel.ledger import merkle
from desvelo.kernel.ledger.merkle import HASH_BYTES, Coordinate, Node

_PAIR = 2
_KEPT = (
    "FROM unnest(%s::int[], %s::bigint[], %s::bigint[]) AS w(level, low, high) CROSS JOIN LATERAL "
    "(SELECT 0 AS level, index, hash FROM ledger.leaf WHERE 0 = w.level AND index >= w.low AND index < w.high "
    "UNION ALL SELECT level, index, hash FROM ledger.node "
    "WHERE node.level = w.level AND index >= w.low AND index < w.high) n"
)


class StoredNodes:
    """The hashes of complete subtrees that a proof will ask for, read at once."""

    def __init__(self, coordinates: Iterable[Coordinate]) -> None:
        self._hashes = nodes_at(coordinates)

    def get(self, level: int, index: int) -> bytes:
        """Return the hash of the complete subtree at (*level*, *index*)."""
        return self._hashes[level, index]


def insert(nodes: Iterable[Node]) -> None:
    """Store the nodes above the leaves that are kept; the list goes to the server in binary, a third of the time."""
    kept = [node for node in nodes if node[0] > 0 and merkle.is_kept(node[0])]
    if not kept:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.node (level, index, hash) SELECT * FROM unnest(%b::int[], %b::bigint[], %b::bytea[])",
            [[level for level, _, _ in kept], [index for _, index, _ in kept], [value for _, _, value in kept]],
        )


def nodes_at(coordinates: Iterable[Coordinate]) -> dict[Coordinate, bytes]:
    """Return the hashes at *coordinates*; one that is not there, or is made of one that is not, is left out."""
    wanted = list(coordinates)
    stored = _stored({below for place in wanted for below in merkle.kept_below(place)})
    found = {}
    for place in wanted:
        hashes = [stored[below] for below in merkle.kept_below(place) if below in stored]
        if merkle.is_kept(place[0]) and hashes:
            found[place] = hashes[0]
        elif len(hashes) == _PAIR:
            found[place] = merkle.node_hash(*hashes)
    return found


def _stored(places: Iterable[Coordinate]) -> dict[Coordinate, bytes]:
    wanted = list(places)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n.level, n.index, n.hash FROM ledger.node n "
            "JOIN unnest(%s::int[], %s::bigint[]) AS w(level, index) ON n.level = w.level AND n.index = w.index "
            "UNION ALL SELECT 0, index, hash FROM ledger.leaf WHERE index = ANY(%s::bigint[])",
            [
                [level for level, _ in wanted if level],
                [index for level, index in wanted if level],
                [index for level, index in wanted if not level],
            ],
        )
        return {(row[0], row[1]): bytes(row[2]) for row in cursor.fetchall()}


def node_beyond() -> Coordinate | None:
    """Return a node (level, index) over leaves the tree does not have, or of a level not kept, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.level, n.index FROM generate_series(0, 62) AS w(level) CROSS JOIN LATERAL "
            "(SELECT index FROM ledger.node WHERE node.level = w.level ORDER BY index DESC LIMIT 1) n "
            "WHERE w.level = 0 OR w.level % 2 = 1 "
            "OR n.index + 1 > ((SELECT coalesce(max(index) + 1, 0) FROM ledger.leaf) >> w.level) "
            "ORDER BY w.level LIMIT 1"
        )
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


def kept_over(*, start: int, end: int) -> dict[Coordinate, bytes]:
    """Return every stored node that became complete while the tree grew from *start* leaves to *end*, leaves' too."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT n.level, n.index, n.hash {_KEPT}",
            _spans(start=start, end=end),
        )
        return {(row[0], row[1]): bytes(row[2]) for row in cursor.fetchall()}


def joined_over(*, start: int, end: int) -> dict[int, tuple[int, bytes]]:
    """Return what ``kept_over`` does, each level's hashes counted and joined: many times faster to read and compare.

    A level with a hash that is not of its length is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT w.level, count(*), string_agg(n.hash, '' ORDER BY n.index) {_KEPT} "
            "GROUP BY w.level HAVING bool_and(octet_length(n.hash) = %s)",
            [*_spans(start=start, end=end), HASH_BYTES],
        )
        return {row[0]: (row[1], bytes(row[2])) for row in cursor.fetchall()}


def leaf_hashes(*, start: int, end: int) -> list[bytes]:
    """Return the stored hashes of the leaves from index *start* up to, not including, *end*."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM ledger.leaf WHERE index >= %s AND index < %s ORDER BY index", [start, end])
        return [bytes(row[0]) for row in cursor.fetchall()]


def kept(nodes: Mapping[Coordinate, bytes]) -> dict[Coordinate, bytes]:
    """Return those of *nodes* that are stored, in their order."""
    return {place: value for place, value in nodes.items() if merkle.is_kept(place[0])}


def _spans(*, start: int, end: int) -> list[list[int]]:
    levels = [level for level in range(end.bit_length()) if merkle.is_kept(level)]
    return [levels, [start >> level for level in levels], [end >> level for level in levels]]
