"""How open each class of datum is to each team: what a company decides, within what the class allows at all.

A level is a ceiling.  It takes away from what role and class permit (``policies``) and never adds to it, so a row of
the matrix can make nobody see what their role does not see.  A cell that nobody set has the level of the class.

Nobody compares a special category, so «compare only» is not offered for one: it would be «never» under another name.
Without a question only what is written on a parcel or a form at a counter may be shown: contacts, names, documents.

Source: ux.md 6.18; security-design D9.4, D9.7; decision 0053.

>>> from desvelo.kernel.detection.catalogue import shipped
>>> [level.value for level in offered("CPF")]
['never', 'compare', 'two_people', 'reason', 'visible']
>>> [level.value for level in offered("SPECIAL")]
['never', 'two_people', 'reason']
>>> is_looser(Level.REASON, than=Level.TWO_PEOPLE)
True
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from desvelo.kernel.detection import policies
from desvelo.kernel.detection.catalogue import shipped
from desvelo.kernel.detection.errors import LabelUnknown
from desvelo.kernel.detection.labels import Handling, Label, Tier


class Level(StrEnum):
    """What a team may do with a class, from nothing on; each includes the comparing of those above it."""

    NEVER = "never"
    COMPARE = "compare"
    TWO_PEOPLE = "two_people"
    REASON = "reason"
    VISIBLE = "visible"


Cell = tuple[UUID, str]
"""A team, and a class as it is kept."""
Matrix = Mapping[Cell, Level]
"""The cells somebody set."""

FILES: Final = ("FILE_AUDIO", "FILE_DOCUMENT", "FILE_IMAGE")
"""The classes of what is kept as a file: anything may be in it, so it is ruled like data and never compared."""
_OPENNESS: Final = {level: place for place, level in enumerate(Level)}
_WITHOUT_A_QUESTION: Final = frozenset({Tier.CONTACT, Tier.DOCUMENT, Tier.PERSON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A cell that is to have another level than it has."""

    team: UUID
    label: str
    was: Level
    to: Level

    @property
    def is_looser(self) -> bool:
        """Tell whether somebody may see more after it."""
        return is_looser(self.to, than=self.was)


def is_looser(level: Level, *, than: Level) -> bool:
    """Tell whether a level lets more be seen than another."""
    return _OPENNESS[level] > _OPENNESS[than]


def classes() -> tuple[str, ...]:
    """Return every class that can be opened at all, the tiers in their order, files last."""
    kept: dict[Tier, dict[str, None]] = {tier: {} for tier in Tier}
    for label in shipped().labels:
        if label.handling is Handling.SEAL:
            kept[policies.tier_of(label)][policies.kept_as(label)] = None
    return (*(code for codes in kept.values() for code in sorted(codes)), *FILES)


def discarded() -> tuple[str, ...]:
    """Return the classes that are never stored: there is nothing to rule about them."""
    return tuple(label.code for label in shipped().labels if label.handling is Handling.DISCARD)


def offered(code: str) -> tuple[Level, ...]:
    """Return the levels that a class may have, from the tightest on."""
    if code in FILES:
        return (Level.NEVER, Level.TWO_PEOPLE, Level.REASON)
    label = _label(code)
    policy = policies.of(label)
    levels = [Level.NEVER]
    levels += [Level.COMPARE] if policy.compare else []
    levels += [Level.TWO_PEOPLE, Level.REASON] if policy.reveal else []
    levels += [Level.VISIBLE] if policy.reveal and policy.tier in _WITHOUT_A_QUESTION else []
    return tuple(levels)


def of_class(code: str) -> Level:
    """Return the level of a class where nobody set one: shown for a reason, if it is shown at all."""
    levels = offered(code)
    return Level.REASON if Level.REASON in levels else levels[-1]


def at(matrix: Matrix, *, team: UUID, code: str) -> Level:
    """Return the level of a class for a team; one that the class does not offer any more counts as never."""
    level = matrix.get((team, code), of_class(code))
    return level if level in offered(code) else Level.NEVER


def lets_compare(level: Level) -> bool:
    """Tell whether a datum of this level may be compared, where its class is compared at all."""
    return level is not Level.NEVER


def lets_show(level: Level) -> bool:
    """Tell whether a datum of this level may be shown, be it to one who has a second person's word."""
    return level in {Level.TWO_PEOPLE, Level.REASON, Level.VISIBLE}


def changed(matrix: Matrix, changes: tuple[Change, ...]) -> dict[Cell, Level]:
    """Return a matrix after changes; a cell that is as its class stands in it no more."""
    cells = {**matrix, **{(each.team, each.label): each.to for each in changes}}
    return {cell: level for cell, level in cells.items() if level is not of_class(cell[1])}


def _label(code: str) -> Label:
    try:
        return shipped().label(code)
    except LabelUnknown:
        return Label(code=code, handling=Handling.SEAL)
