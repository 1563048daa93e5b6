"""Customers who write at a rate, agents who watch, and what of it reached the screens when."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate, count

from benchmarks import messages
from benchmarks.effort import Effort
from benchmarks.installation import QUIET_SECONDS, Installation
from benchmarks.load import agents
from benchmarks.load.backlog import Backlog
from benchmarks.load.generator import Job
from benchmarks.load.sending import Sent, in_turn, send
from benchmarks.programs import MeasureFailed, Program

ONE_IN = 10  # messages that go to conversations somebody has open
INTRODUCTIONS_A_SECOND = 200.0
SLOWEST_DOOR = 100.0
_LAST = "SELECT coalesce(max(arrival), 0) FROM channel_message"
_ARRIVALS = (
    "SELECT c.public_id, array_agg(m.arrival ORDER BY m.arrival) FROM channel_message m "
    "JOIN desk_conversation c ON (c.contact_id, c.number_id) = (m.contact_id, m.number_id) "
    "WHERE m.direction = 'in' AND m.arrival > %s GROUP BY 1"
)
_serial = count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What a stretch of traffic came to; a time that never ended is infinite."""

    sent: Sent
    told_ms: list[float]
    shown_ms: list[float]
    seen: agents.Seen
    backlog: Backlog
    cpu_seconds: dict[str, float]

    @property
    def rate(self) -> float:
        """Return how many messages in a second reached the screens, from the first request to the last notice."""
        return len(self.told_ms) / ((self.seen.last_at - self.sent.begun) / 1e9)

    @property
    def cpu_us(self) -> dict[str, float]:
        """Return the processor time of one message, role by role."""
        return {role: seconds / len(self.told_ms) * 1e6 for role, seconds in self.cpu_seconds.items()}


