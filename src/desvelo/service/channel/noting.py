"""A note among us in a conversation: searched, masked and sealed like any message, and sent to nobody.

It stands in the order of all messages, so that what a team reads of a conversation begins with it or does not hold it.

Source: ux.md 7.8; decision 0060.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.base.ids import new_uuid
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes
from desvelo.service.channel import binding, protecting, store
from desvelo.service.channel.errors import TextRefused
from desvelo.service.channel.models import Message

WROTE: Final = "note:write"
KIND: Final = "note"
LONGEST: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What somebody wrote for their colleagues, about whom, in the conversation over which number."""

    contact: UUID
    number: UUID
    author: UUID
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A note that is there, and its place in the order of all messages."""

    id: UUID
    place: int


def write(note: Note, *, entry: Entry, now: datetime) -> Written:
    """Store a note, in a transaction; *entry* says who wrote it.  Raises TextRefused, ContactGone."""
    text = _fit(note.text)
    message_id = new_uuid()
    with transaction.atomic():
        box = boxes.to_write_in(note.contact, actor=note.author)
        words = protecting.hidden(text)
        whole = vault.seal_message(box, message=message_id, body=words.body, found=words.found, now=now)
        discarded = sum(row.sealed is None for row in whole.data)
        message = Message.objects.create(
            id=message_id,
            arrival=next_place(),
            number_id=note.number,
            contact_id=note.contact,
            direction=Message.Direction.INTERNAL,
            kind=KIND,
            body=whole.body,
            author_id=note.author,
            protected_count=len(whole.data) - discarded,
            discarded_count=discarded,
            sent_at=now,
            received_at=now,
        )
        vault.store_data([whole])
        audit.record([replace(entry, objects={**entry.objects, **binding.sealed(message, whole=whole)})])
    return Written(id=message_id, place=message.arrival)


def next_place() -> int:
    """Take a place in the order of all messages, for what begins now."""
    return store.next_arrivals(1)[0]


def place_of(message: UUID) -> int | None:
    """Return the place of a note, or None once it is gone."""
    rows = Message.objects.filter(pk=message, direction=Message.Direction.INTERNAL)
    return rows.values_list("arrival", flat=True).first()


def _fit(text: str) -> str:
    fit = text.strip()
    if not fit:
        raise TextRefused(reason="empty")
    if len(fit) > LONGEST:
        raise TextRefused(reason="too_long")
    return fit
