"""What people do at their screens: look at the list, open a conversation, answer it, see a datum; then they think.

One act every few seconds, as somebody who reads and writes: first each of them, then by chance.  Everybody works on a
share of the conversations of their own.  One person in five also looks at what is hidden in the conversation they have
open.  What an act takes is measured from the request to the last byte of the answer; what is refused is counted and has
no time.
"""

import asyncio
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import chain

from benchmarks import messages
from benchmarks.load.http1 import Connection, Page

LIST, OPEN, ANSWER, SHOW = "list", "open", "answer", "show"
FIRST = (LIST, OPEN, ANSWER)
ONE_IN_LOOKS = 5
_SHARES = {LIST: 3, OPEN: 4, ANSWER: 2, SHOW: 1}
_CHIP = re.compile(r'data-url="(/atendimento/dado/[^"]+)"')
_SEEN = re.compile(r'name="seen" value="([0-9]*)"')
_CLICK = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "sheet"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """What everybody did: milliseconds by act, and how many were refused, by act and status."""

    times: dict[str, list[float]]
    refused: dict[str, int]

    def note(self, act: str, milliseconds: float, *, done: bool, status: int) -> None:
        """Add one act."""
        if done:
            self.times.setdefault(act, []).append(milliseconds)
        else:
            self.refused[f"{act} {status}"] = self.refused.get(f"{act} {status}", 0) + 1


@dataclass(slots=True)
class Open:
    """The conversation on the screen: which, up to where it was read, and the data in it nobody has looked at yet."""

    conversation: str = ""
    seen: str = ""
    chips: list[str] = field(default_factory=list)


class Person:
    """One person, one act after the other, until the task is cancelled."""

    def __init__(self, *, page: Page, place: int, conversations: list[str], acts: Acts) -> None:
        self._page = page
        self._conversations = conversations
        self._acts = acts
        self._chance = random.Random(place)  # noqa: S311  who does what when protects nothing
        shares = {act: share for act, share in _SHARES.items() if act != SHOW or place % ONE_IN_LOOKS == 0}
        self._choices, self._weights = list(shares), list(shares.values())
        self._open = Open()

    async def work(self, pace: tuple[float, float]) -> None:
        """Act, think for *pace* seconds, least and most, and act again; not all begin at once."""
        connection = await Connection.open(self._page.port)
        try:
            await asyncio.sleep(self._chance.uniform(0, pace[1]))
            for act in chain(FIRST, self._whatever_comes()):
                await self._act(connection, self._possible(act))
                await asyncio.sleep(self._chance.uniform(*pace))
        finally:
            connection.close()

    def _whatever_comes(self) -> Iterator[str]:
        while True:
            yield self._chance.choices(self._choices, self._weights)[0]

    def _possible(self, act: str) -> str:
        """Return *act*, or the opening of another conversation when this one has nothing to answer or to show."""
        lacking = (act == ANSWER and not self._open.seen) or (act == SHOW and not self._open.chips)
        return OPEN if lacking else act

    async def _act(self, connection: Connection, act: str) -> None:
        match act:
            case "list":
                await self._ask(connection, act, self._page.get("/atendimento/lista?view=todas"))
            case "open":
                await self._look_at(connection, self._chance.choice(self._conversations))
            case "answer":
                fields = {"text": self._chance.choice(messages.HARMLESS), "seen": self._open.seen, "about": ""}
                path = f"/atendimento/c/{self._open.conversation}/responder"
                request = self._page.post(path, fields, proof=connection.proof)
                await self._ask(connection, act, request, expected=HTTPStatus.NO_CONTENT)
            case _:
                request = self._page.post(self._open.chips.pop(), {"reason": "identity"}, proof=connection.proof)
                await self._ask(connection, act, request, holding="data-revealed")

    async def _look_at(self, connection: Connection, conversation: str) -> None:
        request = self._page.get(f"/atendimento/c/{conversation}?view=todas", **_CLICK)
        body = await self._ask(connection, OPEN, request, holding='id="sheet"')
        seen = _SEEN.search(body)
        self._open = Open(conversation, seen[1] if seen else "", _CHIP.findall(body))

    async def _ask(
        self,
        connection: Connection,
        act: str,
        request: bytes,
        *,
        expected: HTTPStatus = HTTPStatus.OK,
        holding: str = "",
    ) -> str:
        begun = time.perf_counter()
        status, body = await connection.ask(request)
        milliseconds, text = (time.perf_counter() - begun) * 1000, body.decode()
        self._acts.note(act, milliseconds, done=status == expected and holding in text, status=status)
        return text
