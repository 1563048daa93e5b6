"""What detection really found in the conversations of a case, beside what the case declares.

More than declared is data without a basis; sensitive data without an article of their own are the worst of it.  Less
than declared is data nobody needs.  What a person hid without a name, and what could not be read, somebody looks at.

Source: LGPD arts. 6 III, 11 and 37; privacy-law.md 4 (LEG-02); decision 0040 (one name for the special).

>>> found = differences(frozenset({"CPF", "HEALTH"}), {"CPF": 9, "SPECIAL": 2, "BANK_ACCOUNT": 1})
>>> [(each.code, each.level.value, each.messages) for each in found]
[('BANK_ACCOUNT', 'undeclared', 1)]
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desvelo.kernel.lawfulness import data_classes
from desvelo.kernel.lawfulness.data_classes import UNNAMED, Nature
from desvelo.kernel.lawfulness.words import Sentence, gettext_noop, say

ENOUGH: Final = 200
"""In how many findings a declared class must not appear before anybody says that it never does."""


class Level(StrEnum):
    """How much a difference matters, the worst first."""

    SENSITIVE = "sensitive"
    UNDECLARED = "undeclared"
    UNNAMED = "unnamed"
    UNSEEN = "unseen"


_STEPS: Final = {
    Level.SENSITIVE: gettext_noop(
        "Sensitive data come up, and the case does not count on them. Add a basis of article 11, or have them asked "
        "for less and hidden sooner."
    ),
    Level.UNDECLARED: gettext_noop(
        "Customers send this, and the case does not declare it. Add it, or stop asking for it."
    ),
    Level.UNNAMED: gettext_noop("Somebody hid this, or it could not be read. Look at a few and say what it is."),
    Level.UNSEEN: gettext_noop("The case declares this, and it never came up. Take it out, or say why it is needed."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A class that a case and its conversations do not agree about; *messages* had it."""

    code: str
    level: Level
    messages: int

    @property
    def step(self) -> Sentence:
        """Return what to do about it."""
        return say(_STEPS[self.level])


def differences(declared: frozenset[str], found: Mapping[str, int]) -> tuple[Difference, ...]:
    """Compare the *declared* classes with those *found* (messages by class), the worst first.

    What is discarded on arrival is never kept, so it is no difference.  ``SPECIAL`` agrees with any special category
    that is declared, and the other way round.
    """
    seen = {code: times for code, times in found.items() if times > 0}
    special = {data_classes.kept_as(code) for code in declared}
    more = [
        Difference(code=code, level=_level(code), messages=times)
        for code, times in seen.items()
        if code not in declared
        and not (code == "SPECIAL" and code in special)
        and not ("SPECIAL" in declared and data_classes.kept_as(code) == "SPECIAL")
        and data_classes.kind(code) is not Nature.DISCARDED
    ]
    kept = {data_classes.kept_as(code) for code in seen}
    less = [
        Difference(code=code, level=Level.UNSEEN, messages=0)
        for code in declared
        if sum(seen.values()) >= ENOUGH and code not in seen and data_classes.kept_as(code) not in kept
    ]
    order = list(Level)
    return tuple(sorted(more + less, key=lambda each: (order.index(each.level), -each.messages, each.code)))


def _level(code: str) -> Level:
    if code in UNNAMED:
        return Level.UNNAMED
    nature = data_classes.kind(code)
    if nature is None:
        return Level.UNNAMED
    return Level.SENSITIVE if nature is Nature.SENSITIVE else Level.UNDECLARED
