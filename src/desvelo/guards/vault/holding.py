"""A legal hold: nothing of a contact is erased while the law, a court or a claim asks that it be kept.

Source: security-design D5.7; LGPD art. 16 I; GDPR art. 17(3).
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from desvelo.guards.access import gate
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import queries
from desvelo.guards.vault.errors import AlreadyAsked, ReasonMissing
from desvelo.guards.vault.models import Contact, Hold
from desvelo.kernel.authority import Actor, Permission

REASONS = frozenset({"audit", "claim", "court", "law"})
"""Why: somebody examines, a right is being exercised in a proceeding, a judge said so, the law sets a time."""


def place(*, actor: Actor, contact: UUID, reason: str, now: datetime) -> None:
    """Keep a contact from being erased, for one of ``REASONS``.

    Raises Forbidden, NotFound, ReasonMissing, AlreadyAsked.
    """
    gate.require(actor, Permission.ERASURE_HOLD, now=now)
    if reason not in REASONS:
        raise ReasonMissing(least=1)
    try:
        with transaction.atomic():
            if not Contact.objects.select_for_update(no_key=True).filter(pk=contact).exists():
                raise NotFound
            Hold.objects.create(contact_id=contact, reason=reason, placed_by_id=actor.id, placed_at=now)
            audit.record([_entry("hold:place", actor, contact, reason=reason, now=now)])
    except IntegrityError:
        raise AlreadyAsked from None


def lift(*, actor: Actor, contact: UUID, now: datetime) -> None:
    """End the hold on a contact; what waited for that is carried out then.  Raises Forbidden, NotFound."""
    gate.require(actor, Permission.ERASURE_HOLD, now=now)
    with transaction.atomic():
        row = Hold.objects.select_for_update(of=("self",)).filter(contact_id=contact, lifted_at=None).first()
        if row is None:
            raise NotFound
        row.lifted_at, row.lifted_by_id = now, actor.id
        row.save(update_fields=["lifted_at", "lifted_by"])
        audit.record([_entry("hold:lift", actor, contact, reason=row.reason, now=now)])


def held() -> set[UUID]:
    """Return the contacts on hold, and those of which a part is."""
    kept = set(Hold.objects.filter(lifted_at=None).values_list("contact_id", flat=True))
    merged = Contact.objects.filter(pk__in=kept, merged_into__isnull=False).values_list("merged_into", flat=True)
    return kept | {into for into in merged if into is not None}


def is_held(contact: UUID) -> bool:
    """Tell whether a contact, or anything merged into it, is on hold."""
    return Hold.objects.filter(lifted_at=None, contact_id__in=queries.parts_of(contact)).exists()


def _entry(tag: str, actor: Actor, contact: UUID, *, reason: str, now: datetime) -> Entry:
    objects = {"reason": reason}
    return Entry(tag=tag, at=now, actor=actor.id, session=actor.session, contact=contact, objects=objects)
