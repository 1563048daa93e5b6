"""Fifty people at work while a hundred messages arrive in a second: what each act takes them, and what it costs others.

Each has an open stream and acts every three to eight seconds (``load/working.py``).  First their screens stand still in
between, which is what the people themselves ask of the desk; then every page also fetches what its stream names, as the
desk's own script does, and that is far more than what the people ask for.
"""

from collections.abc import Iterator
from dataclasses import replace

from benchmarks import catalogue
from benchmarks.effort import Effort
from benchmarks.figures import AtMost, Budget, Figure, percentile
from benchmarks.load import traffic
from benchmarks.load.traffic import Flow
from benchmarks.load.working import ANSWER, LIST, OPEN, SHOW
from benchmarks.programs import MeasureFailed
from benchmarks.stage import Stage

RATE = 100.0
TAIL = (0.50, 0.95, 0.99)
BUDGETED = 0.95
_BUDGETS: dict[str, Budget] = {LIST: AtMost(100), OPEN: AtMost(60), SHOW: AtMost(60)}
_NAMES = {LIST: "list", OPEN: "conversation opened", ANSWER: "answer sent"}


@catalogue.add("agents", about="fifty people at work beside 100 messages in a second")
def run(stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Measure their acts with pages that stand still, and with pages that fetch."""
    many = replace(effort, agents=effort.people, contacts=effort.clients)
    with stage.fresh() as installation:
        desk = traffic.opened(installation, many)
        for pages in (False, True):
            flow = desk.flow(rate=RATE, seconds=effort.minute, pages=pages, working=True)
            yield from _figures("pages fetching" if pages else "pages still", flow)


def _figures(how: str, flow: Flow) -> Iterator[Figure]:
    acts = flow.seen.acts
    yield Figure(f"{how}: acts", sum(len(times) for times in acts.values()), "")
    yield Figure(f"{how}: streams refused at first", flow.seen.streams_refused, "")
    yield Figure(f"{how}: acts refused", sum(flow.seen.refused.values()), "", AtMost(0))
    for act, name in _NAMES.items():
        yield from _tail(f"{how}: {name}", acts.get(act, []), _BUDGETS.get(act))
    for share, most in ((0.50, AtMost(120)), (0.95, AtMost(300)), (0.99, None)):
        yield Figure(f"{how}: named on the stream, p{share * 100:g}", percentile(flow.told_ms, share), "ms", most)
    for share, most in ((0.50, None), (0.99, None), (0.999, AtMost(250))):
        yield Figure(f"{how}: durable at the door, p{share * 100:g}", flow.sent.percentile_ms(share), "ms", most)
    if SHOW in acts:  # whether a datum stood in a conversation that was opened is chance
        yield from _tail(f"{how}: datum shown", acts[SHOW], _BUDGETS[SHOW])


def _tail(name: str, times: list[float], budget: Budget | None) -> Iterator[Figure]:
    """Yield the percentiles, the budget beside the one it is about; raise MeasureFailed if it never happened."""
    if not times:
        raise MeasureFailed(f"{name}: nobody did it")
    for share in TAIL:
        yield Figure(f"{name}, p{share * 100:g}", percentile(times, share), "ms", budget if share == BUDGETED else None)
