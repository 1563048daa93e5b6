"""Compare each entry with itself: what it is found by must be what its leaf says, and it must have a place in the log.

The tree binds leaves.  The columns beside them only find entries, so one changed there hides an entry from a search
without touching the tree; and an entry that never got an index was never in the tree at all.

Source: security-design D7.1, D7.3.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from desvelo.guards.audit.entry import REFUSED
from desvelo.guards.audit.states import Discrepancy

STEP = 2_000
_FIRST = UUID(int=0)


def step(after: UUID | None, *, now: datetime) -> tuple[UUID | None, int, list[Discrepancy]]:
    """Compare the entries that come after *after*; return the last, how many there were, and what was found."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, e.leaf, e.tag, e.at, e.actor_id, e.contact_id, e.result, "
            "l.index, l.kind, l.moment, l.person_id, l.refused, p.arrival "
            "FROM ledger.entry e LEFT JOIN ledger.leaf l ON l.entry_id = e.id "
            "LEFT JOIN ledger.pending p ON p.entry_id = e.id WHERE e.id > %s ORDER BY e.id LIMIT %s",
            [after or _FIRST, STEP],
        )
        rows = cursor.fetchall()
    found = [
        Discrepancy(kind=kind, record=row[0], what=what, contact=row[5], found_at=now)
        for row in rows
        for kind, what in _wrong(row)
    ]
    return (rows[-1][0] if rows else None), len(rows), found


def _wrong(row: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    index, arrival = row[7], row[12]
    if index is None and arrival is None:
        yield "entry", "unlisted"
    beside = _beside(row[2:7])
    try:
        said = json.loads(bytes(row[1]))
        expected = _beside(
            (said["tag"], datetime.fromisoformat(said["at"]), said["actor"], said["contact"], said["result"])
        )
        names_itself = said["id"] == str(row[0])
    except (ValueError, KeyError, TypeError):
        yield "entry", "changed"
        return
    if not names_itself:
        yield "entry", "changed"
    if beside != expected or (index is not None and _found_by(row[8:12]) != _as_found(expected)):
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
