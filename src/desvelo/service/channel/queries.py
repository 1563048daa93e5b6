"""Messages as they are stored, still sealed; whoever renders them opens them with the contact's box."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection

from desvelo.kernel.whatsapp import error_table
from desvelo.service.channel.models import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMessage:
    """One message: everything but its text in the clear, its text sealed."""

    id: UUID
    public_id: str
    arrival: int
    direction: str
    kind: str
    body: bytes = field(repr=False)
    status: str
    failure: str
    author: UUID | None
    automatic: bool
    protected_count: int
    discarded_count: int
    sent_at: datetime
    received_at: datetime
    trail: tuple[int, ...]


def thread_messages(*, contact: UUID, number: UUID, limit: int, first: int = 0) -> list[StoredMessage]:
    """Return the newest messages between a contact and a number, none before *first*, oldest of them first."""
    rows = Message.objects.filter(contact_id=contact, number_id=number, arrival__gte=first).order_by("-arrival")
    return [_stored(row) for row in reversed(rows[:limit])]


def page_before(*, contact: UUID, number: UUID, arrival: int, limit: int) -> int:
    """Return where the page of messages before the one at *arrival* begins."""
    rows = Message.objects.filter(contact_id=contact, number_id=number, arrival__lt=arrival).order_by("-arrival")
    return min(rows.values_list("arrival", flat=True)[:limit], default=arrival)


def has_older(*, contact: UUID, number: UUID, arrival: int) -> bool:
    """Tell whether there are messages before the one at *arrival*."""
    return Message.objects.filter(contact_id=contact, number_id=number, arrival__lt=arrival).exists()


def messages_by_id(ids: Iterable[UUID]) -> dict[UUID, StoredMessage]:
    """Return messages by id."""
    return {row.id: _stored(row) for row in Message.objects.filter(pk__in=list(ids))}


def written(*, contact: UUID, number: UUID, public_id: str) -> StoredMessage | None:
    """Return a message of ours between a contact and a number, by its public id."""
    rows = Message.objects.filter(contact_id=contact, number_id=number, direction=Message.Direction.OUT)
    row = rows.filter(public_id=public_id).first()
    return _stored(row) if row else None


def number_of(message: UUID) -> UUID | None:
    """Return the number of ours that a message came to or left from."""
    return Message.objects.filter(pk=message).values_list("number_id", flat=True).first()


def may_go_again(*, status: str, failure: str) -> bool:
    """Tell whether a message of ours may be sent again: nobody knows whether it left, or what stopped it can end."""
    return status == "unsure" or (status == "failed" and not error_table.is_final(failure))


def answered_after(*, contact: UUID, number: UUID, arrival: int, but_by: UUID) -> StoredMessage | None:
    """Return the newest answer a person other than *but_by* wrote after the message at *arrival*."""
    rows = Message.objects.filter(contact_id=contact, number_id=number, arrival__gt=arrival, automatic=False)
    written = rows.filter(direction=Message.Direction.OUT).exclude(author=but_by).exclude(author=None)
    row = written.order_by("-arrival").first()
    return _stored(row) if row else None


def last_received(contact: UUID) -> StoredMessage | None:
    """Return the newest message a contact sent."""
    row = Message.objects.filter(contact_id=contact, direction=Message.Direction.IN).order_by("-arrival").first()
    return _stored(row) if row else None


def received_count(contact: UUID) -> int:
    """Return how many messages a contact sent."""
    return Message.objects.filter(contact_id=contact, direction=Message.Direction.IN).count()


def waiting_count() -> int:
    """Return how many deliveries wait to be taken in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM intake.raw")
        return int(cursor.fetchone()[0])


def _stored(row: Message) -> StoredMessage:
    return StoredMessage(
        id=row.id,
        public_id=row.public_id,
        arrival=row.arrival,
        direction=row.direction,
        kind=row.kind,
        body=bytes(row.body),
        status=row.status,
        failure=row.failure,
        author=row.author_id,
        automatic=row.automatic,
        protected_count=row.protected_count,
        discarded_count=row.discarded_count,
        sent_at=row.sent_at,
        received_at=row.received_at,
        trail=tuple(row.trail),
    )
