"""In which messages an identifier occurs: by its keyed index, so that nobody without the key can read or guess it.

A CPF, CNPJ, e-mail address or telephone is indexed when its datum is sealed; an order number, which is no personal
datum, where it stands in plain text in a form the company names.  Nothing else ever is: no name, city, diagnosis or
tag, and nothing that is discarded on arrival.  A row goes with its datum, its conversation or its contact.

Source: security-design D6.1, D4.1 (only in the schema ``vault``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db import connection

from desvelo.guards.vault.people import pair_of
from desvelo.kernel.detection.masked import MaskedText
from desvelo.kernel.sealing.errors import NotIndexable
from desvelo.kernel.search import identifiers, order_numbers
from desvelo.kernel.search.order_numbers import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One identifier in one message; *datum* is where it is sealed, or nothing for an order number."""

    kind: str
    index: bytes
    contact: UUID
    message: UUID
    datum: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where an identifier occurs: in a message, or, with none, as what a contact is reached by.

    *label* is the class of the datum, empty for an order number.
    """

    kind: str
    contact: UUID
    message: UUID | None
    label: str


def of_datum(value: str, *, label: str, contact: UUID, message: UUID, datum: UUID) -> list[Occurrence]:
    """Return what of a datum is indexed, which for most classes is nothing."""
    return [
        Occurrence(kind=kind, index=index, contact=contact, message=message, datum=datum)
        for kind, index in _pairs(identifiers.of_datum(label, value))
    ]


def of_text(body: MaskedText, *, contact: UUID, message: UUID) -> list[Occurrence]:
    """Return the order numbers that stand readable in a message."""
    forms = order_forms()
    plain = (part for part in body.parts if isinstance(part, str)) if forms else ()
    numbers = dict.fromkeys(number for part in plain for number in order_numbers.found(part, forms))
    return [
        Occurrence(kind=kind, index=index, contact=contact, message=message)
        for kind, index in _pairs([(identifiers.ORDER, number) for number in numbers])
    ]


def order_forms() -> tuple[Form, ...]:
    """Return the forms of order numbers that this company says it has."""
    return _forms(settings.DESVELO.order_numbers)


def wanted(typed: str) -> list[tuple[str, bytes]]:
    """Return how what somebody typed is looked up, as whatever identifiers it may be."""
    number = order_numbers.typed(typed[: identifiers.LONGEST], order_forms())
    return _pairs([*identifiers.kinds(typed), *([(identifiers.ORDER, number)] if number else [])])


def store(occurrences: Iterable[Occurrence]) -> None:
    """Store occurrences, in the caller's transaction; what is there already stays."""
    rows = list(occurrences)
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault.occurrence (kind, index, contact_id, message_id, datum_id) "
            "SELECT * FROM unnest(%s::text[], %s::bytea[], %s::uuid[], %s::uuid[], %s::uuid[]) ON CONFLICT DO NOTHING",
            [
                [row.kind for row in rows],
                [row.index for row in rows],
                [row.contact for row in rows],
                [row.message for row in rows],
                [row.datum for row in rows],
            ],
        )


def forget(contact: UUID, messages: Sequence[UUID], *, read_in_text: bool = False) -> None:
    """Forget what occurs in *messages*, or only what was read in their text; data take their own along."""
    only = " AND datum_id IS NULL" if read_in_text else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM vault.occurrence WHERE contact_id = %s AND message_id = ANY(%s){only}",  # noqa: S608  ours
            [contact, list(messages)],
        )


def move(of: UUID, *, into: UUID) -> None:
    """Let what occurs in messages of a contact lead to the one it became part of."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vault.occurrence SET contact_id = %s WHERE contact_id = %s", [into, of])


def find(pairs: Sequence[tuple[str, bytes]], *, limit: int) -> list[Found]:
    """Return where identifiers occur, the newest messages first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.kind, o.contact_id, o.message_id, coalesce(d.label, '') FROM vault.occurrence o "
            "JOIN unnest(%s::text[], %s::bytea[]) AS w(kind, index) ON o.kind = w.kind AND o.index = w.index "
            "LEFT JOIN vault_datum d ON d.id = o.datum_id ORDER BY o.message_id DESC LIMIT %s",
            [[kind for kind, _ in pairs], [index for _, index in pairs], limit],
        )
        return [Found(kind=row[0], contact=row[1], message=row[2], label=row[3]) for row in cursor.fetchall()]


def _pairs(values: Iterable[tuple[str, str]]) -> list[tuple[str, bytes]]:
    """Return the keyed index of each value that has a normal form."""
    found = []
    for kind, value in values:
        try:
            found.append(pair_of(kind, value))
        except NotIndexable:
            continue
    return found


@lru_cache(maxsize=8)
def _forms(written: tuple[str, ...]) -> tuple[Form, ...]:
    return tuple(order_numbers.read(each) for each in written)
