"""The smallest ASGI client: calls an application as a server would, and keeps what it sent."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Message = dict[str, Any]
App = Callable[
    [dict[str, Any], Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]


@dataclass
class Answer:
    """What came back."""

    status: int = 0
    headers: dict[bytes, bytes] = field(default_factory=dict)
    body: bytes = b""


def scope(method: str, path: str, *, headers: Sequence[tuple[bytes, bytes]] = (), query: bytes = b"") -> dict[str, Any]:
    """Return the scope of one request."""
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "headers": [(b"host", b"localhost"), *headers],
        "client": ("198.51.100.7", 40_000),
        "scheme": "http",
        "http_version": "1.1",
    }


async def ask(
    app: App,
    asked: dict[str, Any],
    *,
    chunks: Sequence[bytes] = (b"",),
    cut_off: bool = False,
    at_start: Callable[[int], None] = lambda _status: None,
) -> Answer:
    """Send one request with its body in *chunks*; *at_start* runs the moment the status is known.

    With *cut_off* the sender leaves instead of sending the last chunk.
    """
    answer = Answer()
    incoming = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    incoming[-1] = {"type": "http.disconnect"} if cut_off else {**incoming[-1], "more_body": False}

    async def receive() -> Message:
        await asyncio.sleep(0)
        return incoming.pop(0) if incoming else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status, answer.headers = message["status"], dict(message["headers"])
            at_start(answer.status)
        else:
            answer.body += message.get("body", b"")

    await app(asked, receive, send)
    return answer
