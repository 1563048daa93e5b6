"""Plant, list and remove canaries (``canaries`` says what they are): at the machine, by those who look after it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import canaries, erasing
from desvelo.guards.vault.models import Alarm, Canary, Contact

PLANTED, REMOVED = "canary:plant", "canary:remove"
REASON = "canary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A canary as its keepers know it; *opened_count* says how often its key was opened."""

    public_id: str
    team: str
    planted_at: datetime
    opened_count: int


def plant(*, contact: UUID, team: UUID, now: datetime) -> str:
    """Make a contact a canary of a team, on record, in the caller's transaction; return the canary's public id."""
    row = Canary.objects.create(mark=canaries.mark(contact), team_id=team, planted_at=now)
    audit.record([Entry(tag=PLANTED, at=now, objects={"canary": str(row.id), "team": str(team)})])
    return str(row.public_id)


def planted() -> list[Planted]:
    """Return every canary, the oldest first, without saying which contact it is."""
    counts = dict(Alarm.objects.values_list("canary_id").annotate(Sum("count")))
    return [
        Planted(
            public_id=row.public_id,
            team=row.team.name,
            planted_at=row.planted_at,
            opened_count=counts.get(row.id, 0),
        )
        for row in Canary.objects.select_related("team").order_by("planted_at")
    ]


def remove(canary: str, *, now: datetime) -> None:
    """Erase a canary with all that looks as if it were somebody's; its alarms stay.  Raises NotFound."""
    row = Canary.objects.filter(public_id=canary).first()
    if row is None:
        raise NotFound
    ids = Contact.objects.values_list("id", flat=True).iterator()
    contact = next((each for each in ids if canaries.mark(each) == row.mark), None)
    objects = {"canary": str(row.id), "team": str(row.team_id)}
    with transaction.atomic():
        audit.record([Entry(tag=REMOVED, at=now, objects=objects)])
        row.delete()
        if contact is not None:
            erasing.erase_contact(contact=contact, reason=REASON, now=now)
