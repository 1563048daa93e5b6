"""Statuses that came before we knew the name of the message they speak of.

Meta may say "delivered" before it answers the call that sent the message.  Such a status usually carries our own mark
and is recognised by it; one that does not is kept here, as index, code and time, until its message gets its name.
What speaks of messages we never sent (another app on the same number) is forgotten after a day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from desvelo.kernel.whatsapp.items import Price, StatusUpdate
from desvelo.service.channel import prices, steps, wamids

KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """One status that came first; *said_at* is Meta's time of it."""

    status: str
    failure: str
    said_at: datetime | None
    price: Price | None = None


def park(updates: Sequence[StatusUpdate], *, now: datetime) -> None:
    """Keep statuses nobody is known for yet; the same one once."""
    rows = [
        (
            each.phone_number_id,
            wamids.index(number=each.phone_number_id, wamid=each.wamid),
            each.status[:12],
            code(each),
            steps.moment(each.at),
            prices.written(each.price),
        )
        for each in updates
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO intake.parked_status "
            "(phone_number_id, wamid_index, status, failure, said_at, price, parked_at) "
            "VALUES (%s, %s, %s, %s, %s, %s::jsonb, %s) ON CONFLICT DO NOTHING",
            [(*row, now) for row in sorted(rows, key=lambda row: row[:3])],
        )


def take(*, number: str, wamid_index: str) -> list[Parked]:
    """Return what came first for a message that now has its name, and forget it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM intake.parked_status WHERE phone_number_id = %s AND wamid_index = %s "
            "RETURNING status, failure, said_at, price::text",
            [number, wamid_index],
        )
        rows = cursor.fetchall()
    return [Parked(status=row[0], failure=row[1], said_at=row[2], price=prices.read(row[3])) for row in rows]


def sweep(*, now: datetime) -> None:
    """Forget what waited for a day."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM intake.parked_status WHERE parked_at < %s", [now - KEPT_FOR])


def code(update: StatusUpdate) -> str:
    """Return Meta's code of a failure, or nothing."""
    return str(update.errors[0].code)[:40] if update.status == "failed" and update.errors else ""
