"""What Meta refuses for reasons that only a supervisor or IT can mend: kept by number and cause, shown to them.

It is over when a message over the same number is accepted again, or, for what concerns one message alone, after a week
in which it did not come back.

Source: whatsapp-cloud-api section 16.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from desvelo.base.ids import new_uuid
from desvelo.kernel.whatsapp import error_table
from desvelo.kernel.whatsapp.error_table import Advice, Told
from desvelo.service.channel.models import Alarm, Number

OVER_AFTER = timedelta(days=7)
_STOP_ALL = frozenset(each.cause for each in error_table.codes().values() if each.advice is Advice.ALARM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """One alarm that is not over: over which number, why, how often, since when."""

    number: str
    cause: str
    code: int
    count: int
    first_at: datetime
    last_at: datetime


def note(number: Number, code: int | str, *, now: datetime) -> None:
    """Tell whoever can mend it that Meta refused a message with *code*; nothing when the writer alone can."""
    known = error_table.entry(int(code)) if str(code).isdecimal() else None
    if known is None or known.told is Told.WRITER:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO channel_alarm (id, number_id, cause, code, told, count, first_at, last_at) "
            "VALUES (%s, %s, %s, %s, %s, 1, %s, %s) ON CONFLICT (number_id, cause) DO UPDATE SET "
            "count = channel_alarm.count + 1, code = excluded.code, last_at = excluded.last_at",
            [new_uuid(), number.id, known.cause, int(code), known.told.value, now, now],
        )


def over(number: Number) -> None:
    """Forget what stopped everything on a number that Meta accepts messages from again."""
    Alarm.objects.filter(number=number, cause__in=_STOP_ALL).delete()


def open_for(told: Told, *, now: datetime) -> list[Open]:
    """Return the alarms that *told* has to know of, newest first."""
    rows = Alarm.objects.filter(told=told.value, last_at__gt=now - OVER_AFTER).select_related("number")
    return [
        Open(
            number=row.number.display,
            cause=row.cause,
            code=row.code,
            count=row.count,
            first_at=row.first_at,
            last_at=row.last_at,
        )
        for row in rows.order_by("-last_at")
    ]


def sweep(*, now: datetime) -> None:
    """Forget alarms that did not come back."""
    Alarm.objects.filter(last_at__lt=now - OVER_AFTER).delete()
