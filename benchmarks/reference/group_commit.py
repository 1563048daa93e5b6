"""(a) One table, one connection, and whatever arrives while a commit runs shares the next one.

No signature, no seal, no notification, no limit: the floor under any door that says 200 only after the commit.

Frozen 2026-11-26.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import psycopg

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_TABLE = "CREATE TABLE delivery (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body bytea NOT NULL)"
_INSERT = "INSERT INTO delivery (body) SELECT unnest(%s::bytea[])"


class Door:
    """The whole server."""

    def __init__(self, database_url: str) -> None:
        self._database_url = database_url
        self._waiting: list[tuple[bytes, asyncio.Future[None]]] = []
        self._awake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the server's own start and stop."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        body = bytearray()
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((bytes(body), done))
        self._awake.set()
        await done
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._task = asyncio.create_task(self._write())
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                if self._task is not None:
                    self._task.cancel()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _write(self) -> None:
        async with await psycopg.AsyncConnection.connect(self._database_url, autocommit=True) as connection:
            while True:
                await self._awake.wait()
                self._awake.clear()
                group, self._waiting = self._waiting, []
                await connection.execute(_INSERT, [[body for body, _ in group]])
                for _, done in group:
                    done.set_result(None)


app = Door(os.environ["BENCH_DATABASE_URL"])

if __name__ == "__main__":
    with psycopg.connect(os.environ["BENCH_DATABASE_URL"]) as making:
        making.execute(_TABLE)
