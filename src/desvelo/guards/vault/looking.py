"""Leave to see a file: the entry first, then a few seconds for the session that asked, and for nobody else.

A picture is fetched by the page after it was permitted, so what permits it is a row and not an answer.  It opens
nothing by itself: whoever draws the file asks here at each request.

Source: architecture section 4 (reveal); security-design D9.4, D10.1.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from desvelo.base.outbox import queue
from desvelo.guards.access import gate
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault import boxes
from desvelo.guards.vault.actions import Reason, require_reason, reveal_entry
from desvelo.guards.vault.events import DatumRevealed
from desvelo.guards.vault.models import Look
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.sealing.whys import Why


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file as the log knows it: its id, whose it is, what class of thing it is."""

    id: UUID
    contact: UUID
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Permitted:
    """Leave to see one file until a moment."""

    public_id: str
    file: UUID
    contact: UUID
    until: datetime


def permit(  # noqa: PLR0913  who sees what, through which team, why, how long
    *, actor: Actor, file: File, team: UUID, reason: Reason, lasts: timedelta, now: datetime
) -> Permitted:
    """Let *actor*, who sees the contact through *team*, look at a file for a while; the entry has its index by then.

    Raises NotFound, ReasonMissing, ContactGone, NotSequenced.
    """
    target = {"file": str(file.id), "label": file.label}
    gate.require_in_team(actor, Permission.DATUM_REVEAL, team=team, target=target, now=now)
    require_reason(reason)
    box = boxes.of(file.contact, why=Why.FILE, actor=actor.id)
    entry = reveal_entry(box, actor=actor, target={**target, "reason": reason.code}, text=reason.text, now=now)
    with transaction.atomic(durable=True):
        audit.record([entry])
    index = audit.index_of(entry.id)
    with transaction.atomic():
        Look.objects.filter(until__lt=now).delete()
        row = Look.objects.create(
            contact_id=file.contact, file_id=file.id, actor_id=actor.id, session=actor.session, until=now + lasts
        )
        queue.publish([DatumRevealed(contact_id=file.contact, datum_id=file.id, actor_id=actor.id, entry_index=index)])
    return Permitted(public_id=row.public_id, file=file.id, contact=file.contact, until=row.until)


def permitted(*, actor: Actor, look: str, now: datetime) -> Permitted:
    """Return what *actor* may look at right now; raise NotFound, on record, for what is over or somebody else's."""
    row = Look.objects.filter(public_id=look, actor_id=actor.id, session=actor.session, until__gt=now).first()
    if row is None:
        gate.deny(actor, Permission.DATUM_REVEAL, reason="no_look", target={}, now=now)
        raise NotFound
    return Permitted(public_id=row.public_id, file=row.file_id, contact=row.contact_id, until=row.until)
