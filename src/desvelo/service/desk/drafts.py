"""What somebody began to write and has not sent.

A draft may hold anything, also what detection would not let leave, so it is sealed with the contact's key and bound to
its conversation and its author: moved to another person, it does not open.  It outlives a lock, a closed window and a
lost connection, and ends when it is sent, when it is emptied, or with the contact.

What is never stored is not stored here either: card numbers, codes and passwords are kept as the dots they would have
to become to leave.

Each keystroke is not an act worth an entry of the ledger; sending is.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from desvelo.guards.vault import boxes
from desvelo.guards.vault.boxes import Box, Place
from desvelo.kernel.authority import Actor
from desvelo.kernel.detection import masked, scanning
from desvelo.kernel.detection.catalogue import shipped
from desvelo.kernel.detection.labels import Handling
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
        forget(conversation, author=author)
        return
    with transaction.atomic():
        box = boxes.to_write_in(conversation.contact_id, actor=author)
        row = Draft(
            conversation=conversation,
            contact_id=box.contact,
            author_id=author,
            sealed=box.seal(place(conversation.id, author), _storable(text).encode()),
            saved_at=now,
        )
        Draft.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["conversation", "author"],
            update_fields=["sealed", "saved_at"],
        )


def forget(conversation: Conversation, *, author: UUID) -> None:
    """Delete what *author* had begun to write."""
    Draft.objects.filter(conversation=conversation, author_id=author).delete()


def move(draft: Draft, *, to: Conversation, of: Box, into: Box) -> None:
    """Put a draft of a contact that became part of another where the conversation goes on, behind what stands there."""
    text = of.open(place(draft.conversation_id, draft.author_id), bytes(draft.sealed)).decode()
    there = Draft.objects.filter(conversation=to, author_id=draft.author_id).exclude(pk=draft.pk).first()
    if there is not None:
        before = into.open(place(to.id, draft.author_id), bytes(there.sealed)).decode()
        text = f"{before}\n{text}"[:LONGEST]
        there.delete()
    draft.conversation, draft.contact_id = to, into.contact
    draft.sealed = into.seal(place(to.id, draft.author_id), text.encode())
    draft.save(update_fields=["conversation", "contact", "sealed"])


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


def _storable(text: str) -> str:
    catalogue = shipped()
    never = [each for each in scanning.scan(text) if catalogue.label(each.label).handling is Handling.DISCARD]
    body, _ = masked.mask(text, never, lambda: "")
    return "".join(part if isinstance(part, str) else part.hint or _COVER for part in body.parts)


def place(conversation: UUID, author: UUID) -> Place:
    """Return the place of what *author* began to write in a conversation."""
    return Place(table="draft", column=f"text/{author}", row=conversation)
