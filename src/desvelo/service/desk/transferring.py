"""Give a conversation to another team, with what was said before or only from here on; to a restricted team, ask it.

To an open team it goes at once; the team of a restricted one decides, so nobody puts work, or a person, before people
who see more than others.  Whoever gives it away sees it no more, unless they belong to the other team as well, and for
ten seconds can have it back as it was.  Why it goes is a note in the conversation.

Source: ux.md 7.8; security-design D9.7; decisions 0057 and 0060.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.base import clock
from desvelo.base.outbox import queue
from desvelo.guards.access import approvals, gate, team_kinds
from desvelo.guards.access import queries as access
from desvelo.guards.access.approvals import Kind, Request
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import looking as looks
from desvelo.kernel.authority import Actor, Permission
from desvelo.service.channel import noting
from desvelo.service.desk import actions, reaching
from desvelo.service.desk.errors import TooLateToUndo
from desvelo.service.desk.events import ConversationTransferred
from desvelo.service.desk.models import Conversation, Transfer
from desvelo.service.desk.notice import Notice
from desvelo.service.desk.notify import tell

MOVE: Final = "conversation:move"
MOVE_BACK: Final = "conversation:move_back"
UNDO_FOR: Final = timedelta(seconds=10)
_ON_ITS_WAY: Final = timedelta(seconds=2)
"""What a click takes to reach us: whoever presses the button while it is there is not told that it is too late."""
_WITH, _WITHOUT = "all", "from_now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """Where a conversation goes, with what was said before or only from here on, and what is noted for that team."""

    to: str
    with_history: bool
    note: str = field(repr=False)


def transfer(*, actor: Actor, conversation: str, handing: Handing, now: datetime) -> bool:
    """Give a conversation to a team, or ask a restricted one for its word; tell whether it is there now.

    Raises NotFound, AlreadyAsked, TextRefused for a note that is missing or too long, ContactGone.
    """
    found = actions.conversation_for(actor, conversation, Permission.CONVERSATION_ASSIGN, now=now)
    team = access.team(handing.to)
    if team is None or team.id == found.team_id:
        target = {"conversation": str(found.id)}
        gate.deny(actor, Permission.CONVERSATION_ASSIGN, reason="absent", target=target, now=now)
        raise NotFound
    with transaction.atomic():
        locked = _locked(found.id, team=found.team_id)
        note = _noted(actor, locked, handing.note, now=now)
        if team.id in actor.own_teams or not team_kinds.is_restricted(team.id):
            entry = actions.entry(MOVE, actor, locked, now=now)
            _move(locked, to=team.id, at=note.place, with_history=handing.with_history, by=actor.id, entry=entry)
            return True
        what = {
            "conversation": str(found.id),
            "contact": str(found.contact_id),
            "was": str(found.team_id),
            "note": str(note.id),
            "history": _WITH if handing.with_history else _WITHOUT,
        }
        approvals.ask(actor=actor, kind=MOVE, subject=str(found.id), what=what, team=team.id, now=clock.wall())
    return False


def undo(*, actor: Actor, conversation: str, now: datetime) -> None:
    """Have back what *actor* gave away a moment ago, as it was: its team, who was in charge, who read what of it.

    Raises NotFound, TooLateToUndo once the time is over, or somebody there took it or gave it on.
    """
    row = Transfer.objects.filter(conversation__public_id=conversation, by=actor.id).first()
    if row is None:
        gate.deny(actor, Permission.CONVERSATION_ASSIGN, reason="absent", target={}, now=now)
        raise NotFound
    target = {"conversation": str(row.conversation_id)}
    gate.require_in_team(actor, Permission.CONVERSATION_ASSIGN, team=row.was_team_id, target=target, now=now)
    with transaction.atomic():
        locked = Conversation.objects.select_for_update().get(pk=row.conversation_id)
        last = Transfer.objects.filter(pk=locked.pk, by=actor.id, moved_at=row.moved_at).first()
        is_there = locked.team_id == row.to_team_id and locked.assignee_id is None
        if last is None or not is_there or now - last.moved_at > UNDO_FOR + _ON_ITS_WAY:
            raise TooLateToUndo
        _give_back(locked, last, entry=actions.entry(MOVE_BACK, actor, locked, now=now))


def undoable(actor: Actor, conversation: str, *, now: datetime) -> str:
    """Return the name of the team that *actor* gave a conversation to, while it can be had back; nothing otherwise."""
    rows = Transfer.objects.filter(conversation__public_id=conversation, by=actor.id, moved_at__gt=now - UNDO_FOR)
    return str(rows.values_list("to_team__name", flat=True).first() or "")


def comes_with_history(request: Request) -> bool:
    """Tell whether a team that is asked gets what was said before; requests from before there was a choice do."""
    return bool(request.what.get("history", _WITH) == _WITH)


def _take_in(request: Request, now: datetime) -> None:
    """Take a conversation in that the team agreed to, if it is still where it was.  Raises NotFound."""
    if request.team is None or request.decided_by is None:
        raise NotFound
    objects = {"conversation": request.what["conversation"], "approval": str(request.id), "by": str(request.asked_by)}
    contact = UUID(request.what["contact"])
    entry = Entry(tag=MOVE, at=now, actor=request.decided_by, contact=contact, objects=objects)
    with_history = comes_with_history(request)
    with transaction.atomic():
        locked = _locked(UUID(request.what["conversation"]), team=UUID(request.what["was"]))
        at = noting.next_place()
        _move(locked, to=request.team, at=at, with_history=with_history, by=request.decided_by, entry=entry)
        place = noting.place_of(UUID(request.what["note"])) if "note" in request.what else None
        if place is not None:
            reaching.add(Conversation.objects.get(pk=locked.pk), place)


def _noted(actor: Actor, locked: Conversation, text: str, *, now: datetime) -> noting.Written:
    """Write why it goes, where both teams will read it."""
    note = noting.Note(contact=locked.contact_id, number=locked.number_id, author=actor.id, text=text)
    written = noting.write(note, entry=actions.entry(noting.WROTE, actor, locked, now=now), now=now)
    locked.last_message_id, locked.last_arrival = written.id, written.place
    locked.save(update_fields=["last_message_id", "last_arrival"])
    tell([Notice(conversation=locked.public_id, team=locked.team_id, kind="message.out", number=written.place)])
    return written


def _move(  # noqa: PLR0913  what goes where, from which place on, with what, by whom, as which entry
    locked: Conversation, *, to: UUID, at: int, with_history: bool, by: UUID, entry: Entry
) -> None:
    """Move a locked conversation and keep how to undo it, in the caller's transaction."""
    kept = {
        "by_id": by,
        "was_team_id": locked.team_id,
        "was_assignee_id": locked.assignee_id,
        "was_read": reaching.written(locked),
        "to_team_id": to,
        "moved_at": entry.at,
        "is_told": False,
    }
    Transfer.objects.update_or_create(conversation=locked, defaults=kept)
    moved = ConversationTransferred(conversation_id=locked.id, moved_at=entry.at)
    objects = {**entry.objects, "was": str(locked.team_id), "team": str(to)}
    objects["history"] = _WITH if with_history else _WITHOUT
    actions.give(
        locked,
        team=to,
        at=at,
        with_history=with_history,
        entry=replace(entry, objects=objects),
    )
    queue.publish([moved])


def _give_back(locked: Conversation, last: Transfer, *, entry: Entry) -> None:
    was, now_at = last.was_team_id, locked.team_id
    looks.take_back(contact=locked.contact_id, team=now_at)
    Conversation.objects.filter(pk=locked.pk).update(team_id=was, assignee_id=last.was_assignee_id)
    reaching.give_back(locked, last.was_read)
    last.delete()
    audit.record([entry])
    tell([Notice(conversation=locked.public_id, team=each, kind="moved", number=0) for each in {was, now_at}])


def _locked(conversation: UUID, *, team: UUID) -> Conversation:
    """Return a conversation nobody else changes, if it is still with *team*.  Raises NotFound."""
    locked = Conversation.objects.select_for_update().filter(pk=conversation, team_id=team).first()
    if locked is None:
        raise NotFound
    return locked


KIND: Final = Kind(lasts=timedelta(days=1), permission=Permission.TEAM_ADMIT, carry_out=_take_in)
