"""Ask to be let into a restricted team for a while: its supervisors decide, the pass ends by itself.

What is behind the door is not said: the team's name and who decides, and nothing of whom it talks with.

Source: ux.md sections 3 and 4 (no permission), 7.2 step 7; architecture section 9 (foreign objects); decision 0057.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from desvelo.guards.access import approvals, gate, guest_passes, team_kinds
from desvelo.guards.access.approvals import Kind, Request
from desvelo.guards.access.errors import NotFound, ReasonNeeded
from desvelo.guards.access.guest_passes import Pass
from desvelo.guards.access.models import Team, User
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import PERMISSIONS_OF, Actor, Permission, Role

ACCESS: Final = "team:access"
LASTS: Final = timedelta(hours=8)
GLASS_LASTS: Final = timedelta(minutes=30)
REASONS: Final = ("cover", "case", "handover")
EMERGENCIES: Final = ("harm", "fraud", "deadline")
"""Why somebody enters, by codes: a sentence could hold what a customer said."""
_DECIDES: Final = tuple(role for role in Role if Permission.TEAM_ADMIT in PERMISSIONS_OF[role])


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A restricted team as somebody outside sees it; *waiting* is their request, if it waits."""

    team: UUID
    public_id: str
    name: str
    decide: tuple[str, ...]
    waiting: Request | None


def door(actor: Actor, public_id: str, *, now: datetime) -> Door | None:
    """Return the closed door of a team, for who attends customers and does not belong to it; None for any other.

    That somebody stood before it is on record.
    """
    row = Team.objects.filter(public_id=public_id).first()
    if row is None or row.id in actor.teams or not actor.has(Permission.TEAM_ENTER):
        return None
    if not team_kinds.is_restricted(row.id):
        return None
    gate.deny(actor, Permission.TEAM_ENTER, reason="restricted", target={"team": str(row.id)}, now=now)
    return Door(
        team=row.id,
        public_id=row.public_id,
        name=row.name,
        decide=tuple(_deciders(row.id)),
        waiting=approvals.waiting_of(actor, kind=ACCESS, subject=str(row.id), now=now),
    )


def ask(*, actor: Actor, team: str, reason: str, now: datetime) -> str:
    """Ask the supervisors of a restricted team to be let in; return the public id of the request.

    Raises Forbidden, NotFound, ReasonNeeded, AlreadyAsked.
    """
    row = closed(actor, team, now=now)
    if reason not in REASONS:
        raise ReasonNeeded
    what = {"user": str(actor.id), "reason": reason}
    return approvals.ask(actor=actor, kind=ACCESS, subject=str(row.id), what=what, team=row.id, now=now)


def closed(actor: Actor, team: str, *, now: datetime) -> Team:
    """Return a restricted team *actor* is outside of.  Raises Forbidden, NotFound."""
    gate.require(actor, Permission.TEAM_ENTER, now=now)
    row = Team.objects.filter(public_id=team).first()
    if row is None or row.id in actor.teams or not team_kinds.is_restricted(row.id):
        raise NotFound
    return row


def guests(actor: Actor, *, now: datetime) -> list[Pass]:
    """Return who is in the teams whose supervisor *actor* is, or by a pass of their own."""
    if not actor.has(Permission.TEAM_ADMIT):
        return []
    return [each for each in guest_passes.into(actor.own_teams, now=now) if each.user != actor.id]


def own_passes(actor: Actor, *, now: datetime) -> list[Pass]:
    """Return the passes *actor* has."""
    return [each for each in guest_passes.into(actor.guest_in, now=now) if each.user == actor.id]


def end(*, actor: Actor, pass_id: str, now: datetime) -> None:
    """End a pass before its time: one's own, or one into a team whose supervisor *actor* is.  Raises NotFound."""
    found = guest_passes.find(pass_id, now=now)
    if found is None:
        raise NotFound
    if found.user != actor.id:
        target = {"user": str(found.user), "team": str(found.team)}
        gate.require_in_team(actor, Permission.TEAM_ADMIT, team=found.team, target=target, now=now)
    objects = {"user": str(found.user), "team": str(found.team)}
    entry = Entry(tag=guest_passes.ENDED, at=now, actor=actor.id, session=actor.session, objects=objects)
    guest_passes.take_away(found, entry=entry)


def _let_in(request: Request, now: datetime) -> None:
    user, team = UUID(request.what["user"]), UUID(request.subject)
    objects = {"user": str(user), "team": str(team), "reason": request.what["reason"], "approval": str(request.id)}
    entry = Entry(tag=guest_passes.GIVEN, at=now, actor=request.decided_by, objects=objects)
    guest_passes.give(user=user, team=team, way=guest_passes.ASKED, lasts=LASTS, entry=entry, now=now)


def _deciders(team: UUID) -> list[str]:
    rows = User.objects.filter(is_active=True, role__in=_DECIDES, teams=team).order_by("name")
    return list(rows.values_list("name", flat=True))


KIND: Final = Kind(lasts=timedelta(hours=8), permission=Permission.TEAM_ADMIT, carry_out=_let_in)
