"""From the click to the value: the gate, the entry in the ledger with its index, the ticket, the document of the value.

Two requests, one after the other, as a page makes them; what is measured is both.
"""

import re
from collections.abc import Iterator

from benchmarks import catalogue
from benchmarks.effort import Effort
from benchmarks.figures import AtMost, Figure, percentile
from benchmarks.installation import Installation
from benchmarks.load.http1 import Page, Visit
from benchmarks.programs import MeasureFailed
from benchmarks.stage import Stage

EACH = 20  # for one person: below what a person may see in an hour
_FRAME = re.compile(r'<iframe src="([^"]+)"')
_FRAMED = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin"}
_CHIPS = (
    "SELECT d.public_id FROM vault_datum d JOIN desk_conversation c ON c.contact_id = d.contact_id "
    "JOIN channel_number n ON n.id = c.number_id AND n.first_team_id = c.team_id "
    "WHERE d.sealed IS NOT NULL ORDER BY d.id LIMIT %s"
)
_DONE = (
    "SELECT count(*) FROM ledger.entry JOIN ledger.leaf ON entry_id = id WHERE tag = 'datum:reveal' AND result = 'done'"
)


@catalogue.add("reveal", about="one datum shown, from the request to the value, its ledger entry included")
def run(stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Show data to several people, one after the other."""
    installation = stage.filled(effort).installation
    before = installation.rows(_DONE)[0][0]
    times = list(_times(installation, effort))
    if installation.rows(_DONE)[0][0] - before != len(times):
        raise MeasureFailed("not every value that was shown has its entry in the ledger")
    yield Figure("shown, p50", percentile(times, 0.50), "ms")
    yield Figure("shown, p95", percentile(times, 0.95), "ms", AtMost(60))
    yield Figure("shown, p99", percentile(times, 0.99), "ms")


def _times(installation: Installation, effort: Effort) -> Iterator[float]:
    chips = [row[0] for row in installation.rows(_CHIPS, effort.rounds)]
    people = -(-len(chips) // EACH)
    for place, cookie in enumerate(installation.inside("agents", count=people)):
        with Visit(Page(port=installation.port, cookie=cookie)) as visit:
            visit.get("/atendimento/todas")
            for chip in chips[place * EACH : (place + 1) * EACH]:
                milliseconds, body = visit.post(f"/atendimento/dado/{chip}", {"reason": "identity"})
                ticket = _FRAME.search(body)
                if ticket is None:
                    raise MeasureFailed(f"nothing to frame in the answer for {chip}")
                more, document = visit.get(ticket[1], **_FRAMED)
                if 'class="value"' not in document:
                    raise MeasureFailed(f"no value in the document for {chip}")
                yield milliseconds + more
