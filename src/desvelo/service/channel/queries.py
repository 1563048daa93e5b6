"""Messages as they are stored, still sealed; whoever renders them opens them with the contact's box."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection

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


def thread_messages(*, contact: UUID, number: UUID, limit: int) -> list[StoredMessage]:
    """Return the newest messages between a contact and a number, oldest of them first."""
    rows = Message.objects.filter(contact_id=contact, number_id=number).order_by("-arrival")[:limit]
    return [_stored(row) for row in reversed(rows)]


def messages_by_id(ids: Iterable[UUID]) -> dict[UUID, StoredMessage]:
    """Return messages by id."""
    return {row.id: _stored(row) for row in Message.objects.filter(pk__in=list(ids))}


def number_of(message: UUID) -> UUID | None:
    """Return the number of ours that a message came to or left from."""
    return Message.objects.filter(pk=message).values_list("number_id", flat=True).first()


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