class Customers:
    """Everybody who writes to one installation."""

    def __init__(self, installation: Installation, effort: Effort) -> None:
        self._installation = installation
        self._connections = effort.connections
        self.phones = messages.phones(effort.contacts)

    def introduce_themselves(self) -> None:
        """Let everybody write once."""
        self.write(["Bom dia!"] * len(self.phones), rate=INTRODUCTIONS_A_SECOND)

    def write(self, texts: Sequence[str], *, rate: float) -> None:
        """Let one message arrive for each of *texts*, from everybody in turn; return when all are taken in."""
        self.send(range(len(texts)), texts, rate=rate)
        self._installation.wait_until_quiet()

    def send(self, places: Sequence[int], texts: Sequence[str], *, rate: float | None) -> Sent:
        """Send one webhook for each of *places* and *texts*, without a *rate* as fast as they are accepted.

        Raises MeasureFailed unless all are.
        """
        info = self._installation.info
        job = Job(
            port=self._installation.port,
            number=info["phone_number_id"],
            secret=info["app_secret"],
            connections=self._connections,
            phones=[self.phones[place % len(self.phones)] for place in places],
            texts=list(texts),
            seconds=len(texts) / (rate or SLOWEST_DOOR) + 1,
            rate=rate,
        )
        sent = send(job)
        sent.require_all_accepted()
        if len(sent.due) != len(texts):
            raise MeasureFailed(f"{len(texts) - len(sent.due)} of {len(texts)} webhooks were not sent in time")
        return sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Agents at their screens, and the conversations of the customers, in the order of their phones."""

    installation: Installation
    effort: Effort
    customers: Customers
    conversations: list[str]
    cookies: list[str]

    def flow(self, *, rate: float, seconds: float, pages: bool, working: bool = False) -> Flow:
        """Let customers write at *rate* for *seconds* while the agents listen.

        They fetch what changed if *pages*, and do their work beside that if *working*.
        """
        before = self.newest()
        places = list(self._places(max(1, int(rate * seconds))))
        marks = {n: messages.mark(next(_serial)) for n, place in enumerate(places) if place < self.effort.agents}
        texts = in_turn(messages.mix(2_000), len(places))
        marked = [f"{marks[n]} {text}" if n in marks else text for n, text in enumerate(texts)]
        spent = self.installation.cpu_seconds()
        with self.watching(pages=pages, working=working) as watching, Backlog(self.installation) as backlog:
            sent = self.customers.send(places, marked, rate=rate)
            # A rate that did not hold is a figure too, so what is left of it may take as long again.
            seen = self.end(watching, pages=pages, patience=QUIET_SECONDS + seconds)
        return Flow(
            sent=sent,
            told_ms=self.told_ms(places, sent.due, seen, before=before),
            shown_ms=[(seen.marks.get(mark, math.inf) - sent.due[n]) / 1e6 for n, mark in marks.items() if pages],
            seen=seen,
            backlog=backlog,
            cpu_seconds={role: now - spent.get(role, 0) for role, now in self.installation.cpu_seconds().items()},
        )

    def _places(self, total: int) -> Iterator[int]:
        """Yield who writes: one message in ten to an open conversation, the others to the rest, each in turn."""
        opened, rest = self.effort.agents, self.effort.contacts - self.effort.agents
        for n in range(total):
            yield (n // ONE_IN) % opened if n % ONE_IN == 0 else opened + n % rest

    def newest(self) -> int:
        """Return the place of the newest message so far."""
        return int(self.installation.rows(_LAST)[0][0])

    def watching(self, *, pages: bool, working: bool = False) -> Program:
        """Return the agents: each has one conversation open and keeps time of its share of all; use it in a ``with``.

        ``end`` tells what they saw.
        """
        size = self.effort.agents
        job = agents.Job(
            port=self.installation.port,
            cookies=self.cookies,
            opened=self.conversations[:size],
            watched=[self.conversations[place::size] for place in range(size)],
            pages=pages,
            pace=self.effort.pace if working else None,
        )
        return Program("benchmarks.load.agents", asdict(job))

    def end(self, watching: Program, *, pages: bool, patience: float = QUIET_SECONDS) -> agents.Seen:
        """Let everything reach the screens, which may take *patience* seconds; return what the agents saw."""
        self.installation.wait_until_quiet(patience=patience)
        self.installation.settle(pages=pages)
        watching.go_on()
        seen = agents.Seen(**watching.result())
        seen.require_pages()
        return seen

    def told_ms(self, places: Sequence[int], due: Sequence[int], seen: agents.Seen, *, before: int) -> list[float]:
        """Return how long after it was due each message, or a later one of its conversation, was on the stream.

        *places* and *due* are of everything that arrived after *before*, in the order it was sent.
        """
        numbers: dict[str, list[int]] = defaultdict(list)
        for n, place in enumerate(places):
            numbers[self.conversations[place]].append(n)
        arrivals = dict(self.installation.rows(_ARRIVALS, before))
        if {name: len(each) for name, each in numbers.items()} != {name: len(each) for name, each in arrivals.items()}:
            raise MeasureFailed("what was accepted and what is in the base differ")
        told, heard = [math.inf] * len(places), Heard(seen)
        for name, each in numbers.items():
            for n, arrival in zip(each, arrivals[name], strict=True):
                told[n] = (heard.at(name, arrival) - due[n]) / 1e6
        return told


class Heard:
    """When each conversation's messages were first named on the stream, or later ones of it."""

    def __init__(self, seen: agents.Seen) -> None:
        heard: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, conversation, number in seen.notices:
            heard[conversation].append((number, at))
        self._numbers: dict[str, list[int]] = {}
        self._times: dict[str, list[int]] = {}
        for name, each in heard.items():
            each.sort()
            self._numbers[name] = [number for number, _ in each]
            self._times[name] = list(accumulate((at for _, at in reversed(each)), min))[::-1]

    def at(self, conversation: str, arrival: int) -> float:
        """Return when the message at *arrival* or a later one was named; infinite if none was."""
        place = bisect_left(self._numbers.get(conversation, ()), arrival)
        times = self._times.get(conversation, ())
        return times[place] if place < len(times) else math.inf


def opened(installation: Installation, effort: Effort) -> Desk:
    """Let every customer write once and every agent sit down."""
    customers = Customers(installation, effort)
    customers.introduce_themselves()
    return Desk(
        installation=installation,
        effort=effort,
        customers=customers,
        conversations=installation.inside("conversations", phones=customers.phones),
        cookies=installation.inside("agents", count=effort.agents),
    )
