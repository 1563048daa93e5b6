"""Leave to see a file: the entry first, then a few seconds for the session that asked, and for nobody else.

A picture is fetched by the page after it was permitted, so what permits it is a row and not an answer.  It opens
nothing by itself: whoever draws the file asks here at each request.

Source: architecture section 4 (reveal); security-design D9.4, D10.1.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from desvelo.base.outbox import queue
from desvelo.guards.access import gate
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault import boxes, classes, permitting, showing
from desvelo.guards.vault.actions import LEAST_REASON, Reason, require_reason, reveal_entry
from desvelo.guards.vault.errors import ReasonMissing
from desvelo.guards.vault.events import DatumRevealed
from desvelo.guards.vault.models import Look, Ticket
from desvelo.guards.vault.permitting import About
from desvelo.guards.vault.showing import Longer, Time
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.sealing.whys import Why


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file as the log knows it: its id, whose it is, what class of thing it is."""

    id: UUID
    contact: UUID
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Permitted:
    """Leave to see one file until a moment; *more* is the word with which more is asked for (``showing``)."""

    public_id: str
    file: UUID
    contact: UUID
    until: datetime
    more: str = ""


def permit(  # noqa: PLR0913  who sees what, through which team, why, how long
    *, actor: Actor, file: File, team: UUID, reason: Reason, time: Time, now: datetime
) -> Permitted:
    """Let *actor*, who sees the contact through *team*, look at a file for a while; the entry has its index by then.

    Raises NotFound, ReasonMissing, ClassClosed, SecondPersonNeeded, ContactGone, NotSequenced.
    """
    target = {"file": str(file.id), "label": file.label, "team": str(team)}
    gate.require_in_team(actor, Permission.DATUM_REVEAL, team=team, target=target, now=now)
    require_reason(reason)
    level = classes.require(actor, Permission.DATUM_REVEAL, label=file.label, team=team, target=target, now=now)
    target |= {"seconds": str(time.first)}
    word = About(subject=file.id, contact=file.contact, team=team, level=level)
    box = boxes.of(file.contact, why=Why.FILE, actor=actor.id)
    entry = reveal_entry(box, actor=actor, target={**target, "reason": reason.code}, text=reason.text, now=now)
    permitting.put_on_record(entry, word, actor=actor, now=now)
    index = audit.index_of(entry.id)
    with transaction.atomic():
        Look.objects.filter(until__lt=now).delete()
        row = Look.objects.create(
            contact_id=file.contact,
            file_id=file.id,
            label=file.label,
            team_id=team,
            actor_id=actor.id,
            session=actor.session,
            until=now + timedelta(seconds=time.first),
        )
        queue.publish([DatumRevealed(contact_id=file.contact, datum_id=file.id, actor_id=actor.id, entry_index=index)])
    begun = showing.begin(subject=file.id, entry=entry.id, time=time, now=now)
    more = showing.word_of(begun, actor=actor)
    return Permitted(public_id=row.public_id, file=file.id, contact=file.contact, until=row.until, more=more)


def show_longer(*, actor: Actor, file: File, team: UUID, word: str, now: datetime) -> Longer:
    """Let a file that *actor* looks at stay longer.  Raises NotFound, ClassClosed, LongestShown, NotSequenced."""
    target = {"file": str(file.id), "label": file.label, "team": str(team)}
    longer = showing.extend(
        actor=actor, word=word, subject=file.id, contact=file.contact, target=target, team=team, now=now
    )
    mine = Look.objects.filter(file_id=file.id, actor_id=actor.id, session=actor.session, until__gt=now)
    mine.update(until=longer.until)
    return longer


def about(actor: Actor, *, file: File, team: UUID) -> About:
    """Return what a look at a file is about, and how open it is to *actor* through *team*."""
    level = classes.level(actor, Permission.DATUM_REVEAL, label=file.label, team=team)
    return About(subject=file.id, contact=file.contact, team=team, level=level)


def ask_word(*, actor: Actor, file: File, team: UUID, reason: Reason, now: datetime) -> str:
    """Ask a supervisor of *team* for their word on one look at a file, as ``actions.ask_word`` does for a datum."""
    target = {"file": str(file.id), "label": file.label, "team": str(team)}
    gate.require_in_team(actor, Permission.DATUM_REVEAL, team=team, target=target, now=now)
    if reason.code in {"", "other"}:
        raise ReasonMissing(least=LEAST_REASON)
    classes.require(actor, Permission.DATUM_REVEAL, label=file.label, team=team, target=target, now=now)
    return permitting.ask(
        actor=actor, about=about(actor, file=file, team=team), label=file.label, reason=reason.code, now=now
    )


def take_back(*, contact: UUID, team: UUID) -> None:
    """End every leave to see data or files of a contact that was given through *team* and not used up yet."""
    Look.objects.filter(contact_id=contact, team_id=team).delete()
    Ticket.objects.filter(datum__contact_id=contact, team_id=team).delete()


def permitted(*, actor: Actor, look: str, now: datetime) -> Permitted:
    """Return what *actor* may look at right now; raise NotFound, on record, for what is over or somebody else's."""
    row = Look.objects.filter(public_id=look, actor_id=actor.id, session=actor.session, until__gt=now).first()
    if row is None:
        gate.deny(actor, Permission.DATUM_REVEAL, reason="no_look", target={}, now=now)
        raise NotFound
    if row.team_id is None or not classes.allows(actor, Permission.DATUM_REVEAL, label=row.label, team=row.team_id):
        target = {"file": str(row.file_id), "label": row.label}
        gate.deny(actor, Permission.DATUM_REVEAL, reason="class_closed", target=target, now=now)
        raise NotFound
    return Permitted(public_id=row.public_id, file=row.file_id, contact=row.contact_id, until=row.until)
