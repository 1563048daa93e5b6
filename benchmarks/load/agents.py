"""People at their screens: each listens to the stream, and asks for what changed as the desk's own script does.

A process of its own.  When the stream names a conversation, the page waits a moment, so that many changes make one
request, then fetches its list, and its messages if the open conversation is concerned.  One request at a time.  Who
works does so beside that, on a connection of their own.

Reads one job (see ``Job``) and then, when it should stop, one word from stdin; writes ``ready`` once every stream is
open, and in the end one result to stdout.
"""

import asyncio
import json
import re
import sys
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from benchmarks.load.http1 import Connection, Page
from benchmarks.load.working import FIRST, Acts, Person
from benchmarks.programs import MeasureFailed

PAUSE_SECONDS = 0.15  # src/desvelo/base/ui/static/ui/js/refresh.js
STIR_SECONDS = 60.0
MOST_SECONDS_MORE = 30.0
AGAIN_SECONDS = 1.0
_MARK = re.compile(rb"\bzq(?:[a-z]{10})\b")
_DATA = b"data: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Who sits there: the cookie of each, the conversation each has open, which conversations each keeps time of.

    With a pace they also work, an act every so many seconds.
    """

    port: int
    cookies: list[str]
    opened: list[str]
    watched: list[list[str]]
    pages: bool = True
    pace: tuple[float, float] | None = None


@dataclass(slots=True, kw_only=True)
class Seen:
    """What reached the screens: (when, conversation, number) for each notice; when each mark was first seen; times."""

    notices: list[tuple[int, str, int]] = field(default_factory=list)
    marks: dict[str, int] = field(default_factory=dict)
    list_ms: list[float] = field(default_factory=list)
    items_ms: list[float] = field(default_factory=list)
    other_answers: int = 0
    acts: dict[str, list[float]] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    streams_refused: int = 0

    @property
    def last_at(self) -> int:
        """Return when the last notice came."""
        return max(at for at, _, _ in self.notices)

    def require_pages(self) -> None:
        """Raise MeasureFailed if a page was refused: what was not shown took no time."""
        if self.other_answers:
            raise MeasureFailed(f"{self.other_answers} fetches were not answered 200")


class Agent:
    """One person with one conversation open."""

    def __init__(self, *, job: Job, place: int, seen: Seen) -> None:
        self._seen = seen
        self._cookie, self._opened = job.cookies[place], job.opened[place]
        self._watched = frozenset(job.watched[place])
        self._port = job.port
        self._list_changed = self._items_changed = False
        self._changed = asyncio.Event()

    async def listen(self, ready: asyncio.Semaphore) -> None:
        """Follow the stream until it is cut; where it is refused, ask again as the desk's own script does."""
        page = Page(port=self._port, cookie=self._cookie)
        while True:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            writer.write(page.get(f"/events?c={self._opened}"))
            if b" 200 " in await reader.readline():
                return await self._follow(reader, ready)
            writer.close()
            self._seen.streams_refused += 1
            await asyncio.sleep(AGAIN_SECONDS)

    async def _follow(self, reader: asyncio.StreamReader, ready: asyncio.Semaphore) -> None:
        while line := await reader.readline():
            if line.startswith(_DATA):
                self._hear(time.monotonic_ns(), json.loads(line[len(_DATA) :]))
            elif line.startswith(b"event: hello"):
                ready.release()

    async def look(self) -> None:
        """Fetch what changed, again and again."""
        page = Page(port=self._port, cookie=self._cookie, background=True)
        connection = await Connection.open(self._port)
        while True:
            await self._changed.wait()
            await asyncio.sleep(PAUSE_SECONDS)
            self._changed.clear()
            if self._items_changed:
                self._items_changed = False
                path = f"/atendimento/c/{self._opened}/mensagens"
                ended, body = await self._fetch(connection, page.get(path), self._seen.items_ms)
                self._find_marks(ended, body)
            if self._list_changed:
                self._list_changed = False
                path = f"/atendimento/lista?view=todas&c={self._opened}&shown=50"
                await self._fetch(connection, page.get(path), self._seen.list_ms)

    async def stay(self) -> None:
        """Click now and then: a screen that nobody touches locks, and a locked one hears nothing."""
        page = Page(port=self._port, cookie=self._cookie)
        while True:
            await asyncio.sleep(STIR_SECONDS)
            connection = await Connection.open(self._port)
            status, _ = await connection.ask(page.get("/atendimento/lista?view=todas"))
            connection.close()
            self._seen.other_answers += status != HTTPStatus.OK

    def _hear(self, at: int, notice: dict[str, Any]) -> None:
        conversation = notice.get("c")
        if conversation is None:
            return
        if conversation in self._watched and notice["kind"] == "message.in":
            self._seen.notices.append((at, conversation, notice["n"]))
        self._list_changed = True
        self._items_changed |= conversation == self._opened
        self._changed.set()

    async def _fetch(self, connection: Connection, request: bytes, times: list[float]) -> tuple[int, bytes]:
        begun = time.monotonic_ns()
        status, body = await connection.ask(request)
        ended = time.monotonic_ns()
        times.append((ended - begun) / 1e6)
        self._seen.other_answers += status != HTTPStatus.OK
        return ended, body

    def _find_marks(self, at: int, body: bytes) -> None:
        for mark in _MARK.findall(body):
            self._seen.marks.setdefault(mark.decode(), at)


async def watch(job: Job) -> Seen:
    """Let everybody sit there until the word comes."""
    seen, ready = Seen(), asyncio.Semaphore(0)
    agents = [Agent(job=job, place=place, seen=seen) for place in range(len(job.cookies))]
    tasks = [asyncio.create_task(doing) for agent in agents for doing in (agent.listen(ready), agent.stay())]
    if job.pages:
        tasks += [asyncio.create_task(agent.look()) for agent in agents]
    if job.pace:
        tasks += [asyncio.create_task(person.work(job.pace)) for person in _people(job, seen)]
    for _ in agents:
        await ready.acquire()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    stop = asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    done, _ = await asyncio.wait([*tasks, stop], return_when=asyncio.FIRST_COMPLETED)
    for task in [each for each in done if each is not stop]:
        task.result()
        raise ConnectionError("a stream ended")
    if job.pace:
        await _each_act_once(seen)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return seen


async def _each_act_once(seen: Seen) -> None:
    """Let everybody work on, after a short stretch on a busy machine, until every kind of act has a time."""
    for _ in range(int(MOST_SECONDS_MORE / PAUSE_SECONDS)):
        if seen.acts.keys() >= set(FIRST):
            return
        await asyncio.sleep(PAUSE_SECONDS)


def _people(job: Job, seen: Seen) -> list[Person]:
    """Return everybody as a person who works on the conversations of their share."""
    acts = Acts(times=seen.acts, refused=seen.refused)
    return [
        Person(page=Page(port=job.port, cookie=cookie), place=place, conversations=job.watched[place], acts=acts)
        for place, cookie in enumerate(job.cookies)
    ]


def main() -> None:
    """Watch, then tell."""
    seen = asyncio.run(watch(Job(**json.loads(sys.stdin.readline()))))
    result = {name: getattr(seen, name) for name in Seen.__dataclass_fields__}
    json.dump(result, sys.stdout)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
