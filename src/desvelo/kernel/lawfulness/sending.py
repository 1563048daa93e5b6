"""May this leave?  The one question before a message goes, and everything that stands in its way.

An answer goes to somebody who wrote within a day, and promotes nothing.  All else is the company's own idea, whatever
it is called: it asks for an opt-in of its category, for a case in which nothing is wrong, and dies of any stop.  An
answer asks for a case with a basis; what else is wrong with it is mended, but nobody is left without a reply for it.

Source: WhatsApp Business Messaging Policy; LGPD arts. 6, 7, 8, 9, 14 and 18 § 2; privacy-law.md 4 and 15.1 (LEG-06);
whatsapp-cloud-api section 14.6; ux.md 7.5 and 7.7.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from desvelo.kernel.lawfulness import case_checks, consent, data_classes, notice, people, purposes
from desvelo.kernel.lawfulness.basis import Kind
from desvelo.kernel.lawfulness.case import Case, Company
from desvelo.kernel.lawfulness.consent import State
from desvelo.kernel.lawfulness.data_classes import Nature
from desvelo.kernel.lawfulness.people import Consequence
from desvelo.kernel.lawfulness.wishes import CATEGORIES, MARKETING, Wishes
from desvelo.kernel.lawfulness.words import Sentence, gettext_noop, say
from desvelo.kernel.whatsapp import window


class Must(StrEnum):
    """What has to go with a message that may leave."""

    HOW_TO_STOP = "how_to_stop"
    MEND_CASE = "mend_case"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What is about to leave: a template of a *category*, or, without one, free words.

    *is_answer*: it writes back to what the customer wrote.  *asks_consent*: it is the question itself.
    *confirms_wish*: it only tells the customer that their stop, return, yes or no was heard; the desk sets it, nobody
    who writes does.
    """

    category: str = ""
    is_answer: bool = False
    asks_consent: bool = False
    confirms_wish: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Yes when no *reasons* stand against it; *must* then says what goes with it."""

    reasons: tuple[str, ...] = ()
    must: frozenset[Must] = frozenset()

    @property
    def allowed(self) -> bool:
        """Tell whether it may leave."""
        return not self.reasons


SAID: Final = {
    "no_case": (
        gettext_noop("This conversation has no case, so nobody can say why the company writes."),
        gettext_noop("Choose the case it belongs to."),
    ),
    "case_retired": (
        gettext_noop("The case of this conversation is no longer in use."),
        gettext_noop("Choose another case for the conversation."),
    ),
    "no_basis": (
        gettext_noop("The case of this conversation has no legal basis."),
        gettext_noop("Ask the data protection officer to complete it under legal bases."),
    ),
    "case_incomplete": (
        gettext_noop("Something is missing in the case of this conversation."),
        gettext_noop("Ask the data protection officer to complete it under legal bases."),
    ),
    "opted_out": (
        gettext_noop("The customer does not want these messages."),
        gettext_noop("Do not send it. Should the customer write, you can answer what they ask."),
    ),
    "no_opt_in": (
        gettext_noop("The customer never agreed to messages of this kind. Having written first does not count."),
        gettext_noop("Ask for it the next time they write, and keep the answer."),
    ),
    "window_closed": (
        gettext_noop("The customer wrote more than 24 hours ago, so only a template can leave."),
        gettext_noop("Choose a template, or wait until they write."),
    ),
    "category_unknown": (
        gettext_noop("Meta has no templates of this category."),
        gettext_noop("Choose another template."),
    ),
    "promotion_elsewhere": (
        gettext_noop("This template is a promotion, and the case of this conversation is not."),
        gettext_noop("Choose a template that is not a promotion."),
    ),
    "promotion_disguised": (
        gettext_noop("The case is about promotions, and this template is of another category."),
        gettext_noop("Choose a template of the marketing category."),
    ),
    "consent_none": (
        gettext_noop("The case needs a yes of the customer, and nobody asked."),
        gettext_noop("Ask for it within the conversation."),
    ),
    "consent_refused": (
        gettext_noop("The customer said no to this."),
        gettext_noop("Do not ask again by yourself. Go on without these data."),
    ),
    "consent_revoked": (
        gettext_noop("The customer took the yes back."),
        gettext_noop("Stop using these data. Only they can say yes again."),
    ),
    "consent_expired": (
        gettext_noop("The notice changed after the customer said yes."),
        gettext_noop("Show the new notice and ask again."),
    ),
    "consent_unproved": (
        gettext_noop("The customer's yes cannot be shown: its proof is not whole."),
        gettext_noop("Ask again, so that text, answer, time and channel are kept."),
    ),
    "minor": (
        gettext_noop("The customer seems to be a minor, and promotions are not for minors."),
        gettext_noop("Do not send it. If they are not one, a supervisor can say so."),
    ),
}
"""Each reason in words: what is wrong, and what to do."""


def words(reason: str) -> tuple[Sentence, Sentence]:
    """Return what a reason says, and what to do about it."""
    wrong, step = SAID[reason]
    return say(wrong), say(step)


def may_send(outgoing: Outgoing, *, case: Case | None, company: Company, wishes: Wishes, now: datetime) -> Leave:
    """Decide whether a message may leave, and name everything that stands against it."""
    if case is None:
        return Leave(reasons=("no_case",))
    reasons = (
        *_of_case(outgoing, case=case, company=company, wishes=wishes, now=now),
        *_of_wishes(outgoing, case=case, wishes=wishes, now=now),
        *_of_channel(outgoing, case=case, wishes=wishes, now=now),
        *_of_consent(outgoing, case=case, wishes=wishes, now=now),
        *_of_age(outgoing, case=case, wishes=wishes),
    )
    return (
        Leave(reasons=reasons)
        if reasons
        else Leave(must=_must(outgoing, case=case, company=company, wishes=wishes, now=now))
    )


def is_promotion(outgoing: Outgoing, *, case: Case) -> bool:
    """Tell whether it promotes something, by its template or by its case."""
    return outgoing.category == MARKETING or purposes.is_marketing(case.purpose)


def is_proactive(outgoing: Outgoing, *, case: Case, wishes: Wishes, now: datetime) -> bool:
    """Tell whether it is the company's own idea: no answer, or one that comes too late, or a promotion."""
    answers = outgoing.is_answer and window.is_open(wishes.last_wrote_at, now=now)
    confirms = outgoing.confirms_wish and not outgoing.category
    return not answers or (is_promotion(outgoing, case=case) and not confirms)


