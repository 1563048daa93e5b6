"""As little HTTP as a measuring client needs: requests as bytes, answers read whole, one connection kept."""

import asyncio
import re
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

COOKIE, CSRF_COOKIE = "desvelo", "desvelo-csrf"
_PROOF = re.compile(rb"(?i:set-cookie): " + CSRF_COOKIE.encode() + rb"=([^;\r]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page of a signed-in person sends along; *background* says that nobody asked for it."""

    port: int
    cookie: str
    background: bool = False

    def headers(self) -> dict[str, str]:
        """Return the headers of a fetch."""
        of_script = {"HX-Request": "true", "X-Desvelo-Background": "1"} if self.background else {}
        whose = {"Host": f"localhost:{self.port}", "Cookie": f"{COOKIE}={self.cookie}"}
        return {**whose, "Accept": "text/html", **of_script}

    def get(self, path: str, **more: str) -> bytes:
        """Return a whole request."""
        return _request("GET", path, {**self.headers(), **more})

    def post(self, path: str, fields: dict[str, str], *, proof: str) -> bytes:
        """Return a whole request with a form and the token that proves it is ours."""
        body = form(fields, proof=proof)
        headers = {**self.headers(), **self.form_headers(proof), "Content-Length": str(len(body))}
        return _request("POST", path, headers) + body.encode()

    def form_headers(self, proof: str) -> dict[str, str]:
        """Return the headers that a form adds."""
        return {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://localhost:{self.port}",
            "Cookie": f"{COOKIE}={self.cookie}; {CSRF_COOKIE}={proof}",
        }


def form(fields: dict[str, str], *, proof: str) -> str:
    """Return the body of a form."""
    return urlencode({**fields, "csrfmiddlewaretoken": proof})


def _request(method: str, path: str, headers: dict[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class Connection:
    """One connection kept alive, for a loop; *proof* is the token for forms that the server gave last."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self.proof = ""

    @classmethod
    async def open(cls, port: int) -> Self:
        """Connect."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    def close(self) -> None:
        """Hang up."""
        self._writer.close()

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Return status and body."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        if found := _PROOF.search(head):
            self.proof = found[1].decode()
        headers = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
        if headers.get(b"transfer-encoding") == b"chunked":
            return int(head[9:12]), await self._chunks()
        return int(head[9:12]), await self._reader.readexactly(int(headers.get(b"content-length", b"0")))

    async def _chunks(self) -> bytes:
        body = bytearray()
        while size := int(await self._reader.readline(), 16):
            body += await self._reader.readexactly(size)
            await self._reader.readline()
        await self._reader.readline()
        return bytes(body)


class Visit:
    """One signed-in person asking one thing after the other, and how long each answer takes; use it in a ``with``."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._connection = HTTPConnection("127.0.0.1", page.port, timeout=60)
        self._proof = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    def get(self, path: str, **more: str) -> tuple[float, str]:
        """Return milliseconds and body; raise ConnectionError unless it was answered 200."""
        return self._ask("GET", path, body=None, more=more)

    def post(self, path: str, fields: dict[str, str]) -> tuple[float, str]:
        """Send a form with its token."""
        body = form(fields, proof=self._proof)
        return self._ask("POST", path, body=body, more=self._page.form_headers(self._proof))

    def _ask(self, method: str, path: str, *, body: str | None, more: dict[str, str]) -> tuple[float, str]:
        begun = time.perf_counter()
        self._connection.request(method, path, body=body, headers={**self._page.headers(), **more})
        answer = self._connection.getresponse()
        content = answer.read().decode()
        milliseconds = (time.perf_counter() - begun) * 1000
        if answer.status != 200:  # noqa: PLR2004  OK
            raise ConnectionError(f"{method} {path}: {answer.status}")
        for header in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = header.partition(";")[0].partition("=")
            self._proof = value if name == CSRF_COOKIE else self._proof
        return milliseconds, content
