"""Each process says now and then that it lives; whoever asks reads when it last did."""

from datetime import datetime

from django.db import connection


def beat(process: str) -> None:
    """Say that *process* lives."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO process_heartbeat (process, at) VALUES (%s, clock_timestamp()) "
            "ON CONFLICT (process) DO UPDATE SET at = excluded.at",
            [process],
        )


def last(process: str) -> datetime | None:
    """Return when *process* last said so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT at FROM process_heartbeat WHERE process = %s", [process])
        row = cursor.fetchone()
    return row[0] if row else None


def ages() -> dict[str, float]:
    """Return for how many seconds each process has been silent."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT process, greatest(extract(epoch FROM clock_timestamp() - at), 0) FROM process_heartbeat ORDER BY 1"
        )
        return {row[0]: float(row[1]) for row in cursor.fetchall()}
