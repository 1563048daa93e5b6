"""A customer's messages become rows: found, masked, sealed, recorded, told.

Source: architecture section 4.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from desvelo.base.outbox import queue
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import contacts
from desvelo.guards.vault.boxes import Box
from desvelo.guards.vault.contacts import Person
from desvelo.kernel.whatsapp import window
from desvelo.service.channel import identities, media, store
from desvelo.service.channel.events import MessageReceived
from desvelo.service.channel.models import Message
from desvelo.service.channel.protecting import Arriving, Incoming, Protected, protect, shown_name

QUESTION_COUNTS_FOR = timedelta(minutes=15)


def receive(incoming: Sequence[Incoming], *, now: datetime, ahead: timedelta = timedelta(0)) -> int:
    """Store the messages that are new, in the caller's transaction; return how many were.

    *now* is the company's time, *ahead* how far it is before that of Meta, by which the messages were stamped.
    """
    fresh = [_on_our_clock(each, ahead=ahead) for each in _once(incoming)]
    if not fresh:
        return 0
    people = [Person(user_id=i.item.user_id, phone=i.item.wa_id, name=shown_name(i.item.name)) for i in fresh]
    boxes = contacts.boxes_for(people, now=now)
    _notice_phones(fresh, boxes, now=now)
    questions = _questions(fresh, boxes, now=now)
    arrivals = store.next_arrivals(len(fresh))
    protected = [
        protect(each, Arriving(box=box, question=questions.get(box.contact), arrival=arrival, now=now))
        for each, box, arrival in zip(fresh, boxes, arrivals, strict=True)
    ]
    for each, came in zip(protected, fresh, strict=True):
        each.message.trail.extend(came.raw.early_steps)
    Message.objects.bulk_create(each.message for each in protected)
    media.wait_for([each.media for each in protected if each.media])
    vault.store_data([row for each in protected for row in each.sealed.data])
    audit.record([_entry(each, now=now) for each in protected])
    queue.publish([_event(each, came) for each, came in zip(protected, fresh, strict=True)])
    return len(protected)


def _once(incoming: Sequence[Incoming]) -> list[Incoming]:
    new = store.mark_seen(each.key for each in incoming)
    fresh: dict[tuple[str, str, str], Incoming] = {}
    for each in incoming:
        if each.key in new:
            fresh.setdefault(each.key, each)
    return list(fresh.values())


def _on_our_clock(each: Incoming, *, ahead: timedelta) -> Incoming:
    return replace(each, item=replace(each.item, sent_at=each.item.sent_at + int(ahead.total_seconds())))


def _notice_phones(fresh: Sequence[Incoming], boxes: Sequence[Box], *, now: datetime) -> None:
    """Compare the phones that these messages came from with those we trust."""
    told = [(box, each.item.identity_key_hash) for each, box in zip(fresh, boxes, strict=True)]
    if hashes := [(box, seen) for box, seen in told if seen]:
        identities.notice(hashes, now=now)
    changed = [box.contact for each, box in zip(fresh, boxes, strict=True) if each.item.identity_change is not None]
    if changed:
        identities.doubt(changed, now=now)


def _questions(incoming: Sequence[Incoming], boxes: Sequence[Box], *, now: datetime) -> dict[UUID, str]:
    """Return what we last asked each contact, if it was moments ago: "qual o seu CPF?" tells what the answer is."""
    by_contact = {box.contact: box for box in boxes}
    rows = (
        Message.objects.filter(
            contact_id__in=by_contact,
            number_id__in={each.number.id for each in incoming},
            direction=Message.Direction.OUT,
            received_at__gt=now - QUESTION_COUNTS_FOR,
        )
        .order_by("contact_id", "-arrival")
        .distinct("contact_id")
        .values_list("contact_id", "id", "body")
    )
    return {
        contact: vault.open_body(by_contact[contact], message=message, record=bytes(body)).plain_preview(300)
        for contact, message, body in rows
    }


def _entry(each: Protected, *, now: datetime) -> Entry:
    message = each.message
    return Entry(
        tag=MessageReceived.tag,
        at=now,
        contact=message.contact_id,
        objects={"message": str(message.id), "found": ",".join(each.labels), "discarded": str(message.discarded_count)},
    )


def _event(each: Protected, came: Incoming) -> MessageReceived:
    message, item = each.message, came.item
    opens_window = window.is_opened_by(item.kind, subtype=item.detail.subtype, in_group=item.group_id is not None)
    return MessageReceived(
        message_id=message.id,
        contact_id=message.contact_id,
        number_id=message.number_id,
        first_team_id=message.number.first_team_id,
        arrival=message.arrival,
        protected_count=message.protected_count,
        discarded_count=message.discarded_count,
        sent_at=message.sent_at,
        received_at=message.received_at,
        opens_window=opens_window,
    )
