"""Live updates: a raw ASGI callable that tells each open screen which conversations changed.

The stream carries ids, never text: the page then asks for the masked fragment.  Authority is one SQL view, read by the
hash of the session at connect and for all open streams every five seconds; the edge can read nothing else.  Whoever
lost a role, a team or a session stops hearing within those five seconds.

Source: architecture sections 4 and 9 (SSE authority); measured: 2,000 idle streams at 38 KB each (stack.md section 4).
"""

import asyncio
import contextlib
import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import msgspec
import psycopg

from desvelo.service.desk.notice import ANSWERED, CHANNEL, Notice, decode

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
MayOpen = Callable[[Scope, str], Awaitable[bool]]

RECHECK_SECONDS = 5.0
PING_SECONDS = 15.0
REST_SECONDS = 0.02  # what is told meanwhile leaves together: each piece costs the same, whatever it holds
QUEUE_LENGTH = 200
_RECONNECT_SECONDS = 1.0
_AUTHORITY = "SELECT token_hash, teams, person FROM stream_authority WHERE token_hash = ANY(%s)"
_log = logging.getLogger("desvelo.stream")

RESYNC = b"event: resync\ndata: {}\n\n"
END = b"event: ended\ndata: {}\n\n"
PING = b": ping\n\n"
GONE = b""  # the screen was closed; never sent


@dataclass(eq=False, slots=True, kw_only=True)
class Listener:
    """One open screen; *teams* are the ids it hears of: those of its person's teams, and the person's own."""

    session: bytes
    teams: frozenset[UUID]
    frames: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(QUEUE_LENGTH))

    def push(self, frame: bytes) -> None:
        """Queue a frame; one that does not keep up is told to fetch everything instead, one that is over only that."""
        is_last = frame in {END, GONE}
        if is_last or self.frames.full():
            while not self.frames.empty():
                self.frames.get_nowait()
            frame = frame if is_last else RESYNC
        self.frames.put_nowait(frame)


class Hub:
    """Everything the streams of one edge share: the connection that listens and the one that checks authority."""

    def __init__(self, *, database_url: str) -> None:
        self._database_url = database_url
        self._listeners: set[Listener] = set()
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def open_count(self) -> int:
        """How many screens listen now."""
        return len(self._listeners)

    def start(self) -> None:
        """Begin to listen; called once, on the loop that serves the streams."""
        self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._recheck())]

    async def stop(self) -> None:
        """Stop listening and end every stream."""
        for listener in self._listeners:
            listener.push(END)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def join(self, session: bytes) -> Listener | None:
        """Let a session listen; None when it may not."""
        teams = (await self._authority([session])).get(session)
        if teams is None:
            return None
        listener = Listener(session=session, teams=teams)
        self._listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """Forget a screen that was closed."""
        self._listeners.discard(listener)

    def tell(self, notice: Notice) -> None:
        """Pass a notice to the screens of its team or person, and to no others."""
        frame = _frame(notice)
        for listener in self._listeners:
            if notice.team in listener.teams:
                listener.push(frame)

    async def _listen(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._database_url, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    self._resync()
                    async for notification in connection.notifies():
                        self.tell(decode(notification.payload))
            except (psycopg.Error, OSError, msgspec.MsgspecError) as error:
                _log.warning("stream.listen_again", extra={"code": type(error).__name__})
                await asyncio.sleep(_RECONNECT_SECONDS)

    def _resync(self) -> None:
        """What was told while nobody listened is lost; let every screen fetch the gap."""
        for listener in self._listeners:
            listener.push(RESYNC)

    async def _recheck(self) -> None:
        while True:
            await asyncio.sleep(RECHECK_SECONDS)
            sessions = {listener.session for listener in self._listeners}
            try:
                self._apply(await self._authority(sessions))
            except (psycopg.Error, OSError) as error:
                _log.warning("stream.authority_unknown", extra={"code": type(error).__name__})
                self._apply(dict.fromkeys(sessions))

    def _apply(self, authority: Mapping[bytes, frozenset[UUID] | None]) -> None:
        """Give every screen asked about its teams, or its end; who joined meanwhile was checked at the door."""
        for listener in [each for each in self._listeners if each.session in authority]:
            teams = authority[listener.session]
            if teams is None:
                listener.push(END)
                self.leave(listener)
            else:
                listener.teams = teams

    async def _authority(self, sessions: Iterable[bytes]) -> dict[bytes, frozenset[UUID] | None]:
        """Return what each session hears of, teams and its own person, or None for one that may not listen."""
        wanted = list(sessions)
        if not wanted:
            return {}
        async with await psycopg.AsyncConnection.connect(self._database_url, autocommit=True) as connection:
            cursor = await connection.execute(_AUTHORITY, [wanted])
            found = {bytes(row[0]): frozenset((*row[1], row[2])) for row in await cursor.fetchall()}
        return {session: found.get(session) for session in wanted}


class Stream:
    """Serves ``/events``."""

    def __init__(self, *, hub: Hub, cookie: str, may_open: MayOpen) -> None:
        self._hub = hub
        self._cookie = cookie
        self._may_open = may_open

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one screen until it closes or loses its authority."""
        token = _cookie(scope, self._cookie)
        try:
            listener = await self._hub.join(hashlib.sha256(token.encode()).digest()) if token else None
        except (psycopg.Error, OSError) as error:
            _log.warning("stream.authority_unknown", extra={"code": type(error).__name__})
            await _refuse(send, 503)
            return
        if listener is None:
            await _refuse(send, 401)
            return
        try:
            conversation = parse_qs(scope["query_string"].decode("latin-1")).get("c", [""])[0]
            if conversation and not await self._may_open(scope, conversation):
                await _refuse(send, 404)
                return
            await _serve(listener, receive, send)
        finally:
            self._hub.leave(listener)


async def _serve(listener: Listener, receive: Receive, send: Send) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"retry: 1000\nevent: hello\ndata: {}\n\n", "more_body": True})
    closed = asyncio.create_task(_tell_when_closed(listener, receive))
    try:
        while GONE not in (frames := await _next(listener)):
            is_last = END in frames
            await send({"type": "http.response.body", "body": b"".join(frames), "more_body": not is_last})
            if is_last:
                break
            await asyncio.sleep(REST_SECONDS)
    finally:
        closed.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await closed


async def _next(listener: Listener) -> list[bytes]:
    """Return all that waits, since one commit names many conversations; a ping when nothing came for a while."""
    try:
        async with asyncio.timeout(PING_SECONDS):
            frames = [await listener.frames.get()]
    except TimeoutError:
        return [PING]
    while not listener.frames.empty():
        frames.append(listener.frames.get_nowait())
    return frames


async def _tell_when_closed(listener: Listener, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.push(GONE)


def _frame(notice: Notice) -> bytes:
    if notice.kind == ANSWERED:
        return b"event: answered\ndata: {}\n\n"
    data = msgspec.json.encode({"c": notice.conversation, "kind": notice.kind, "n": notice.number})
    return b"event: conversation\ndata: " + data + b"\n\n"


def _cookie(scope: Scope, name: str) -> str:
    """Return our cookie, read as leniently as the pages read it: every port of localhost shares its cookies."""
    value = ""
    for header in [content for key, content in scope["headers"] if key.lower() == b"cookie"]:
        for pair in header.decode("latin-1").split(";"):
            key, _, given = pair.strip().partition("=")
            value = given if key == name else value
    return value


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
