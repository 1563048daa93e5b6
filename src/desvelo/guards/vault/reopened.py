"""Does what a restore brought back open?  Each column of sealed values is tried, whole or by a sample.

Keys of contacts may be newer than the content: then what was sealed before a contact got its new key opens no more, as
erasure wants it.  Such values are taken out, so that pages say so instead of breaking, and later keys can be made.

Source: security-design D5.5, D5.6.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db import connection, transaction

from desvelo.guards.vault import boxes, columns, store
from desvelo.guards.vault.boxes import Box, Place
from desvelo.guards.vault.columns import SealedColumn, SealedValue
from desvelo.kernel.sealing.whys import Why

StandIn = Callable[[Box, Place], bytes]
_BATCH = 500
_Tried = tuple[UUID, Place, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """How many values of a column were tried, and how many of them did not open."""

    column: str
    tried: int
    closed: int


def try_column(column: SealedColumn, *, at_most: int | None) -> Tried:
    """Open all values of a column, or *at_most* so many, chosen by chance."""
    tried = closed = 0
    rows = _rows(column, at_most=at_most)
    while batch := list(islice(rows, _BATCH)):
        keys = boxes.load({owner for owner, _, _ in batch}, why=Why.UPKEEP)
        tried += len(batch)
        closed += sum(not columns.opens(column, keys.get(owner), place, record) for owner, place, record in batch)
    return Tried(column=column.name, tried=tried, closed=closed)


def renewed() -> list[UUID]:
    """Return the contacts whose key is not their first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT contact_id FROM vault.contact_key WHERE version > 1 ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


def take_out_closed(contact: UUID, *, stand_ins: Mapping[str, StandIn]) -> int:
    """Take out what does not open with the key that a contact has; return how many values.

    What may be absent becomes absent; what may not gets the stand-in of its column, or its row goes.
    """
    with transaction.atomic():
        store.lock([contact])
        box, count = boxes.of(contact, why=Why.UPKEEP), 0
        for column in columns.every():
            values = columns.values(column, contact)
            shut = [each for each in values if not columns.opens(column, box, each.place, each.record)]
            _take_out(column, shut, box=box, stand_in=stand_ins.get(column.name))
            count += len(shut)
    return count


def _take_out(column: SealedColumn, shut: list[SealedValue], *, box: Box, stand_in: StandIn | None) -> None:
    if not shut:
        return
    if stand_in is not None:
        columns.overwrite(column, [(each.where, stand_in(box, each.place)) for each in shut])
        return
    rest = f", {column.when_absent}" if column.when_absent else ""
    absent = f'UPDATE {column.table} SET "{column.column}" = NULL{rest}'  # noqa: S608  our own tables
    change = absent if _may_be_null(column) else f"DELETE FROM {column.table}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"{change} WHERE ctid = ANY(%s::tid[])", [[each.where for each in shut]])


def _may_be_null(column: SealedColumn) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT attnotnull FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s",
            [column.table, column.column],
        )
        return bool(cursor.fetchone()[0])


def _rows(column: SealedColumn, *, at_most: int | None) -> Iterator[_Tried]:
    key = ", ".join(f't."{name}"' for name in column.by)
    query = (
        f'SELECT t."{column.owner}", t."{column.column}", {key} FROM {column.table} t '  # noqa: S608  our own tables
        f'WHERE t."{column.column}" IS NOT NULL AND t."{column.owner}" IS NOT NULL'
    )
    if at_most is not None:
        query += f" ORDER BY random() LIMIT {int(at_most)}"
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(query)
        for owner, record, *by in cursor:
            yield owner, column.place(*by), bytes(record)
