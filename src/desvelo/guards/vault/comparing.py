"""How often a datum may be compared: enough to confirm what a customer said, too little to find out.

Comparing answers yes or no, so without a limit it would show the value to whoever asks long enough.  Tries count for
the class of the contact, not for one message: a number sent five times is one secret, not five chances.  They count for
everybody together, and for each person over all contacts.  Tries of the same moment wait for each other.

Looking for whose an identifier is compares it with everybody's at once; it counts as a try of the person.

Source: ux.md 7.2 step 4.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from desvelo.guards.vault import store
from desvelo.guards.vault.errors import TooManyComparisons
from desvelo.guards.vault.models import Comparison

WINDOW = timedelta(minutes=10)
OF_ONE_DATUM = 3
OF_ONE_PERSON = 12
SEARCH = "SEARCH"
"""In place of a class, where somebody looked for whose an identifier is."""


def left(*, contact: UUID, label: str, actor: UUID, now: datetime) -> int:
    """Return how many tries *actor* still has at what a contact has of class *label*."""
    counted = _counted(contact=contact, label=label, actor=actor, now=now)
    return max(0, min(limit - rows.count() for rows, limit in counted))


def spend(*, contact: UUID, label: str, actor: UUID, now: datetime) -> int:
    """Use one try, in the caller's transaction, and return how many are left; raise TooManyComparisons if none is."""
    store.wait_for_turn(f"compare contact {contact}", f"compare actor {actor}")
    for rows, limit in _counted(contact=contact, label=label, actor=actor, now=now):
        newest = list(rows.order_by("-at").values_list("at", flat=True)[:limit])
        if len(newest) == limit:
            raise TooManyComparisons(again_at=newest[-1] + WINDOW)
    Comparison.objects.create(contact_id=contact, label=label, actor_id=actor, at=now)
    Comparison.objects.filter(at__lt=now - WINDOW * 6).delete()
    return left(contact=contact, label=label, actor=actor, now=now)


def spend_search(*, actor: UUID, now: datetime) -> None:
    """Use one try of a person at finding out whose an identifier is; raise TooManyComparisons if none is left."""
    store.wait_for_turn(f"compare actor {actor}")
    mine = Comparison.objects.filter(actor_id=actor, at__gt=now - WINDOW).order_by("-at")
    newest = list(mine.values_list("at", flat=True)[:OF_ONE_PERSON])
    if len(newest) == OF_ONE_PERSON:
        raise TooManyComparisons(again_at=newest[-1] + WINDOW)
    Comparison.objects.create(contact=None, label=SEARCH, actor_id=actor, at=now)
    Comparison.objects.filter(at__lt=now - WINDOW * 6).delete()


def _counted(*, contact: UUID, label: str, actor: UUID, now: datetime) -> list[tuple[QuerySet[Comparison], int]]:
    """Return the recent tries that count, each set with its limit."""
    recent = Comparison.objects.filter(at__gt=now - WINDOW)
    return [
        (recent.filter(contact_id=contact, label=label), OF_ONE_DATUM),
        (recent.filter(actor_id=actor), OF_ONE_PERSON),
    ]
