"""Make contacts that have a key and nothing else, then replace the epoch those keys stand under, as the worker does."""

import os
import time

from django.db import transaction

from benchmarks.timing import best_mean_us
from desvelo.base import clock
from desvelo.base.ids import new_uuid
from desvelo.guards.vault import boxes, epochs, rotating
from desvelo.guards.vault.models import Contact
from desvelo.kernel.sealing import context, keys

AT_ONCE = 1_000
_KEYS = 2_000


def main(contacts: int) -> dict[str, float]:
    """Return how long all took, and how many keys are opened and closed in a second when nothing else is done."""
    for first in range(0, contacts, AT_ONCE):
        _make(min(AT_ONCE, contacts - first))
    rotating.ask_at_terminal(now=clock.wall())
    begun = time.perf_counter()
    while rotating.step(now=clock.wall()):
        pass
    seconds = time.perf_counter() - begun
    done = epochs.last_done()
    if done is None or done.done < contacts or done.stuck:
        raise LookupError(done)
    return {"rewrapped": done.done, "seconds": seconds, "bare_per_second": _bare()}


def _make(count: int) -> None:
    now = clock.wall()
    with transaction.atomic():
        made = Contact.objects.bulk_create(Contact(id=new_uuid(), created_at=now) for _ in range(count))
        for each in made:
            boxes.new_box(each.id)


def _bare() -> float:
    """Open and close a key for its contact, version and epoch: what no way of storing them can leave out."""
    old, new = os.urandom(32), os.urandom(32)
    purpose = context.encode("desvelo/1", "dek", str(new_uuid()), 1, 1)
    wrapped = [keys.wrap(old, purpose, os.urandom(32)) for _ in range(_KEYS)]
    return 1e6 / best_mean_us(lambda each: keys.wrap(new, purpose, keys.unwrap(old, purpose, each)), wrapped)
