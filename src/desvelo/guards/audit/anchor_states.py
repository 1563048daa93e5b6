"""How far each place outside the database is: rows of ``ledger.anchor``, and what the places gave in return."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from desvelo.guards.audit.anchors.interface import Evidence
from desvelo.guards.audit.states import AnchorState


def settle(names: Iterable[tuple[str, bool]]) -> None:
    """Have a row for each place, and note whether it is on."""
    pairs = list(names)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.anchor (name, enabled) SELECT * FROM unnest(%s::text[], %s::bool[]) "
            "ON CONFLICT (name) DO UPDATE SET enabled = excluded.enabled "
            "WHERE ledger.anchor.enabled <> excluded.enabled",
            [[name for name, _ in pairs], [is_on for _, is_on in pairs]],
        )


def every() -> list[AnchorState]:
    """Return each place that was ever settled, by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, enabled, size, reached_at, tried_at, failures, failure, nullif(due_at, '-infinity') "
            "FROM ledger.anchor ORDER BY name"
        )
        return [
            AnchorState(
                name=row[0],
                is_on=row[1],
                size=row[2],
                reached_at=row[3],
                tried_at=row[4],
                failures=row[5],
                failure=row[6],
                due_at=row[7],
            )
            for row in cursor.fetchall()
        ]


def claim(name: str, *, newest: int, until: datetime, now: datetime) -> tuple[int, int] | None:
    """Take a place that is due and lacks *newest*; return (size it has, failures so far), or None.

    It is due again at *until* if whoever took it dies.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger.anchor SET due_at = %s, tried_at = %s "
            "WHERE name = %s AND enabled AND due_at <= %s AND size <> %s RETURNING size, failures",
            [until, now, name, now, newest],
        )
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


def reached(name: str, *, size: int, due_at: datetime, now: datetime) -> None:
    """Note that a place took a checkpoint."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger.anchor SET size = %s, reached_at = %s, failures = 0, failure = '', due_at = %s "
            "WHERE name = %s",
            [size, now, due_at, name],
        )


def failed(name: str, *, reason: str, due_at: datetime) -> None:
    """Note that a place did not take it, why, and when it is tried again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger.anchor SET failures = failures + 1, failure = %s, due_at = %s WHERE name = %s",
            [reason[:80], due_at, name],
        )


def keep(name: str, *, size: int, evidence: Evidence, now: datetime) -> None:
    """Keep what a place gave in return for a checkpoint."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.evidence (anchor, size, content, said_at, kept_at) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT DO NOTHING",
            [name, size, evidence.content, evidence.said_at, now],
        )


def time_stamps(*, up_to: int) -> list[tuple[int, bytes]]:
    """Return the time-stamp tokens kept for checkpoints of at most *up_to* entries, each with the size of its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT size, content FROM ledger.evidence WHERE anchor = 'timestamp' AND size <= %s ORDER BY size", [up_to]
        )
        return [(row[0], bytes(row[1])) for row in cursor.fetchall()]


def evidence(sizes: Iterable[int]) -> dict[tuple[str, int], Evidence]:
    """Return what the places gave for checkpoints of *sizes*, by place and size."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT anchor, size, content, said_at FROM ledger.evidence WHERE size = ANY(%s)", [list(sizes)])
        return {(row[0], row[1]): Evidence(content=bytes(row[2]), said_at=row[3]) for row in cursor.fetchall()}
