"""One run: start the product, let customers write and somebody answer, break things until time is up, and judge."""

import itertools
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import at_rest
from chaos import climbing, controls, judging, strikes, syscalls
from chaos.answering import Answering
from chaos.judging import Account
from chaos.meta import Generator
from chaos.site import Site
from hasty import HastyEdge
from kills import ROLES
from ran_before import demo_folder
from started import Started, command_line, run

LEAST_GAP_SECONDS, MOST_GAP_SECONDS = 0.1, 0.7
SETTLE_SECONDS = 180
LONG_SECONDS = 600
Strike = Callable[[Site], None]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What struck, what was left out and why, and the account."""

    seed: int
    seconds: float
    hit: Counter[str]
    missing: tuple[str, ...]
    left_out: dict[str, str]
    ledger_is_whole: bool
    account: Account
    log: list[str] = field(repr=False)

    @property
    def verdict(self) -> str:
        """``good``, ``bad``, or ``unknown`` when something that could strike did not."""
        if not (self.account.is_good and self.ledger_is_whole):
            return "bad"
        return "unknown" if self.missing else "good"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How long, by which luck, without which guarantees, and which faults alone (all when none is named)."""

    seed: int
    seconds: float
    without: Collection[str] = ()
    only: Collection[str] = ()

    def strikes(self) -> list[Strike]:
        """Return what was asked for."""
        return [each for each in strikes.STRIKES if not self.only or number(each) in self.only]


def once(asked: Asked) -> Outcome:
    """Break a product of our own, each way once and then on until time is up; return what became of everything."""
    with demo_folder() as data, tempfile.TemporaryDirectory(prefix="chaos-") as notes, _started(data) as running:
        return _broken(running, Path(notes), asked)


@contextmanager
def _started(data: Path) -> Iterator[Started]:
    running = Started(data, "demo", "--no-browser", "--json")
    try:
        yield running
    finally:
        running.end()


def _broken(running: Started, notes: Path, asked: Asked) -> Outcome:
    began, why = time.monotonic(), syscalls.why_not()
    possible = [each for each in asked.strikes() if not (why and each in strikes.NEED_STRACE)]
    climbing.watch(running.info)
    with ExitStack() as ends:
        info = _without(running, asked.without, ends)
        generator = ends.enter_context(Generator(notes, info=info, seed=asked.seed))
        answering = Answering(info, generator)
        site = Site(
            running=running, generator=generator, dice=random.Random(asked.seed), has_time=asked.seconds > LONG_SECONDS
        )
        with answering:
            _strike_until(began + asked.seconds, site, possible)
            for role in ROLES:
                site.standing(role)
        told = generator.end()
        at_rest.settle(running.info, seconds=SETTLE_SECONDS)
        account = judging.account(site, told, answering, seed=asked.seed)
    hit = site.hit + Counter(each["struck"] for each in told.struck)
    return Outcome(
        seed=asked.seed,
        seconds=time.monotonic() - began,
        hit=hit,
        missing=tuple(sorted({number(each) for each in possible} - set(hit))),
        left_out={each.__name__: f"{number(each)}: {why}" for each in asked.strikes() if each not in possible},
        ledger_is_whole=run("verify-ledger", "--demo", data=running.data).returncode == 0,
        account=account,
        log=site.log,
    )


def _without(running: Started, names: Collection[str], ends: ExitStack) -> dict[str, Any]:
    """Take guarantees away; return where the generator and the person who answers go."""
    controls.take_away(running, names)
    if controls.ACK not in names:
        return running.info
    edge = HastyEdge(running)
    ends.callback(edge.kill)
    return {**running.info, "webhook_url": edge.url}


def _strike_until(end: float, site: Site, possible: list[Strike]) -> None:
    """Go through all that can go wrong, whatever time it takes, and then again in another order until time is up."""
    began = time.monotonic()
    for turn in itertools.count():
        for strike in site.dice.sample(possible, k=len(possible)):
            time.sleep(site.dice.uniform(LEAST_GAP_SECONDS, MOST_GAP_SECONDS))
            if turn and time.monotonic() > end:
                return
            with _told_when_it_fails(site):
                strike(site)
        so_far = f"{time.monotonic() - began:.0f} s, round {turn + 1}: {site.hit.total()} faults"
        print(so_far, file=sys.stderr, flush=True)  # noqa: T201


@contextmanager
def _told_when_it_fails(site: Site) -> Iterator[None]:
    """Say what struck last and how each process stands, when the product did not come back from it."""
    try:
        yield
    except AssertionError:
        states = [f"{each.pid} {each.status()} {command_line(each)[:120]}" for each in site.running.tree()]
        print(*site.log[-12:], *states, sep="\n", file=sys.stderr, flush=True)  # noqa: T201
        raise


def number(strike: Strike) -> str:
    """Return the number of a strike in faults.md, with which its docstring begins."""
    return str(strike.__doc__).split(":", 1)[0]
