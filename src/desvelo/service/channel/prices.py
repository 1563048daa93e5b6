"""How Meta charges our messages: category and kind, never an amount.  What is told first stays.

Source: whatsapp-cloud-api section 8 (pricing on one of sent, delivered, read; store once).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import connection

from desvelo.kernel.whatsapp.items import Price


@dataclass(frozen=True, slots=True, kw_only=True)
class Charged:
    """How one message is charged, and when Meta said so."""

    message: UUID
    price: Price
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeCount:
    """How many messages were charged alike."""

    category: str
    kind: str
    count: int


def note(charged: Sequence[Charged]) -> None:
    """Write down how messages are charged, each once, in the caller's transaction."""
    if not charged:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO channel_price (message_id, category, kind, model, origin, billable, at) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [
                (c.message, c.price.category, c.price.kind, c.price.model, c.price.origin, c.price.billable, c.at)
                for c in charged
            ],
        )


def counts(*, since: datetime, until: datetime) -> list[ChargeCount]:
    """Return how many messages were charged how in a stretch of time, by Meta's clock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT category, kind, count(*) FROM channel_price WHERE at >= %s AND at < %s GROUP BY 1, 2 ORDER BY 1, 2",
            [since, until],
        )
        return [ChargeCount(category=row[0], kind=row[1], count=row[2]) for row in cursor.fetchall()]


def of(message: UUID) -> Price | None:
    """Return how one message is charged, once Meta said so."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT category, kind, model, origin, billable FROM channel_price WHERE message_id = %s", [message]
        )
        row = cursor.fetchone()
    return Price(category=row[0], kind=row[1], model=row[2], origin=row[3], billable=row[4]) if row else None


def written(price: Price | None) -> str | None:
    """Return a price as it waits beside a status that came first."""
    return msgspec.json.encode(price).decode() if price else None


def read(text: str | None) -> Price | None:
    """Read what ``written`` wrote."""
    return msgspec.json.decode(text, type=Price) if text else None
