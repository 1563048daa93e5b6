"""Ten minutes in which further data of one class, of one customer, is shown to one person without asking why again.

It begins with a look for a reason, and every look of it is an entry and counts against the limits like any other.  It
is of one session: a lock, a sign-in anew and a proof give the session another code, and end it; so does going to
another conversation.  What a role or policy takes away meanwhile is asked for at each look, as always.  A row that
somebody wrote spares nobody the question.

Source: ux.md 7.2 step 6; security-design D9.4, D9.6; decision 0057.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from desvelo.guards.access import vouching
from desvelo.guards.vault import classes, naming
from desvelo.guards.vault.models import ClassSession
from desvelo.guards.vault.permitting import About
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.detection import policies
from desvelo.kernel.detection.labels import Tier
from desvelo.kernel.detection.openness import Level

MINUTES: Final = 10
LASTS: Final = timedelta(minutes=MINUTES)
GOES_ON: Final = "class_session"
"""The code of the reason of a look that follows another within the ten minutes."""
_NEVER: Final = frozenset({Tier.CREDENTIAL, Tier.UNNAMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """A class that is shown without asking why again, and until when."""

    label: str
    ends_at: datetime


def is_offered(about: About, *, label: str) -> bool:
    """Tell whether a class may be shown for a while: one that is shown for a reason, and no credential."""
    return about.level is Level.REASON and policies.tier_of(naming.label_of(label)) not in _NEVER


def begin(*, actor: Actor, about: About, label: str, entry: UUID, now: datetime) -> None:
    """Let the class go on for ten minutes, in the caller's transaction; *entry* is about the look it began with."""
    _rows(actor, about, label).delete()
    row = ClassSession(
        actor_id=actor.id,
        session=actor.session,
        contact_id=about.contact,
        team_id=about.team,
        label=label,
        entry=entry,
        ends_at=now + LASTS,
    )
    row.mac = vouching.mac("class_session", *_written(row))
    row.save(force_insert=True)


def ends_at(*, actor: Actor, about: About, label: str, now: datetime) -> datetime | None:
    """Return until when the class goes on for *actor*; None when it does not."""
    if not is_offered(about, label=label):
        return None
    row = _rows(actor, about, label).filter(ends_at__gt=now).first()
    return row.ends_at if row is not None and _is_ours(row) else None


def lasting(actor: Actor, *, contact: UUID, team: UUID, now: datetime) -> tuple[Lasting, ...]:
    """Return the classes of *contact* that go on for *actor* through *team*, in the order in which they end."""
    mine = ClassSession.objects.filter(actor_id=actor.id, session=actor.session, contact_id=contact, team_id=team)
    return tuple(_going_on(actor, mine.filter(ends_at__gt=now).order_by("ends_at", "label")))


def end(actor: Actor, *, contact: UUID) -> None:
    """End what goes on of *contact* for *actor* in this session, before its time."""
    ClassSession.objects.filter(actor_id=actor.id, session=actor.session, contact_id=contact).delete()


def leave(actor: Actor, *, but: UUID | None = None) -> None:
    """End what *actor* has open in this session, but of the contact whose conversation they stay in."""
    rows = ClassSession.objects.filter(actor_id=actor.id, session=actor.session)
    (rows.exclude(contact_id=but) if but else rows).delete()


def sweep(*, now: datetime) -> int:
    """Forget what is over; return how many there were."""
    return ClassSession.objects.filter(ends_at__lte=now).delete()[0]


def _going_on(actor: Actor, rows: QuerySet[ClassSession]) -> Iterator[Lasting]:
    for row in rows:
        level = classes.level(actor, Permission.DATUM_REVEAL, label=row.label, team=row.team_id)
        about = About(subject=row.entry, contact=row.contact_id, team=row.team_id, level=level)
        if is_offered(about, label=row.label) and _is_ours(row):
            yield Lasting(label=row.label, ends_at=row.ends_at)


def _rows(actor: Actor, about: About, label: str) -> QuerySet[ClassSession]:
    mine = ClassSession.objects.filter(actor_id=actor.id, session=actor.session)
    return mine.filter(contact_id=about.contact, team_id=about.team, label=label)


def _is_ours(row: ClassSession) -> bool:
    return vouching.holds(row.mac, "class_session", *_written(row))


def _written(row: ClassSession) -> tuple[str, ...]:
    whose = (str(row.actor_id), row.session, str(row.contact_id), str(row.team_id), row.label, str(row.entry))
    return (*whose, row.ends_at.astimezone(UTC).isoformat())
