"""The course of each message as whoever runs the system may see it: ids, kinds, times, codes.  Nothing here is opened.

Whoever shows these asks the gate first.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from desvelo.kernel.whatsapp.items import KNOWN_KINDS, LINES
from desvelo.service.channel.models import Message

EARLY_STEPS = ("verified", "found", "masked", "sealed", "stored", "claimed")
OTHER_KIND = "other"
_CODE = re.compile(r"[a-z][a-z_.]{0,60}", re.ASCII)


class Unsettled(StrEnum):
    """Messages that need an eye: they have not left yet, did not go, or nobody knows."""

    WAITING = "waiting"
    FAILED = "failed"
    UNSURE = "unsure"


_STATUSES = {
    Unsettled.WAITING: ("queued", "sending"),
    Unsettled.FAILED: ("failed",),
    Unsettled.UNSURE: ("unsure",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One message without its content.  *early* is, for a received one, microseconds since it arrived, by step."""

    id: UUID
    public_id: str
    arrival: int
    direction: str
    kind: str
    status: str
    code: str
    automatic: bool
    contact: UUID
    number: UUID
    protected_count: int
    discarded_count: int
    sent_at: datetime
    received_at: datetime
    early: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One line of what happened to a message of ours."""

    name: str
    at: datetime
    said_at: datetime | None
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """One element of a webhook that was set aside, without what it holds."""

    delivery: str
    place: str
    detail: str
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """How much waits somewhere, and for how long the oldest has."""

    count: int
    oldest: timedelta


def courses(*, unsettled: Unsettled | None, before: int | None, limit: int) -> list[Course]:
    """Return the newest messages, or the newest of those that need an eye."""
    rows = _of(unsettled)
    if before is not None:
        rows = rows.filter(arrival__lt=before)
    return [_course(row) for row in rows.order_by("-arrival")[:limit]]


def course(public_id: str) -> Course | None:
    """Return one message."""
    row = _of(None).filter(public_id=public_id).first()
    return _course(row) if row else None


def noted(message: UUID) -> list[Noted]:
    """Return what happened to a message of ours, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, at, said_at, code FROM channel_step WHERE message_id = %s ORDER BY at, turn", [message]
        )
        return [Noted(name=row[0], at=row[1], said_at=row[2], code=row[3]) for row in cursor.fetchall()]


def unsettled_counts() -> dict[Unsettled, int]:
    """Return how many messages need an eye, by why."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status, count(*) FROM channel_message "
            "WHERE status IN ('queued', 'sending', 'failed', 'unsure') GROUP BY status"
        )
        found = dict(cursor.fetchall())
    return {why: sum(found.get(status, 0) for status in statuses) for why, statuses in _STATUSES.items()}


def aside_counts() -> dict[str, int]:
    """Return how many elements are set aside, by the kind of reason."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT split_part(reason, ':', 1), count(*) FROM intake.quarantine GROUP BY 1 ORDER BY 1")
        counts: dict[str, int] = {}
        for reason, count in cursor.fetchall():
            counts[kind_of(reason)] = counts.get(kind_of(reason), 0) + count
    return counts


def set_aside(*, reason: str, limit: int) -> list[Aside]:
    """Return the newest elements that were set aside for *reason*."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT delivery_id, pointer, reason, received_at FROM intake.quarantine "
            "WHERE split_part(reason, ':', 1) = %s ORDER BY received_at DESC, delivery_id, pointer LIMIT %s",
            [reason, limit],
        )
        return [
            Aside(delivery=bytes(row[0]).hex(), place=row[1], detail=_detail(row[2]), received_at=row[3])
            for row in cursor.fetchall()
        ]


def deliveries() -> Queue:
    """Return how many deliveries wait to be taken in, and for how long the oldest has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), greatest(coalesce(clock_timestamp() - min(received_at), '0'), '0') FROM intake.raw"
        )
        count, oldest = cursor.fetchone()
    return Queue(count=count, oldest=oldest)


def kind_of(word: str) -> str:
    """Return *word* if it reads like a code of ours or of Meta's; whatever else stands there could be anything."""
    return word if _CODE.fullmatch(word) else OTHER_KIND


def _of(unsettled: Unsettled | None) -> QuerySet[Message]:
    rows = Message.objects.defer("body", "detail").exclude(direction=Message.Direction.INTERNAL)
    return rows if unsettled is None else rows.filter(status__in=_STATUSES[unsettled])


def _course(row: Message) -> Course:
    return Course(
        id=row.id,
        public_id=row.public_id,
        arrival=row.arrival,
        direction=row.direction,
        kind=row.kind if row.kind in KNOWN_KINDS | LINES else OTHER_KIND,
        status=row.status,
        code=row.failure,
        automatic=row.automatic,
        contact=row.contact_id,
        number=row.number_id,
        protected_count=row.protected_count,
        discarded_count=row.discarded_count,
        sent_at=row.sent_at,
        received_at=row.received_at,
        early=dict(zip(EARLY_STEPS, row.trail, strict=False)),
    )


def _detail(reason: str) -> str:
    """Return what a reason says after its kind: our own code, or the name of a field of Meta's."""
    _, _, detail = reason.partition(":")
    return kind_of(detail) if detail else ""
