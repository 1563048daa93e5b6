"""What everything together holds in memory when nobody does anything: the proportional set size of each process."""

import time
from collections.abc import Iterator

from benchmarks import catalogue
from benchmarks.effort import Effort
from benchmarks.figures import AtMost, Figure
from benchmarks.stage import Stage

REST_SECONDS = 5.0


@catalogue.add("memory", about="the whole tree of processes at rest")
def run(stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Start everything, let it rest, and add up."""
    with stage.fresh() as installation:
        time.sleep(min(REST_SECONDS, effort.seconds))
        held = installation.memory_mb()
    yield Figure("all processes", sum(held.values()), "MB", AtMost(1_024))
    for role, size in sorted(held.items()):
        yield Figure(f"of it, {role}", size, "MB")
