"""One customer's message on its way to the disk: put into reading order, searched, masked, sealed.

Source: architecture section 4; security-design D3.5, D9.5.
"""

import logging
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from msgspec import structs

from desvelo.base import patience
from desvelo.base.ids import new_public_id, new_uuid
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault.boxes import Box
from desvelo.kernel.detection import masked, overlap, scanning
from desvelo.kernel.detection.detectors.person_name import LABEL as NAME
from desvelo.kernel.detection.finding import Certainty, Finding
from desvelo.kernel.detection.labels import PLACE
from desvelo.kernel.detection.masked import Datum, MaskedText
from desvelo.kernel.detection.reading import Context
from desvelo.kernel.whatsapp import coexistence, reading_order
from desvelo.kernel.whatsapp import media as files
from desvelo.kernel.whatsapp.items import InboundMessage
from desvelo.kernel.whatsapp.reading_order import Words
from desvelo.service.channel import sealed, wamids
from desvelo.service.channel.models import Media, Message, Number
from desvelo.service.channel.store import RawDelivery

_log = logging.getLogger("desvelo.channel")
_LONGEST_NAME = 120
_LONGEST_STEP = 2**31 - 1
_MOST_SCAN_SECONDS = 2.0  # of the thread: ten thousand times what a message needs
_GONE = "131052"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One message on its way in, with the number it came to and the delivery that brought it."""

    item: InboundMessage
    number: Number
    raw: RawDelivery

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what makes this message the same one when it comes again."""
        kind = "placeholder" if self.item.kind == coexistence.PLACEHOLDER else "message"
        return (self.item.phone_number_id, self.wamid_index, kind)

    @property
    def own_index(self) -> str | None:
        """Return the name it is found by; what holds the place of a file leaves that to the file."""
        return None if self.item.kind == coexistence.PLACEHOLDER else self.wamid_index

    @property
    def wamid_index(self) -> str:
        """Return what is stored of Meta's name for it."""
        return wamids.index(number=self.item.phone_number_id, wamid=self.item.wamid)

    @property
    def about_index(self) -> str | None:
        """Return what is stored of the name of the message it answers or acts on."""
        if self.item.kind == coexistence.PLACEHOLDER:
            return self.wamid_index
        about = self.item.target_wamid or self.item.reply_to
        return wamids.index(number=self.item.phone_number_id, wamid=about) if about else None

    def words(self) -> Words:
        """Return everything a person typed in it, in reading order."""
        return reading_order.arrange(self.item.kind, self.item.texts, subtype=self.item.detail.subtype)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """What protecting one message needs to know: who sent it, what was said before, its place in time."""

    box: Box
    before: Context = field(repr=False)
    arrival: int
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A message after detection and sealing, with how long each step took since it arrived, in microseconds."""

    message: Message
    sealed: vault.Sealed
    media: Media | None
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """Words from which the data were taken out; the first *heading* parts say what was sent."""

    body: MaskedText
    found: tuple[Datum, ...]
    heading: int


def protect(each: Incoming, arriving: Arriving) -> Protected:
    """Find, mask and seal one message; nothing is stored here."""
    words = each.words()
    trail = [each.raw.verified_us]
    findings = _find(words, arriving.before)
    trail.append(_since(each.raw))
    hidden = _mask(words, findings)
    trail.append(_since(each.raw))
    message_id = new_uuid()
    whole = vault.seal_message(arriving.box, message=message_id, body=hidden.body, found=hidden.found, now=arriving.now)
    detail = structs.replace(
        each.item.detail, wamid=each.item.wamid, heading=hidden.heading, origin=each.item.origin.value
    )
    sealed_detail = sealed.detail(arriving.box, message=message_id, content=detail)
    trail.append(_since(each.raw))
    discarded = sum(row.sealed is None for row in whole.data)
    message = Message(
        id=message_id,
        arrival=arriving.arrival,
        number=each.number,
        contact_id=arriving.box.contact,
        direction=Message.Direction.OUT if each.item.from_us else Message.Direction.IN,
        status=each.item.status,
        kind=each.item.kind[:20],
        body=whole.body,
        wamid_index=each.own_index,
        about_index=each.about_index,
        detail=sealed_detail,
        protected_count=len(whole.data) - discarded,
        discarded_count=discarded,
        sent_at=_sent_at(each, now=arriving.now),
        received_at=each.raw.received_at,
        trail=trail,
    )
    labels = tuple(sorted({row.label for row in whole.data}))
    return Protected(message=message, sealed=whole, media=_media(each, message, arriving), labels=labels)


def shown_name(name: str | None) -> str | None:
    """Return the name people see, without what must be hidden: many a profile is named after its own number.

    The name itself stays: whom one talks to is what a profile is for.
    """
    if not name:
        return None
    hidden = [each for each in _scan(name, Context()) if each.label != NAME.code]
    body, _ = masked.mask(name, hidden, new_public_id)
    return body.plain_preview(_LONGEST_NAME)


def hidden(text: str) -> Masked:
    """Return what one of us wrote for us, masked as a customer's words are."""
    body, found = masked.mask(text, _scan(text, Context()), new_public_id)
    return Masked(body=body, found=found, heading=0)


