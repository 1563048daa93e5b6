"""What somebody began to write and has not sent.

A draft may hold anything, also what detection would not let leave, so it is sealed with the contact's key and bound to
its conversation and its author: moved to another person, it does not open.  It outlives a lock, a closed window and a
lost connection, and ends when it is sent, when it is emptied, or with the contact.

What is never stored is not stored here either: card numbers, codes and passwords are kept as the dots they would have
to become to leave.

Each keystroke is not an act worth an entry of the ledger; sending is.  That a draft is there, and that it is over, is
on record, so that one that somebody takes away is missed.
"""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from desvelo.base.ids import new_uuid
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault import binding, boxes
from desvelo.guards.vault.binding import Bindings
from desvelo.guards.vault.boxes import Box, Place
from desvelo.kernel.authority import Actor
from desvelo.kernel.detection import masked, scanning
from desvelo.kernel.detection.catalogue import shipped
from desvelo.kernel.detection.labels import Handling
from desvelo.kernel.ledger.digests import DRAFT, Key, Record
from desvelo.kernel.sealing.whys import Why
from desvelo.service.desk.errors import DraftTooLong
from desvelo.service.desk.models import Conversation, Draft

LONGEST = 4096
_COVER = "••••"


def keep(conversation: Conversation, *, author: UUID, text: str, now: datetime) -> None:
    """Store *text* in the place of what *author* had there; nothing but space forgets it.  Raises DraftTooLong."""
    if len(text) > LONGEST:
        raise DraftTooLong(longest=LONGEST)
    if not text.strip():
        forget(conversation, author=author, now=now)
        return
    with transaction.atomic():
        box = boxes.to_write_in(conversation.contact_id, actor=author)
        sealed = box.seal(place(conversation.id, author), _storable(text).encode())
        row, is_new = _put(conversation, author=author, contact=box.contact, sealed=sealed, now=now)
        if is_new:
            there = [Record(kind=DRAFT, row=row, content=b"")]
            audit.record(binding.kept(there, box.contact, now=now))


def forget(conversation: Conversation, *, author: UUID, now: datetime) -> None:
    """Delete what *author* had begun to write."""
    with transaction.atomic():
        row = Draft.objects.select_for_update(of=("self",)).filter(conversation=conversation, author_id=author).first()
        if row is not None:
            gone = over(row)
            row.delete()
            audit.record(binding.kept((), row.contact_id, gone=[gone], now=now))


def over(row: Draft) -> Key:
    """Return what the log is told of a draft that goes."""
    return DRAFT, row.id


def move(draft: Draft, *, to: Conversation, of: Box, into: Box, bound: Bindings) -> None:
    """Put a draft of a contact that became part of another where the conversation goes on, behind what stands there."""
    text = of.open(place(draft.conversation_id, draft.author_id), bytes(draft.sealed)).decode()
    there = Draft.objects.filter(conversation=to, author_id=draft.author_id).exclude(pk=draft.pk).first()
    if there is not None:
        before = into.open(place(to.id, draft.author_id), bytes(there.sealed)).decode()
        text = f"{before}\n{text}"[:LONGEST]
        bound.take(into.contact, over(there))
        there.delete()
    draft.conversation, draft.contact_id = to, into.contact
    draft.sealed = into.seal(place(to.id, draft.author_id), text.encode())
    draft.save(update_fields=["conversation", "contact", "sealed"])
    bound.write(into.contact, Record(kind=DRAFT, row=draft.id, content=b""))


def text_of(conversation: Conversation, actor: Actor) -> str:
    """Return what *actor* had begun to write, or nothing."""
    row = Draft.objects.filter(conversation=conversation, author_id=actor.id).first()
    if row is None:
        return ""
    return (
        boxes.of(row.contact_id, why=Why.WRITE, actor=actor.id)
        .open(place(conversation.id, row.author_id), bytes(row.sealed))
        .decode()
    )


def _put(conversation: Conversation, *, author: UUID, contact: UUID, sealed: bytes, now: datetime) -> tuple[UUID, bool]:
    """Store a draft; return its row, and whether it is a new one, which only the database can tell for certain."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO desk_draft (id, conversation_id, contact_id, author_id, sealed, saved_at) "
            "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (conversation_id, author_id) "
            "DO UPDATE SET sealed = excluded.sealed, saved_at = excluded.saved_at RETURNING id, xmax = 0",
            [new_uuid(), conversation.id, contact, author, sealed, now],
        )
        row: tuple[UUID, bool] = cursor.fetchone()
    return row


def _storable(text: str) -> str:
    catalogue = shipped()
    never = [each for each in scanning.scan(text) if catalogue.label(each.label).handling is Handling.DISCARD]
    body, _ = masked.mask(text, never, lambda: "")
    return "".join(part if isinstance(part, str) else part.hint or _COVER for part in body.parts)


def place(conversation: UUID, author: UUID) -> Place:
    """Return the place of what *author* began to write in a conversation."""
    return Place(table="draft", column=f"text/{author}", row=conversation)
