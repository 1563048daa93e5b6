"""Restrict a team of the company, and let two people decide what takes two."""

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from house import House

if TYPE_CHECKING:
    from desvelo.kernel.authority import Actor


def proved(actor: "Actor", *, session: str = "") -> "Actor":
    """Return *actor* as one who showed a factor a moment ago."""
    from desvelo.base import clock

    return replace(actor, proved_at=clock.wall(), session=session or actor.id.hex[:16])


def restrict(house: House, team: UUID) -> None:
    """Make a team restricted, as IT does."""
    from desvelo.base import clock
    from desvelo.guards.access import teams
    from desvelo.guards.audit import actions as audit

    teams.restrict(actor=proved(house.caio), team=team_id(team), now=clock.wall())
    audit.sequence()


def team_id(team: UUID) -> str:
    """Return the public id of a team."""
    from desvelo.guards.access.models import Team

    return Team.objects.get(pk=team).public_id


def person_id(actor: "Actor") -> str:
    """Return the public id of a person."""
    from desvelo.guards.access.models import User

    return User.objects.get(pk=actor.id).public_id


def agree(actor: "Actor") -> None:
    """Say yes to the one thing that waits."""
    from desvelo.base import clock
    from desvelo.guards.access import approvals
    from desvelo.guards.access.models import Approval

    waiting = Approval.objects.get(state="asked")
    approvals.agree(actor=proved(actor), approval=waiting.public_id, now=clock.wall())


def let_in(house: House, actor: "Actor", team: UUID) -> None:
    """Let somebody into a restricted team, as its supervisor does."""
    from desvelo.base import clock
    from desvelo.guards.access import visiting

    visiting.ask(actor=proved(actor), team=team_id(team), reason="cover", now=clock.wall())
    agree(house.rui)
