"""What people did, by the time of this machine: for whoever compares it with what was written down elsewhere.

An entry's id begins with the moment it was made (UUIDv7, RFC 9562), and its leaf binds it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection

from desvelo.guards.audit.entry import REFUSED
from desvelo.kernel import ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Somebody's entry that was not refused."""

    actor: UUID
    tag: str
    contact: UUID | None
    at: datetime


def between(first: datetime, last: datetime) -> Iterator[Act]:
    """Yield what people did from *first* to *last*."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            "SELECT id, actor_id, tag, contact_id FROM ledger.entry "
            "WHERE id >= %s AND id < %s AND actor_id IS NOT NULL AND NOT starts_with(result, %s)",
            [_least(first), _least(last), REFUSED],
        )
        for entry, actor, tag, contact in cursor:
            at = datetime.fromtimestamp(ids.milliseconds_of(entry) / 1000, UTC)
            yield Act(actor=actor, tag=tag, contact=contact, at=at)


def _least(moment: datetime) -> UUID:
    return ids.uuid7(milliseconds=int(moment.timestamp() * 1000), random_bits=bytes(10))
