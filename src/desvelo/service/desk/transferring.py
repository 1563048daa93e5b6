"""Give a conversation to another team, once it is seen who will see what; to a restricted team, ask it.

To an open team it goes at once; the team of a restricted one decides, so nobody puts work, or a person, before people
who see more than others.  Whoever gives it away sees it no more, unless they belong to the other team as well.

Source: ux.md 7.8; security-design D9.7; decision 0057.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from desvelo.base import clock
from desvelo.base.ui.looks import look
from desvelo.guards.access import approvals, gate, team_kinds
from desvelo.guards.access import queries as access
from desvelo.guards.access.approvals import Kind, Request
from desvelo.guards.access.errors import NotFound
from desvelo.guards.access.queries import NamedTeam
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import matrix
from desvelo.guards.vault import queries as vault
from desvelo.guards.vault.matrix import Standing
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.detection.openness import Level
from desvelo.service.channel import searching as channel
from desvelo.service.desk import actions
from desvelo.service.desk.models import Conversation

MOVE: Final = "conversation:move"
_MOST: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A team that a conversation may go to."""

    public_id: str
    name: str
    is_restricted: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLine:
    """One class of data in the conversation: how many, what the other team may do with it, what this one may."""

    name: str
    count: int
    there: str
    here: str
    is_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferPage:
    """What is shown before a conversation is given away; *chosen* is None until a team is."""

    conversation: str
    team: str
    targets: tuple[Target, ...]
    chosen: Target | None = None
    seen: tuple[SeenLine, ...] = ()
    unseen: tuple[SeenLine, ...] = ()
    stays_readable: bool = False
    waiting: bool = False


def page(actor: Actor, conversation: str, *, to: str, now: datetime) -> TransferPage:
    """Return what would be seen where.  Raises NotFound."""
    found = actions.conversation_for(actor, conversation, Permission.CONVERSATION_ASSIGN, now=now)
    teams = access.all_teams()
    others = [each for each in teams if each.id != found.team_id]
    restricted = team_kinds.restricted(each.id for each in others)
    targets = tuple(
        Target(
            public_id=each.public_id,
            name=each.name,
            is_restricted=each.id in restricted,
            is_chosen=each.public_id == to,
        )
        for each in others
    )
    here = next(each.name for each in teams if each.id == found.team_id)
    chosen = next((each for each in others if each.public_id == to), None)
    if chosen is None:
        return TransferPage(conversation=found.public_id, team=here, targets=targets)
    lines = tuple(_lines(found, chosen))
    asked = approvals.waiting_of(actor, kind=MOVE, subject=str(found.id), now=clock.wall())
    return TransferPage(
        conversation=found.public_id,
        team=here,
        targets=targets,
        chosen=next(each for each in targets if each.is_chosen),
        seen=tuple(each for each in lines if not each.is_closed),
        unseen=tuple(each for each in lines if each.is_closed),
        stays_readable=chosen.id in actor.teams,
        waiting=asked is not None,
    )


def transfer(*, actor: Actor, conversation: str, to: str, now: datetime) -> bool:
    """Give a conversation to a team, or ask a restricted one for its word; tell whether it is there now.

    Raises NotFound, AlreadyAsked.
    """
    found = actions.conversation_for(actor, conversation, Permission.CONVERSATION_ASSIGN, now=now)
    team = access.team(to)
    if team is None or team.id == found.team_id:
        target = {"conversation": str(found.id)}
        gate.deny(actor, Permission.CONVERSATION_ASSIGN, reason="absent", target=target, now=now)
        raise NotFound
    if team.id in actor.own_teams or not team_kinds.is_restricted(team.id):
        _move(found.id, team=team.id, was=found.team_id, entry=actions.entry(MOVE, actor, found, now=now))
        return True
    what = {"conversation": str(found.id), "contact": str(found.contact_id), "was": str(found.team_id)}
    approvals.ask(actor=actor, kind=MOVE, subject=str(found.id), what=what, team=team.id, now=clock.wall())
    return False


def _take_in(request: Request, now: datetime) -> None:
    """Take a conversation in that the team agreed to, if it is still where it was.  Raises NotFound."""
    if request.team is None:
        raise NotFound
    objects = {"conversation": request.what["conversation"], "approval": str(request.id), "by": str(request.asked_by)}
    contact = UUID(request.what["contact"])
    entry = Entry(tag=MOVE, at=now, actor=request.decided_by, contact=contact, objects=objects)
    _move(UUID(request.what["conversation"]), team=request.team, was=UUID(request.what["was"]), entry=entry)


def _move(conversation: UUID, *, team: UUID, was: UUID, entry: Entry) -> None:
    with transaction.atomic():
        locked = Conversation.objects.select_for_update().filter(pk=conversation, team_id=was).first()
        if locked is None:
            raise NotFound
        actions.give(locked, team=team, entry=entry)


def _lines(found: Conversation, chosen: NamedTeam) -> Iterable[SeenLine]:
    """Yield each class of data of this conversation alone, with what either team may do with it."""
    held = vault.data_of(found.contact_id, limit=_MOST)
    numbers = channel.numbers_of(each.message for each in held)
    counted = Counter(each.label for each in held if each.kept and numbers.get(each.message) == found.number_id)
    standing = matrix.standing()
    for label, count in sorted(counted.items()):
        there, here = _level(standing, chosen.id, label), _level(standing, found.team_id, label)
        yield SeenLine(
            name=str(look(label).short),
            count=count,
            there=_said(there),
            here=_said(here),
            is_closed=there is Level.NEVER,
        )


def _level(standing: Standing, team: UUID, label: str) -> Level:
    return standing.at(team=team, label=label)


def _said(level: Level) -> str:
    return {
        Level.NEVER: _("never"),
        Level.COMPARE: _("compare only"),
        Level.TWO_PEOPLE: _("with a second person"),
        Level.REASON: _("with a reason"),
        Level.VISIBLE: _("without asking why"),
    }[level]


KIND: Final = Kind(lasts=timedelta(days=1), permission=Permission.TEAM_ADMIT, carry_out=_take_in)
