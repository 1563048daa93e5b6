"""What everything together holds in memory when nobody does anything: the proportional set size of each process."""

import time
from collections import Counter
from collections.abc import Iterator

from benchmarks import catalogue
from benchmarks.effort import Effort
from benchmarks.figures import AtMost, Figure
from benchmarks.stage import Stage

REST_SECONDS = 5.0
_MB = 1_048_576


@catalogue.add("memory", about="the whole tree of processes at rest")
def run(stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Start everything, let it rest, and add up."""
    with stage.fresh() as installation:
        time.sleep(min(REST_SECONDS, effort.seconds))
        held: Counter[str] = Counter()
        for role, process in installation.processes():
            held[role] += process.memory_full_info().pss
    yield Figure("all processes", held.total() / _MB, "MB", AtMost(1_024))
    for role, size in sorted(held.items()):
        yield Figure(f"of it, {role}", size / _MB, "MB")
