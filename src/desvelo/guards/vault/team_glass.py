"""Break the glass of a restricted team: look into it at once for a short while; its supervisors and the officer hear.

Each customer whose conversation is looked at meanwhile is one emergency to explain, sealed for that customer.  Whoever
looked at none says so when the pass is over, and not before, so that saying it hides nothing.

Source: ux.md 7.2 step 7; security-design D9 and section 8 (step-up); decision 0057.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.guards.access import gate, guest_passes, visiting
from desvelo.guards.access.errors import NotFound, ReasonNeeded
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import glass, spending
from desvelo.guards.vault.models import Glass
from desvelo.kernel.authority import Actor, Permission

LABEL: Final = "TEAM"
"""What stands where another emergency has the class of a datum."""
OPEN: Final = "glass:enter"


def enter(*, actor: Actor, team: str, reason: str, now: datetime) -> UUID:
    """Let *actor* into a restricted team for half an hour; return which.

    *now* is the wall clock's time.  Raises Forbidden, ProofTooOld, NotFound, ReasonNeeded, ExplanationOwed.
    """
    gate.require_proof(actor, Permission.TEAM_ENTER, now=now)
    row = visiting.closed(actor, team, now=now)
    if reason not in visiting.EMERGENCIES:
        raise ReasonNeeded
    target = {"team": str(row.id), "reason": reason}
    glass.require_none_owed(actor, target=target, now=now)
    with transaction.atomic():
        spending.wait_for_turn(actor.id)
        glass.require_none_owed(actor, target=target, now=now)
        broken = Glass.objects.create(actor_id=actor.id, team_id=row.id, label=LABEL, at=now)
        objects = {**target, "user": str(actor.id), "glass": str(broken.id)}
        entry = Entry(tag=OPEN, at=now, actor=actor.id, session=actor.session, objects=objects)
        way, lasts = guest_passes.GLASS, visiting.GLASS_LASTS
        guest_passes.give(user=actor.id, team=row.id, way=way, lasts=lasts, entry=entry, now=now)
    return row.id


def note_opened(actor: Actor, *, contact: UUID, team: UUID, now: datetime) -> None:
    """Keep, in the caller's transaction, that a customer's conversation was looked at in an emergency, once each."""
    held = guest_passes.held_by(actor.id, team=team, now=now) if team in actor.guest_in else None
    if held is None or held.way != guest_passes.GLASS:
        return
    spending.wait_for_turn(actor.id)
    since = held.ends_at - visiting.GLASS_LASTS
    rows = Glass.objects.filter(actor_id=actor.id, team_id=team, label=LABEL, at__gte=since)
    if rows.filter(contact_id=contact).exists():
        return
    if not rows.filter(contact=None, explained_at=None).update(contact_id=contact):
        Glass.objects.create(actor_id=actor.id, contact_id=contact, team_id=team, label=LABEL, at=now)


def say_nothing_opened(*, actor: Actor, broken: str, now: datetime) -> None:
    """Say of an emergency that no conversation was looked at, once its pass is over.  Raises NotFound."""
    with transaction.atomic():
        rows = Glass.objects.select_for_update(of=("self",))
        row = rows.filter(public_id=broken, actor_id=actor.id, contact=None, explained_at=None).first()
        if row is None or guest_passes.held_by(actor.id, team=row.team_id, now=now) is not None:
            raise NotFound
        row.explained_at = now
        row.save(update_fields=["explained_at"])
        objects = {"glass": str(row.id), "label": LABEL, "team": str(row.team_id)}
        entry = Entry(tag=glass.EXPLAIN, at=now, actor=actor.id, session=actor.session, objects=objects)
        audit.record([entry])
