"""What happened at the door and has to be seen: by the person it is about, by those who answer alarms.

The same again before somebody saw it makes the same notice count on, so ten thousand tries are one line on a screen.
The log has its own entries; a notice that is taken away from the database takes nothing from it.

Source: security-design section 8 (recovery notifies; throttling is seen); ASVS v5.0.0-6.3.7.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from desvelo.guards.access.errors import NotFound
from desvelo.guards.access.recovery_models import DoorNotice
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission, Role

Kind = DoorNotice.Kind
SEEN: Final = "door:see"
_MOST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One notice, for whoever reads it; *is_own* where it is about them."""

    public_id: str
    kind: str
    about: UUID | None
    is_own: bool
    count: int
    first_at: datetime
    last_at: datetime


def tell(kind: Kind, *, about: UUID | None, now: datetime) -> None:
    """Tell those who answer alarms, and the person it is about."""
    _add(kind, about=about, to_person=False, now=now)
    if about is not None:
        _add(kind, about=about, to_person=True, now=now)


def tell_supervisors(*, about: UUID, now: datetime) -> None:
    """Tell supervisors, who answer no alarms, that somebody of IT was given a way back at the machine."""
    _add(Kind.SUPERVISED, about=about, to_person=False, now=now)


def tell_person(kind: Kind, *, about: UUID, now: datetime) -> None:
    """Tell the person alone: what is theirs to know, and nobody else's to watch."""
    _add(kind, about=about, to_person=True, now=now)


def unseen(actor: Actor) -> list[Told]:
    """Return what *actor* has to see and nobody of those it is for saw yet, the newest first."""
    rows = _for(actor).order_by("-last_at")[:_MOST]
    return [
        Told(
            public_id=row.public_id,
            kind=row.kind,
            about=row.about_id,
            is_own=row.to_person,
            count=row.count,
            first_at=row.first_at,
            last_at=row.last_at,
        )
        for row in rows
    ]


def see(*, actor: Actor, notice: str, now: datetime) -> None:
    """Put on record that *actor* saw a notice, which leaves the screens.  Raises NotFound."""
    with transaction.atomic():
        row = _for(actor).select_for_update().filter(public_id=notice).first()
        if row is None:
            raise NotFound
        row.seen_at, row.seen_by_id = now, actor.id
        row.save(update_fields=["seen_at", "seen_by"])
        objects = {"kind": row.kind, "count": str(row.count)}
        audit.record([Entry(tag=SEEN, at=now, actor=actor.id, session=actor.session, objects=objects)])


def _for(actor: Actor) -> QuerySet[DoorNotice]:
    mine = Q(to_person=True, about_id=actor.id)
    wanted = mine
    if actor.has(Permission.ALARM_SEE):
        own = Q(about_id=actor.id, kind__in=(Kind.RECOVERED, Kind.RESET))
        wanted |= Q(to_person=False) & ~own & ~Q(kind__in=(Kind.TERMINAL, Kind.SUPERVISED))
    if actor.role is Role.DPO:  # nobody of IT can say in their place that it was seen
        wanted |= Q(to_person=False, kind=Kind.TERMINAL)
    if actor.role is Role.SUPERVISOR:
        wanted |= Q(to_person=False, kind=Kind.SUPERVISED)
    return DoorNotice.objects.filter(seen_at=None).filter(wanted)


def _add(kind: Kind, *, about: UUID | None, to_person: bool, now: datetime) -> None:
    """Count on, or begin; of two who begin at once, both count."""
    rows = DoorNotice.objects.filter(kind=kind, about_id=about, to_person=to_person, seen_at=None)
    if rows.update(count=F("count") + 1, last_at=now):
        return
    new = DoorNotice(kind=kind, about_id=about, to_person=to_person, first_at=now, last_at=now)
    DoorNotice.objects.bulk_create([new], ignore_conflicts=True)
    if not rows.filter(pk=new.pk).exists():
        rows.update(count=F("count") + 1, last_at=now)
