"""The balancing test behind a legitimate interest: purpose, necessity, balance and safeguards, signed and not too old.

Source: LGPD arts. 7 IX, 10 and 37; ANPD guide on legitimate interest, v1.0, February 2024; GDPR art. 6(1)(f);
privacy-law.md 3.3 (LEG-05).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from desvelo.kernel.lawfulness.problems import Problem
from desvelo.kernel.lawfulness.words import Sentence, gettext_noop, say

ARTICLE: Final = "LGPD art. 10"
LEAST_WORDS: Final = 3


class Safeguard(StrEnum):
    """What protects the person; the first two are never left out."""

    NOTICE = "notice"
    OPT_OUT = "opt_out"
    MASKING = "masking"
    SHORT_RETENTION = "short_retention"


NEEDED: Final = (Safeguard.NOTICE, Safeguard.OPT_OUT)

PARTS: Final = {
    "interest": gettext_noop("the interest, and whose it is"),
    "situation": gettext_noop("the concrete situation"),
    "necessity": gettext_noop("why each kind of data is needed"),
    "less_intrusive": gettext_noop("the less intrusive way that was considered"),
    "expectation": gettext_noop("why the person can expect it"),
    "impacts": gettext_noop("what it may do to the person"),
}
"""The written parts of a test, in the order of the guide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balancing:
    """A balancing test as it was filled in; *best_interest* when data of minors are part of it."""

    interest: str = ""
    situation: str = ""
    necessity: str = ""
    less_intrusive: str = ""
    expectation: str = ""
    impacts: str = ""
    safeguards: frozenset[Safeguard] = frozenset()
    rights_prevail: bool | None = None
    best_interest: str = ""
    approved_by: str = ""
    approved_on: date | None = None
    valid_until: date | None = None


def is_written(text: str) -> bool:
    """Tell whether somebody really wrote something: a few words, not a dash or an «ok».

    >>> is_written("—"), is_written("ok"), is_written("Avisar da revisão do carro")
    (False, False, True)
    """
    return sum(any(char.isalnum() for char in word) for word in text.split()) >= LEAST_WORDS


def is_in_force(test: Balancing | None, *, on: date) -> bool:
    """Tell whether a test carries anything on a day: whole, signed, in favour, and not over."""
    return not problems(test, on=on, minors=False)


def problems(test: Balancing | None, *, on: date, minors: bool) -> tuple[Problem, ...]:
    """Return everything that is wrong with a test, at once."""
    if test is None:
        wrong = say(gettext_noop("Legitimate interest has no balancing test."))
        step = say(gettext_noop("Fill in the balancing test, or choose another basis."))
        return (_problem("balancing_missing", wrong=wrong, step=step),)
    return (*_unwritten(test), *_unsafe(test), *_undecided(test, on=on), *_about_minors(test, minors=minors))


def _unwritten(test: Balancing) -> list[Problem]:
    return [
        _problem(
            f"balancing_{part}",
            wrong=say(gettext_noop("The balancing test does not say %(part)s."), part=called),
            step=say(gettext_noop("Write it in a sentence or two.")),
        )
        for part, called in PARTS.items()
        if not is_written(getattr(test, part))
    ]


def _unsafe(test: Balancing) -> list[Problem]:
    if set(NEEDED) <= test.safeguards:
        return []
    wrong = say(gettext_noop("A notice and a way to object are not among the safeguards."))
    step = say(gettext_noop("Add both: the law asks for them whenever nobody said yes."))
    return [_problem("balancing_safeguards", wrong=wrong, step=step)]


def _undecided(test: Balancing, *, on: date) -> list[Problem]:
    found = []
    if test.rights_prevail is None:
        wrong = say(gettext_noop("The balancing test has no result."))
        step = say(gettext_noop("Say whether the rights of the person weigh more."))
        found.append(_problem("balancing_result", wrong=wrong, step=step))
    elif test.rights_prevail:
        wrong = say(gettext_noop("The test says that the rights of the person weigh more."))
        step = say(gettext_noop("Choose another basis, or use fewer data and test again."))
        found.append(_problem("balancing_lost", wrong=wrong, step=step))
    if not test.approved_by.strip() or test.approved_on is None or test.approved_on > on:
        wrong = say(gettext_noop("Nobody signed the balancing test."))
        step = say(gettext_noop("Ask the data protection officer to sign it."))
        found.append(_problem("balancing_unsigned", wrong=wrong, step=step))
    if test.valid_until is None or test.valid_until < on:
        wrong = say(gettext_noop("The balancing test is over."))
        step = say(gettext_noop("Review it and sign it for another period."))
        found.append(_problem("balancing_over", wrong=wrong, step=step))
    return found


def _about_minors(test: Balancing, *, minors: bool) -> list[Problem]:
    if not minors or is_written(test.best_interest):
        return []
    wrong = say(gettext_noop("The balancing test does not say why it is in the best interest of the minors."))
    step = say(gettext_noop("Write it, or choose another basis: in doubt, legitimate interest is not for minors."))
    return [_problem("balancing_best_interest", wrong=wrong, step=step, article="LGPD art. 14")]


def _problem(code: str, *, wrong: Sentence, step: Sentence, article: str = ARTICLE) -> Problem:
    return Problem(code=code, field="balancing", article=article, wrong=wrong, step=step)
