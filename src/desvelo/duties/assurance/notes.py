"""What people said about their own entries: «it was a mistake», and why.  A note is an entry; it erases nothing.

The words go through detection before they are sealed, so what they hold of a customer's data is dropped; what is kept
is masked text, which may be opened to be read.  They are sealed with the customer's key and die with it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desvelo.base.ui.wording import Face
from desvelo.duties.assurance import scope, sentences
from desvelo.duties.assurance.scope import Reach
from desvelo.guards.audit import queries as audit
from desvelo.guards.audit.queries import LoggedEntry
from desvelo.guards.vault import places
from desvelo.guards.vault import queries as vault
from desvelo.guards.vault.boxes import Place
from desvelo.kernel.detection.masked import MaskedText
from desvelo.kernel.sealing.whys import Why

TAG = "entry:annotate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note as it is shown; *text* is None when nothing was written, or not for this reader."""

    who: Face
    time_label: str
    text: MaskedText | None


def place(entry: UUID) -> Place:
    """Return where the words of a note are sealed: where those of every entry are."""
    return places.payload(entry)


def on(reach: Reach, indexes: Collection[int], *, now: datetime) -> dict[int, tuple[Note, ...]]:
    """Return the notes on each of the entries at *indexes* that has any, oldest first."""
    written = [note for note in audit.notes_on(indexes) if note.tag == TAG and reach.covers(note)]
    if not written:
        return {}
    texts = _texts(reach, written)
    names = scope.names(reach, written)
    found: dict[int, tuple[Note, ...]] = {}
    for each in written:
        about = int(each.objects["entry"])
        note = Note(
            who=sentences.who(each, names=names),
            time_label=sentences.when(each.at, now=now),
            text=texts.get(each.id),
        )
        found[about] = (*found.get(about, ()), note)
    return found


def _texts(reach: Reach, written: list[LoggedEntry]) -> dict[UUID, MaskedText]:
    """Open the words of the notes about customers whom the reader may know."""
    known = scope.customers(reach, {note.contact for note in written if note.contact})
    contact_of = {note.id: note.contact for note in written if note.contact in known}
    boxes = vault.open_boxes(known, why=Why.LIST, actor=reach.reader.id)
    return {
        note: MaskedText.decode(boxes[contact].open(place(note), sealed))
        for note, sealed in audit.payloads(contact_of).items()
        if (contact := contact_of[note]) in boxes
    }
