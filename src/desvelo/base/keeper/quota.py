"""Of how many contacts one person may have the keys opened within an hour.

Counted are different contacts: whoever looks at the same list all day spends nothing more.  What processes do for
everybody's sake is not counted, and a search through many contacts has a bound of its own.

Source: security-design D4.6, D6.2.
"""

import threading
import time
from collections.abc import Callable, Iterable
from uuid import UUID

from desvelo.base.config.keeping import DEFAULT_QUOTA
from desvelo.base.keeper.keeper import Asker
from desvelo.kernel.sealing.whys import OF_DUTY, OF_SWEEPS, OF_WORK

HOUR = 3_600.0
SWEPT = 100_000
"""Contacts that the searches and exports of one person may go through within an hour: as many as one may read."""


class Quota:
    """What each person spent within the last hour, in the memory of one keeper."""

    def __init__(self, *, most: int = DEFAULT_QUOTA, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._lock = threading.Lock()
        self._spent: dict[tuple[UUID | None, bool], dict[UUID, float]] = {}
        self._told: dict[tuple[UUID | None, bool], float] = {}

    def spend(self, contacts: Iterable[UUID], *, by: Asker) -> float:
        """Count *contacts* for who asks; return 0.0, or after how many seconds to ask again: then nothing is counted.

        Whoever gives no reason is counted even without a name: as nobody in particular.
        """
        if by.actor is None and by.why in OF_DUTY | OF_WORK:
            return 0.0
        whose = (by.actor, by.why in OF_SWEEPS)
        most = SWEPT if by.why in OF_SWEEPS else self._most
        now = self._clock()
        with self._lock:
            spent = self._spent.setdefault(whose, {})
            new = [contact for contact in dict.fromkeys(contacts) if contact not in spent]
            if len(spent) + len(new) > most:
                self._forget(spent, before=now - HOUR)
                new = [contact for contact in dict.fromkeys(contacts) if contact not in spent]
                if len(spent) + len(new) > most:
                    return max(1.0, min(spent.values(), default=now) + HOUR - now)
            spent.update(dict.fromkeys(contacts, now))
        return 0.0

    def is_first_refusal(self, by: Asker) -> bool:
        """Tell whether the refusal just given is the first to this person within an hour."""
        whose, now = (by.actor, by.why in OF_SWEEPS), self._clock()
        with self._lock:
            is_first = now - self._told.get(whose, -HOUR) >= HOUR
            if is_first:
                self._told[whose] = now
        return is_first

    @staticmethod
    def _forget(spent: dict[UUID, float], *, before: float) -> None:
        for contact in [each for each, at in spent.items() if at <= before]:
            del spent[contact]
