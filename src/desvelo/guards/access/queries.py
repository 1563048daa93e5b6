"""People and teams, for those who render them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from desvelo.guards.access.models import Team, User
from desvelo.kernel.authority import Actor, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTeam:
    """A team as it is shown."""

    id: UUID
    public_id: str
    name: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who works here, as lists name them."""

    id: UUID
    public_id: str
    name: str


def team(public_id: str) -> NamedTeam | None:
    """Return a team by its public id."""
    row = Team.objects.filter(public_id=public_id).first()
    return _named(row) if row else None


def teams_of(actor: Actor) -> list[NamedTeam]:
    """Return the teams of *actor*, by name."""
    return [_named(row) for row in Team.objects.filter(pk__in=actor.teams).order_by("name")]


def names(users: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of people by id."""
    return dict(User.objects.filter(pk__in=list(users)).values_list("id", "name"))


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


def _named(row: Team) -> NamedTeam:
    return NamedTeam(id=row.id, public_id=row.public_id, name=row.name, icon=row.icon)
