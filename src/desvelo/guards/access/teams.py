"""Teams: who belongs to them, and whether they are open or restricted.

Tighter at once, looser by two people: whoever manages people restricts a team, takes somebody out of it and adds to an
open one; opening a restricted team, or adding somebody to one, waits for the data protection officer.

Source: ux.md sections 3 and 6.17; security-design D9.6, D9.7; decision 0057.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from desvelo.guards.access import approvals, gate, grants, team_kinds
from desvelo.guards.access.approvals import Kind, Request
from desvelo.guards.access.errors import NameTaken, NotFound
from desvelo.guards.access.inviting import IN_A_TEAM
from desvelo.guards.access.models import Team, User
from desvelo.guards.access.names import require_short
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission, Role

OPEN: Final = "team:open"
JOIN: Final = "team:join"
LONGEST: Final = 80
_WAITS: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of a team, or who could be."""

    id: UUID
    public_id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLine:
    """A team as whoever manages people sees it; *others* are those who could be added."""

    id: UUID
    public_id: str
    name: str
    icon: str
    is_restricted: bool
    members: tuple[Member, ...]
    others: tuple[Member, ...]


def lines(actor: Actor, *, now: datetime) -> tuple[TeamLine, ...]:
    """Return every team with who belongs to it, by name.  Raises Forbidden."""
    gate.require(actor, Permission.USER_MANAGE, now=now)
    rows = list(Team.objects.prefetch_related("members").order_by("name"))
    restricted = team_kinds.restricted(row.id for row in rows)
    people = list(User.objects.filter(is_active=True, role__in=IN_A_TEAM).order_by("name"))
    return tuple(_line(row, people, is_restricted=row.id in restricted) for row in rows)


def make(*, actor: Actor, name: str, is_restricted: bool, now: datetime) -> UUID:
    """Make a team with nobody in it.  Raises Forbidden, ProofTooOld, NameRefused, NameTaken."""
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    named = require_short(name, longest=LONGEST)
    try:
        with transaction.atomic():
            row = Team.objects.create(name=named)
            audit.record([_entry("team:make", actor, row, now=now)])
            if is_restricted:
                team_kinds.settle(row, is_restricted=True, entry=_entry("team:restrict", actor, row, now=now))
    except IntegrityError:
        raise NameTaken from None
    return row.id


def rename(*, actor: Actor, team: str, name: str, now: datetime) -> None:
    """Give a team another name.  Raises Forbidden, ProofTooOld, NotFound, NameRefused, NameTaken."""
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    named = require_short(name, longest=LONGEST)
    try:
        with transaction.atomic():
            row = _locked(team)
            row.name = named
            row.save(update_fields=["name"])
            audit.record([_entry("team:rename", actor, row, now=now)])
    except IntegrityError:
        raise NameTaken from None


def restrict(*, actor: Actor, team: str, now: datetime) -> None:
    """Make a team restricted, at once.  Raises Forbidden, ProofTooOld, NotFound."""
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    with transaction.atomic():
        row = _locked(team)
        team_kinds.settle(row, is_restricted=True, entry=_entry("team:restrict", actor, row, now=now))


def ask_open(*, actor: Actor, team: str, now: datetime) -> str:
    """Ask that a restricted team be open; return the public id of the request.

    Raises Forbidden, ProofTooOld, NotFound, AlreadyAsked.
    """
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    row = Team.objects.filter(public_id=team).first()
    if row is None or not team_kinds.is_restricted(row.id):
        raise NotFound
    return approvals.ask(actor=actor, kind=OPEN, subject=str(row.id), what={"of": str(row.id)}, now=now)


