"""Two contacts became one: their conversations over the same number become one conversation.

The conversation of the contact that stays keeps its team, and its agent if it has one; but what a restricted team
talked of stays with it: no open team reads it because two numbers turned out to be one person.  A screen that shows the
other is told that it moved, and the address of the other leads to it from then on.
"""

from datetime import datetime
from uuid import UUID

from desvelo.guards.access import team_kinds
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault import boxes
from desvelo.guards.vault.binding import Bindings
from desvelo.kernel.sealing.whys import Why
from desvelo.service.desk import drafts, reaching
from desvelo.service.desk.models import Conversation, Draft, Moved
from desvelo.service.desk.notice import Notice
from desvelo.service.desk.notify import tell


def join(*, contact: UUID, merged: UUID, now: datetime) -> None:
    """Bring the conversations of *merged*, and what was being written in them, to *contact*."""
    kept = {each.number_id: each for each in _locked(contact)}
    for gone in _locked(merged):
        stays = kept.get(gone.number_id, gone)
        _move_drafts(gone, to=stays, contact=contact, merged=merged, now=now)
        if stays is gone:
            Conversation.objects.filter(pk=gone.pk).update(contact_id=contact)
        else:
            before = _notice(stays, kind="moved", arrival=0)
            _unite(stays, gone)
            if before.team != stays.team_id:
                tell([before])
            _lead_on(gone, to=stays)
            Conversation.objects.filter(pk=gone.pk).delete()
        tell([_notice(gone, kind="moved", arrival=0), _notice(stays, kind="message.in", arrival=stays.last_arrival)])


def _unite(stays: Conversation, gone: Conversation) -> None:
    """Let *stays* know what was known of *gone*: the newest message, who waits since when, what is unread."""
    if gone.last_arrival > stays.last_arrival:
        stays.last_arrival, stays.last_message_id = gone.last_arrival, gone.last_message_id
    stays.unread_count += gone.unread_count
    stays.last_inbound_at = max(filter(None, (stays.last_inbound_at, gone.last_inbound_at)), default=None)
    stays.waiting_since = min(filter(None, (stays.waiting_since, gone.waiting_since)), default=None)
    stays.warned_at = max(filter(None, (stays.warned_at, gone.warned_at)), default=None)
    was = stays.team_id
    _keep_restricted(stays, gone)
    _keep_parted(stays, gone, was=was)
    if stays.assignee_id is None and stays.team_id == gone.team_id:
        stays.assignee_id = gone.assignee_id
    stays.save()


def _keep_restricted(stays: Conversation, gone: Conversation) -> None:
    """Give the whole to the restricted team of *gone*, unless *stays* belongs to a restricted one itself."""
    if stays.team_id != gone.team_id and team_kinds.restricted([stays.team_id, gone.team_id]) == {gone.team_id}:
        stays.team_id, stays.assignee_id = gone.team_id, None


def _keep_parted(stays: Conversation, gone: Conversation, *, was: UUID) -> None:
    """Let the team that goes on read what it, and the team of *gone*, read: nothing is opened by two becoming one."""
    team, stays.team_id = stays.team_id, was
    reaching.unite(stays, gone, team=team)
    stays.team_id = team


def _lead_on(gone: Conversation, *, to: Conversation) -> None:
    """Let the address of *gone*, and those that led to it, lead to where it goes on."""
    Moved.objects.filter(to=gone).update(to=to)
    Moved.objects.create(public_id=gone.public_id, to=to)


def _move_drafts(gone: Conversation, *, to: Conversation, contact: UUID, merged: UUID, now: datetime) -> None:
    rows = list(Draft.objects.filter(conversation=gone).select_related("conversation"))
    if rows:
        opened, bound = boxes.load([contact, merged], why=Why.ARRIVAL), Bindings()
        for row in rows:
            drafts.move(row, to=to, of=opened[merged], into=opened[contact], bound=bound)
        audit.record(bound.entries(now=now))


def _locked(contact: UUID) -> list[Conversation]:
    return list(Conversation.objects.select_for_update().filter(contact_id=contact).order_by("id"))


def _notice(conversation: Conversation, *, kind: str, arrival: int) -> Notice:
    return Notice(conversation=conversation.public_id, team=conversation.team_id, kind=kind, number=arrival)
