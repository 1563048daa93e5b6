"""What an opened canary left behind: the alarms nobody has seen yet, and that somebody did.

The row is the draft of an incident: when, which team, for what, how often, the entry in the ledger.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from desvelo.guards.access import gate
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault.models import Alarm
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.sealing.whys import Why

SEEN = "alarm:see"
_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """One alarm that waits for somebody's eyes."""

    public_id: str
    team: str
    why: Why
    count: int
    last_at: datetime


def unseen(actor: Actor) -> list[Raised]:
    """Return the newest alarms that nobody has seen; nothing for whoever does not answer them."""
    if not actor.has(Permission.ALARM_SEE):
        return []
    rows = Alarm.objects.select_related("team").filter(seen_at=None).order_by("-first_at")[:_MOST]
    return [
        Raised(public_id=row.public_id, team=row.team.name, why=Why(row.why), count=row.count, last_at=row.last_at)
        for row in rows
    ]


def see(*, actor: Actor, alarm: str, now: datetime) -> None:
    """Put on record that *actor* saw an alarm, which leaves the screens and stays.  Raises Forbidden, NotFound."""
    gate.require(actor, Permission.ALARM_SEE, now=now)
    with transaction.atomic():
        row = Alarm.objects.select_for_update(of=("self",)).filter(public_id=alarm, seen_at=None).first()
        if row is None:
            raise NotFound
        row.seen_at, row.seen_by_id = now, actor.id
        row.save(update_fields=["seen_at", "seen_by"])
        objects = {"alarm": str(row.id)}
        audit.record([Entry(tag=SEEN, at=now, actor=actor.id, session=actor.session, objects=objects)])


def unseen_count() -> int:
    """Return how many alarms nobody has seen."""
    return Alarm.objects.filter(seen_at=None).count()


def opened_count() -> int:
    """Return how often the key of a canary was opened, ever."""
    return int(Alarm.objects.aggregate(total=Sum("count"))["total"] or 0)
