"""(e) As many rows of the same width written over, five thousand in a transaction, and nothing opened or closed.

Frozen 2026-11-27.
"""

import time

import psycopg

BATCH = 5_000
_WIDTH = 137  # bytes of a wrapped key
SCHEMA = """
    CREATE TABLE held (
        contact uuid NOT NULL,
        version smallint NOT NULL,
        epoch integer NOT NULL,
        sealed bytea NOT NULL,
        PRIMARY KEY (contact, version)
    );
    CREATE INDEX held_epoch ON held (epoch);
"""
_NEXT = (
    "SELECT contact, version, sealed FROM held WHERE epoch = 1 AND (contact, version) > (%s, %s) "
    "ORDER BY contact, version LIMIT %s FOR UPDATE"
)
_OVER = (
    "UPDATE held h SET epoch = 2, sealed = w.sealed FROM unnest(%s::uuid[], %s::smallint[], %s::bytea[]) "
    "AS w(contact, version, sealed) WHERE h.contact = w.contact AND h.version = w.version"
)


def seconds(connection: psycopg.Connection, count: int) -> float:
    """Make *count* rows, write each over once and return how long that took."""
    connection.execute(SCHEMA)
    connection.execute(
        "INSERT INTO held SELECT gen_random_uuid(), 1, 1, decode(repeat('5a', %s), 'hex') FROM generate_series(1, %s)",
        [_WIDTH, count],
    )
    connection.commit()
    after: tuple[object, int] = ("00000000-0000-0000-0000-000000000000", 0)
    begun = time.perf_counter()
    while rows := connection.execute(_NEXT, [*after, BATCH]).fetchall():
        contacts, versions, sealed = (list(column) for column in zip(*rows, strict=True))
        connection.execute(_OVER, [contacts, versions, sealed])
        connection.commit()
        after = (contacts[-1], versions[-1])
    return time.perf_counter() - begun
