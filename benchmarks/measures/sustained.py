"""The highest rate at which customers can write for a minute while every message is on the stream within two seconds.

First a burst too large to keep up with shows about how much can be taken in; then rates below that are tried, highest
first, and the first that looks steady has to hold for the whole minute.
"""

from collections.abc import Iterator

from benchmarks import catalogue
from benchmarks.effort import Effort
from benchmarks.figures import AtLeast, AtMost, Figure, percentile
from benchmarks.load import traffic
from benchmarks.load.traffic import Desk, Flow
from benchmarks.programs import MeasureFailed
from benchmarks.stage import Stage

FLOOD_SECONDS = 2.0
FLOOD_RATE = 2_000.0
SHARES = (1.15, 1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
MOST_LAG_MS = 2_000.0
STEADY_LAG_MS = 1_000.0
SECONDS_IN_A_MINUTE = 60


@catalogue.add("sustained", about="the highest rate, door to screen, that holds for a minute, ten agents watching")
def run(stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Search with streams alone, and with pages that fetch."""
    with stage.fresh() as installation:
        desk = traffic.opened(installation, effort)
        held, most = _highest(desk, effort, minute=effort.minute, pages=False)
        yield from _figures("held for a minute, streams open", held)
        yield Figure("taken in when there is always more", most, "/s")
        held, _ = _highest(desk, effort, minute=effort.minute / 3, pages=True)
        yield from _figures("held for a third of it, pages fetching as well", held)


def _figures(name: str, held: Flow) -> Iterator[Figure]:
    yield Figure(name, held.rate, "/s", AtLeast(400))
    yield Figure("lag meanwhile, p50", percentile(held.told_ms, 0.50), "ms")
    yield Figure("lag meanwhile, p99", percentile(held.told_ms, 0.99), "ms", AtMost(MOST_LAG_MS))
    yield Figure("core-minutes for a million", sum(held.cpu_us.values()) / SECONDS_IN_A_MINUTE, "min", AtMost(25))
    for role, spent in sorted(held.cpu_us.items()):
        yield Figure(f"of a message's time, {role}", spent, "µs")


def _highest(desk: Desk, effort: Effort, *, minute: float, pages: bool) -> tuple[Flow, float]:
    """Return what held for *minute* seconds, and the rate at which a flood was taken in."""
    most = desk.flow(rate=FLOOD_RATE, seconds=min(FLOOD_SECONDS, effort.seconds), pages=pages).rate
    for share in SHARES:
        rate = most * share
        if percentile(desk.flow(rate=rate, seconds=effort.seconds, pages=pages).told_ms, 0.99) >= STEADY_LAG_MS:
            continue
        held = desk.flow(rate=rate, seconds=minute, pages=pages)
        if percentile(held.told_ms, 0.99) < MOST_LAG_MS:
            return held, most
    raise MeasureFailed("no rate held")
