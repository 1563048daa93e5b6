"""Watches in the database itself which way each status moves, so no change falls between two looks."""

from typing import Any

import psycopg

from started import rows

CLIMB = ("", "accepted", "sent", "delivered", "read", "played")

_WATCH = """
    CREATE SCHEMA chaos;
    CREATE TABLE chaos.climb (message uuid, before text, after text);
    CREATE FUNCTION chaos.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
        INSERT INTO chaos.climb VALUES (NEW.id, OLD.status, NEW.status);
        RETURN NULL;
    END $$;
    CREATE TRIGGER chaos_climb AFTER UPDATE ON channel_message FOR EACH ROW
        WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION chaos.note();
"""


def watch(info: dict[str, Any]) -> None:
    """Begin to write down each change of a status, by a trigger with the superuser's rights."""
    order(info, _WATCH)


def went_back(info: dict[str, Any]) -> list[str]:
    """Return each change that went down the ladder."""
    changes = rows(info["database_url"], "SELECT message::text, before, after FROM chaos.climb")
    return [f"{message}: {before} > {after}" for message, before, after in changes if _is_down(before, after)]


def _is_down(before: str, after: str) -> bool:
    return before in CLIMB and after in CLIMB and CLIMB.index(after) < CLIMB.index(before)


def order(info: dict[str, Any], statements: str) -> None:
    """Have the database do something as its superuser."""
    with psycopg.connect(info["database_url"], autocommit=True) as connection:
        connection.execute(statements.encode())
