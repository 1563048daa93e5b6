"""Take more out of a stored message: what a person saw in it, or what a detector finds by now.

The message is opened and sealed again in the caller's transaction; its row then holds no earlier version.  What a
message of ours was beside its words (buttons, a filled template) repeats them, so it goes too; that is why one that may
still leave is left alone.  The counts of a message say what was found when it arrived, and stay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from msgspec import structs

from desvelo.base.ids import new_public_id
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes
from desvelo.guards.vault.boxes import Box
from desvelo.kernel.detection import covering
from desvelo.kernel.detection.finding import Finding
from desvelo.kernel.detection.masked import MaskedText
from desvelo.kernel.whatsapp import outbound
from desvelo.kernel.whatsapp.details import Detail
from desvelo.service.channel import binding, queries, sealed
from desvelo.service.channel.errors import StillLeaving
from desvelo.service.channel.models import Message

_LEAVING = ("queued", "sending")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A stored message, locked for change, with its box open."""

    row: Message
    box: Box
    body: MaskedText
    detail: Detail | None

    @property
    def heading(self) -> int:
        """Return how many parts of the body say what was sent."""
        return self.detail.heading if self.detail else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """What was taken out: the classes, one for each datum, and what the entry about it says of the new records."""

    labels: tuple[str, ...]
    sealed: Mapping[str, str]


def may_leave(row: Message) -> bool:
    """Tell whether a message of ours may still go out as it stands."""
    is_ours = row.direction == Message.Direction.OUT
    return is_ours and (row.status in _LEAVING or queries.may_go_again(status=row.status, failure=row.failure))


def opened(row: Message, box: Box) -> Opened:
    """Open a message; raise StillLeaving for one that may still go out."""
    if may_leave(row):
        raise StillLeaving
    body = body_of(box, message=row.id, record=bytes(row.body))
    detail = sealed.open_detail(box, message=row.id, record=bytes(row.detail)) if row.detail is not None else None
    return Opened(row=row, box=box, body=body, detail=detail)


def locked(message: UUID) -> Opened | None:
    """Open a message that nobody else changes, and whose contact stays, until this transaction ends; None if gone.

    Raises StillLeaving, ContactGone.
    """
    contact = Message.objects.filter(pk=message).values_list("contact_id", flat=True).first()
    if contact is None:
        return None
    box = boxes.to_write_in(contact)
    row = Message.objects.select_for_update(of=("self",)).filter(pk=message, contact_id=contact).first()
    return opened(row, box) if row else None


def body_of(box: Box, *, message: UUID, record: bytes) -> MaskedText:
    """Open the words of a message."""
    return vault.open_body(box, message=message, record=record)


def cover(one: Opened, findings: Sequence[Finding], *, now: datetime) -> Covered:
    """Take *findings* of ``covering.plain`` out of a message and store it."""
    covered = covering.cover(one.body, findings, new_public_id, heading=one.heading)
    if not covered.data:
        return Covered(labels=(), sealed={})
    row = one.row
    whole = vault.seal_message(one.box, message=row.id, body=covered.body, found=covered.data, now=now)
    row.body = whole.body
    if one.detail is not None:
        around = _without_words(one.detail, heading=covered.heading)
        row.detail = sealed.detail(one.box, message=row.id, content=around)
    row.save(update_fields=["body", "detail"])
    vault.store_data(whole.data)
    vault.renew_soon([row.contact_id], now=now)
    labels = tuple(datum.label for datum in whole.data)
    return Covered(labels=labels, sealed=binding.sealed(row, whole=whole))


def _without_words(detail: Detail, *, heading: int) -> Detail:
    if not detail.sends:
        return structs.replace(detail, heading=heading)
    around = structs.replace(outbound.load(detail.sends), content=None)
    return structs.replace(detail, heading=heading, sends=outbound.dump(around))
