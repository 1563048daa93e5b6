"""The highest rate at which customers can write for a minute while every message is on the stream within two seconds.

First a burst too large to keep up with shows about how much can be taken in; then rates below that are tried, highest
first, and the first that looks steady has to hold for the whole time.  With a rate given nothing is searched: it is
held once, the pages fetching, whatever comes of it.

A backlog that stays bounded is one that the second half of the time did not see grow; what each role holds in memory
is looked at before and after.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks import catalogue
from benchmarks.effort import Effort
from benchmarks.figures import AtLeast, AtMost, Figure, Reference, percentile
from benchmarks.load import traffic
from benchmarks.load.traffic import Desk, Flow
from benchmarks.programs import MeasureFailed
from benchmarks.stage import Stage

FLOOD_SECONDS = 2.0
FLOOD_RATE = 2_000.0
SEARCH_SECONDS = 8.0
SHARES = (1.15, 1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
ENOUGH = AtLeast(400)
TAIL = (0.50, 0.95, 0.99, 0.999)
MOST_LAG_MS = 2_000.0
MOST_WAITING_SECONDS = 2.0
STEADY_LAG_MS = 1_000.0
SECONDS_IN_A_MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A stretch at one rate, with what each role held in memory before and after."""

    flow: Flow
    rate: float
    before_mb: dict[str, float]
    after_mb: dict[str, float]

    @property
    def worst_ms(self) -> float:
        """Return the lag that the budget is about."""
        return percentile(self.flow.told_ms, 0.99)


@catalogue.add("sustained", about="the highest rate, door to screen, that holds for a minute, ten agents watching")
def run(stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Search with streams alone, and with pages that fetch; or hold the rate given."""
    with stage.fresh() as installation:
        desk = traffic.opened(installation, effort)
        if effort.rate is not None:
            desk.flow(rate=effort.rate, seconds=_short(effort), pages=True)
            held = _hold(desk, effort.rate, effort.minute, pages=True)
            yield from _figures("pages fetching", held, effort.minute, budget=None)  # how much there was, was said
            return
        held, most = _highest(desk, effort, pages=False)
        yield from _figures("streams open", held, effort.minute)
        yield Figure("taken in when there is always more", most, "/s")
        held, _ = _highest(desk, effort, pages=True)
        yield from _figures("pages fetching as well", held, effort.minute)


def _figures(name: str, held: Held, seconds: float, *, budget: AtLeast | None = ENOUGH) -> Iterator[Figure]:
    flow = held.flow
    yield Figure(f"held for {seconds:g} s, {name}", flow.rate, "/s", budget)
    yield from _tail("lag on the stream", flow.told_ms, {0.99: AtMost(MOST_LAG_MS)})
    yield from _tail("lag in the open conversation", flow.shown_ms, {})
    yield from _tail("durable at the door", flow.sent.lateness_ms, {0.999: AtMost(250)})
    yield from _backlog(held)
    yield Figure("core-minutes for a million", sum(flow.cpu_us.values()) / SECONDS_IN_A_MINUTE, "min", AtMost(25))
    for role, spent in sorted(flow.cpu_us.items()):
        yield Figure(f"of a message's time, {role}", spent, "µs")
    for role, size in sorted(held.after_mb.items()):
        yield Figure(f"memory at the end, {role}", size, "MB", None, (Reference("before", held.before_mb[role]),))


def _tail(name: str, times: list[float], budgets: dict[float, AtMost]) -> Iterator[Figure]:
    """Yield the percentiles; nothing when nobody looked."""
    for share in TAIL if times else ():
        yield Figure(f"{name}, p{share * 100:g}", percentile(times, share), "ms", budgets.get(share))


def _backlog(held: Held) -> Iterator[Figure]:
    """Say how many deliveries waited at once, in seconds of what arrives, and whether later ones were more."""
    first, second = (held.flow.backlog.most(between=half) / held.rate for half in ((0, 0.5), (0.5, 1)))
    bounded = AtMost(MOST_WAITING_SECONDS)
    yield Figure("most that waited in the first half, in seconds of traffic", first, "s", bounded)
    yield Figure("most that waited in the second half, in seconds of traffic", second, "s", bounded)


def _highest(desk: Desk, effort: Effort, *, pages: bool) -> tuple[Held, float]:
    """Return what held for the whole time, and the rate at which a flood was taken in."""
    short = _short(effort)
    most = desk.flow(rate=FLOOD_RATE, seconds=min(FLOOD_SECONDS, short), pages=pages).rate
    for share in SHARES:
        rate = most * share
        if percentile(desk.flow(rate=rate, seconds=short, pages=pages).told_ms, 0.99) >= STEADY_LAG_MS:
            continue
        held = _hold(desk, rate, effort.minute, pages=pages)
        if held.worst_ms < MOST_LAG_MS:
            return held, most
    raise MeasureFailed("no rate held")


def _hold(desk: Desk, rate: float, seconds: float, *, pages: bool) -> Held:
    before = desk.installation.memory_mb()
    flow = desk.flow(rate=rate, seconds=seconds, pages=pages)
    return Held(flow=flow, rate=rate, before_mb=before, after_mb=desk.installation.memory_mb())


def _short(effort: Effort) -> float:
    return min(effort.seconds, SEARCH_SECONDS)
