"""Objects in one bucket of an S3-compatible store, addressed by path, over the guarded client.

Five calls of the protocol are all we need, so the signature is ours (60 lines) and the SDK stays out: it would be a
second way out of this machine, with redirects, proxies and credentials of its own (decision 0023).

A sealed object is written to a file of ours first: its hash stands in the signature.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from io import FileIO
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from desvelo.base import clock
from desvelo.base.http.client import GuardedClient, Signature, Streamed
from desvelo.base.http.errors import RequestFailed
from desvelo.base.http.targets import Purpose
from desvelo.base.objects import signing, whole
from desvelo.base.objects.errors import ObjectMissing, StoreUnavailable
from desvelo.base.objects.signing import Access

LARGEST = 128 * 1024 * 1024
_PIECE_BYTES = 64 * 1024
_SECONDS = 120.0
_NOTHING = sha256(b"").hexdigest()


class Bucket:
    """A store behind an endpoint such as ``https://s3.example``."""

    def __init__(  # noqa: PLR0913  what a bucket is reached by
        self,
        *,
        client: GuardedClient,
        endpoint: str,
        bucket: str,
        access: Access,
        spool: Path,
        now: Callable[[], datetime] = clock.wall,
    ) -> None:
        self._client = client
        self._endpoint = endpoint
        self._host = urlsplit(endpoint).netloc
        self._bucket = bucket
        self._access = access
        self._spool = spool
        self._now = now

    @staticmethod
    def purpose(endpoint: str) -> Purpose:
        """Return what the client of this store may reach."""
        host = urlsplit(endpoint).hostname or ""
        return Purpose(name="objects", hosts=frozenset({host}), timeout_seconds=_SECONDS, max_bytes=LARGEST)

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write the whole object in one request."""
        with self._spool_file() as file:
            digest, length = _spooled(file, pieces)
            with self._asked("PUT", name, digest=digest, body=_pieces(file), length=length) as answer:
                _require(answer, HTTPStatus.OK)

    def _spool_file(self) -> FileIO:
        """Open a file that has no name."""
        try:
            self._spool.mkdir(mode=0o700, parents=True, exist_ok=True)
            return tempfile.TemporaryFile(dir=self._spool, buffering=0)
        except OSError:
            raise StoreUnavailable(reason="spool") from None

    def read(self, name: str) -> Iterator[bytes]:
        """Yield the object as it comes."""
        with self._asked("GET", name) as answer:
            _require_there(answer, HTTPStatus.OK)
            yield from answer.pieces

    def size(self, name: str) -> int:
        """Ask for the headers alone."""
        with self._asked("HEAD", name) as answer:
            _require_there(answer, HTTPStatus.OK)
            length = answer.headers.get("content-length", "")
            if not length.isdecimal():
                raise StoreUnavailable(reason="no_length")
            return int(length)

    def read_range(self, name: str, start: int, end: int) -> bytes:
        """Ask for a range; a store that answers with the whole object instead is refused before it is read."""
        with self._asked("GET", name, more={"range": f"bytes={start}-{end - 1}"}) as answer:
            _require_there(answer, HTTPStatus.PARTIAL_CONTENT)
            return b"".join(answer.pieces)

    def remove(self, name: str) -> None:
        """Delete the object; S3 answers 204 also for what is not there."""
        with self._asked("DELETE", name) as answer:
            _require(answer, HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND)

    @contextmanager
    def _asked(  # noqa: PLR0913  what a request is made of
        self,
        method: str,
        name: str,
        *,
        digest: str = _NOTHING,
        body: bytes | Iterator[bytes] = b"",
        length: int = 0,
        more: Mapping[str, str] = MappingProxyType({}),
    ) -> Iterator[Streamed]:
        """Ask, signed; *more* are headers the signature does not cover: what they change we see in the answer."""
        path = f"/{self._bucket}/{name}"
        headers = signing.signed(
            self._access, method=method, host=self._host, path=path, digest=digest, now=self._now(), more={}
        )
        signature = Signature(value=headers.pop("authorization"), origin=self._endpoint)
        headers |= more
        if method == "PUT":
            headers["content-length"] = str(length)
        try:
            with self._client.stream(
                method, f"{self._endpoint}{path}", headers=headers, content=body, bearer=signature
            ) as answer:
                yield answer
        except RequestFailed as error:
            raise StoreUnavailable(reason=error.code) from None


def _spooled(file: FileIO, pieces: Iterable[bytes]) -> tuple[str, int]:
    """Write the sealed object down; return its hash and length."""
    hashed = sha256()
    for piece in pieces:
        hashed.update(piece)
        try:
            whole.write(file, piece)
        except OSError:
            raise StoreUnavailable(reason="spool") from None
    length = file.tell()
    file.seek(0)
    return hashed.hexdigest(), length


def _pieces(file: FileIO) -> Iterator[bytes]:
    while piece := file.read(_PIECE_BYTES):
        yield piece


def _require_there(answer: Streamed, expected: int) -> None:
    if answer.status_code == HTTPStatus.NOT_FOUND:
        raise ObjectMissing
    _require(answer, expected)


def _require(answer: Streamed, *expected: int) -> None:
    if answer.status_code not in expected:
        raise StoreUnavailable(reason=f"http_{answer.status_code}")
