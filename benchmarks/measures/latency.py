"""A hundred messages in a second: how long until the stream names one, and until an agent's page holds it.

The clock starts when the webhook is sent.  The page waits a moment before it asks, as the desk's own script does, and
that wait is in the figure.
"""

from collections.abc import Iterator

from benchmarks import catalogue
from benchmarks.effort import Effort
from benchmarks.figures import AtMost, Figure, percentile
from benchmarks.load import traffic
from benchmarks.stage import Stage

RATE = 100.0
LONGER = 4


@catalogue.add("latency", about="webhook to screen at 100 messages in a second, ten agents watching")
def run(stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Measure one steady stretch."""
    with stage.fresh() as installation:
        desk = traffic.opened(installation, effort)
        flow = desk.flow(rate=RATE, seconds=effort.seconds * LONGER, pages=True)
    yield Figure("named on the stream, p50", percentile(flow.told_ms, 0.50), "ms", AtMost(120))
    yield Figure("named on the stream, p95", percentile(flow.told_ms, 0.95), "ms", AtMost(300))
    yield Figure("named on the stream, p99", percentile(flow.told_ms, 0.99), "ms")
    yield Figure("in the open conversation, p50", percentile(flow.shown_ms, 0.50), "ms", AtMost(120))
    yield Figure("in the open conversation, p95", percentile(flow.shown_ms, 0.95), "ms", AtMost(300))
    yield Figure("in the open conversation, p99", percentile(flow.shown_ms, 0.99), "ms")
    yield Figure("durable at the door, p50", flow.sent.percentile_ms(0.50), "ms")
    yield Figure("durable at the door, p99.9", flow.sent.percentile_ms(0.999), "ms", AtMost(250))
    yield Figure("list fetched by a page, p50", percentile(flow.seen.list_ms, 0.50), "ms")
