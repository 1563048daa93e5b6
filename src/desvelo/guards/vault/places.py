"""Where the vault's own sealed values stand: each is bound to its place, so it opens nowhere else."""

from collections.abc import Iterable
from uuid import UUID

from desvelo.guards.vault.boxes import Place
from desvelo.guards.vault.models import Datum
from desvelo.kernel.ledger.digests import DATUM, Record


def body(message: UUID) -> Place:
    """Return the place of a message's text."""
    return Place(table="message", column="body", row=message)


def datum(row: UUID, label: str) -> Place:
    """Return the place of a datum's value."""
    return Place(table="datum", column="value", row=row, data_class=label)


def named(row: UUID) -> Place:
    """Return the place of what a datum of a special category is, and which rule found it."""
    return Place(table="datum", column="named", row=row)


def identifier(contact: UUID, kind: str) -> Place:
    """Return the place of a phone number or user id."""
    return Place(table="identifier", column=kind, row=contact)


def payload(entry: UUID) -> Place:
    """Return the place of what an entry says in free text."""
    return Place(table="entry", column="payload", row=entry)


def profile(contact: UUID) -> Place:
    """Return the place of what the desk shows of a contact."""
    return Place(table="contact", column="profile", row=contact)


def bound(data: Iterable[Datum]) -> list[Record]:
    """Return what an entry binds of the values of *data*; a discarded one has none."""
    return [Record(kind=DATUM, row=row.id, content=bytes(row.sealed)) for row in data if row.sealed is not None]
