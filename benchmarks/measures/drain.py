"""An hour in which nothing was taken in: how long the worker needs for what waits, and what becomes of new messages.

The worker stands still while the deliveries of an hour arrive, as fast as the door takes them, as after an outage when
Meta sends again all at once.  Then it goes on, and customers go on writing, twenty messages in a second.

What waits is worked off in the order it came, so a new message stands behind all of it: its lag is the rest of the
backlog, and is printed as it is.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from benchmarks import catalogue, messages
from benchmarks.effort import HOUR_AT_A_HUNDRED, Effort
from benchmarks.figures import AtLeast, AtMost, Figure, percentile
from benchmarks.load import traffic
from benchmarks.load.backlog import Backlog
from benchmarks.load.sending import Sent, in_turn
from benchmarks.load.traffic import Desk
from benchmarks.programs import MeasureFailed
from benchmarks.stage import Stage

FRESH_RATE = 20.0
SLICE_SECONDS = 10.0
SLOWEST_PER_SECOND = 20.0
LEAST_PATIENCE_SECONDS = 120.0
_LAST = "SELECT coalesce(max(arrival), 0) FROM intake.raw"
_TWENTY_MINUTES = 1_200


@dataclass(frozen=True, slots=True, kw_only=True)
class Drained:
    """What came of it: how what waits arrived, how long it took to work off, and the new messages meanwhile."""

    missed: Sent
    seconds: float
    door_ms: list[float]
    told_ms: list[float]


@catalogue.add("drain", about="what waits after an hour without a worker, worked off while customers go on writing")
def run(stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Let an hour wait, then work it off."""
    with stage.fresh() as installation:
        drained = _drain(traffic.opened(installation, effort), effort)
    rate = effort.waiting / drained.seconds
    yield Figure("deliveries that waited", effort.waiting, "")
    yield Figure("the door let them in", drained.missed.rate, "/s")
    yield Figure("until the last of them was taken in", drained.seconds, "s")
    yield Figure("drained", rate, "/s", AtLeast(HOUR_AT_A_HUNDRED / _TWENTY_MINUTES))
    for share in (0.50, 0.99, 0.999):
        yield Figure(f"a new message durable at the door, p{share * 100:g}", percentile(drained.door_ms, share), "ms")
    for share, budget in ((0.50, None), (0.95, AtMost(1)), (1.0, None)):
        lag = percentile(drained.told_ms, share) / 1_000
        yield Figure(f"a new message named on the stream, p{share * 100:g}", lag, "s", budget)


def _drain(desk: Desk, effort: Effort) -> Drained:
    before, contacts = desk.newest(), len(desk.conversations)
    places = [n % contacts for n in range(effort.waiting)]
    with desk.installation.standing_still("worker"):
        missed = desk.customers.send(places, in_turn(messages.mix(2_000), len(places)), rate=None)
        last = desk.installation.rows(_LAST)[0][0]
    with Backlog(desk.installation) as backlog, desk.watching(pages=False) as watching:
        fresh, slices = [], []
        for new in _slices(effort, contacts=contacts):
            slices.append(desk.customers.send(new, in_turn(messages.HARMLESS, len(new)), rate=FRESH_RATE))
            fresh += new
            if backlog.passed_at(last) is not None:
                break
        seen = desk.end(watching, pages=False, patience=_patience(effort))
    passed, due = backlog.passed_at(last), [at for each in slices for at in each.due]
    told = desk.told_ms(places + fresh, missed.due + due, seen, before=before)
    return Drained(
        missed=missed,
        seconds=((passed or math.inf) - backlog.begun) / 1e9,
        door_ms=[late for each in slices for late in each.lateness_ms],
        told_ms=told[len(places) :],
    )


def _slices(effort: Effort, *, contacts: int) -> Iterator[list[int]]:
    """Yield who writes, ten seconds at a time; raise MeasureFailed when that goes on far too long."""
    size = max(1, int(FRESH_RATE * min(SLICE_SECONDS, effort.seconds)))
    patience, numbers = _patience(effort), count()
    for _ in range(math.ceil(patience * FRESH_RATE / size)):
        yield [next(numbers) % contacts for _ in range(size)]
    raise MeasureFailed(f"{effort.waiting} deliveries were not drained in {patience:.0f} s")


def _patience(effort: Effort) -> float:
    """Return how many seconds the slowest machine worth measuring may take."""
    return LEAST_PATIENCE_SECONDS + effort.waiting / SLOWEST_PER_SECOND
