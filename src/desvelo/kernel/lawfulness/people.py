"""Minors and elderly people: how somebody comes to be known as one, and what follows.

Three lines that are never merged: under 12 a child, up to 16 bound to a guardian's account, under 18 a teenager.
Nobody is asked for a date of birth: the queue, the person's own words or a detector raise the flag.  A minor whose age
nobody knows is treated as a child.  From 60 on somebody counts among the elderly when an incident is weighed.

Source: LGPD art. 14; ANPD Enunciado 1/2023; Lei 15.211/2025 arts. 9 and 24; Res. CD/ANPD 2/2022 art. 4 and 15/2024;
privacy-law.md 13.

>>> band(date(2015, 5, 1), on=date(2027, 4, 30)), band(date(2015, 5, 1), on=date(2027, 5, 1))
(<Band.CHILD: 'child'>, <Band.UP_TO_16: 'up_to_16'>)
>>> Consequence.NO_PROMOTIONS in consequences(Band.TEENAGER), Consequence.GUARDIAN in consequences(Band.TEENAGER)
(True, False)
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

_CHILD_UNTIL, _GUARDIAN_UNTIL, _MINOR_UNTIL, _ELDERLY_FROM = 12, 17, 18, 60


class Band(StrEnum):
    """An age as far as the law counts it."""

    CHILD = "child"
    UP_TO_16 = "up_to_16"
    TEENAGER = "teenager"
    MINOR = "minor"
    ADULT = "adult"
    ELDERLY = "elderly"


class Sign(StrEnum):
    """How somebody came to be known as one."""

    DETECTOR = "detector"
    PERSON = "person"
    QUEUE = "queue"
    SAID = "said"


class Consequence(StrEnum):
    """What follows for how the person is served."""

    BEST_INTEREST = "best_interest"
    GUARDIAN = "guardian"
    MASK_MORE = "mask_more"
    NO_PROMOTIONS = "no_promotions"
    NO_TRAINING = "no_training"
    SENIOR_REVIEW = "senior_review"
    WEIGHS_IN_INCIDENTS = "weighs_in_incidents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Somebody taken for a minor or an elderly person, or by a person's word for neither any more."""

    band: Band
    sign: Sign
    at: datetime


MINORS: Final = frozenset({Band.CHILD, Band.UP_TO_16, Band.TEENAGER, Band.MINOR})
WITH_GUARDIAN: Final = MINORS - {Band.TEENAGER}

_OF_MINORS: Final = frozenset(Consequence) - {Consequence.GUARDIAN}
_CONSEQUENCES: Final[Mapping[Band, frozenset[Consequence]]] = {
    **dict.fromkeys(MINORS, _OF_MINORS),
    **dict.fromkeys(WITH_GUARDIAN, _OF_MINORS | {Consequence.GUARDIAN}),
    Band.ADULT: frozenset(),
    Band.ELDERLY: frozenset({Consequence.WEIGHS_IN_INCIDENTS}),
}


def band(born: date, *, on: date) -> Band:
    """Return the band of somebody born on a day; a birthday counts from its morning, one of 29 February on 1 March."""
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if age < _MINOR_UNTIL:
        if age < _CHILD_UNTIL:
            return Band.CHILD
        return Band.UP_TO_16 if age < _GUARDIAN_UNTIL else Band.TEENAGER
    return Band.ELDERLY if age >= _ELDERLY_FROM else Band.ADULT


def consequences(of: Band) -> frozenset[Consequence]:
    """Return what follows for the person."""
    return _CONSEQUENCES[of]


def known_as(flags: Iterable[Flag]) -> Band:
    """Return what somebody is known as: the newest word of a person, else the most protected of the other signs.

    A machine never takes a protection away.
    """
    seen = sorted(flags, key=lambda each: each.at)
    by_people = [each for each in seen if each.sign is Sign.PERSON]
    since = by_people[-1:] + [
        each for each in seen if each.sign is not Sign.PERSON and (not by_people or each.at > by_people[-1].at)
    ]
    order = (Band.CHILD, Band.MINOR, Band.UP_TO_16, Band.TEENAGER, Band.ELDERLY, Band.ADULT)
    return min((each.band for each in since), key=order.index, default=Band.ADULT)
