"""Whom the limits of looking stopped, told to the supervisors of the team: once an hour for each cause.

Source: ux.md 7.2 step 8; security-design D9.8.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.guards.access import gate
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault.models import Stopped
from desvelo.kernel.authority import Actor, Permission

SEEN: Final = "stop:see"
_AGAIN: Final = timedelta(hours=1)
_MOST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Somebody was stopped: who, why, when."""

    public_id: str
    person: UUID
    team: UUID
    why: str
    at: datetime


def tell(*, actor: Actor, team: UUID, why: str, now: datetime) -> None:
    """Let the supervisors of *team* know that *actor* was stopped."""
    if not Stopped.objects.filter(actor_id=actor.id, team_id=team, why=why, at__gt=now - _AGAIN).exists():
        Stopped.objects.create(actor_id=actor.id, team_id=team, why=why, at=now)


def unseen(actor: Actor) -> list[Stop]:
    """Return whom the limits stopped in the teams that *actor* supervises, and nobody has seen; never themselves."""
    if not actor.has(Permission.LOOK_APPROVE):
        return []
    rows = Stopped.objects.filter(seen_at=None, team_id__in=actor.own_teams).exclude(actor_id=actor.id)
    return [
        Stop(public_id=row.public_id, person=row.actor_id, team=row.team_id, why=row.why, at=row.at)
        for row in rows.order_by("-at")[:_MOST]
    ]


def see(*, actor: Actor, stop: str, now: datetime) -> None:
    """Put on record that *actor* saw it.  Raises NotFound, on record."""
    row = Stopped.objects.filter(public_id=stop, seen_at=None).exclude(actor_id=actor.id).first()
    target = {"stop": stop} if row else {}
    gate.require_in_team(actor, Permission.LOOK_APPROVE, team=row.team_id if row else None, target=target, now=now)
    if row is None:
        raise NotFound
    with transaction.atomic():
        if not Stopped.objects.filter(pk=row.pk, seen_at=None).update(seen_at=now, seen_by_id=actor.id):
            raise NotFound
        objects = {"user": str(row.actor_id), "why": row.why}
        audit.record([Entry(tag=SEEN, at=now, actor=actor.id, session=actor.session, objects=objects)])
