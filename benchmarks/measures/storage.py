"""What a message of a hundred characters costs on the disk: in all tables and indexes, and in the log written ahead.

The messages come through the real door at a steady rate, from customers who wrote before, as many before it is counted
as while it is: by then the queues have their size. What waits is written and deleted, so what its indexes grow to
between two rounds of the cleaner is as large as a stretch is long, not as many as the messages are; with half as many
before, a sixth of the figure was that.  Dead rows are gone both times, as after any quiet minute; the cleaner goes
round twice before the count, because a page of an index that it empties is free for new entries only from its next
round.  Both sides start from a checkpoint, the worst moment for the log: the first change of a page writes all of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import psycopg

from benchmarks import catalogue, messages
from benchmarks.effort import Effort
from benchmarks.figures import AtMost, Figure, Reference
from benchmarks.load.traffic import Customers
from benchmarks.reference import plain
from benchmarks.stage import Stage

LENGTH = 100
RATE = 200.0
_STORED = (
    "SELECT sum(pg_total_relation_size(c.oid))::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
)
_WRITTEN = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"


@dataclass(slots=True)
class Growth:
    """How much the tables and the log grew."""

    stored: int = 0
    written: int = 0


@catalogue.add("storage", about="bytes for each message of 100 characters, beside a plain schema")
def run(stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Let the same number of messages into both."""
    texts = messages.of_length(LENGTH, effort.stored)
    with stage.fresh() as installation:
        customers = Customers(installation, effort)
        customers.introduce_themselves()
        customers.write(texts, rate=RATE)
        with _growth(installation.database_url) as ours:
            customers.write(texts, rate=RATE)
    with stage.database() as url:
        conversations = _plain(url, effort)
        _receive(url, texts, conversations)
        with _growth(url) as theirs:
            _receive(url, texts, conversations)
    count = len(texts)
    stored = Reference("a plain schema", theirs.stored / count, AtMost(4))
    yield Figure("stored for each message", ours.stored / count, "bytes", AtMost(1_600), (stored,))
    written = Reference("a plain schema", theirs.written / count)
    yield Figure("written ahead for each message", ours.written / count, "bytes", AtMost(6_000), (written,))


def _plain(url: str, effort: Effort) -> list[UUID]:
    with psycopg.connect(url) as connection:
        return plain.make(connection, messages.phones(effort.contacts))


def _receive(url: str, texts: list[str], conversations: list[UUID]) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for place, text in enumerate(texts):
            plain.receive(connection, conversations[place % len(conversations)], text)


@contextmanager
def _growth(url: str) -> Iterator[Growth]:
    """Give what grew, filled in at the end."""
    growth = Growth()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM")
        connection.execute("SELECT pg_current_xact_id()")  # an emptied page is free when whoever could need it is gone
        connection.execute("VACUUM")
        connection.execute("CHECKPOINT")
        stored, written = _one(connection, _STORED), _one(connection, _WRITTEN)
        yield growth
        growth.written = _one(connection, _WRITTEN) - written
        connection.execute("VACUUM")
        growth.stored = _one(connection, _STORED) - stored


def _one(connection: psycopg.Connection, query: str) -> int:
    return int(connection.execute(query.encode()).fetchall()[0][0])
