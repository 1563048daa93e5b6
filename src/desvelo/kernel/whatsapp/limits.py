"""How fast Meta lets a business write, as token buckets: a burst that refills at a steady rate.

A message takes one token of each limit it falls under: of its number, of the pair of number and customer, and, when it
opens a conversation outside the window with somebody who was not reached in the last day, of the portfolio.  A bucket
is a pair (what is left, since when), so it is kept anywhere and survives a restart.

Source: whatsapp-cloud-api section 15.

>>> from datetime import UTC, datetime
>>> noon = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
>>> taken = take(PAIR, FULL, now=noon)
>>> taken.level.left, taken.wait.total_seconds()
(44, 0.0)
>>> take(PAIR, Level(left=0.5, at=noon), now=noon).wait.total_seconds()
3.0
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from desvelo.kernel.whatsapp import reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A *burst* that may go at once, and how many tokens come back each second."""

    scope: str
    burst: float
    per_second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What was left of a bucket at one moment."""

    left: float
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The bucket afterwards, and how long to wait when there was no token: then nothing was taken."""

    level: Level
    wait: timedelta = timedelta(0)


_DAY_SECONDS: Final = 86_400
NUMBER: Final = Limit(scope="number", burst=80, per_second=80)
COEXISTING: Final = Limit(scope="number", burst=20, per_second=20)
PAIR: Final = Limit(scope="pair", burst=45, per_second=1 / 6)
_NOTHING: Final = 1e-9
_SHORTEST: Final = timedelta(milliseconds=1)
FULL: Final = Level(left=float("inf"), at=datetime.min.replace(tzinfo=UTC))
TIERS: Final = (250, 2_000, 10_000, 100_000)
_TIER = re.compile(r"(?:TIER_)?([0-9]{1,6})(K?)", re.ASCII)
_UNLIMITED: Final = 1_000_000


def portfolio(people_per_day: int) -> Limit:
    """Return the limit of how many people a portfolio may write to first in a day."""
    return Limit(scope="portfolio", burst=people_per_day, per_second=people_per_day / _DAY_SECONDS)


def refilled(limit: Limit, level: Level, *, now: datetime) -> Level:
    """Return the bucket as it is *now*; a clock that went back refills nothing."""
    passed = max(0.0, (now - level.at).total_seconds())
    return Level(left=min(limit.burst, level.left + passed * limit.per_second), at=max(now, level.at))


def take(limit: Limit, level: Level, *, now: datetime) -> Taken:
    """Take one token, or say how long until there is one."""
    current = refilled(limit, level, now=now)
    if current.left >= 1 - _NOTHING:
        return Taken(level=Level(left=current.left - 1, at=current.at))
    wait = timedelta(seconds=(1 - current.left) / limit.per_second)
    return Taken(level=current, wait=max(wait, _SHORTEST))  # a wait that rounds to nothing would mean that it may go


def emptied(limit: Limit, *, wait: timedelta, now: datetime) -> Level:
    """Return the bucket once Meta itself said that a limit was reached: the next token is there after *wait*."""
    return Level(left=1 - wait.total_seconds() * limit.per_second, at=now)


def people_per_day(told: object) -> int | None:
    """Return how many people a portfolio may write to first in a day, as Meta tells it: a number or a tier.

    >>> people_per_day("TIER_2K"), people_per_day(250), people_per_day("x")
    (2000, 250, None)
    """
    if isinstance(told, int) and not isinstance(told, bool):
        return _UNLIMITED if told < 0 else min(told, _UNLIMITED)
    text = reading.word(told) or ""
    if text in {"TIER_UNLIMITED", "UNLIMITED"}:
        return _UNLIMITED
    found = _TIER.fullmatch(text)
    return int(found[1]) * (1_000 if found[2] else 1) if found else None
