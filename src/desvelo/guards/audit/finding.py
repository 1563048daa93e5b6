"""Find entries in the log: every question is an ordered walk over one index, from the newest down, that may stop early.

What entries are found by stands in columns beside their index, written when they got it.  What is shown of them is read
from their leaf, which the tree binds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from desvelo.guards.audit.search import Search

Value = Any
_MENTIONED = ("a.what = %s", "EXISTS (SELECT FROM ledger.mention b WHERE b.index = l.index AND b.what = %s)")
Row = tuple[int, UUID, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    text: str
    values: tuple[Value, ...] = ()


def page(search: Search, *, before: int | None, limit: int) -> list[Row]:
    """Return (index, entry id, leaf) of the newest entries that match, those before index *before* when it is given."""
    places = _places(search, before=before, limit=limit)
    return _fetch(
        f"WITH found AS ({places.text}) SELECT found.index, e.id, e.leaf FROM found "  # noqa: S608  constants
        "JOIN ledger.entry e ON e.id = found.entry_id ORDER BY found.index DESC",
        places.values,
    )


def count(search: Search, *, limit: int) -> int:
    """Return how many entries match, and stop counting at *limit*."""
    source, where = _source(search), _where(search, before=None, actors=True)
    [(found,)] = _fetch(
        f"SELECT count(*) FROM (SELECT 1 FROM {source.text} WHERE {where.text} LIMIT %s) counted",  # noqa: S608
        (*source.values, *where.values, limit),
    )
    return int(found)


def first(search: Search) -> Row | None:
    """Return the oldest entry of *actors*, or of the whole log."""
    where = _where(Search(actors=search.actors), before=None, actors=True)
    rows = _fetch(
        "SELECT l.index, e.id, e.leaf FROM ledger.leaf l JOIN ledger.entry e ON e.id = l.entry_id "  # noqa: S608
        f"WHERE {where.text} ORDER BY l.index LIMIT 1",
        where.values,
    )
    return rows[0] if rows else None


def by_hour(search: Search, *, zone: str) -> dict[datetime, int]:
    """Return how many matching entries fell into each hour, as the clocks of *zone* show it."""
    source, where = _source(search), _where(search, before=None, actors=True)
    rows = _fetch(
        "SELECT date_trunc('hour', l.moment AT TIME ZONE %s), count(*) "  # noqa: S608  constants
        f"FROM {source.text} WHERE {where.text} GROUP BY 1",
        (zone, *source.values, *where.values),
    )
    return dict(rows)


def contacts(search: Search, *, limit: int) -> list[tuple[UUID, int]]:
    """Return whom the newest *limit* matching entries are about, each with the newest index, latest first."""
    places = _places(search, before=None, limit=limit)
    return _fetch(
        f"WITH found AS ({places.text}) SELECT e.contact_id, max(found.index) FROM found "  # noqa: S608  constants
        "JOIN ledger.entry e ON e.id = found.entry_id WHERE e.contact_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC",
        places.values,
    )


def _places(search: Search, *, before: int | None, limit: int) -> _Clause:
    """Return the statement that gives (index, entry_id): one walk, or one for each person and the newest of all."""
    source, where = _source(search), _where(search, before=before, actors=False)
    order = "a.index" if _mentions(search) else "l.index"
    walk = f"SELECT l.index, l.entry_id FROM {source.text} WHERE {where.text}"  # noqa: S608  constants
    tail = f" ORDER BY {order} DESC LIMIT %s"
    values = (*source.values, *where.values)
    if search.actors is None:
        return _Clause(text=walk + tail, values=(*values, limit))
    each = walk + " AND l.person_id = who.id" + tail
    text = (
        f"SELECT w.index, w.entry_id FROM unnest(%s::uuid[]) AS who(id) CROSS JOIN LATERAL ({each}) w "  # noqa: S608
        "ORDER BY w.index DESC LIMIT %s"
    )
    return _Clause(text=text, values=(sorted(search.actors), *values, limit, limit))


def _source(search: Search) -> _Clause:
    """Return the tables to walk.  What one customer is concerned in is little: it is looked up first, then joined."""
    tables, values = "ledger.leaf l", list[Value]()
    if _mentions(search):
        tables = "ledger.mention a JOIN ledger.leaf l ON l.index = a.index"
    if search.contact is not None:
        tables += " JOIN (SELECT id FROM ledger.entry WHERE contact_id = ANY(%s) OFFSET 0) c ON c.id = l.entry_id"
        values.append([search.contact, *sorted(search.merged)])
    return _Clause(text=tables, values=tuple(values))


def _where(search: Search, *, before: int | None, actors: bool) -> _Clause:
    """Return the conditions; those about *actors* only when nobody else sees to them."""
    given: list[tuple[str, Value]] = [
        *zip(_MENTIONED, _mentions(search), strict=False),
        _one_or_more("l.kind", search.tags or None),
        ("l.moment >= %s", search.since),
        ("l.moment < %s", search.until),
        ("l.refused = %s", search.refused),
        ("l.index < %s", before),
        _one_or_more("l.person_id", search.actors if actors else None),
    ]
    told = [(condition, value) for condition, value in given if value is not None]
    return _Clause(text=" AND ".join(["true", *(text for text, _ in told)]), values=tuple(value for _, value in told))


def _mentions(search: Search) -> list[str]:
    """Return what is walked by, the rarest first, and what else an entry has to mention."""
    return [each for each in (search.shown_in, search.mention) if each]


def _one_or_more(column: str, wanted: frozenset[Any] | None) -> tuple[str, Value]:
    """Ask for one value as such: only then does the planner see that an index on it and ``index`` is in order."""
    if wanted is not None and len(wanted) == 1:
        return f"{column} = %s", next(iter(wanted))
    return f"{column} = ANY(%s)", None if wanted is None else sorted(wanted)


def _fetch(statement: str, values: Sequence[Value]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return list(cursor.fetchall())
