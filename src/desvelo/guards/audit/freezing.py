"""Signing stops when the log does not add up, and stays stopped until somebody says what happened.

Entries still get their indexes: what happens meanwhile is not lost.  But a signature is a promise, and none is given
over a log that something below the application changed.

Source: security-design D7.3.
"""

from datetime import datetime

from django.db import connection

from desvelo.guards.audit.states import Freeze


def holds() -> Freeze | None:
    """Return the freeze that holds, if one does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT found_at, size FROM ledger.freeze WHERE lifted_at IS NULL")
        row = cursor.fetchone()
    return Freeze(found_at=row[0], size=row[1]) if row else None


def freeze(*, size: int, now: datetime) -> None:
    """Let nothing be signed from now on."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO ledger.freeze (found_at, size) VALUES (%s, %s) ON CONFLICT DO NOTHING", [now, size])


def lift(*, now: datetime) -> None:
    """Let the log be signed again, if it adds up by now."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger.freeze SET lifted_at = %s WHERE lifted_at IS NULL", [now])
