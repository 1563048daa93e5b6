"""Send webhooks over raw sockets: as fast as the answers come, or at a rate that does not wait for them.

A process of its own with one loop and no framework; every request is made and signed before the first is sent.  At a
rate, a request's time begins when it was due, not when a connection was free, so a slow server cannot hide behind the
requests that it delayed.

Reads one job (see ``Job``) and then one word from stdin; writes ``ready`` and then one result to stdout.
"""

import json
import select
import socket
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from benchmarks.webhooks import Sender, wamids

PATIENCE_NS = 10_000_000_000
_RECEIVE = 65_536
_LENGTH = b"\r\ncontent-length: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to send: one webhook for each of *phones* and *texts*, a text of None standing for one of *size* bytes."""

    port: int
    number: str
    secret: str
    connections: int
    phones: list[str]
    texts: list[str | None]
    size: int = 1024
    seconds: float
    rate: float | None = None

    def requests(self) -> list[bytes]:
        """Make and sign every request."""
        sender = Sender(number=self.number, secret=self.secret)
        return [
            sender.request(self._body(sender, text, phone=phone, wamid=wamid), port=self.port)
            for phone, text, wamid in zip(self.phones, self.texts, wamids(), strict=False)
        ]

    def _body(self, sender: Sender, text: str | None, *, phone: str, wamid: str) -> bytes:
        if text is None:
            return sender.filled(self.size, phone=phone, wamid=wamid)
        return sender.body(text, phone=phone, wamid=wamid)


@dataclass(slots=True)
class Line:
    """One connection and the request that is under way on it."""

    socket: socket.socket
    request: int = -1
    answer: bytearray = field(default_factory=bytearray)


class Generator:
    """One run."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._requests = job.requests()
        self._due: list[int] = []
        self._done: list[int] = []
        self._status: list[int] = []
        self._epoll = select.epoll()
        self._lines: dict[int, Line] = {}
        self._idle: deque[Line] = deque()
        for _ in range(job.connections):
            self._connect()

    def run(self) -> dict[str, Any]:
        """Send until the time or the requests are over, wait for the last answers, and return what happened."""
        begun = time.monotonic_ns()
        end = begun + int(self._job.seconds * 1e9)
        waiting: deque[int] = deque()
        due = self._due_times(begun, end)
        upcoming = next(due, None)
        while upcoming is not None or waiting or len(self._idle) < len(self._lines):
            now = time.monotonic_ns()
            while upcoming is not None and upcoming <= now and (self._job.rate or self._idle):
                waiting.append(self._new(upcoming if self._job.rate else now))
                upcoming = next(due, None)
                self._send(waiting)
            self._send(waiting)
            if now > end + PATIENCE_NS:
                break
            self._receive(now, upcoming)
        return {"begun": begun, "due": self._due, "done": self._done, "status": self._status}

    def _due_times(self, begun: int, end: int) -> Iterator[int]:
        """Yield when each request is due; without a rate, as soon as there is a connection until the time is over."""
        for number in range(len(self._requests)):
            due = begun + int(number / self._job.rate * 1e9) if self._job.rate else begun
            if due >= end or (not self._job.rate and time.monotonic_ns() >= end):
                return
            yield due

    def _new(self, due: int) -> int:
        self._due.append(due)
        self._done.append(0)
        self._status.append(0)
        return len(self._due) - 1

    def _send(self, waiting: deque[int]) -> None:
        while waiting and self._idle:
            line = self._idle.popleft()
            line.request = waiting.popleft()
            line.socket.sendall(self._requests[line.request])

    def _receive(self, now: int, upcoming: int | None) -> None:
        pause = 0.1 if upcoming is None or not self._job.rate else max(0, upcoming - now) / 1e9
        for descriptor, _ in self._epoll.poll(pause):
            line = self._lines[descriptor]
            data = line.socket.recv(_RECEIVE)
            line.answer += data
            if not data:
                self._replace(line)
            elif _is_whole(line.answer):
                self._finish(line, status=int(line.answer[9:12]))

    def _finish(self, line: Line, *, status: int) -> None:
        self._done[line.request] = time.monotonic_ns()
        self._status[line.request] = status
        line.request = -1
        line.answer.clear()
        self._idle.append(line)

    def _connect(self) -> None:
        line = Line(socket.create_connection(("127.0.0.1", self._job.port)))
        line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._epoll.register(line.socket, select.EPOLLIN)
        self._lines[line.socket.fileno()] = line
        self._idle.append(line)

    def _replace(self, line: Line) -> None:
        """Connect again where the server hung up; what was under way there stays without an answer."""
        self._epoll.unregister(line.socket)
        del self._lines[line.socket.fileno()]
        if line in self._idle:
            self._idle.remove(line)
        line.socket.close()
        self._connect()


def _is_whole(answer: bytearray) -> bool:
    """Tell whether an answer came whole; every server here says how long its answers are."""
    head, parted, body = answer.partition(b"\r\n\r\n")
    return bool(parted) and len(body) >= int(head.lower().partition(_LENGTH)[2].partition(b"\r\n")[0])


def main() -> None:
    """Get ready, wait for the word, run, tell."""
    generator = Generator(Job(**json.loads(sys.stdin.readline())))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    json.dump(generator.run(), sys.stdout)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
