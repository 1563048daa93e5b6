"""What a look at a value needs beside a reason: another's word, where policy asks for one or somebody looks too much.

A word that was given is used up in the transaction that puts the look on record, so one word is one look.  Words live
by the machine's clock, as sessions do.

Source: ux.md 6.18; security-design D9.7.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.base import clock
from desvelo.guards.access import approvals, gate
from desvelo.guards.access.approvals import Kind, Request
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import glass as breaking
from desvelo.guards.vault import spending, stops
from desvelo.guards.vault.errors import NothingToAsk, SecondPersonNeeded
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.detection.openness import Level

LOOK: Final = "datum:reveal"
BY_RULE: Final = "rule"
UNASKED: Final = "policy"
"""The code of the reason where policy asks for none."""
KIND: Final = Kind(lasts=timedelta(minutes=30), permission=Permission.LOOK_APPROVE, usable_for=timedelta(minutes=15))


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is to be looked at: a datum or a file, whose, through which team, and how open it is there."""

    subject: UUID
    contact: UUID
    team: UUID
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """How far somebody is with another person's word: what they were given, or what waits."""

    needed: str = ""
    given: Request | None = None
    waiting: Request | None = None


def ask(*, actor: Actor, about: About, label: str, reason: str, now: datetime) -> str:
    """Ask for another person's word on one look that was let through so far; return the public id.

    Raises NothingToAsk when none is needed, AlreadyAsked.
    """
    needed = _needed(about, actor=actor, now=now)
    if not needed:
        raise NothingToAsk
    what = {"label": label, "reason": reason, "why": needed, "contact": str(about.contact)}
    return approvals.ask(
        actor=actor, kind=LOOK, subject=str(about.subject), what=what, team=about.team, now=clock.wall()
    )


def put_on_record(entry: Entry, about: About, *, actor: Actor, glass: bool = False, now: datetime) -> None:
    """Put a look on record and count it, with the word it needs used up, or in an emergency without one.

    Raises SecondPersonNeeded, on record; ExplanationOwed, on record, in an emergency.
    """
    if glass:
        breaking.require_none_owed(actor, target=dict(entry.objects), now=now)
    with transaction.atomic(durable=True):
        spending.wait_for_turn(actor.id)
        needed = _needed(about, actor=actor, now=now)
        said = _said(needed, about, actor=actor, entry=entry, glass=glass, now=now)
        if said is not None:
            audit.record([replace(entry, objects={**entry.objects, **said})])
            spending.take(actor=actor.id, contact=about.contact, team=about.team, now=now)
            return
    gate.deny(actor, Permission.DATUM_REVEAL, reason=f"second_person_{needed}", target=dict(entry.objects), now=now)
    if needed in spending.STOPS:
        stops.tell(actor=actor, team=about.team, why=needed, now=now)
    raise SecondPersonNeeded(why=needed)


def word(about: About, *, actor: Actor, now: datetime) -> Word:
    """Return how far *actor* is with the word that a look at this needs."""
    needed = _needed(about, actor=actor, now=now)
    if not needed:
        return Word()
    subject, wall = str(about.subject), clock.wall()
    return Word(
        needed=needed,
        given=approvals.usable(actor=actor, kind=LOOK, subject=subject, now=wall),
        waiting=approvals.waiting_of(actor, kind=LOOK, subject=subject, now=wall),
    )


def _said(  # noqa: PLR0913  what is needed for which look of whom
    needed: str, about: About, *, actor: Actor, entry: Entry, glass: bool, now: datetime
) -> dict[str, str] | None:
    """Return what the entry says of the word that was needed; None when there is none."""
    if not needed:
        return {}
    if glass:
        label = entry.objects["label"]
        broken = breaking.note(actor=actor, contact=about.contact, team=about.team, label=label, now=now)
        return {"glass": str(broken)}
    used = approvals.use(actor=actor, kind=LOOK, subject=str(about.subject), now=clock.wall())
    if used is None or _was_used(used, about.contact):
        return None
    return {"approval": str(used)}


def _was_used(word: UUID, contact: UUID) -> bool:
    """Tell whether a look is on record by this word: one that was put back in the database is used up for good."""
    return log.naming(word, contact=contact, tag=LOOK) is not None


def _needed(about: About, *, actor: Actor, now: datetime) -> str:
    """Return why another person's word is needed; nothing when it is not."""
    if about.level is Level.TWO_PEOPLE:
        return BY_RULE
    return spending.stopped(actor=actor.id, contact=about.contact, team=about.team, now=now)
