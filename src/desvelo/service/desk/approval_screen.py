"""What waits for a second person, in words: who asks, what exactly will be done, why, until when.

Source: ux.md 6.6, 6.7; security-design D9.7.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from desvelo.base import clock
from desvelo.base.ui import wording
from desvelo.guards.access import approvals, gate, reinstating
from desvelo.guards.access import queries as access
from desvelo.guards.access.approvals import Request
from desvelo.guards.vault import erasing, ruling
from desvelo.guards.vault import queries as vault
from desvelo.guards.vault.erasing import Waiting
from desvelo.guards.vault.erasures import Scope
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.sealing.whys import Why
from desvelo.service.desk import approval_words, emergency, guests, queries, rules_screen
from desvelo.service.desk.emergency import OpenedLine
from desvelo.service.desk.guests import GuestLine
from desvelo.service.desk.rules_screen import ChangeLine

OF_REQUESTS: Final = "pedido"
OF_ERASURES: Final = "eliminacao"
DECIDERS: Final = frozenset(
    {
        Permission.LOOK_APPROVE,
        Permission.POLICY_MANAGE,
        Permission.ERASURE_APPROVE,
        Permission.GLASS_REVIEW,
        Permission.TEAM_ADMIT,
        Permission.AUDIT_READ,
    }
)
_ENDS: Final = {"agreed": "ok", "refused": "warn", "taken_back": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing that waits; *said* is what agreeing does, *changes* cell by cell where it is about policies."""

    source: str
    id: str
    icon: str
    title: str
    said: str
    asked: str
    until: str
    is_own: bool
    changes: tuple[ChangeLine, ...] = ()
    needs_proof: bool = False
    question: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One thing that was decided: what, how, when."""

    title: str
    outcome: str
    tone: str
    when: str
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalsPage:
    """Everything on the page."""

    cards: tuple[Card, ...]
    own: tuple[Card, ...]
    decided: tuple[Decided, ...]
    refusals: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]
    has_proved: bool
    to_explain: tuple[OpenedLine, ...]
    to_review: tuple[OpenedLine, ...]
    guests: tuple[GuestLine, ...]


def page(actor: Actor, *, now: datetime) -> ApprovalsPage:
    """Return what *actor* may decide and what they asked for."""
    gate.require(actor, Permission.ACCOUNT_MANAGE, now=now)
    wall = clock.wall()
    requests, erasures = approvals.waiting(actor, now=wall), erasing.waiting(actor, now=now)
    decided = approvals.last_decided(actor)
    names = access.names([*_askers(requests), *filter(None, (each.asked_by for each in erasures))])
    customers = _customers(actor, requests, erasures, [each for each, _state, _at in decided])
    cards = [_card(each, names=names, customers=customers, now=wall) for each in requests]
    cards += [_erasure(each, actor=actor, names=names, customers=customers, now=now) for each in erasures]
    return ApprovalsPage(
        cards=tuple(each for each in cards if not each.is_own),
        own=tuple(each for each in cards if each.is_own),
        decided=tuple(
            Decided(
                title=approval_words.title(each, customers=customers),
                outcome=_outcome(state),
                tone=_ENDS.get(state, ""),
                when=wording.moment(at, now=wall),
                word=reinstating.word_of(each, reader=actor.id, now=wall) if state == "agreed" else "",
            )
            for each, state, at in decided
        ),
        refusals=tuple((code, _refusal(code)) for code in approvals.REFUSALS),
        questions=tuple((code, approval_words.question(code)) for code in approvals.QUESTIONS),
        answers=tuple((code, approval_words.answer(code)) for code in approvals.ANSWERS),
        has_proved=actor.has_proved(within=gate.PROOF_LASTS, now=wall),
        to_explain=emergency.to_explain(actor, now=now),
        to_review=emergency.to_review(actor, now=now),
        guests=guests.lines(actor, now=wall),
    )


def waiting_count(actor: Actor, *, now: datetime) -> int:
    """Return how much *actor* could decide now."""
    erasures = [each for each in erasing.waiting(actor, now=now) if each.asked_by != actor.id]
    return approvals.waiting_count(actor, now=clock.wall()) + len(erasures)


def answers(actor: Actor, *, now: datetime) -> tuple[str, ...]:
    """Return, in words, what became of what *actor* asked for and has not looked at."""
    decided = [approval_words.decided(is_agreed=each) for each in erasing.news(actor, now=now)]
    return (*(approval_words.news(each) for each in approvals.news(actor, now=now)), *decided)


def decides(actor: Actor) -> bool:
    """Tell whether *actor* is ever asked for their word."""
    return any(actor.has(each) for each in DECIDERS)


def _askers(requests: Iterable[Request]) -> list[UUID]:
    return [each.asked_by for each in requests]


def _customers(
    actor: Actor, requests: list[Request], erasures: list[Waiting], decided: list[Request]
) -> dict[UUID, str]:
    """Return the short names of the customers whom *actor* may know: of their own teams."""
    about = {UUID(each.what["contact"]) for each in (*requests, *decided) if "contact" in each.what}
    about |= {each.contact for each in erasures}
    known = queries.customers_within(actor.teams, among=about)
    profiles = vault.profiles(vault.open_boxes(known, why=Why.LIST, actor=actor.id))
    return {contact: wording.short_name(profile.name) for contact, profile in profiles.items() if profile.name}


def _card(request: Request, *, names: dict[UUID, str], customers: dict[UUID, str], now: datetime) -> Card:
    is_relax = request.kind == ruling.RELAX
    return Card(
        source=OF_REQUESTS,
        id=request.public_id,
        icon=approval_words.icon(request),
        title=approval_words.title(request, customers=customers),
        said=approval_words.what_happens(request),
        asked=_asked(names.get(request.asked_by, "?"), request.asked_at, now=now),
        until=_until(request.expires_at, now=now),
        is_own=request.is_own,
        changes=rules_screen.lines(ruling.asked_for(request)) if is_relax else (),
        needs_proof=approvals.asks_for_proof(request.kind),
        question=approval_words.question(request.question) if request.question else "",
        answer=approval_words.answer(request.answer) if request.answer else "",
    )


def _erasure(each: Waiting, *, actor: Actor, names: dict[UUID, str], customers: dict[UUID, str], now: datetime) -> Card:
    customer = customers.get(each.contact, _("a customer"))
    title = {
        Scope.CONTACT: _("Erase all data of %(customer)s"),
        Scope.CONVERSATION: _("Erase a conversation with %(customer)s"),
        Scope.DATUM: _("Erase a piece of data of %(customer)s"),
    }[each.scope]
    asker = names.get(each.asked_by, "?") if each.asked_by else _("The customer")
    return Card(
        source=OF_ERASURES,
        id=each.public_id,
        icon="trash-2",
        title=title % {"customer": customer},
        said=_("If you agree, the keys are destroyed once the time to undo it is over, and nobody can bring it back."),
        asked=_asked(asker, each.asked_at, now=now),
        until=_until(each.expires_at, now=now),
        is_own=each.asked_by == actor.id,
    )


def _asked(who: str, at: datetime, *, now: datetime) -> str:
    return _("%(who)s asked: %(when)s") % {"who": who, "when": wording.moment(at, now=now)}


def _until(at: datetime, *, now: datetime) -> str:
    when = wording.hour(at) if (at - now).days < 1 else f"{wording.date(at)}, {wording.hour(at)}"
    return _("Waits until %(when)s") % {"when": when}


def _outcome(state: str) -> str:
    return {"agreed": _("Agreed"), "refused": _("Turned down")}.get(state, _("Taken back"))


def _refusal(code: str) -> str:
    return {
        "not_needed": _("It is not needed for the work"),
        "other_way": _("There is another way, such as comparing or the secure form"),
        "talk_first": _("Let us talk first"),
    }[code]
