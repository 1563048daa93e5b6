"""Two clocks, the machine's and the company's.

``wall`` is the machine's: sessions and one-time codes live by it.  ``business`` is what deadlines, windows and
retention live by; in a demonstration it can be moved forward, elsewhere the two are the same.

Source: architecture section 9 (demo clock); security-design D13.4.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection


def wall() -> datetime:
    """Return the machine's time, in UTC."""
    return datetime.now(UTC)


def business() -> datetime:
    """Return the time that the company's duties run on."""
    return wall() + ahead()


def ahead() -> timedelta:
    """Return how far the company's time is ahead of everybody else's: nothing, but in a demonstration."""
    return _offset() if settings.DESVELO.demo else timedelta(0)


def advance(seconds: int) -> None:
    """Move the business clock of a demonstration forward by *seconds*."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE demo_clock SET offset_seconds = offset_seconds + %s", [seconds])


def _offset() -> timedelta:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(offset_seconds), 0) FROM demo_clock")
        return timedelta(seconds=int(cursor.fetchone()[0]))
