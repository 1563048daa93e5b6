"""Read through messages for words that nobody wrote, as a search does; and open as many records and nothing else."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from uuid import uuid4

from benchmarks.timing import best_mean_us
from desvelo.base import clock
from desvelo.guards.access.models import Team, User
from desvelo.guards.vault import boxes, places
from desvelo.guards.vault import queries as vault
from desvelo.kernel.authority import Actor, Role
from desvelo.kernel.sealing import context, padding
from desvelo.service.channel.models import Message
from desvelo.service.desk import reading, searching
from desvelo.service.desk.searching import Asked

NOWHERE = "xilofonesxyz"
_RECORDS = 5_000
Record = tuple[bytes, Callable[[], bytes], bytes]


def main(rounds: int) -> dict[str, float]:
    """Return messages read in a second, of the best of some searches, and records opened in a second.

    Opened bare is with the context written beforehand; opened is with it, as ``sealing`` measures it.
    """
    actor = _actor()
    reading.SECONDS = 120.0  # type: ignore[misc]  # the whole base, however long it takes on this machine
    found = [_search(actor) for _ in range(rounds)]
    records = _records()
    written = [(key, write(), record) for key, write, record in records]
    whole = best_mean_us(lambda each: padding.open_text(each[0], each[1](), each[2]), records)
    bare = best_mean_us(lambda each: padding.open_text(*each), written)
    return {
        "read": found[0][0],
        "read_per_second": max(read / seconds for read, seconds in found),
        "opened_per_second": 1e6 / whole,
        "opened_bare_per_second": 1e6 / bare,
    }


def _actor() -> Actor:
    user = User.objects.filter(role=Role.AGENT, is_active=True).latest("id")
    teams = frozenset(Team.objects.values_list("id", flat=True))
    return Actor(id=user.id, name=user.name, role=Role.AGENT, teams=teams)


def _search(actor: Actor) -> tuple[int, float]:
    now = clock.business()
    begun = searching.begin(actor=actor, asked=Asked(typed=NOWHERE, days=None), now=now)
    started = time.perf_counter()
    *_, last = reading.through(begun, may_go_on=lambda: True)
    seconds = time.perf_counter() - started
    if last.hits or last.closed:
        raise LookupError(last)
    return last.read, seconds


def _records() -> Sequence[Record]:
    """Return the key, the parts of the context and the record of some messages: nothing is left but to open them."""
    rows = list(Message.objects.order_by("-arrival").values_list("id", "contact_id", "body")[:_RECORDS])
    opened = vault.boxes_to_search({contact for _, contact, _ in rows}, actor=uuid4())
    return [
        (opened[contact].key, _context(opened[contact], places.body(message)), bytes(body))
        for message, contact, body in rows
    ]


def _context(box: boxes.Box, place: boxes.Place) -> Callable[[], bytes]:
    """Return what writes the context of a record from its parts, which are words already."""
    return partial(
        context.record,
        install=str(boxes.install_id()),
        table=place.table,
        column=place.column,
        row=str(place.row),
        row_version=1,
        contact=str(box.contact),
        key_version=box.version,
        data_class="",
    )
