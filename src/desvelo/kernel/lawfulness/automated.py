"""What machines may do alone: suggest.  People refuse, price, lend and ban, and whoever was judged may ask a person.

Brazilian law grants a review and does not say by whom; European law grants a person.  The house grants a person to all.

Source: LGPD art. 20; GDPR art. 22; WhatsApp Business Messaging Policy (a clear way to a person); privacy-law.md 14.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desvelo.kernel.lawfulness.problems import Problem
from desvelo.kernel.lawfulness.words import gettext_noop, say


class Effect(StrEnum):
    """What comes of it for the person."""

    BAN = "ban"
    CREDIT = "credit"
    NONE = "none"
    PRICE = "price"
    PROFILE = "profile"
    REFUSAL = "refusal"
    ROUTING = "routing"


NEEDS_A_PERSON: Final = frozenset({Effect.BAN, Effect.CREDIT, Effect.PRICE, Effect.REFUSAL})
REVIEWABLE: Final = NEEDS_A_PERSON | {Effect.PROFILE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Automated:
    """What a machine does in a case: its effect, who decides, what is told, what is put on record."""

    effect: Effect
    person_decides: bool
    criteria: str = ""
    way_to_a_person: str = ""
    masks_input: bool = True
    trains_on_input: bool = False
    is_recorded: bool = True


def may_ask_review(effect: Effect, *, person_decides: bool) -> bool:
    """Tell whether whoever it was about may ask for a review: it touches them, and no person decided.

    >>> may_ask_review(Effect.CREDIT, person_decides=False), may_ask_review(Effect.ROUTING, person_decides=False)
    (True, False)
    """
    return effect in REVIEWABLE and not person_decides


def problems(machine: Automated | None) -> tuple[Problem, ...]:
    """Return everything that is wrong with what a machine does in a case."""
    if machine is None:
        return ()
    asked = (
        (
            "automated_alone",
            machine.effect in NEEDS_A_PERSON and not machine.person_decides,
            "LGPD art. 20",
            gettext_noop("A machine alone refuses, prices, lends or bans."),
            gettext_noop("Let it suggest, and let a person decide."),
        ),
        (
            "automated_criteria",
            machine.effect in REVIEWABLE and not machine.criteria.strip(),
            "LGPD art. 20, § 1",
            gettext_noop("Nobody wrote by which criteria the machine judges."),
            gettext_noop("Write the criteria and the procedure in plain words."),
        ),
        (
            "automated_no_person",
            not machine.way_to_a_person.strip(),
            gettext_noop("WhatsApp Business Messaging Policy"),
            gettext_noop("Whoever talks with the machine finds no way to a person."),
            gettext_noop("Say how to reach one: a word, a button, a phone number."),
        ),
        (
            "automated_unmasked",
            not machine.masks_input,
            "LGPD art. 6, III",
            gettext_noop("The machine reads protected data that it does not need."),
            gettext_noop("Hand it the masked text."),
        ),
        (
            "automated_trains",
            machine.trains_on_input,
            "LGPD art. 6, I",
            gettext_noop("What customers write trains a model, which is another purpose."),
            gettext_noop("Switch it off, or open a case of its own for it."),
        ),
        (
            "automated_unrecorded",
            not machine.is_recorded,
            "LGPD art. 37",
            gettext_noop("What the machine suggested is not on record."),
            gettext_noop("Record the model, its version, what came out, and who accepted it."),
        ),
    )
    return tuple(
        Problem(code=code, field="automated", article=article, wrong=say(wrong), step=say(step))
        for code, is_so, article, wrong, step in asked
        if is_so
    )
