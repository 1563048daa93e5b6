"""The guarded client.  httpx reads the URL, httpcore speaks, and between them stand our rules.

``httpx.Client`` is left out on purpose: redirects, cookies, proxies from the environment, netrc and its log line with
the whole URL are not switched off here, they are absent.

Source: security-design section 11, D2.9.
"""

import re
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import Self

import httpcore
import httpx

from desvelo.base.http import targets, wire
from desvelo.base.http.errors import (
    CredentialRefused,
    Encoded,
    HeaderRefused,
    Redirected,
    TimedOut,
    TooLarge,
    Unreachable,
)
from desvelo.base.http.targets import Purpose, Target

_REDIRECTS = frozenset(
    {
        HTTPStatus.MOVED_PERMANENTLY,
        HTTPStatus.FOUND,
        HTTPStatus.SEE_OTHER,
        HTTPStatus.TEMPORARY_REDIRECT,
        HTTPStatus.PERMANENT_REDIRECT,
    }
)
_OURS = frozenset({"host", "connection", "accept-encoding", "cookie", "authorization", "transfer-encoding"})
_HEADER_NAME = re.compile(r"[a-z0-9-]+")
_HEADER_VALUE = re.compile(r"[!-~](?:[ -~]*[!-~])?")
_NOT_WRITTEN = (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A token and the one origin it may be sent to, such as ``https://graph.facebook.com``."""

    token: str = field(repr=False)
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What speaks for us where a token would be too much: the whole ``authorization`` value, and its one origin."""

    value: str = field(repr=False)
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: any status, redirects excepted; header names in lower case."""

    status_code: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Streamed:
    """An answer whose body is taken piece by piece while the connection is open; too much of it raises TooLarge."""

    status_code: int
    headers: Mapping[str, str]
    pieces: Iterator[bytes] = field(repr=False)


class GuardedClient:
    """Calls what *purpose* admits, and nothing else; safe to share between threads.

    *loopback_origin* is the sandbox, the only origin plain http may reach (demo and sandbox mode only).
    """

    def __init__(
        self,
        *,
        purpose: Purpose,
        loopback_origin: str | None = None,
        resolve: wire.Resolve = wire.resolve,
        network: httpcore.NetworkBackend | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._purpose = purpose
        self._loopback = targets.parse_loopback(loopback_origin) if loopback_origin else None
        inside = targets.parse(purpose.origin) if purpose.origin else None
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context or trusted_roots(),
            max_connections=32,
            keepalive_expiry=30.0,
            network_backend=wire.PinnedBackend(
                resolve=resolve,
                network=network or httpcore.SyncBackend(),
                loopback=(self._loopback.host, self._loopback.port) if self._loopback else None,
                inside=(inside.host, inside.port) if inside else None,
            ),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Drop every open connection."""
        self._pool.close()

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | Iterator[bytes] = b"",
        bearer: Bearer | Signature | None = None,
    ) -> Answer:
        """Send one request and return the whole answer.

        Raises SchemeRefused, HostRefused, AddressRefused, HeaderRefused, CredentialRefused, Redirected, TooLarge,
        Encoded, Unreachable, TimedOut; each says in ``after_write`` whether the far end may have acted.
        """
        with self.stream(method, url, headers=headers, content=content, bearer=bearer) as answer:
            body = b"".join(answer.pieces)
        return Answer(status_code=answer.status_code, headers=answer.headers, body=body)

    @contextmanager
    def stream(  # noqa: PLR0913  what a request is made of
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | Iterator[bytes] = b"",
        bearer: Bearer | Signature | None = None,
        max_bytes: int | None = None,
    ) -> Iterator[Streamed]:
        """Send one request and give its answer piece by piece, *max_bytes* of it if the purpose allows as many.

        Content in pieces needs its ``content-length`` among *headers*.  Raises what ``request`` raises, also while
        pieces are taken.
        """
        target = targets.parse(url)
        targets.require_admitted(target, purpose=self._purpose, loopback=self._loopback)
        sent_headers = _headers(target, headers or {}, bearer)
        limit = self._purpose.max_bytes if max_bytes is None else min(max_bytes, self._purpose.max_bytes)
        with (
            _failures_named(),
            self._pool.stream(
                method,
                _location(target),
                headers=sent_headers,
                content=content,
                extensions={"timeout": _until(self._purpose.timeout_seconds)},
            ) as response,
        ):
            yield _accepted(response, limit=limit)


def _accepted(response: httpcore.Response, *, limit: int) -> Streamed:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    if response.status in _REDIRECTS:
        raise Redirected(status_code=response.status)
    if headers.get("content-encoding", "identity") != "identity":
        raise Encoded
    return Streamed(status_code=response.status, headers=headers, pieces=_bounded(response, limit=limit))


def _bounded(response: httpcore.Response, *, limit: int) -> Iterator[bytes]:
    """Take the body piece by piece, so that too much is noticed before it is held."""
    taken = 0
    for piece in response.iter_stream():
        taken += len(piece)
        if taken > limit:
            raise TooLarge(max_bytes=limit)
        yield piece


def trusted_roots() -> ssl.SSLContext:
    """Trust the roots shipped with httpx and those of this system: a bare machine has none, a company has its own."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def _headers(target: Target, wanted: Mapping[str, str], bearer: Bearer | Signature | None) -> list[tuple[str, str]]:
    """Write the header block; what decides where a request goes and who it speaks for is ours alone."""
    headers = {"host": target.authority, "accept-encoding": "identity"}
    for name, value in wanted.items():
        if name.lower() in _OURS:
            raise HeaderRefused(reason="not_for_callers")
        headers[name.lower()] = value
    if bearer is not None:
        if targets.parse(bearer.origin).origin != target.origin:
            raise CredentialRefused
        headers["authorization"] = f"Bearer {bearer.token}" if isinstance(bearer, Bearer) else bearer.value
    if not all(_HEADER_NAME.fullmatch(name) and _HEADER_VALUE.fullmatch(value) for name, value in headers.items()):
        raise HeaderRefused(reason="not_plain")
    return list(headers.items())


def _location(target: Target) -> httpcore.URL:
    return httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.url.raw_path)


def _until(seconds: float) -> dict[str, float]:
    """The instant by which all must be over (see wire.py); only the wait for a free connection is a duration."""
    deadline = time.monotonic() + seconds
    return {"connect": deadline, "read": deadline, "write": deadline, "pool": seconds}


@contextmanager
def _failures_named() -> Iterator[None]:
    """Give httpcore's failures our names, and say whether anything may have been written."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise TimedOut(after_write=not isinstance(error, _NOT_WRITTEN)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise Unreachable(after_write=not isinstance(error, _NOT_WRITTEN)) from error
