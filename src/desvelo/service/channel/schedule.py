"""Each number's connection is checked by itself, every few hours, whether anybody looks or not.

The first time falls somewhere within the first interval, by the number's own id, and each next one a tenth earlier or
later than the interval: numbers that were connected together do not ask together.  A worker that takes a number on has
a quarter of an hour for it; if it ends in the middle, another one begins again.
"""

import random
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from desvelo.service.channel import connecting
from desvelo.service.channel.checking import By
from desvelo.service.channel.models import Number

LEASE: Final = timedelta(minutes=15)
_SPREAD: Final = 0.1
_SOONEST: Final = 0.1
_HUNDRED: Final = 100


def check_due(*, every: timedelta, now: datetime) -> int:
    """Check the number whose turn has been longest, if it is anybody's; return how many were checked."""
    _set_first_times(every=every, now=now)
    taken = _take(now=now)
    if taken is None:
        return 0
    for probe in connecting.PROBES:
        connecting.check(taken, probe, by=By.SCHEDULE, now=now)
    Number.objects.filter(pk=taken).update(check_due_at=now + next_after(every))
    return 1


def next_after(every: timedelta) -> timedelta:
    """Return how long until the next check: *every*, a tenth more or less."""
    return every * random.uniform(1 - _SPREAD, 1 + _SPREAD)  # noqa: S311  it spreads load and guards nothing


def first_after(number: UUID, every: timedelta) -> timedelta:
    """Return how long after it is first seen a number is checked: within *every*, but not at once."""
    return every * max(_SOONEST, number.int % _HUNDRED / _HUNDRED)


def _set_first_times(*, every: timedelta, now: datetime) -> None:
    for number in Number.objects.filter(check_due_at=None).values_list("id", flat=True):
        due = now + first_after(number, every)
        Number.objects.filter(pk=number, check_due_at=None).update(check_due_at=due)


def _take(*, now: datetime) -> UUID | None:
    """Take one number on for the time of a lease; of two workers that want the same one, one gets it."""
    for number in Number.objects.filter(check_due_at__lte=now).order_by("check_due_at").values_list("id", flat=True):
        if Number.objects.filter(Q(check_due_at__lte=now), pk=number).update(check_due_at=now + LEASE):
            return number
    return None
