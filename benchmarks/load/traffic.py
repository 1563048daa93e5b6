"""Customers who write at a rate, agents who watch, and what of it reached the screens when."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import count

from benchmarks import messages
from benchmarks.effort import Effort
from benchmarks.installation import Installation
from benchmarks.load import agents
from benchmarks.load.generator import Job
from benchmarks.load.sending import Sent, in_turn, send
from benchmarks.programs import MeasureFailed, Program

ONE_IN = 10  # messages that go to conversations somebody has open
INTRODUCTIONS_A_SECOND = 200.0
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
    list_ms: list[float]
    last_at: int
    cpu_seconds: dict[str, float]

    @property
    def rate(self) -> float:
        """Return how many messages in a second reached the screens, from the first request to the last notice."""
        return len(self.told_ms) / ((self.last_at - self.sent.begun) / 1e9)

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

    def send(self, places: Sequence[int], texts: Sequence[str], *, rate: float) -> Sent:
        """Send one webhook for each of *places* and *texts*; raise MeasureFailed unless all are accepted."""
        info = self._installation.info
        job = Job(
            port=self._installation.port,
            number=info["phone_number_id"],
            secret=info["app_secret"],
            connections=self._connections,
            phones=[self.phones[place % len(self.phones)] for place in places],
            texts=list(texts),
            seconds=len(texts) / rate + 1,
            rate=rate,
        )
        sent = send(job)
        sent.require_all_accepted()
        return sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Agents at their screens, and the conversations of the customers, in the order of their phones."""

    installation: Installation
    effort: Effort
    customers: Customers
    conversations: list[str]
    cookies: list[str]

    def flow(self, *, rate: float, seconds: float, pages: bool) -> Flow:
        """Let customers write at *rate* for *seconds* while the agents listen, and fetch what changed if *pages*."""
        before = self.installation.rows(_LAST)[0][0]
        places = list(self._places(max(1, int(rate * seconds))))
        marks = {n: messages.mark(next(_serial)) for n, place in enumerate(places) if place < self.effort.agents}
        texts = in_turn(messages.mix(2_000), len(places))
        marked = [f"{marks[n]} {text}" if n in marks else text for n, text in enumerate(texts)]
        spent = self.installation.cpu_seconds()
        with Program("benchmarks.load.agents", asdict(self._watching(pages=pages))) as watching:
            sent = self.customers.send(places, marked, rate=rate)
            self.installation.wait_until_quiet()
            self.installation.settle(pages=pages)
            watching.go_on()
            seen = agents.Seen(**watching.result())
        seen.require_pages()
        return Flow(
            sent=sent,
            told_ms=list(self._told(places, sent, seen, before=before)),
            shown_ms=[(seen.marks.get(mark, math.inf) - sent.due[n]) / 1e6 for n, mark in marks.items() if pages],
            list_ms=seen.list_ms,
            last_at=max(at for at, _, _ in seen.notices),
            cpu_seconds={role: now - spent.get(role, 0) for role, now in self.installation.cpu_seconds().items()},
        )

    def _places(self, total: int) -> Iterator[int]:
        """Yield who writes: one message in ten to an open conversation, the others to the rest, each in turn."""
        opened, rest = self.effort.agents, self.effort.contacts - self.effort.agents
        for n in range(total):
            yield (n // ONE_IN) % opened if n % ONE_IN == 0 else opened + n % rest

    def _watching(self, *, pages: bool) -> agents.Job:
        """Return who watches: each agent has one conversation open and keeps time of its share of all."""
        size = self.effort.agents
        return agents.Job(
            port=self.installation.port,
            cookies=self.cookies,
            opened=self.conversations[:size],
            watched=[self.conversations[place::size] for place in range(size)],
            pages=pages,
        )

    def _told(self, places: Sequence[int], sent: Sent, seen: agents.Seen, *, before: int) -> Iterator[float]:
        """Yield how long after it was due each message, or a later one of its conversation, was named on the stream."""
        due: dict[str, list[int]] = defaultdict(list)
        for n, place in enumerate(places):
            due[self.conversations[place]].append(sent.due[n])
        heard: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, conversation, number in seen.notices:
            heard[conversation].append((at, number))
        arrivals = dict(self.installation.rows(_ARRIVALS, before))
        if {name: len(times) for name, times in due.items()} != {name: len(each) for name, each in arrivals.items()}:
            raise MeasureFailed("what was accepted and what is in the base differ")
        for name, times in due.items():
            for began, arrival in zip(times, arrivals[name], strict=True):
                yield (min((at for at, number in heard[name] if number >= arrival), default=math.inf) - began) / 1e6


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
