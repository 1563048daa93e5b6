"""The words around showing one datum: the reasons to choose from, the refusal, the watermark."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from desvelo.base import clock
from desvelo.base.ui import wording
from desvelo.base.ui.looks import look
from desvelo.guards.access import queries as access
from desvelo.guards.audit.entry import WATERMARK
from desvelo.guards.vault import class_sessions, permitting, showing
from desvelo.guards.vault import queries as vault
from desvelo.guards.vault.actions import LEAST_REASON, Revealed
from desvelo.guards.vault.permitting import About
from desvelo.guards.vault.queries import HeldDatum
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.detection.openness import Level
from desvelo.service.desk import doubts
from desvelo.service.desk.screen import ReasonChoice, Refusal, RevealedValue, RevealForm, SecondPerson
from desvelo.service.desk.screen_time import MoreTime

OTHER = "other"


def codes() -> frozenset[str]:
    """Return the codes a reason may have."""
    return frozenset({*(choice.key for choice in reasons()), OTHER})


def reasons() -> tuple[ReasonChoice, ...]:
    """Return the reasons of the case; the screen adds «other», which asks for a sentence."""
    return (
        ReasonChoice(key="invoice", text=_("Issue an invoice")),
        ReasonChoice(key="identity", text=_("Check identity")),
        ReasonChoice(key="record", text=_("Correct the record")),
    )


def nothing_kept() -> Refusal:
    """Say that there is nothing to show or compare."""
    return Refusal(
        title=_("There is nothing to show"),
        text=_("This was discarded on arrival and never stored. If you need it, ask the customer another way."),
    )


def class_closed() -> Refusal:
    """Say that the policy of the class stands between this person and the datum."""
    return Refusal(
        title=_("The policy of this class does not let you"),
        text=_(
            "Who may see or compare each kind of data is decided for the whole company. If your work needs it, ask the "
            "customer by secure form, or ask the data protection officer."
        ),
    )


def form(  # noqa: PLR0913  which datum, for whom, through which team, how it is named
    held: HeldDatum, *, actor: Actor, team: UUID, hint: str, name: str, is_doubted: bool = False
) -> RevealForm:
    """Return the popover for a datum, or its refusal: nothing kept, closed by its class, open who writes."""
    about = vault.about(actor, held=held, team=team)
    refused = _refused(held, about=about, is_doubted=is_doubted)
    needs = None if refused else second_person(about, actor=actor, url=reverse("desk:ask_word", args=[held.public_id]))
    if needs and not needs.given_by:
        needs = replace(needs, emergency_url=reverse("desk:emergency", args=[held.public_id]))
    ends_at = None if refused or needs else _ends_at(about, actor=actor, label=held.label)
    offers = not refused and not needs and not ends_at and class_sessions.is_offered(about, label=held.label)
    return RevealForm(
        datum=held.public_id,
        label=held.label,
        hint=hint,
        name=name,
        seconds=showing.time_of(actor).first,
        reasons=reasons(),
        other_min_length=LEAST_REASON,
        may_compare=actor.has(Permission.DATUM_COMPARE)
        and vault.class_allows(actor, Permission.DATUM_COMPARE, held=held, team=team),
        refused=refused,
        needs=needs,
        is_open=about.level is Level.VISIBLE or ends_at is not None,
        minutes=class_sessions.MINUTES if offers else 0,
        open_until=wording.hour(ends_at) if ends_at else "",
    )


def _ends_at(about: About, *, actor: Actor, label: str) -> datetime | None:
    return class_sessions.ends_at(actor=actor, about=about, label=label, now=clock.business())


def second_person(about: About, *, actor: Actor, url: str) -> SecondPerson | None:
    """Say that a look needs another person's word, and how far that is; nothing when it needs none."""
    word = permitting.word(about, actor=actor, now=clock.business())
    if not word.needed:
        return None
    given, waiting = word.given, word.waiting
    by = access.names([given.decided_by]) if given and given.decided_by else {}
    return SecondPerson(
        text=_why_two(word.needed),
        url=url,
        given_by=next(iter(by.values()), _("another person")) if given else "",
        waits_until=wording.hour(waiting.expires_at) if waiting else "",
    )


def asked(*, until: str) -> Refusal:
    """Say that another person was asked."""
    return Refusal(
        title=_("Asked"),
        text=_("The supervisors of the team see it under Approvals. Open this again once one of them has agreed."),
        again=_("The request waits until %(time)s.") % {"time": until},
    )


def _why_two(needed: str) -> str:
    return {
        permitting.BY_RULE: _("For this kind of data your company asks for two people: a supervisor agrees first."),
        "hour": _("You saw 30 customers' data within an hour. For the next one a supervisor agrees first."),
        "day": _("You saw 100 customers' data within a day. For the next one a supervisor agrees first."),
        "burst": _("Many looks in a short time. For the next one a supervisor agrees first."),
        "median": _("Far more looks today than your colleagues. For the next one a supervisor agrees first."),
    }[needed]


def _refused(held: HeldDatum, *, about: About, is_doubted: bool) -> Refusal | None:
    if not held.kept:
        return nothing_kept()
    if about.level is Level.NEVER:
        return class_closed()
    return doubts.refusal() if is_doubted else None


def shown(revealed: Revealed, *, actor: Actor, datum: str, at: datetime) -> RevealedValue:
    """Return where the page frames a value, for how long, and how it asks for more."""
    return RevealedValue(
        label_text=str(look(revealed.label).short),
        url=reverse("desk:shown", args=[revealed.ticket]),
        room=revealed.room,
        seconds=revealed.seconds,
        watermark=watermark(actor, at=at),
        longer=longer(revealed.more, url=reverse("desk:reveal_longer", args=[datum]), seconds=revealed.seconds),
    )


def longer(word: str, *, url: str, seconds: int) -> MoreTime:
    """Return how the page offers more time; whoever has more of it hears earlier that it ends (WCAG 2.2, 2.2.1)."""
    return MoreTime(url=url, word=word, more=showing.MORE, warns_at=20 if seconds > showing.SOUND else 10)


def watermark(actor: Actor, *, at: datetime) -> str:
    """Return what is written over the thread meanwhile: who, when, and a code that leads to the session."""
    return f"{actor.name} · {date_format(timezone.localtime(at), 'd/m H:i')} · {actor.session[:WATERMARK].upper()}"
