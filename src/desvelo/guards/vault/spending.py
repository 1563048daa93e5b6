"""The looks that each person took: counted when a look is put on record, one after the other.

Rows say who looked at whose data, through which team, when; never at what.  They are kept for as long as they count.

Source: security-design D9.8; ux.md 7.2 step 8.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count

from desvelo.guards.vault import store
from desvelo.guards.vault.models import Taken
from desvelo.kernel import looks
from desvelo.kernel.looks import Looks

STOPS: Final = ("hour", "day", "burst", "median")


def wait_for_turn(actor: UUID) -> None:
    """Let this transaction alone count the looks of *actor*."""
    store.wait_for_turn(f"look actor {actor}")


def stopped(*, actor: UUID, contact: UUID, team: UUID, now: datetime) -> str:
    """Return why another person has to agree to the next look of *actor*; nothing if nobody has to."""
    mine = Taken.objects.filter(actor_id=actor, at__gt=now - looks.DAY)
    counted = mine.filter(is_counted=True)
    is_free = counted.filter(contact_id=contact, at__gt=now - looks.SAME_CUSTOMER).exists()
    taken = Looks(
        hour=0 if is_free else counted.filter(at__gt=now - looks.HOUR).count(),
        day=0 if is_free else counted.count(),
        burst=mine.filter(at__gt=now - looks.BURST).count(),
        today=0 if is_free else counted.filter(team_id=team).count(),
        others=_of_others(actor, team=team, now=now),
    )
    return looks.stopped(taken)


def take(*, actor: UUID, contact: UUID, team: UUID, now: datetime) -> None:
    """Count one look, in the caller's transaction, and forget those that count no more."""
    recent = Taken.objects.filter(actor_id=actor, contact_id=contact, is_counted=True, at__gt=now - looks.SAME_CUSTOMER)
    Taken.objects.create(actor_id=actor, contact_id=contact, team_id=team, at=now, is_counted=not recent.exists())
    Taken.objects.filter(at__lt=now - 2 * looks.DAY).delete()


def _of_others(actor: UUID, *, team: UUID, now: datetime) -> list[int]:
    """Return how many looks each colleague took through the team within the day, of those who took any.

    Whoever has a day off is nobody to compare with: the first one in the morning must not stand out for being early.
    """
    rows = Taken.objects.filter(team_id=team, is_counted=True, at__gt=now - looks.DAY).exclude(actor_id=actor)
    return [total for _actor, total in rows.values_list("actor_id").annotate(total=Count("id"))]
