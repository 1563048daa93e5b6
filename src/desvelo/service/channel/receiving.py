"""A customer's messages become rows: found, masked, sealed, recorded, told.

Source: architecture section 4.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from desvelo.base.ids import new_public_id, new_uuid
from desvelo.base.outbox import queue
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import contacts
from desvelo.guards.vault.boxes import Box
from desvelo.guards.vault.contacts import Person
from desvelo.kernel.detection import masked, scanning
from desvelo.kernel.detection.finding import Finding
from desvelo.kernel.detection.reading import Context
from desvelo.kernel.whatsapp.items import InboundMessage
from desvelo.service.channel import store, wamids
from desvelo.service.channel.events import MessageReceived
from desvelo.service.channel.models import Message, Number
from desvelo.service.channel.store import RawDelivery

QUESTION_COUNTS_FOR = timedelta(minutes=15)
_LONGEST_NAME = 120
_LONGEST_STEP = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One message on its way in, with the number it came to and the delivery that brought it."""

    item: InboundMessage
    number: Number
    raw: RawDelivery

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what makes this message the same one when it comes again."""
        return (self.item.phone_number_id, self.wamid_index, "message")

    @property
    def wamid_index(self) -> str:
        """Return what is stored of Meta's name for it."""
        return wamids.index(number=self.item.phone_number_id, wamid=self.item.wamid)

    def text(self) -> str:
        """Return everything a person typed in it, in reading order."""
        if self.item.text is not None:
            return self.item.text
        return "\n".join(value for _, value in self.item.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A message after detection and sealing, with how long each step took since it arrived, in microseconds."""

    message: Message
    sealed: vault.Sealed
    labels: tuple[str, ...]


def receive(incoming: Sequence[Incoming], *, now: datetime, ahead: timedelta = timedelta(0)) -> int:
    """Store the messages that are new, in the caller's transaction; return how many were.

    *now* is the company's time, *ahead* how far it is before that of Meta, by which the messages were stamped.
    """
    fresh = [_on_our_clock(each, ahead=ahead) for each in _once(incoming)]
    if not fresh:
        return 0
    people = [Person(user_id=i.item.user_id, phone=i.item.wa_id, name=_shown_name(i.item.name)) for i in fresh]
    boxes = contacts.boxes_for(people, now=now)
    questions = _questions(fresh, boxes, now=now)
    arrivals = store.next_arrivals(len(fresh))
    protected = [
        _protect(each, box, question=questions.get(box.contact), arrival=arrival, now=now)
        for each, box, arrival in zip(fresh, boxes, arrivals, strict=True)
    ]
    for each, came in zip(protected, fresh, strict=True):
        each.message.trail.extend(came.raw.early_steps)
    Message.objects.bulk_create(each.message for each in protected)
    vault.store_data([row for each in protected for row in each.sealed.data])
    audit.record([_entry(each, now=now) for each in protected])
    queue.publish([_event(each) for each in protected])
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


def _protect(each: Incoming, box: Box, *, question: str | None, arrival: int, now: datetime) -> Protected:
    text = each.text()
    trail = [each.raw.verified_us]
    findings = _scan(text, question=question)
    trail.append(_since(each.raw))
    body, found = masked.mask(text, findings, new_public_id)
    trail.append(_since(each.raw))
    message_id = new_uuid()
    sealed = vault.seal_message(box, message=message_id, body=body, found=found, now=now)
    trail.append(_since(each.raw))
    discarded = sum(row.sealed is None for row in sealed.data)
    message = Message(
        id=message_id,
        arrival=arrival,
        number=each.number,
        contact_id=box.contact,
        direction=Message.Direction.IN,
        kind=each.item.kind[:20],
        body=sealed.body,
        wamid_index=each.wamid_index,
        protected_count=len(sealed.data) - discarded,
        discarded_count=discarded,
        sent_at=_sent_at(each, now=now),
        received_at=each.raw.received_at,
        trail=trail,
    )
    return Protected(message=message, sealed=sealed, labels=tuple(sorted({row.label for row in sealed.data})))


def _scan(text: str, *, question: str | None) -> tuple[Finding, ...]:
    """Scan; if detection itself breaks, hide everything (security-design D9.5)."""
    try:
        return scanning.scan(text, Context(question=question))
    except Exception:  # noqa: BLE001  a broken detector must never mean a readable message
        return scanning.unreadable(text)


def _shown_name(name: str | None) -> str | None:
    """Return the name people see, without what must be hidden: many a profile is named after its own number."""
    if not name:
        return None
    body, _ = masked.mask(name, _scan(name, question=None), new_public_id)
    return body.plain_preview(_LONGEST_NAME)


def _sent_at(each: Incoming, *, now: datetime) -> datetime:
    """Return Meta's time of the message; one from the future counts as now, so it cannot hold a window open."""
    try:
        return min(datetime.fromtimestamp(each.item.sent_at, UTC), now)
    except (OverflowError, ValueError, OSError):
        return now


def _entry(each: Protected, *, now: datetime) -> Entry:
    message = each.message
    return Entry(
        tag=MessageReceived.tag,
        at=now,
        contact=message.contact_id,
        objects={"message": str(message.id), "found": ",".join(each.labels), "discarded": str(message.discarded_count)},
    )


def _event(each: Protected) -> MessageReceived:
    message = each.message
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
    )


def _since(raw: RawDelivery) -> int:
    """Return the microseconds since it arrived, as far as the column counts: what waited for hours is over an hour."""
    passed = int(time.time() * 1_000_000 - raw.received_at.timestamp() * 1_000_000)
    return min(max(0, passed), _LONGEST_STEP)
