"""What people do in the audit log beside reading it: explain an entry of their own."""

import os
from datetime import datetime
from uuid import UUID

from django.db import transaction

from desvelo.base.ids import new_uuid
from desvelo.duties.assurance import notes, scope
from desvelo.duties.assurance.errors import AlreadyNoted, NoteNotKept, NoteTooLong
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries
from desvelo.guards.audit.entry import Entry, Payload
from desvelo.guards.vault import queries as vault
from desvelo.kernel.authority import Actor
from desvelo.kernel.detection import masked, scanning
from desvelo.kernel.ledger import leaf
from desvelo.kernel.sealing.whys import Why

LONGEST_NOTE = 500
_SALT_BYTES = 32


def note_mistake(*, actor: Actor, index: int, text: str, now: datetime) -> None:
    """Put on record that *actor* calls an entry of their own a mistake, and why; the entry itself stays as it is.

    Raises EntryNotFound for an entry that is not their own, NoteTooLong, AlreadyNoted, NoteNotKept.
    """
    reach = scope.own(actor, now=now)
    found = scope.entry(reach, index, now=now)
    if len(text) > LONGEST_NOTE:
        raise NoteTooLong(most=LONGEST_NOTE)
    if any(note.tag == notes.TAG and note.actor == actor.id for note in queries.notes_on([index])):
        raise AlreadyNoted
    note = new_uuid()
    entry = Entry(
        id=note,
        tag=notes.TAG,
        at=now,
        actor=actor.id,
        session=actor.session,
        contact=found.contact,
        objects={"entry": str(index), "reason": "mistake"},
        payload=_sealed(text.strip(), note=note, contact=found.contact, actor=actor.id) if text.strip() else None,
    )
    with transaction.atomic():
        audit.record([entry])
    audit.index_of(note)


def _sealed(text: str, *, note: UUID, contact: UUID | None, actor: UUID) -> Payload:
    """Take the data out of *text* and seal the rest with the customer's key."""
    box = vault.open_boxes([contact], why=Why.WRITE, actor=actor).get(contact) if contact else None
    if box is None:
        raise NoteNotKept
    body, _dropped = masked.mask(text, scanning.scan(text), lambda: "")
    content, salt = body.encode(), os.urandom(_SALT_BYTES)
    return Payload(salt=salt, sealed=box.seal(notes.place(note), content), commitment=leaf.commitment(salt, content))
