"""Many requests, one commit: deliveries that arrive while a commit runs share the next one.

Each group is sealed to the intake public key with a single encapsulation, inserted with one statement and committed
once; only then does each request learn that its delivery is durable.  A delivery that is already there is not an error:
Meta sends again what it thinks was lost.

What waits is bounded in number and bytes, and so is a group: a database that stands still costs Meta a repetition, not
us our memory.  Whoever stops waiting (the door's deadline) leaves the queue at once.

A commit that PostgreSQL calls done with a warning is not durable: so it ends a wait for the synchronous standby that
somebody cancelled, with the delivery on one disk alone.

Source: architecture section 4; security-design D2.6.  Measured: 2,960 to 4,250 deliveries/s on 2 cores (stack.md
section 2).
"""

import asyncio
import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import psycopg

from desvelo.kernel.sealing import intake
from desvelo.service.channel.room import Room

CHANNEL = "desvelo_intake"
LARGEST_GROUP = 256
LARGEST_GROUP_BYTES = 8 * 1024 * 1024
MOST_WAITING = 2_048
MOST_WAITING_BYTES = 32 * 1024 * 1024
LONGEST_COMMIT_SECONDS = 4.0
_RETRY_SECONDS = 0.2

# One statement is one transaction and one way there and back; what is sealed travels as bytes, not as text (``b``).
_INSERT = """
    WITH batch AS (
        INSERT INTO intake.batch (id, key_id, sealed_key) VALUES (%(batch)s, %(key_id)s, %(sealed_key)s)
    ), raw AS (
        INSERT INTO intake.raw (delivery_id, batch_id, record, secret_ids, received_at, verified_us)
        SELECT d, %(batch)s, r, string_to_array(s, ' '), t, v
        FROM unnest(%(ids)b::bytea[], %(records)b::bytea[], %(secrets)s::text[], %(times)s::timestamptz[],
                    %(verified)s::int[]) AS x(d, r, s, t, v)
        ON CONFLICT (delivery_id) DO NOTHING
    )
    SELECT pg_notify(%(channel)s, '')
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An authentic body on its way to the disk."""

    id: bytes
    body: bytes = field(repr=False)
    secret_ids: tuple[str, ...]
    received_at: datetime
    verified_us: int


class DoneWithWarning(Exception):
    """PostgreSQL committed, and warned that it is not as durable as it was asked to be."""


_Waiting = list[tuple[Delivery, "asyncio.Future[None]"]]


class GroupCommit:
    """One writer with one connection; whoever calls ``store`` waits for the commit that holds their delivery."""

    def __init__(self, *, database_url: str, public_key: Callable[[], bytes]) -> None:
        self._database_url = database_url
        self._public_key = public_key
        self._waiting: dict[asyncio.Future[None], Delivery] = {}
        self.room = Room(most_places=MOST_WAITING, most_bytes=MOST_WAITING_BYTES)
        self._awake = asyncio.Event()
        self._connection: psycopg.AsyncConnection[tuple[object, ...]] | None = None
        self._task: asyncio.Task[None] | None = None
        self._was_warned = False

    def start(self) -> None:
        """Begin to write; called once, on the loop that serves the door."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop writing; whoever still waits is told their delivery is not durable."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        while self._waiting:
            _tell(self._next_group(), ConnectionError("stopping"))
        if self._connection is not None:
            await self._connection.close()

    async def store(self, delivery: Delivery) -> None:
        """Return when *delivery* is committed; raise Full, or whatever kept it from being so."""
        with self.room.place(len(delivery.body)):
            done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting[done] = delivery
            self._awake.set()
            try:
                await done
            finally:
                self._waiting.pop(done, None)

    async def _run(self) -> None:
        while True:
            await self._awake.wait()
            group = self._next_group()
            if not self._waiting:
                self._awake.clear()
            if group:
                await self._commit(group)

    def _next_group(self) -> _Waiting:
        """Take who waited longest out of the queue, as many as one commit carries."""
        group: _Waiting = []
        size = 0
        for done, delivery in self._waiting.items():
            size += len(delivery.body)
            if group and (len(group) == LARGEST_GROUP or size > LARGEST_GROUP_BYTES):
                break
            group.append((delivery, done))
        for _, done in group:
            del self._waiting[done]
        return group

    async def _commit(self, group: _Waiting) -> None:
        try:
            async with asyncio.timeout(LONGEST_COMMIT_SECONDS):
                await self._write([delivery for delivery, _ in group])
        except asyncio.CancelledError:
            _tell(group, ConnectionError("stopping"))
            raise
        except Exception as error:  # noqa: BLE001  whatever failed, nobody may be told it is durable
            await self._forget_connection()
            _tell(group, error)
            await asyncio.sleep(_RETRY_SECONDS)
        else:
            _tell(group, None)

    async def _write(self, deliveries: list[Delivery]) -> None:
        unique = list({delivery.id: delivery for delivery in deliveries}.values())
        sealed = intake.seal_batch(self._public_key(), [(each.id, each.body) for each in unique])
        connection = await self._connected()
        self._was_warned = False
        await connection.execute(
            _INSERT,
            {
                "batch": UUID(bytes=sealed.batch_id),
                "key_id": sealed.key_id,
                "sealed_key": sealed.sealed_key,
                "ids": [each.id for each in unique],
                "records": list(sealed.records),
                "secrets": [" ".join(each.secret_ids) for each in unique],
                "times": [each.received_at for each in unique],
                "verified": [each.verified_us for each in unique],
                "channel": CHANNEL,
            },
        )
        if self._was_warned:
            raise DoneWithWarning

    async def _connected(self) -> psycopg.AsyncConnection[tuple[object, ...]]:
        if self._connection is None or self._connection.closed:
            self._connection = await psycopg.AsyncConnection.connect(
                self._database_url, autocommit=True, connect_timeout=3, application_name=f"desvelo-door-{os.getpid()}"
            )
            self._connection.add_notice_handler(self._hear)
        return self._connection

    def _hear(self, diagnostic: psycopg.errors.Diagnostic) -> None:
        """Take note of a warning, in whatever language the server speaks."""
        if diagnostic.severity_nonlocalized == "WARNING":
            self._was_warned = True

    async def _forget_connection(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(Exception):
                await self._connection.close()
        self._connection = None


def _tell(group: _Waiting, error: Exception | None) -> None:
    for _, done in group:
        if done.done():
            continue
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)
