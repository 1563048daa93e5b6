"""The door: where Meta's webhooks arrive.  A raw ASGI callable, because this is the one address strangers may hit hard.

It checks the signature over the bytes as they came, seals them to a key whose other half it does not have, waits for
the commit, and only then says 200.  Whatever is authentic is acknowledged, readable or not.

Answers: 401 not signed by an app of ours, 413 too large, 415 compressed or not JSON, 408 too slow, 503 not durable in
time or no room for it (Meta sends again), 200 otherwise.

Memory is bounded twice: by what waits for the disk, which only Meta can fill, and by what is being read, which anybody
can.  So the beginning of each body, all there is of most, needs no room: whoever sends large bodies slowly to fill the
room keeps out other large bodies and nothing else.

Source: security-design D2.1 to D2.3; whatsapp-cloud-api sections 2 to 4.
"""

import asyncio
import hashlib
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from desvelo.kernel.whatsapp import handshake, signature
from desvelo.service.channel.app_secrets import Door
from desvelo.service.channel.group_commit import Delivery, GroupCommit
from desvelo.service.channel.room import Full, Place, Room

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

LARGEST_BODY = 4 * 1024 * 1024
SMALL_BODY = 64 * 1024
MOST_READING_BYTES = 16 * 1024 * 1024
SLOWEST_BODY_SECONDS = 20.0
COMMIT_DEADLINE_SECONDS = 4.0
RETRY_AFTER_SECONDS = 5
OUTCOMES = {
    200: "acknowledged",
    400: "cut_off",
    408: "too_slow",
    413: "too_large",
    415: "wrong_type",
    503: "not_durable",
}
_LONGEST_LENGTH = 20
_ANY_NUMBER = 2**31
_log = logging.getLogger("desvelo.door")


class TooLarge(Exception):
    """The body is longer than any Meta sends."""


class WebhookDoor:
    """Serves ``/webhooks/whatsapp``."""

    def __init__(self, *, door: Door, group_commit: GroupCommit) -> None:
        self._door = door
        self._group_commit = group_commit
        self._reading = Room(most_places=_ANY_NUMBER, most_bytes=MOST_READING_BYTES)
        self.outcomes: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["method"] == "GET":
            await self._verify_address(scope, send)
        elif scope["method"] == "POST":
            status = await self._accept(scope, receive)
            if status in OUTCOMES:
                self.outcomes[OUTCOMES[status]] += 1
            await _answer(send, status)
        else:
            await _answer(send, 405)

    async def _verify_address(self, scope: Scope, send: Send) -> None:
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        challenge = handshake.answer(query, self._door.refresh().file.verify_token)
        await (_answer(send, 403) if challenge is None else _answer(send, 200, challenge.encode()))

    async def _accept(self, scope: Scope, receive: Receive) -> int:
        received_at, started = datetime.now(UTC), time.perf_counter_ns()
        headers = {name.lower(): value for name, value in scope["headers"]}
        refused = _refused_by_headers(headers)
        if refused:
            return refused
        try:
            body = await self._body(receive)
        except (TooLarge, Full, TimeoutError) as trouble:
            return _status_of(trouble)
        if body is None:
            return 400
        verdict = signature.verify(_text(headers.get(b"x-hub-signature-256")), body, self._door.refresh().secrets)
        if not verdict.accepted:
            self.outcomes[f"signature_{verdict.reason.value}"] += 1
            _log.warning("door.refused", extra={"code": verdict.reason.value})
            return 401
        delivery = Delivery(
            id=delivery_id(headers[b"x-hub-signature-256"]),
            body=body,
            secret_ids=tuple(secret.id for secret in verdict.matched),
            received_at=received_at,
            verified_us=(time.perf_counter_ns() - started) // 1_000,
        )
        return await self._store(delivery)

    async def _body(self, receive: Receive) -> bytes | None:
        """Read the body in time.

        Without a task of its own (``wait_for``): a task and its exception hold each other, and so whatever was read of
        a refused body, until the garbage collector comes by.
        """
        with self._reading.place() as place:
            async with asyncio.timeout(SLOWEST_BODY_SECONDS):
                return await _read(receive, place)

    async def _store(self, delivery: Delivery) -> int:
        try:
            async with asyncio.timeout(COMMIT_DEADLINE_SECONDS):
                await self._group_commit.store(delivery)
        except Exception as error:  # noqa: BLE001  anything that kept it from the disk means: send it again
            _log.error("door.not_durable", extra={"code": type(error).__name__})
            return 503
        return 200


def delivery_id(signature_header: bytes) -> bytes:
    """Name a delivery by its signature: the same body gives the same id, and nobody can guess a body from it."""
    return hashlib.sha256(b"desvelo/delivery" + signature_header).digest()[:16]


def _refused_by_headers(headers: Mapping[bytes, bytes]) -> int:
    if headers.get(b"content-encoding", b"identity").strip().lower() not in {b"", b"identity"}:
        return 415
    if headers.get(b"content-type", b"").split(b";")[0].strip().lower() != b"application/json":
        return 415
    return 413 if _is_too_long(headers.get(b"content-length", b"0")) else 0


def _is_too_long(length: bytes) -> bool:
    """Tell whether a length is too large or none at all; Python refuses to read one of thousands of digits."""
    return not length.isdigit() or len(length) > _LONGEST_LENGTH or int(length) > LARGEST_BODY


async def _read(receive: Receive, place: Place) -> bytes | None:
    """Return the whole body, or None when the sender left before its end; raises TooLarge, Full."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            raise TooLarge
        place.grow(len(body) - SMALL_BODY)
        if not message.get("more_body"):
            return bytes(body)


def _status_of(trouble: Exception) -> int:
    match trouble:
        case TooLarge():
            return 413
        case TimeoutError():
            return 408
        case _:
            return 503


def _text(header: bytes | None) -> str | None:
    return None if header is None else header.decode("latin-1")


async def _answer(send: Send, status: int, body: bytes = b"") -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"cache-control", b"no-store"),
    ]
    if status == 503:  # noqa: PLR2004  "not now"
        headers.append((b"retry-after", str(RETRY_AFTER_SECONDS).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
