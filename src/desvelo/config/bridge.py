"""Stream a request from the edge to the ``web`` process over its unix socket, and the answer back.

The edge holds no key and runs no Django, so whatever is not a webhook or a stream goes through here.  Hop-by-hop
headers stop here, and so does every header that speaks in our own name: only the edge says who the client is.

Source: RFC 9110 section 7.6.1 (what a gateway removes).
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any

import httpcore

from desvelo.service.channel.door import Receive, Scope, Send

Headers = Iterable[tuple[bytes, bytes]]
_HOP_BY_HOP = frozenset(
    {b"connection", b"keep-alive", b"proxy-connection", b"te", b"trailer", b"transfer-encoding", b"upgrade", b"expect"}
)
_OURS = (b"x-desvelo-client", b"x-desvelo-edge", b"x-desvelo-scheme", b"x-forwarded-", b"forwarded", b"x-real-ip")
_TIMEOUT = {"connect": 5.0, "read": 60.0, "write": 30.0, "pool": 10.0}
_ATTEMPTS = 40
_ATTEMPT_SECONDS = 0.05
_GROWS = (b"content-type", b"application/x-ndjson")  # an answer that takes long, because somebody waits for it
LARGEST_BODY = 1_048_576
LARGEST_UPLOAD = 101 * 1_048_576
_TAKES_FILES = re.compile(rb"/atendimento/c/[1-9A-HJ-NP-Za-km-z]{22}/responder")


class _TooLarge(Exception):
    """The body is larger than any form of ours."""


class _Left(Exception):
    """The sender left before the end of a body that was already on its way."""


class Bridge:
    """One pool of connections to the web process."""

    def __init__(self, *, socket: Path, secure: bool) -> None:
        self._scheme = b"https" if secure else b"http"
        self._pool = httpcore.AsyncConnectionPool(uds=str(socket), max_connections=64, max_keepalive_connections=32)

    async def close(self) -> None:
        """Close every connection."""
        await self._pool.aclose()

    async def __call__(self, scope: Scope, receive: Receive, send: Send, *, told: Headers = ()) -> None:
        """Pass one request on, and what the edge itself has to tell; while the web process restarts, wait for it."""
        try:
            found = await _content(scope, receive)
        except _TooLarge:
            await _answer(send, 413)
            return
        if found is None:
            return
        body, length = found
        try:
            response = await self._ask(scope, body, length=length, told=told)
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError):
            await _answer(send, 503)
            return
        except _Left:
            return
        try:
            if _GROWS in response.headers:
                await _pass_on_while_there(response, receive, send)
            else:
                await _pass_on(response, send)
        finally:
            await response.aclose()

    async def status_of(self, path: bytes, headers: Headers, client: str) -> int:
        """Ask the web process something and return the status alone."""
        scope = {"method": "GET", "raw_path": path, "query_string": b"", "headers": headers, "client": (client, 0)}
        response = await self._ask(scope, b"", length=0)
        await response.aread()
        await response.aclose()
        return int(response.status)

    async def _ask(
        self, scope: Scope, body: bytes | AsyncIterator[bytes], *, length: int, told: Headers = ()
    ) -> httpcore.Response:
        target = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
        for attempt in range(_ATTEMPTS):
            request = httpcore.Request(
                method=scope["method"],
                url=httpcore.URL(scheme=b"http", host=b"web", port=80, target=target),
                headers=[*self._headers(scope, length=length), *told],
                content=body,
                extensions={"timeout": _TIMEOUT},
            )
            try:
                return await self._pool.handle_async_request(request)
            except httpcore.ConnectError:
                if attempt == _ATTEMPTS - 1:
                    raise
                await asyncio.sleep(_ATTEMPT_SECONDS)
        raise AssertionError

    def _headers(self, scope: Scope, *, length: int) -> list[tuple[bytes, bytes]]:
        kept = [
            (name, value)
            for name, value in scope["headers"]
            if name.lower() not in _HOP_BY_HOP
            and name.lower() != b"content-length"
            and b"_" not in name
            and not name.lower().startswith(_OURS)
        ]
        client = (scope.get("client") or ("", 0))[0]
        if length or scope["method"] in {"POST", "PUT", "PATCH"}:
            kept.append((b"content-length", str(length).encode()))
        return [*kept, (b"x-desvelo-client", client.encode()), (b"x-desvelo-scheme", self._scheme)]


async def _content(scope: Scope, receive: Receive) -> tuple[bytes | AsyncIterator[bytes], int] | None:
    """Return the body and its length, or None when the sender left before its end; raise _TooLarge.

    Where files are sent the body is passed on as it comes, so strangers cannot fill the memory of the edge with it;
    it says its length beforehand, as every browser does.
    """
    declared = next((value for name, value in scope["headers"] if name.lower() == b"content-length"), b"")
    if scope["method"] == "POST" and _TAKES_FILES.fullmatch(scope["raw_path"]) and declared.isdigit():
        length = int(declared)
        if length > LARGEST_UPLOAD:
            raise _TooLarge
        return _passing(receive, length), length
    body = await _body(receive)
    return None if body is None else (body, len(body))


async def _passing(receive: Receive, length: int) -> AsyncIterator[bytes]:
    passed = 0
    while passed < length:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Left
        piece = message.get("body", b"")
        passed += len(piece)
        yield piece


async def _body(receive: Receive) -> bytes | None:
    """Return the whole body, or None when the sender left before its end; raise _TooLarge."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            raise _TooLarge
        if not message.get("more_body"):
            return bytes(body)


async def _pass_on(response: httpcore.Response, send: Send) -> None:
    headers = [(name, value) for name, value in response.headers if name.lower() not in _HOP_BY_HOP]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    async for chunk in response.aiter_stream():
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _pass_on_while_there(response: httpcore.Response, receive: Receive, send: Send) -> None:
    """Pass an answer on until whoever asked goes away; then nobody has to go on answering."""
    passing, leaving = asyncio.ensure_future(_pass_on(response, send)), asyncio.ensure_future(_left(receive))
    try:
        await asyncio.wait({passing, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if passing.done():
            passing.result()
    finally:
        for each in (passing, leaving):
            each.cancel()
        await asyncio.gather(passing, leaving, return_exceptions=True)


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _answer(send: Send, status: int, body: bytes = b"") -> None:
    headers: list[Any] = [(b"content-length", str(len(body)).encode()), (b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
