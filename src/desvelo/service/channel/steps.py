"""What happened to a message of ours, line by line: written, claimed, accepted, sent, delivered, read, or what failed.

A line holds the moment we knew, by the machine's clock, the moment Meta says it was, and a code; never a word of what
the message says.  What Meta tells twice is one line; what we do again, such as a claim after a refusal that may pass,
is another line each time.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection

from desvelo.base import tally
from desvelo.kernel.whatsapp import statuses as rule
from desvelo.kernel.whatsapp.items import StatusUpdate

WRITTEN, CLAIMED, AGAIN = "written", "claimed", "again"
REPEATABLE = (CLAIMED, AGAIN)
TOLD_BY_META = (*rule.LADDER[1:], "failed")
TALLY = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the course of a message; *said_at* is Meta's time, where Meta gave one."""

    message: UUID
    name: str
    said_at: datetime | None = None
    code: str = ""


def note(steps: Sequence[Step]) -> None:
    """Write *steps* down, in the caller's transaction, which holds the messages locked; count those that are new."""
    if not steps:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO channel_step (message_id, name, turn, said_at, code)
            SELECT m, n, CASE WHEN n = ANY(%s)
                              THEN (SELECT count(*) FROM channel_step s WHERE s.message_id = m AND s.name = n)
                              ELSE 0 END, t, c
            FROM unnest(%s::uuid[], %s::text[], %s::timestamptz[], %s::text[]) AS x(m, n, t, c)
            ON CONFLICT DO NOTHING RETURNING name
            """,
            [list(REPEATABLE), *(list(column) for column in zip(*(_columns(each) for each in steps), strict=True))],
        )
        new = Counter(row[0] for row in cursor.fetchall())
    tally.add({f"{TALLY}.{name}": count for name, count in new.items()})


def count(message: UUID, name: str) -> int:
    """Return how often *message* took the step *name*."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM channel_step WHERE message_id = %s AND name = %s", [message, name])
        return int(cursor.fetchone()[0])


def last_code(message: UUID, name: str) -> str:
    """Return the code of the last time *message* took the step *name*, or nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code FROM channel_step WHERE message_id = %s AND name = %s ORDER BY turn DESC LIMIT 1",
            [message, name],
        )
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def told(message: UUID, update: StatusUpdate) -> list[Step]:
    """Return the line of what Meta says of *message*, or none when it says something we do not know."""
    if update.status not in TOLD_BY_META:
        return []
    code = " ".join(str(error.code) for error in update.errors)
    return [Step(message=message, name=update.status, said_at=moment(update.at), code=code)]


def moment(seconds: int) -> datetime | None:
    """Return the instant Meta wrote as *seconds*, or None for one that no calendar holds."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _columns(step: Step) -> tuple[UUID, str, datetime | None, str]:
    return (step.message, step.name, step.said_at, step.code)
