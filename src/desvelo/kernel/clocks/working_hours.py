"""The hours in which the company works: what is shown outside them stands out in the audit log.

One place for now, the same for every team: Monday to Friday, 8 to 18.  Hours of each team come with the teams' own
settings (ux.md 6.17), holidays with the calendar of deadlines.

Source: ux.md 6.13; wireframe 07.

>>> is_working(datetime(2026, 11, 23, 8, 0)), is_working(datetime(2026, 11, 23, 18, 0))
(True, False)
>>> is_working(datetime(2026, 11, 22, 12, 0))
False
"""

from datetime import datetime

OPENS_AT, CLOSES_AT = 8, 18
DAYS = range(5)
"""Monday is 0, as Python counts."""


def is_working(local: datetime) -> bool:
    """Tell whether *local*, a moment as the clock on the wall shows it, is in the hours of work."""
    return local.weekday() in DAYS and OPENS_AT <= local.hour < CLOSES_AT
