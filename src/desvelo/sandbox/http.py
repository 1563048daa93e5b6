"""The little of HTTP that a raw ASGI application needs: a request read whole, a response written whole or streamed."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qsl

import msgspec

MAX_BODY: Final = 4 * 1024 * 1024
MAX_FILE: Final = 24 * 1024 * 1024
_WITH_FILES: Final = ("/media", "/control/messages")

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Refusal(Exception):
    """The request ends here, with a status and a sentence."""

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What arrived; header names are lower case, repeated headers keep the last."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:
        """Return the body as an object; raises Refusal."""
        try:
            return msgspec.json.decode(self.body, type=dict[str, Any])
        except msgspec.MsgspecError:
            raise Refusal(HTTPStatus.BAD_REQUEST, "The body is not a JSON object.") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What leaves; a *stream* replaces the body, *delay_seconds* it waits.

    *silent* means that no answer ever comes, *broken* that the connection ends in the middle of one.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    stream: AsyncIterator[bytes] | None = None
    silent: bool = False
    broken: bool = False
    delay_seconds: float = 0.0


def as_json(content: object, *, status: int = 200) -> Response:
    """Return plain JSON, as the control interface speaks it."""
    return Response(status=status, headers={"content-type": "application/json"}, body=msgspec.json.encode(content))


async def read(scope: Scope, receive: Receive) -> Request:
    """Read a request to its end; raises Refusal when it is too large."""
    body = bytearray()
    most = MAX_FILE if scope["path"].endswith(_WITH_FILES) else MAX_BODY
    while True:
        event = await receive()
        body += event.get("body", b"")
        if len(body) > most:
            raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The body is larger than {most // 2**20} MiB.")
        if event["type"] == "http.disconnect" or not event.get("more_body", False):
            break
    return Request(
        method=scope["method"],
        path=scope["path"],
        query=dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)),
        headers={name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]},
        body=bytes(body),
    )


async def write(response: Response, send: Send) -> None:
    """Write a response that is not a stream."""
    headers = {"content-length": str(len(response.body)), "x-content-type-options": "nosniff", **response.headers}
    await send({"type": "http.response.start", "status": int(response.status), "headers": encoded(headers)})
    await send({"type": "http.response.body", "body": response.body})


def encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Return headers as ASGI wants them."""
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
