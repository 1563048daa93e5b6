"""The page of the teams, and what leaves with whoever is taken out of one.

Source: ux.md 6.17 (`/ajustes/equipes`).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from desvelo.base import clock
from desvelo.guards.access import approvals, gate, role_words, teams
from desvelo.guards.access.approvals import Request
from desvelo.guards.access.teams import Member, TeamLine
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission
from desvelo.service.desk.models import Conversation
from desvelo.service.desk.notice import Notice
from desvelo.service.desk.notify import tell
from desvelo.service.desk.staffing import HANDED_ON


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of a team, in words; *waits* while a second person has not agreed."""

    id: str
    name: str
    role: str
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSetting:
    """One team, with what can be changed; *others* could be added to it."""

    id: str
    name: str
    icon: str
    is_restricted: bool
    people: tuple[Person, ...]
    others: tuple[Person, ...]
    opening_waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsPage:
    """Everything on the page."""

    teams: tuple[TeamSetting, ...]
    has_proved: bool


def page(actor: Actor, *, now: datetime) -> TeamsPage:
    """Return every team.  Raises Forbidden."""
    lines = teams.lines(actor, now=now)
    waiting = approvals.waiting(actor, now=clock.wall())
    return TeamsPage(
        teams=tuple(_setting(each, waiting) for each in lines),
        has_proved=actor.has_proved(within=gate.PROOF_LASTS, now=now),
    )


def remove(*, actor: Actor, team: str, person: str, now: datetime) -> int:
    """Take somebody out of a team; what they had open there waits for it again.  Return how many conversations.

    Raises Forbidden, ProofTooOld, NotFound.
    """
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)  # a refusal is on record before anything is begun
    with transaction.atomic():
        user, of = teams.remove(actor=actor, team=team, person=person, now=now)
        rows = list(Conversation.objects.select_for_update().filter(assignee_id=user, team_id=of))
        for row in rows:
            row.assignee_id = None
        Conversation.objects.bulk_update(rows, ["assignee"])
        objects = {"user": str(user), "team": str(of), "count": str(len(rows))}
        audit.record([Entry(tag=HANDED_ON, at=now, actor=actor.id, session=actor.session, objects=objects)])
        tell([Notice(conversation=row.public_id, team=of, kind="assigned", number=0) for row in rows])
    return len(rows)


def _setting(line: TeamLine, waiting: list[Request]) -> TeamSetting:
    about = [each for each in waiting if each.what.get("of") == str(line.id)]
    asked = {each.what["user"] for each in about if each.kind == teams.JOIN}
    return TeamSetting(
        id=line.public_id,
        name=line.name,
        icon=line.icon,
        is_restricted=line.is_restricted,
        people=tuple(_person(each) for each in line.members),
        others=tuple(_person(each, waits=str(each.id) in asked) for each in line.others),
        opening_waits=any(each.kind == teams.OPEN for each in about),
    )


def _person(member: Member, *, waits: bool = False) -> Person:
    return Person(id=member.public_id, name=member.name, role=role_words.label(member.role), waits=waits)
