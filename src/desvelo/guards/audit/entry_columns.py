"""Compare each entry with itself: what it is found by must be what its leaf says, and it must have a place in the log.

The tree binds leaves.  The columns and mentions beside them only find entries, so one changed there hides an entry from
a search without touching the tree; and an entry that never got an index was never in the tree at all.  What lies sealed
beside an entry belongs to the contact of that entry, or nobody would ever compare it.

Source: security-design D7.1, D7.3.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from desvelo.guards.audit.entry import REFUSED, mentioned
from desvelo.guards.audit.states import Discrepancy
from desvelo.kernel.ledger import packing

STEP = 2_000
_FIRST = UUID(int=0)


def step(after: UUID | None, *, now: datetime) -> tuple[UUID | None, int, list[Discrepancy]]:
    """Compare the entries that come after *after*; return the last, how many there were, and what was found."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, e.leaf, e.tag, e.at, e.actor_id, e.contact_id, e.result, "
            "l.index, l.kind, l.moment, l.person_id, l.refused, p.arrival, "
            "EXISTS (SELECT FROM ledger.payload b WHERE b.entry_id = e.id AND "
            "b.contact_id IS DISTINCT FROM e.contact_id) FROM ledger.entry e "
            "LEFT JOIN ledger.leaf l ON l.entry_id = e.id "
            "LEFT JOIN ledger.pending p ON p.entry_id = e.id WHERE e.id > %s ORDER BY e.id LIMIT %s",
            [after or _FIRST, STEP],
        )
        rows = cursor.fetchall()
    mentions = _mentions([row[7] for row in rows if row[7] is not None])
    found = [
        Discrepancy(kind=kind, record=row[0], what=what, contact=row[5], found_at=now)
        for row in rows
        for kind, what in _wrong(row, mentions.get(row[7], frozenset()))
    ]
    if not rows and _is_mentioned_beyond():
        found.append(Discrepancy(kind="columns", record=_FIRST, what="added", contact=None, found_at=now))
    return (rows[-1][0] if rows else None), len(rows), found


def _mentions(indexes: list[int]) -> dict[int, frozenset[str]]:
    """Return what each of the entries at *indexes* is found by besides its columns, by index."""
    if not indexes:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT index, array_agg(what) FROM ledger.mention "
            "WHERE index BETWEEN %s AND %s AND index = ANY(%s) GROUP BY index",
            [min(indexes), max(indexes), indexes],
        )
        return {index: frozenset(what) for index, what in cursor.fetchall()}


def _is_mentioned_beyond() -> bool:
    """Tell whether something is found by an index that the tree does not have."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM ledger.mention "
            "WHERE index > coalesce((SELECT max(index) FROM ledger.leaf), -1) OR index < 0)"
        )
        return bool(cursor.fetchone()[0])


def _wrong(row: tuple[Any, ...], mentions: frozenset[str]) -> Iterator[tuple[str, str]]:
    index, arrival, payload_of_another = row[7], row[12], row[13]
    if payload_of_another:
        yield "payload", "changed"
    if index is None and arrival is None:
        yield "entry", "unlisted"
    beside, leaf = _beside(row[2:7]), packing.unpack(bytes(row[1]))
    try:
        said = json.loads(leaf)
        expected = _beside(
            (said["tag"], datetime.fromisoformat(said["at"]), said["actor"], said["contact"], said["result"])
        )
        names_itself = said["id"] == str(row[0])
    except (ValueError, KeyError, TypeError):
        yield "entry", "changed"
        return
    if not names_itself:
        yield "entry", "changed"
    is_found = index is None or (_found_by(row[8:12]) == _as_found(expected) and mentions == mentioned(leaf))
    if beside != expected or not is_found:
        yield "columns", "changed"


def _beside(columns: tuple[Any, ...]) -> tuple[str, str, str, str, str]:
    """Return tag, time, actor, contact and result, each as a leaf writes it."""
    tag, at, actor, contact, result = columns
    return tag, at.astimezone(UTC).isoformat(timespec="milliseconds"), str(actor), str(contact), result


def _found_by(columns: tuple[Any, ...]) -> tuple[str, str, str, bool]:
    kind, moment, person, refused = columns
    return kind, moment.astimezone(UTC).isoformat(timespec="milliseconds"), str(person), refused


def _as_found(expected: tuple[str, str, str, str, str]) -> tuple[str, str, str, bool]:
    tag, at, actor, _, result = expected
    return tag, at, actor, result.startswith(REFUSED)
