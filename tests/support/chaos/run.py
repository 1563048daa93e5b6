"""One run: start the product, let customers write and somebody answer, break things until time is up, and judge."""

import random
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
from started import Started, folder, run

LEAST_GAP_SECONDS, MOST_GAP_SECONDS = 0.2, 1.2
SETTLE_SECONDS = 180
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


def once(*, seed: int, seconds: float, without: Collection[str] = ()) -> Outcome:
    """Break a product of our own for *seconds*; one without some guarantees, if they are named."""
    why = syscalls.why_not()
    possible = [each for each in strikes.STRIKES if not (why and each in strikes.NEED_STRACE)]
    with folder() as data, tempfile.TemporaryDirectory(prefix="chaos-") as notes, _started(data) as running:
        return _broken(running, Path(notes), possible, seed=seed, seconds=seconds, without=without, why=why)


@contextmanager
def _started(data: Path) -> Iterator[Started]:
    running = Started(data, "demo", "--no-browser", "--json")
    try:
        yield running
    finally:
        running.end()


def _broken(
    running: Started,
    notes: Path,
    possible: list[Strike],
    *,
    seed: int,
    seconds: float,
    without: Collection[str],
    why: str,
) -> Outcome:
    began = time.monotonic()
    climbing.watch(running.info)
    with ExitStack() as ends:
        info = _without(running, without, ends)
        generator = ends.enter_context(Generator(notes, info=info, seed=seed))
        answering = Answering(info, generator)
        site = Site(running=running, generator=generator, dice=random.Random(seed))
        with answering:
            _strike_until(began + seconds, site, possible)
            for role in ("postgres", "edge", "web", "worker"):
                site.standing(role)
        told = generator.end()
        at_rest.settle(running.info, seconds=SETTLE_SECONDS)
        account = judging.account(running, told, answering, seed=seed, frozen=site.frozen)
    hit = site.hit + Counter(each["struck"] for each in told.struck)
    return Outcome(
        seed=seed,
        seconds=time.monotonic() - began,
        hit=hit,
        missing=tuple(sorted({_number(each) for each in possible} - set(hit))),
        left_out={_number(each): why for each in strikes.STRIKES if each not in possible},
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
    """Go through all that can go wrong, in another order each time."""
    while True:
        for strike in site.dice.sample(possible, k=len(possible)):
            time.sleep(site.dice.uniform(LEAST_GAP_SECONDS, MOST_GAP_SECONDS))
            if time.monotonic() > end:
                return
            strike(site)


def _number(strike: Strike) -> str:
    return str(strike.__doc__).split(":", 1)[0]
