"""How much data was shown in each hour of the last seven days; what was shown outside the hours of work in brass.

Source: ux.md 6.13; wireframe 07.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.duties.assurance.scope import Reach
from desvelo.duties.assurance.sentences import SHOWN
from desvelo.guards.audit import queries as audit
from desvelo.guards.audit.search import Search
from desvelo.kernel.clocks.working_hours import is_working

DAYS = 7
SLOT, BAR, HEIGHT = 4, 3, 44
_LEAST = 4
_HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One hour in which something was shown, in the units of the drawing."""

    x: int
    y: int
    height: int
    unusual: bool
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day in words, for who does not see the bars."""

    label: str
    shown: int
    unusual: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """The drawing and its words."""

    width: int
    height: int
    bar: int
    bars: tuple[Bar, ...]
    days: tuple[Day, ...]
    summary: str


def of(reach: Reach, *, now: datetime) -> Histogram:
    """Count what people in *reach* were shown, today and on the six days before."""
    first = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DAYS - 1)
    wanted = Search(actors=reach.actors, tags=frozenset({SHOWN}), refused=False, since=first)
    # The clocks of one zone: hours without a zone compare as the clock on the wall shows them.
    counts = audit.by_hour(wanted, zone=settings.TIME_ZONE)
    start = first.replace(tzinfo=None)
    days = tuple(_day(start + timedelta(days=each), counts) for each in range(DAYS))
    return Histogram(
        width=DAYS * _HOURS * SLOT,
        height=HEIGHT,
        bar=BAR,
        bars=_bars(start, counts),
        days=days,
        summary=_summary(shown=sum(day.shown for day in days), unusual=sum(day.unusual for day in days)),
    )


def _bars(start: datetime, counts: dict[datetime, int]) -> tuple[Bar, ...]:
    most = max(counts.values(), default=1)
    drawn = []
    for hour, count in sorted(counts.items()):
        place = int((hour - start) / timedelta(hours=1))
        height = _LEAST + (HEIGHT - _LEAST) * count // most
        label = f"{date_format(hour, 'D j M, H:i')} · {count}"
        if 0 <= place < DAYS * _HOURS:
            unusual = not is_working(hour)
            drawn.append(Bar(x=place * SLOT, y=HEIGHT - height, height=height, unusual=unusual, label=label))
    return tuple(drawn)


def _day(start: datetime, counts: dict[datetime, int]) -> Day:
    mine = {hour: count for hour, count in counts.items() if hour.date() == start.date()}
    return Day(
        label=date_format(start, "D j"),
        shown=sum(mine.values()),
        unusual=sum(count for hour, count in mine.items() if not is_working(hour)),
    )


def _summary(*, shown: int, unusual: int) -> str:
    if not shown:
        return _("No data was shown in the last 7 days.")
    whole = ngettext(
        "%(count)s piece of data was shown in the last 7 days.",
        "%(count)s pieces of data were shown in the last 7 days.",
        shown,
    ) % {"count": shown}
    if not unusual:
        return whole
    outside = ngettext("%(count)s was outside working hours.", "%(count)s were outside working hours.", unusual)
    return f"{whole} {outside % {'count': unusual}}"
