"""Statuses that came before we knew the name of the message they speak of.

Meta may say "delivered" before it answers the call that sent the message.  Such a status usually carries our own mark
and is recognised by it; one that does not is kept here, as index, code and time, until its message gets its name.
What speaks of messages we never sent (another app on the same number) is forgotten after a day.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection

from desvelo.kernel.whatsapp.items import StatusUpdate
from desvelo.service.channel import wamids

KEPT_FOR = timedelta(days=1)


def park(updates: Sequence[StatusUpdate], *, now: datetime) -> None:
    """Keep statuses nobody is known for yet; the same one once."""
    rows = [
        (
            each.phone_number_id,
            wamids.index(number=each.phone_number_id, wamid=each.wamid),
            each.status[:12],
            code(each),
        )
        for each in updates
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO intake.parked_status (phone_number_id, wamid_index, status, failure, parked_at) "
            "VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [(*row, now) for row in sorted(rows)],
        )


def take(*, number: str, wamid_index: str) -> list[tuple[str, str]]:
    """Return (status, failure) of what came first for a message that now has its name, and forget it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM intake.parked_status WHERE phone_number_id = %s AND wamid_index = %s "
            "RETURNING status, failure",
            [number, wamid_index],
        )
        return list(cursor.fetchall())


def sweep(*, now: datetime) -> None:
    """Forget what waited for a day."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM intake.parked_status WHERE parked_at < %s", [now - KEPT_FOR])


def code(update: StatusUpdate) -> str:
    """Return Meta's code of a failure, or nothing."""
    return str(update.errors[0].code)[:40] if update.status == "failed" and update.errors else ""


def _index(update: StatusUpdate) -> str:
    return wamids.index(number=update.phone_number_id, wamid=update.wamid)
