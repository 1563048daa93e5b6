"""What customers said about promotions: kept with when, how and by which message; the last one counts.

This is the objection itself and its proof, not the legal basis: that stands above, and asks here.  A customer who
stopped gets no promotion from any of our numbers.

Source: ux.md 7.5 and 13.8; whatsapp-cloud-api sections 11 and 18.9; privacy-law.md (R-OBJ, marketing_own).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.whatsapp import outbound
from desvelo.kernel.whatsapp.marketing_words import Way
from desvelo.kernel.whatsapp.outbound_templates import Filled
from desvelo.service.channel.errors import MarketingRefused
from desvelo.service.channel.events import PreferenceStated
from desvelo.service.channel.models import Preference

MARKETING = "MARKETING"
_NEWEST = ("-stated_at", "-message__arrival")  # Meta tells the second; within one, as they came


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a customer last said about promotions, and the proof."""

    wants_marketing: bool
    way: Way
    stated_at: datetime
    message: UUID


def keep(stated: Sequence[PreferenceStated], *, now: datetime) -> list[PreferenceStated]:
    """Keep what customers said, in the transaction that stores their messages; return what was something to keep.

    The word that wants promotions again is one only for whoever stopped them: said by others it means something else.
    """
    if not stated:
        return []
    kept = []
    for event in sorted(stated, key=lambda each: each.stated_at):
        if event.wants_marketing and event.way is Way.WORD and not refuses(event.contact_id):
            continue
        Preference.objects.create(
            contact_id=event.contact_id,
            message_id=event.message_id,
            wants_marketing=event.wants_marketing,
            way=event.way,
            stated_at=event.stated_at,
        )
        kept.append(event)
    audit.record([_entry(event, now=now) for event in kept])
    return kept


def wishes(contacts: Iterable[UUID]) -> dict[UUID, Wish]:
    """Return what each contact last said, of those who said anything."""
    rows = Preference.objects.filter(contact_id__in=list(contacts)).order_by("contact_id", *_NEWEST)
    return {
        row.contact_id: Wish(
            wants_marketing=row.wants_marketing, way=Way(row.way), stated_at=row.stated_at, message=row.message_id
        )
        for row in rows.distinct("contact_id")
    }


def refuses(contact: UUID) -> bool:
    """Tell whether a contact wants no promotions."""
    wish = wishes([contact]).get(contact)
    return wish is not None and not wish.wants_marketing


def require_wanted(content: outbound.Content | None, *, contact: UUID) -> None:
    """Raise MarketingRefused for a promotion to a contact who wants none."""
    if isinstance(content, Filled) and content.template.category.upper() == MARKETING and refuses(contact):
        raise MarketingRefused


def to_answer(message: UUID, *, now: datetime) -> UUID | None:
    """Return whom to tell that we heard what *message* said, once; None when it changed nothing, or was told before."""
    row = (
        Preference.objects.select_for_update(of=("self",))
        .select_related("message")
        .filter(message_id=message, answered_at=None)
        .first()
    )
    if row is None:
        return None
    row.answered_at = now
    row.save(update_fields=["answered_at"])
    earlier = Preference.objects.filter(
        Q(stated_at__lt=row.stated_at) | Q(stated_at=row.stated_at, message__arrival__lt=row.message.arrival),
        contact_id=row.contact_id,
    )
    before = earlier.order_by(*_NEWEST).first()
    wanted_before = before is None or before.wants_marketing
    return row.contact_id if wanted_before != row.wants_marketing else None


def join(*, of: UUID, into: UUID) -> None:
    """Bring what a contact said to the one it became part of."""
    Preference.objects.filter(contact_id=of).update(contact_id=into)


def _entry(event: PreferenceStated, *, now: datetime) -> Entry:
    return Entry(
        tag=PreferenceStated.tag,
        at=now,
        contact=event.contact_id,
        objects={
            "message": str(event.message_id),
            "wants_marketing": str(event.wants_marketing).lower(),
            "way": event.way,
        },
    )
