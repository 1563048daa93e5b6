"""Where everything lies that is sealed for a contact: one list, read by whoever must reach all of it.

Each context declares its own columns; ``config.wiring`` puts them together.  A new key re-seals them, an erasure counts
them, and a test opens each value in every other place to see that it stays closed.

Source: security-design D3.2, D4.4, D5.1.
"""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection

from desvelo.guards.vault import places
from desvelo.guards.vault.boxes import Box, Place
from desvelo.guards.vault.errors import ColumnsUnknown
from desvelo.kernel.detection.labels import SPECIAL
from desvelo.kernel.ledger import digests
from desvelo.kernel.sealing.errors import NotReadable

_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedColumn:
    """A column of sealed values: *place* makes the place of one from the columns of its row named in *by*.

    *owner* is the column with the contact whose key closes it; one that *holds_keys* holds closed keys, not texts.
    What is *bound_as* a kind of ``digests`` has its hash in the entry that wrote it, under the id in *bound_by*, the
    first of *by* if that is not said.  What is not bound is there at least *where* its row says so, in SQL.
    *when_absent* is what else its row says, in SQL, once the value was taken out because nobody can open it.
    """

    table: str
    column: str
    by: tuple[str, ...]
    place: Callable[..., Place]
    owner: str = "contact_id"
    holds_keys: bool = False
    bound_as: str = ""
    bound_by: str = ""
    where: str = "false"
    when_absent: str = ""

    @property
    def name(self) -> str:
        """Return schema, table and column, the schema ``public`` left out."""
        return f"{self.table}.{self.column}"

    @property
    def row(self) -> str:
        """Return the column with the id by which a value is bound and named."""
        return self.bound_by or self.by[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedValue:
    """One value as it lies there; *where* names its row for as long as this transaction holds it, *row* for good."""

    where: str
    row: UUID
    place: Place
    record: bytes


_NAMED = f"sealed IS NOT NULL AND label = '{SPECIAL.code}'"
OF_THE_VAULT = (
    SealedColumn(
        table="vault_contact",
        column="profile",
        by=("id",),
        place=places.profile,
        owner="id",
        bound_as=digests.PROFILE,
    ),
    SealedColumn(table="vault_datum", column="sealed", by=("id", "label"), place=places.datum, bound_as=digests.DATUM),
    SealedColumn(table="vault_datum", column="named", by=("id",), place=places.named, where=_NAMED),
    SealedColumn(
        table="vault.identifier",
        column="sealed",
        by=("contact_id", "kind"),
        place=places.identifier,
        bound_as=digests.IDENTIFIER,
        bound_by="id",
    ),
    SealedColumn(table="ledger.payload", column="sealed", by=("entry_id",), place=places.payload),
)
_known: list[SealedColumn] = []


def connect(columns: Iterable[SealedColumn]) -> None:
    """Say what there is besides the vault's own; called once, when the product is put together."""
    _known[:] = [*OF_THE_VAULT, *columns]


def every() -> tuple[SealedColumn, ...]:
    """Return all columns; raise ColumnsUnknown when nobody said what there is, so that nothing is left behind."""
    if not _known:
        raise ColumnsUnknown
    return tuple(_known)


def values(column: SealedColumn, contact: UUID, *, to_change: bool = True) -> list[SealedValue]:
    """Return what a column holds of a contact; *to_change*: nobody else changes it until this transaction ends."""
    key = ", ".join(f't."{name}"' for name in column.by)
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT t.ctid::text, t."{column.row}", t."{column.column}", {key} FROM {column.table} t '  # noqa: S608  our own tables
            f'WHERE t."{column.owner}" = %s AND t."{column.column}" IS NOT NULL {"FOR UPDATE" * to_change}',
            [contact],
        )
        rows = cursor.fetchall()
    return [
        SealedValue(where=where, row=row, place=column.place(*by), record=bytes(record))
        for where, row, record, *by in rows
    ]


def absent(column: SealedColumn, contact: UUID) -> list[UUID]:
    """Return the rows of a contact in which a value is missing that must be there."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT "{column.row}" FROM {column.table} '  # noqa: S608  our own tables
            f'WHERE "{column.owner}" = %s AND "{column.column}" IS NULL AND ({column.where})',
            [contact],
        )
        return [row[0] for row in cursor.fetchall()]


def reseal(column: SealedColumn, *, of: Box, to: Box) -> list[SealedValue]:
    """Seal with *to* all that a column holds of the contact of *of*; return the new values.  Raises NotReadable."""
    seal = of.rewrap if column.holds_keys else of.reseal
    new = [replace(each, record=seal(each.place, each.record, to=to)) for each in values(column, of.contact)]
    for start in range(0, len(new), _BATCH):
        overwrite(column, [(each.where, each.record) for each in new[start : start + _BATCH]])
    return new


def opens(column: SealedColumn, box: Box | None, place: Place, record: bytes) -> bool:
    """Tell whether a value of a column opens where it stands."""
    if box is None:
        return False
    with contextlib.suppress(NotReadable):
        (box.unwrap if column.holds_keys else box.open)(place, record)
        return True
    return False


def overwrite(column: SealedColumn, records: Sequence[tuple[str, bytes]]) -> None:
    """Put other records into rows, each named by where it lies, in the transaction that looked them up."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE {column.table} t SET "{column.column}" = v.record '  # noqa: S608  our own tables
            "FROM unnest(%s::tid[], %s::bytea[]) AS v(place, record) WHERE t.ctid = v.place",
            [[where for where, _ in records], [record for _, record in records]],
        )
        if cursor.rowcount != len(records):
            raise ColumnsUnknown