def _find(words: Words, before: Context) -> tuple[Finding, ...]:
    """Find what must be covered: what detection finds, and what stands where WhatsApp puts such a datum."""
    found = _scan(words.text, before)
    if found == scanning.unreadable(words.text):
        if found:
            _log.warning("channel.covered_whole")
        return found
    known = [Finding(*where, Certainty.CONTEXT, "whatsapp", "place") for where in words.known]
    return overlap.resolve([*found, *known])


def _scan(text: str, before: Context) -> tuple[Finding, ...]:
    """Scan; if detection itself breaks or takes too long, hide everything (security-design D9.5)."""
    return scanning.scan_or_cover(text, before, is_late=patience.spent_after(_MOST_SCAN_SECONDS))


def _mask(words: Words, findings: tuple[Finding, ...]) -> Masked:
    """Mask the heading and the own words apart, so that it is known where one ends; what spans both is of the first."""
    text, ends = words.text, len(words.opening)
    cut = max([ends, *(finding.end for finding in findings if finding.start < ends)])
    later = [replace(each, start=each.start - cut, end=each.end - cut) for each in findings if each.start >= cut]
    head, in_head = masked.mask(text[:cut], [each for each in findings if each.end <= cut], new_public_id)
    place, in_place = masked.mask(words.place, _whole(words.place), new_public_id)
    tail, in_tail = masked.mask(text[cut:], later, new_public_id)
    heading = (*head.parts, *place.parts)
    body = MaskedText((*heading, *tail.parts))
    return Masked(body=body, found=(*in_head, *in_place, *in_tail), heading=len(heading))


def _whole(place: str) -> tuple[Finding, ...]:
    """Cover coordinates whole: where somebody is needs no detector."""
    return (Finding(0, len(place), PLACE.code, Certainty.CHECKED, "whatsapp", "place"),) if place else ()


def _media(each: Incoming, message: Message, arriving: Arriving) -> Media | None:
    """Return the row of the file that came along; one that WhatsApp says it cannot give is lost from the start."""
    if each.item.media is None:
        return None
    row = new_uuid()
    codes = [str(error.code) for error in each.item.errors]
    return Media(
        id=row,
        message=message,
        contact_id=arriving.box.contact,
        state=Media.State.LOST if _GONE in codes else Media.State.WAITING,
        failure=_GONE if _GONE in codes else "",
        description=sealed.description(arriving.box, media=row, content=each.item.media),
        due_at=arriving.now,
        dies_at=message.sent_at + files.ID_LIVES,
    )


def _sent_at(each: Incoming, *, now: datetime) -> datetime:
    """Return Meta's time of the message; one from the future counts as now, so it cannot hold a window open."""
    try:
        return min(datetime.fromtimestamp(each.item.sent_at, UTC), now)
    except (OverflowError, ValueError, OSError):
        return now


def _since(raw: RawDelivery) -> int:
    """Return the microseconds since it arrived, as far as the column counts: what waited for hours is over an hour."""
    passed = int(time.time() * 1_000_000 - raw.received_at.timestamp() * 1_000_000)
    return min(max(0, passed), _LONGEST_STEP)