def _of_case(outgoing: Outgoing, *, case: Case, company: Company, wishes: Wishes, now: datetime) -> tuple[str, ...]:
    if case.is_retired:
        return ("case_retired",)
    if not case.bases:
        return ("no_basis",)
    flawed = is_proactive(outgoing, case=case, wishes=wishes, now=now) and not case_checks.carries_messages(
        case, company=company, now=now
    )
    return ("case_incomplete",) if flawed else ()


def _of_wishes(outgoing: Outgoing, *, case: Case, wishes: Wishes, now: datetime) -> tuple[str, ...]:
    if not is_proactive(outgoing, case=case, wishes=wishes, now=now):
        return ()
    promotes = is_promotion(outgoing, case=case)
    needed = MARKETING if promotes else outgoing.category or "UTILITY"
    stopped = wishes.stopped(case.purpose, is_promotion=promotes)
    found = [("opted_out", stopped), ("no_opt_in", needed not in wishes.opted_in)]
    return tuple(reason for reason, is_so in found if is_so)


def _of_channel(outgoing: Outgoing, *, case: Case, wishes: Wishes, now: datetime) -> tuple[str, ...]:
    is_template = bool(outgoing.category)
    promotes = purposes.is_marketing(case.purpose)
    found = [
        ("window_closed", not is_template and not window.is_open(wishes.last_wrote_at, now=now)),
        ("category_unknown", is_template and outgoing.category not in CATEGORIES),
        ("promotion_elsewhere", outgoing.category == MARKETING and not promotes),
        ("promotion_disguised", is_template and promotes and outgoing.category != MARKETING),
    ]
    return tuple(reason for reason, is_so in found if is_so)


def _of_consent(outgoing: Outgoing, *, case: Case, wishes: Wishes, now: datetime) -> tuple[str, ...]:
    if not case.needs_consent:
        return ()
    minor = people.known_as(wishes.flags) in people.WITH_GUARDIAN
    sensitive = data_classes.of(case.classes, Nature.SENSITIVE)
    states = [
        consent.state(
            wishes.consents,
            purpose=case.purpose,
            basis=each.code,
            covers=sensitive if Kind.SENSITIVE in each.carries else frozenset(),
            versions=case.notices,
            now=now,
            minor=minor,
        )
        for each in case.bases
        if each.is_consent
    ]
    asks = outgoing.asks_consent and not {State.REFUSED, State.REVOKED} & set(states)
    answers = outgoing.is_answer and not outgoing.category and window.is_open(wishes.last_wrote_at, now=now)
    if answers and (asks or outgoing.confirms_wish):
        return ()
    return tuple(dict.fromkeys(f"consent_{state}" for state in states if state is not State.GIVEN))


def _of_age(outgoing: Outgoing, *, case: Case, wishes: Wishes) -> tuple[str, ...]:
    follows = people.consequences(people.known_as(wishes.flags))
    promotes = is_promotion(outgoing, case=case) and not outgoing.confirms_wish
    return ("minor",) if Consequence.NO_PROMOTIONS in follows and promotes else ()


def _must(outgoing: Outgoing, *, case: Case, company: Company, wishes: Wishes, now: datetime) -> frozenset[Must]:
    untold = not wishes.informed or notice.asks_again(case.notices, agreed=wishes.informed, at=now)
    needed = {
        Must.NOTICE: untold,
        Must.HOW_TO_STOP: is_promotion(outgoing, case=case),
        Must.MEND_CASE: bool(case_checks.problems(case, company=company, now=now)),
    }
    return frozenset(each for each, is_so in needed.items() if is_so)
