"""An answer that grows while somebody waits ends for the pages, too, when they wait no longer."""

import asyncio
from pathlib import Path

import pytest

import raw_asgi
from desvelo.config.bridge import Bridge

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\ntransfer-encoding: chunked\r\n\r\n"
LINES = b"application/x-ndjson"


class Growing:
    """What stands behind the bridge: sends a line each moment until nobody takes it, or *last* were sent."""

    def __init__(self, *, kind: bytes = LINES, last: int = 200) -> None:
        self.kind, self.last, self.sent = kind, last, 0
        self.ended = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(HEAD % self.kind)
        try:
            while self.sent < self.last and not reader.at_eof():
                self.sent += 1
                writer.write(b"2\r\n{}\r\n")
                await writer.drain()
                await asyncio.sleep(0.01)
            writer.write(b"0\r\n\r\n")
            await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()
            self.ended.set()


async def ask(folder: Path, pages: Growing, *, leaves_after: int | None) -> bytes:
    """Ask once, as somebody who leaves after some lines, or stays; return what came."""
    server = await asyncio.start_unix_server(pages.serve, folder / "web.sock")
    bridge, got, enough = Bridge(socket=folder / "web.sock", secure=False), bytearray(), asyncio.Event()
    asked = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> raw_asgi.Message:
        if asked:
            return asked.pop()
        await enough.wait()
        return {"type": "http.disconnect"}

    async def send(message: raw_asgi.Message) -> None:
        got.extend(message.get("body", b""))
        if leaves_after is not None and len(got) >= 2 * leaves_after:
            enough.set()

    await bridge(raw_asgi.scope("GET", "/"), receive, send)
    await asyncio.wait_for(pages.ended.wait(), 10)
    await bridge.close()
    server.close()
    await server.wait_closed()
    return bytes(got)


def test_whoever_stays_gets_all_of_it(tmp_path):
    async def run() -> tuple[bytes, int]:
        pages = Growing(last=20)
        return await ask(tmp_path, pages, leaves_after=None), pages.sent

    assert asyncio.run(run()) == (b"{}" * 20, 20)


def test_whoever_leaves_ends_it(tmp_path):
    async def run() -> int:
        pages = Growing()
        await ask(tmp_path, pages, leaves_after=3)
        return pages.sent

    assert asyncio.run(run()) < 20


@pytest.mark.parametrize("kind", [b"text/html; charset=utf-8"])
def test_a_page_goes_on_to_its_end_as_before(tmp_path, kind):
    """What the watch is for: without it, the pages go on writing for nobody."""

    async def run() -> int:
        pages = Growing(kind=kind, last=40)
        await ask(tmp_path, pages, leaves_after=3)
        return pages.sent

    assert asyncio.run(run()) == 40
