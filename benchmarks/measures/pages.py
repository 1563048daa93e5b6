"""What an agent waits for at the server: the list, a conversation opened beside it, its messages fetched again.

One agent, one request after the other, through the same port a browser uses; the way there and back, with nothing
looked up, stands beside as reference.
"""

import random
from collections.abc import Callable, Iterator

from benchmarks import catalogue
from benchmarks.effort import Effort
from benchmarks.figures import AtMost, Budget, Figure, Reference, percentile
from benchmarks.installation import Installation
from benchmarks.load.http1 import Page, Visit
from benchmarks.stage import Stage

SWITCH, LIST = AtMost(60), AtMost(100)
_WARM = 5
_OF_THE_TEAM = (
    "SELECT c.public_id FROM desk_conversation c JOIN channel_number n ON n.id = c.number_id "
    "WHERE c.team_id = n.first_team_id ORDER BY c.last_arrival"
)


@catalogue.add("pages", about="list and conversations with many messages in the base")
def run(stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Measure each kind of page over the filled base."""
    base = stage.filled(effort)
    installation = base.installation
    yield Figure("messages in the base", base.messages, "")
    yield Figure("seconds to write them, sealed", base.seconds, "s")
    opened = iter(_some(installation, count=3 * (effort.rounds + _WARM)))
    cookie = installation.inside("agents", count=1)[0]
    with Visit(Page(port=installation.port, cookie=cookie)) as visit:
        way = _times(lambda: visit.get("/healthz"), effort)
        for name, budget, ask in (
            ("inbox, whole page", LIST, lambda: visit.get("/atendimento/todas")),
            ("list alone", LIST, lambda: visit.get("/atendimento/lista?view=todas")),
            ("conversation, whole page", None, lambda: visit.get(f"/atendimento/c/{next(opened)}?view=todas")),
            ("conversation switched to", SWITCH, lambda: _switch(visit, next(opened))),
            ("messages of the open one", SWITCH, lambda: visit.get(f"/atendimento/c/{next(opened)}/mensagens")),
        ):
            yield from _figures(name, budget, _times(ask, effort), way)


def _switch(visit: Visit, conversation: str) -> tuple[float, str]:
    """Ask as a click on a row of the list does."""
    more = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "sheet"}
    return visit.get(f"/atendimento/c/{conversation}?view=todas", **more)


def _figures(name: str, budget: Budget | None, times: list[float], way: list[float]) -> Iterator[Figure]:
    there_and_back = Reference("there and back", percentile(way, 0.50))
    yield Figure(f"{name}, p50", percentile(times, 0.50), "ms", None, (there_and_back,))
    yield Figure(f"{name}, p95", percentile(times, 0.95), "ms", budget)


def _times(ask: Callable[[], tuple[float, str]], effort: Effort) -> list[float]:
    for _ in range(_WARM):
        ask()
    return [ask()[0] for _ in range(effort.rounds)]


def _some(installation: Installation, *, count: int) -> list[str]:
    """Return the ids of *count* conversations, any of the base, as often as needed."""
    known = [row[0] for row in installation.rows(_OF_THE_TEAM)]
    chance = random.Random(len(known))  # noqa: S311  which one comes next protects nothing
    return [chance.choice(known) for _ in range(count)]
