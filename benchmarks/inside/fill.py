"""Put many messages into an installation: found, masked, sealed, recorded and indexed by the product's own functions.

What is left out is the way there (door, sealed delivery, outbox): rows are written in bulk, so that a hundred thousand
take half a minute instead of several.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from benchmarks import messages
from desvelo.base import clock
from desvelo.base.ids import new_public_id, new_uuid
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import contacts
from desvelo.guards.vault.boxes import Box
from desvelo.guards.vault.people import Person
from desvelo.kernel.detection import masked, scanning
from desvelo.service.channel import store, wamids
from desvelo.service.channel.models import Message, Number
from desvelo.service.desk.models import Conversation

EACH = 40  # messages in a conversation
AT_ONCE = 25  # conversations in a transaction
_SHARE_OF_ANSWERS = 0.4
_BETWEEN = timedelta(minutes=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One message ready to be stored."""

    message: Message
    sealed: vault.Sealed


def main(count: int) -> dict[str, float]:
    """Write *count* messages, rounded up to whole conversations; return how many and how long it took."""
    begun, texts, now = time.monotonic(), messages.mix(5_000), clock.wall()
    number = Number.objects.get()
    conversations = -(-count // EACH)
    for first in range(0, conversations, AT_ONCE):
        people = [_person(place) for place in range(first, min(first + AT_ONCE, conversations))]
        _write(people, number, texts, now=now)
        audit.sequence()
    return {"messages": conversations * EACH, "seconds": time.monotonic() - begun}


def _person(place: int) -> Person:
    return Person(phone=f"55119{50_000_000 + place}", name=f"Cliente {place}")


def _write(people: Sequence[Person], number: Number, texts: Sequence[str], *, now: datetime) -> None:
    with transaction.atomic():
        boxes = contacts.boxes_for(people, now=now)
        arrivals = iter(store.next_arrivals(len(boxes) * EACH))
        threads = [list(_thread(box, number, texts, arrivals, now=now)) for box in boxes]
        written = [each for thread in threads for each in thread]
        Message.objects.bulk_create(each.message for each in written)
        vault.store_data(each.sealed for each in written)
        audit.record([_entry(each.message, now=now) for each in written])
        Conversation.objects.bulk_create(_conversation([each.message for each in thread]) for thread in threads)


def _thread(
    box: Box, number: Number, texts: Sequence[str], arrivals: Iterator[int], *, now: datetime
) -> Iterator[Written]:
    """Yield one conversation, oldest first: the customer begins, and now and then somebody answers."""
    chance = random.Random(box.contact.int)  # noqa: S311  what comes when protects nothing
    for place in range(EACH):
        ours = place > 0 and chance.random() < _SHARE_OF_ANSWERS
        text = chance.choice(messages.HARMLESS) if ours else chance.choice(texts)
        message = Message(
            id=new_uuid(),
            arrival=next(arrivals),
            number=number,
            contact_id=box.contact,
            direction=Message.Direction.OUT if ours else Message.Direction.IN,
            status="read" if ours else "",
            sent_at=now - _BETWEEN * (EACH - place),
            received_at=now - _BETWEEN * (EACH - place),
            trail=[] if ours else [900, 12_000, 20_000, 20_100, 20_200],
        )
        yield _protected(message, text, box, now=now)


def _protected(message: Message, text: str, box: Box, *, now: datetime) -> Written:
    body, found = masked.mask(text, scanning.scan(text), new_public_id)
    sealed = vault.seal_message(box, message=message.id, body=body, found=found, now=now)
    message.body = sealed.body
    message.wamid_index = wamids.index(number=message.number.phone_number_id, wamid=str(message.id))
    message.discarded_count = sum(row.sealed is None for row in sealed.data)
    message.protected_count = len(sealed.data) - message.discarded_count
    return Written(message=message, sealed=sealed)


def _entry(message: Message, *, now: datetime) -> Entry:
    return Entry(tag="message:receive", at=now, contact=message.contact_id, objects={"message": str(message.id)})


def _conversation(thread: Sequence[Message]) -> Conversation:
    last, incoming = thread[-1], [each for each in thread if each.direction == Message.Direction.IN]
    waits = last.direction == Message.Direction.IN
    return Conversation(
        contact_id=last.contact_id,
        number=last.number,
        team_id=last.number.first_team_id,
        unread_count=int(waits),
        last_message_id=last.id,
        last_arrival=last.arrival,
        last_inbound_at=incoming[-1].sent_at,
        waiting_since=last.sent_at if waits else None,
    )
