"""Hide by hand what detection missed: a stretch of one message becomes a datum, and the row keeps no earlier version.

Every screen, list, quote and export is drawn from the message's body, so it is gone from all of them at once.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from desvelo.base.outbox import queue
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import queries as vault
from desvelo.guards.vault.boxes import Box
from desvelo.kernel.detection import covering
from desvelo.kernel.detection.errors import FindingsMisplaced
from desvelo.kernel.detection.masked import MaskedText
from desvelo.service.channel import covering as stored
from desvelo.service.channel import queries
from desvelo.service.channel.errors import NothingToHide, SelectionMoved
from desvelo.service.channel.events import MessageCovered
from desvelo.service.channel.models import Message
from desvelo.service.channel.queries import StoredMessage

TAG = "datum:hide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A stretch of one message as a screen shows it: in code points, a chip counting as one, in its heading or not.

    *words* is what stood there when the person chose; empty while nobody chose yet.
    """

    start: int
    end: int
    in_heading: bool = False
    words: str = field(default="", repr=False)


def words_at(message: StoredMessage, selection: Selection, box: Box) -> str:
    """Return what a selection holds, with a sign for each chip.  Raises SelectionMoved, NothingToHide."""
    body = stored.body_of(box, message=message.id, record=message.body)
    return _at(body, selection, heading=queries.detail_of(message, box).heading)[0]


def hide(*, message: UUID, selection: Selection, label: str, entry: Entry, now: datetime) -> int:
    """Make a selection a datum of class *label*; return of how many data it became.  *entry* says who wants that.

    Raises LabelUnknown, SelectionMoved, NothingToHide, StillLeaving, ContactGone.
    """
    with transaction.atomic():
        one = stored.locked(message)
        if one is None:
            raise SelectionMoved
        words, start, end = _at(one.body, selection, heading=one.heading)
        if _on_one_line(words) != _on_one_line(selection.words):
            raise SelectionMoved
        covered = stored.cover(one, [covering.by_hand(start, end, label)], now=now)
        found = {"message": str(message), "found": vault.kept_as(label), "way": "hand"}
        objects = {**entry.objects, **covered.sealed, **found}
        audit.record([replace(entry, tag=TAG, objects=objects)])
        queue.publish([covered_event(one.row, count=len(covered.labels))])
    return len(covered.labels)


def covered_event(row: Message, *, count: int) -> MessageCovered:
    """Return what those above are told."""
    return MessageCovered(message_id=row.id, contact_id=row.contact_id, number_id=row.number_id, count=count)


def _at(body: MaskedText, selection: Selection, *, heading: int) -> tuple[str, int, int]:
    try:
        start, end = covering.selected(
            body, heading=heading, in_heading=selection.in_heading, start=selection.start, end=selection.end
        )
    except FindingsMisplaced as error:
        raise SelectionMoved from error
    words = covering.plain(body)[start:end]
    if not words.replace(covering.CHIP, "").strip():
        raise NothingToHide
    return words, start, end


def _on_one_line(words: str) -> str:
    """Return *words* as they are compared: a form writes line breaks in its own way."""
    return " ".join(words.split())
