"""How many looks at protected values one person may take before somebody else has to agree.

Work needs a few; whoever copies a base needs many, or many in a short time, or far more than their colleagues.  Looks
at one customer within ten minutes are one look to the hour and the day, since a form is filled in from one person's
data; to the burst every look counts.

Source: security-design D9.8; ux.md 7.2 step 8; architecture section 9 (reveal limits).

>>> stopped(Looks(hour=29, day=99, burst=20, today=10, others=(3, 4, 5)))
''
>>> stopped(Looks(hour=30, day=40, burst=0, today=30, others=()))
'hour'
>>> stopped(Looks(hour=0, day=20, burst=0, today=20, others=(4, 5, 6)))
'median'
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Final

HOUR, DAY, BURST = timedelta(hours=1), timedelta(days=1), timedelta(minutes=10)
SAME_CUSTOMER: Final = timedelta(minutes=10)
"""How long more looks at one customer are free for the hour and the day."""
OF_AN_HOUR, OF_A_DAY, OF_A_BURST = 30, 100, 20
TIMES_MEDIAN: Final = 3
_LEAST_TO_COMPARE: Final = 15
"""Below so many looks in a day nobody stands out, however little their colleagues look."""
_LEAST_COLLEAGUES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What somebody took so far: counted within the hour and the day, all within the burst; the day of *others*."""

    hour: int
    day: int
    burst: int
    today: int
    others: Sequence[int]


def stopped(looks: Looks) -> str:
    """Return why the next look needs another person: ``hour``, ``day``, ``burst``, ``median``; nothing if not."""
    if looks.hour >= OF_AN_HOUR:
        return "hour"
    if looks.day >= OF_A_DAY:
        return "day"
    if looks.burst >= OF_A_BURST:
        return "burst"
    stands_out = looks.today >= _LEAST_TO_COMPARE and len(looks.others) >= _LEAST_COLLEAGUES
    if stands_out and looks.today >= TIMES_MEDIAN * max(1, median(looks.others)):
        return "median"
    return ""
