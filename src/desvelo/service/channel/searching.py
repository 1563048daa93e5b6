"""Messages as a search reads them: newest first, a stretch at a time, sealed; whoever asks opens and keeps nothing.

A period ends the reading early: ids are made in the order messages were taken in, and none says it was sent after that.

Source: security-design D6.2; RFC 9562 section 5.7 (UUIDv7 begins with the time).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.db.models import Exists, TextField
from django.db.models.functions import Cast

from desvelo.kernel import ids
from desvelo.service.channel.errors import ReadingTooLong
from desvelo.service.channel.models import Message
from desvelo.service.channel.part import Part

NO_WORDS: Final = ("call", "media_placeholder", "preference", "reaction", "revoke")
"""Kinds that are drawn on another message, or as a line of our own words."""
_SLACK = timedelta(hours=1)


Closed: TypeAlias = tuple[str, str, int, bytes]
"""One message as it is read through: its id and its contact's as they are written, its place, its text, sealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What is shown beside the words of a message that was found."""

    id: UUID
    public_id: str
    contact: UUID
    number: UUID
    direction: str
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Which messages to read: none sent before *since*, none taken in before *floor*, only older ones than *before*."""

    since: datetime | None = None
    floor: UUID | None = None
    before: int | None = None
    limit: int


def floor_of(since: datetime | None, *, now: datetime, wall: datetime) -> UUID | None:
    """Return an id older than that of any message sent at or after *since*, by the company's time *now*."""
    if since is None:
        return None
    moment = wall - (now - since) - _SLACK
    return ids.uuid7(milliseconds=max(0, int(moment.timestamp() * 1000)), random_bits=bytes(10))


def older(among: Exists, stretch: Stretch, *, within: timedelta) -> list[Closed]:
    """Return the next messages of a stretch, newest first; *among* says, of each, whether it may be read.

    Raises ReadingTooLong when the database takes longer than *within*.
    """
    rows = Message.objects.filter(among).exclude(kind__in=NO_WORDS)
    if stretch.since is not None:
        rows = rows.filter(sent_at__gte=stretch.since, id__gte=stretch.floor)
    if stretch.before is not None:
        rows = rows.filter(arrival__lt=stretch.before)
    columns = rows.values_list(Cast("id", TextField()), Cast("contact_id", TextField()), "arrival", "body")
    with _no_longer_than(within):
        return list(columns.order_by("-arrival")[: stretch.limit])


def sent_at(arrival: int) -> datetime | None:
    """Return when the message at a place was sent, by WhatsApp's time."""
    return Message.objects.filter(arrival=arrival).values_list("sent_at", flat=True).first()


def said_count(part: Part) -> int:
    """Return how many messages stand in a part, notes among us left out."""
    return part.rows().exclude(direction=Message.Direction.INTERNAL).count()


def places_of(messages: Iterable[UUID]) -> dict[UUID, tuple[UUID, int]]:
    """Return the number of ours that each message came to or left from, and its place in the order of all."""
    rows = Message.objects.filter(pk__in=list(messages)).values_list("id", "number_id", "arrival")
    return {message: (number, arrival) for message, number, arrival in rows}


def described(messages: Iterable[UUID | str]) -> dict[UUID, Described]:
    """Return what is shown beside the words of each message that is still there."""
    columns = ("id", "public_id", "contact_id", "number_id", "direction", "sent_at")
    rows = Message.objects.filter(pk__in=list(messages)).values_list(*columns)
    return {
        row[0]: Described(id=row[0], public_id=row[1], contact=row[2], number=row[3], direction=row[4], sent_at=row[5])
        for row in rows
    }


@contextmanager
def _no_longer_than(within: timedelta) -> Iterator[None]:
    """Let the database stop what takes longer."""
    milliseconds = max(1, int(within.total_seconds() * 1000))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(milliseconds)])
            yield
            cursor.execute("SET LOCAL statement_timeout TO DEFAULT")
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == "57014":
            raise ReadingTooLong from None
        raise