def add(*, actor: Actor, team: str, person: str, now: datetime) -> bool:
    """Add somebody to an open team, or ask a second person for it; tell whether they belong to it now.

    Raises Forbidden, ProofTooOld, NotFound, AlreadyAsked.
    """
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    with transaction.atomic():
        row, user = _locked(team), _attending(person)
        if user is None or user.teams.filter(pk=row.pk).exists():
            raise NotFound
        if team_kinds.is_restricted(row.id):
            what = {"of": str(row.id), "user": str(user.id), "role": user.role}
            approvals.ask(actor=actor, kind=JOIN, subject=f"{row.public_id}{user.public_id}", what=what, now=now)
            return False
        _add(user, row, _entry("team:add", actor, row, now=now, user=user.id))
    return True


def remove(*, actor: Actor, team: str, person: str, now: datetime) -> tuple[UUID, UUID]:
    """Take somebody out of a team at once, in the caller's transaction; return who and of which team.

    Raises Forbidden, ProofTooOld, NotFound.
    """
    gate.require_proof(actor, Permission.USER_MANAGE, now=now)
    with transaction.atomic():
        row = _locked(team)
        user = row.members.filter(public_id=person).first()
        if user is None:
            raise NotFound
        user.teams.remove(row)
        grants.settle(user.id, _entry("team:remove", actor, row, now=now, user=user.id))
    return user.id, row.id


def _open(request: Request, now: datetime) -> None:
    """Open a team that two people decided to open.  Raises NotFound when it is open by now."""
    row = Team.objects.select_for_update().filter(pk=request.what["of"]).first()
    if row is None or not team_kinds.is_restricted(row.id):
        raise NotFound
    objects = {"approval": str(request.id), "by": str(request.asked_by)}
    entry = Entry(tag=OPEN, at=now, actor=request.decided_by, objects=objects)
    team_kinds.settle(row, is_restricted=False, entry=entry)


def _join(request: Request, now: datetime) -> None:
    """Add whom two people decided to add, if they still are what was read.  Raises NotFound."""
    row = Team.objects.select_for_update().filter(pk=request.what["of"]).first()
    user = User.objects.filter(pk=request.what["user"], is_active=True, role=request.what["role"]).first()
    if row is None or user is None:
        raise NotFound
    objects = {"team": str(row.id), "user": str(user.id), "approval": str(request.id), "by": str(request.asked_by)}
    _add(user, row, Entry(tag="team:add", at=now, actor=request.decided_by, objects=objects))


def _add(user: User, row: Team, entry: Entry) -> None:
    user.teams.add(row)
    grants.settle(user.id, entry)


def _line(row: Team, people: list[User], *, is_restricted: bool) -> TeamLine:
    inside = {each.id for each in row.members.all()}
    return TeamLine(
        id=row.id,
        public_id=row.public_id,
        name=row.name,
        icon=row.icon,
        is_restricted=is_restricted,
        members=tuple(_member(each) for each in people if each.id in inside),
        others=tuple(_member(each) for each in people if each.id not in inside),
    )


def _member(row: User) -> Member:
    return Member(id=row.id, public_id=row.public_id, name=row.name, role=Role(row.role))


def _locked(team: str) -> Team:
    row = Team.objects.select_for_update().filter(public_id=team).first()
    if row is None:
        raise NotFound
    return row


def _attending(person: str) -> User | None:
    return User.objects.filter(public_id=person, is_active=True, role__in=IN_A_TEAM).first()


def _entry(tag: str, actor: Actor, row: Team, *, now: datetime, user: UUID | None = None) -> Entry:
    objects = {"team": str(row.id)} | ({"user": str(user)} if user else {})
    return Entry(tag=tag, at=now, actor=actor.id, session=actor.session, objects=objects)


OPEN_KIND: Final = Kind(
    lasts=_WAITS, permission=Permission.POLICY_MANAGE, one_is=Role.DPO, needs_proof=True, carry_out=_open
)
JOIN_KIND: Final = Kind(
    lasts=_WAITS, permission=Permission.POLICY_MANAGE, one_is=Role.DPO, needs_proof=True, carry_out=_join
)
