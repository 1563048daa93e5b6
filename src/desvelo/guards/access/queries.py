"""People and teams, for those who render them; and one's own account."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from desvelo.base.ui import wording
from desvelo.guards.access import gate, grants, keepers, sessions, vouching
from desvelo.guards.access.federation import arriving
from desvelo.guards.access.models import Passkey, Session, Team, User
from desvelo.kernel.authority import Actor, Permission, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTeam:
    """A team as it is shown."""

    id: UUID
    public_id: str
    name: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyLine:
    """A passkey as its owner sees it."""

    id: str
    name: str
    created_label: str
    used_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """A signed-in browser as its owner sees it; *code* names it and signs nobody in."""

    code: str
    device: str
    since_label: str
    active_label: str
    is_this: bool
    is_locked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAccount:
    """How somebody enters, and where they are signed in; *has_proved* says whether they may change it now."""

    name: str
    email: str
    passkeys: tuple[PasskeyLine, ...]
    code_app_label: str
    passkey_only: bool
    may_hold: bool
    may_ask_to_loosen: bool
    codes_left: int
    codes_are_kept: bool
    sessions: tuple[SessionLine, ...]
    other_count: int
    has_password: bool
    has_proved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who works here, as lists name them."""

    id: UUID
    public_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedAccount:
    """An account that enters nothing until somebody at the machine vouches for it."""

    name: str
    email: str


def team(public_id: str) -> NamedTeam | None:
    """Return a team by its public id."""
    row = Team.objects.filter(public_id=public_id).first()
    return _named(row) if row else None


def teams_of(actor: Actor) -> list[NamedTeam]:
    """Return the teams of *actor*, by name."""
    return [_named(row) for row in Team.objects.filter(pk__in=actor.teams).order_by("name")]


def teams_seen_by(actor: Actor) -> list[NamedTeam]:
    """Return the teams of *actor* and the restricted ones at whose door they may ask, by name, in one query."""
    asks = Q(is_restricted=True) if actor.has(Permission.TEAM_ENTER) else Q(pk__in=[])
    return [_named(row) for row in Team.objects.filter(Q(pk__in=actor.teams) | asks).order_by("name")]


def all_teams() -> list[NamedTeam]:
    """Return every team, by name."""
    return [_named(row) for row in Team.objects.order_by("name")]


def team_names(teams: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of teams by id."""
    return dict(Team.objects.filter(pk__in=list(teams)).values_list("id", "name"))


def names(users: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of people by id."""
    return dict(User.objects.filter(pk__in=list(users)).values_list("id", "name"))


def holders() -> dict[UUID | str, tuple[str, ...]]:
    """Return the names of the active people who hold each role, by the id of one of the company's own or by preset."""
    found: dict[UUID | str, list[str]] = {}
    rows = User.objects.filter(is_active=True).order_by("name")
    for row in rows.only("name", "role", "clone_id"):
        found.setdefault(row.role if row.clone_id is None else row.clone_id, []).append(row.name)
    return {role: tuple(names) for role, names in found.items()}


def actor_named(name: str) -> Actor:
    """Return the actor of the one person called *name*; the demonstration's first conversations are theirs."""
    user = User.objects.get(name=name)
    return Actor(
        id=user.id, name=user.name, role=Role(user.role), teams=frozenset(user.teams.values_list("id", flat=True))
    )


def people(of: Collection[UUID] | None = None) -> list[Person]:
    """Return everybody who works here, or those of *of*, by name."""
    rows = User.objects.all() if of is None else User.objects.filter(pk__in=of)
    return [Person(id=row.id, public_id=row.public_id, name=row.name) for row in rows.order_by("name")]


def members_of(teams: Collection[UUID]) -> frozenset[UUID]:
    """Return who belongs to one of *teams* now."""
    return frozenset(User.objects.filter(teams__in=teams).values_list("id", flat=True))


def team_names_of(user: UUID) -> list[str]:
    """Return the names of the teams somebody belongs to now."""
    return list(Team.objects.filter(members=user).order_by("name").values_list("name", flat=True))


def anybody() -> bool:
    """Tell whether any account exists."""
    return User.objects.exists()


def is_alone() -> bool:
    """Tell whether there is one account and no other: a first run is under way."""
    return User.objects.count() == 1


def in_charge(email: str) -> UUID | None:
    """Return the active account of IT or of the data protection officer with this address, if it is one."""
    roles = [Role.IT.value, Role.DPO.value]
    found: UUID | None = (
        User.objects.filter(email__iexact=email.strip(), is_active=True, role__in=roles)
        .values_list("id", flat=True)
        .first()
    )
    return found if found is not None and grants.is_newest(found) else None


def refused(actor: Actor) -> list[RefusedAccount]:
    """Return the accounts that hold what nobody gave; nothing for whoever does not answer alarms."""
    if not actor.has(Permission.ALARM_SEE):
        return []
    rows = User.objects.filter(is_active=True, grant__refused_at__isnull=False).order_by("email")
    return [RefusedAccount(name=name, email=email) for name, email in rows.values_list("name", "email")]


def unvouched() -> dict[str, int]:
    """Return how many rows of each kind were ever found that nobody vouched for."""
    return vouching.found()


def provider_returns() -> dict[str, int]:
    """Return how often somebody came back from an identity provider, by what came of it."""
    return arriving.counts()


def own_account(actor: Actor, *, now: datetime) -> OwnAccount:
    """Return what *actor* may see and change of their own account."""
    gate.require(actor, Permission.ACCOUNT_MANAGE, now=now)
    user = User.objects.get(pk=actor.id)
    lines = tuple(_session_line(each, actor=actor, now=now) for each in sessions.living(actor.id, now=now))
    return OwnAccount(
        name=user.name,
        email=user.email,
        passkeys=tuple(_passkey_line(each, now=now) for each in user.passkeys.order_by("created_at")),
        code_app_label=wording.date(user.totp_confirmed_at) if user.totp_confirmed_at else "",
        passkey_only=user.passkey_only,
        may_hold=keepers.may_hold(user) and user.passkeys.exists(),
        may_ask_to_loosen=user.passkey_only and actor.has(Permission.POLICY_MANAGE),
        codes_left=user.recovery_codes.count(),
        codes_are_kept=user.codes_kept_at is not None,
        sessions=tuple(sorted(lines, key=lambda line: not line.is_this)),
        other_count=sum(not line.is_this for line in lines),
        has_password=bool(user.password_hash),
        has_proved=actor.has_proved(within=gate.PROOF_LASTS, now=now),
    )


def _passkey_line(row: Passkey, *, now: datetime) -> PasskeyLine:
    return PasskeyLine(
        id=row.public_id,
        name=row.name,
        created_label=wording.date(row.created_at),
        used_label=wording.moment(row.used_at, now=now) if row.used_at else "",
    )


def _session_line(row: Session, *, actor: Actor, now: datetime) -> SessionLine:
    return SessionLine(
        code=sessions.session_code(row),
        device=row.device,
        since_label=wording.moment(row.created_at, now=now),
        active_label=wording.moment(row.active_at, now=now),
        is_this=sessions.session_code(row) == actor.session,
        is_locked=sessions.is_locked(row, now=now),
    )


def _named(row: Team) -> NamedTeam:
    return NamedTeam(id=row.id, public_id=row.public_id, name=row.name, icon=row.icon)


def needs_time(user: UUID) -> bool:
    """Tell whether somebody said that they need more time to read what is shown for a while."""
    return User.objects.filter(pk=user, needs_time=True).exists()
