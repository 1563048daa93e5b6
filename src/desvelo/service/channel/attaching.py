"""A file that somebody of ours sends: what it is by its own bytes, drawn anew if it is a picture, sealed and kept.

It is kept before the message is written, so that the message names what is there; if no message comes of it, the sweep
takes it.  Documents and sounds leave as they are: only of pictures do we know how to make others without metadata.

Source: whatsapp-cloud-api sections 14.2 and 17; security-design D10.1.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from desvelo.base.ids import new_uuid
from desvelo.base.pictures import drawing
from desvelo.base.pictures.errors import NotDrawable
from desvelo.guards.vault import file_keys
from desvelo.guards.vault.boxes import Box
from desvelo.guards.vault.file_keys import FileKey
from desvelo.kernel.whatsapp import file_types, outbound
from desvelo.kernel.whatsapp import media as rule
from desvelo.kernel.whatsapp.items import Media as File
from desvelo.service.channel import files, objects, sealed
from desvelo.service.channel.errors import FileRefused, TextRefused
from desvelo.service.channel.models import Media, Message

LARGEST: Final = rule.LARGEST
LARGEST_DRAWN: Final = 16 * 1024 * 1024  # a picture is whole in memory while another is drawn of it
_LONGEST_NAME: Final = 120


class Source(Protocol):
    """Where the bytes of a file come from, as often as somebody asks; *size* is of all of them."""

    @property
    def size(self) -> int | None:
        """Return how many bytes there are."""

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes, piece by piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file as it came from the desk; *name* holds nothing sensitive, that was asked before."""

    name: str = field(repr=False)
    content: Source = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """A picture drawn anew."""

    content: bytes = field(repr=False)

    @property
    def size(self) -> int:
        return len(self.content)

    def pieces(self) -> Iterator[bytes]:
        yield self.content


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    """A file that is in the store already."""

    file: UUID
    size: int

    def pieces(self) -> Iterator[bytes]:
        return files.pieces(self.file, largest=LARGEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file in the store, for the message that will name it."""

    object_name: str
    key: FileKey
    kind: str
    mime_type: str
    name: str = field(repr=False)
    size: int

    @property
    def heading(self) -> tuple[str, ...]:
        """Return what is said of it over the words: the name of a document."""
        return (self.name,) if self.kind == "document" and self.name else ()


def keep(attached: Attached, *, caption: str, now: datetime) -> Kept:
    """Judge a file, draw it anew if it is a picture, and seal it into the store.

    Raises FileRefused, TextRefused, StoreUnavailable.
    """
    found, content = _fit(attached.content)
    if found.kind == "audio" and caption:
        raise FileRefused(reason="no_caption")
    if len(caption) > outbound.MAX_CAPTION:
        raise TextRefused(reason="caption_too_long")
    key = file_keys.new(new_uuid())
    object_name = objects.put(key, pieces=content.pieces(), now=now)
    return Kept(
        object_name=object_name,
        key=key,
        kind=found.kind,
        mime_type=found.mime_type,
        name=attached.name[-_LONGEST_NAME:],
        size=content.size or 0,
    )


def again(file: UUID, *, name: str) -> Attached:
    """Return a file of ours once more, for another try; raise ObjectMissing, StoreUnavailable, NotReadable."""
    return Attached(name=name, content=_Stored(file=file, size=files.length(file)))


def row(box: Box, kept: Kept, message: Message, *, now: datetime) -> Media:
    """Return the row that ties a kept file to its message; Meta's id for it comes when it is uploaded."""
    told = File(id="", mime_type=kept.mime_type, sha256="", size=kept.size)
    return Media(
        id=kept.key.file,
        message=message,
        contact_id=message.contact_id,
        state=Media.State.KEPT,
        description=sealed.description(box, media=kept.key.file, content=told),
        due_at=now,
        dies_at=now + rule.UPLOADED_LIVES,
        object_name=kept.object_name,
        file_key=sealed.close_key(box, kept.key),
    )


def _fit(content: Source) -> tuple[file_types.FileType, Source]:
    """Return what a file is and the bytes that leave; raise FileRefused."""
    if not content.size:
        raise FileRefused(reason="empty")
    if content.size > LARGEST:
        raise FileRefused(reason="too_large", limit=LARGEST)
    recogniser = file_types.Recogniser()
    for piece in content.pieces():
        recogniser.feed(piece)
    found = recogniser.result()
    if found is None:
        raise FileRefused(reason="kind")
    if found.kind == "image":
        found, content = file_types.JPEG, _drawn(content)
    limit = file_types.LIMITS[found.kind]
    if (content.size or 0) > limit:
        raise FileRefused(reason="too_large", limit=limit)
    return found, content


def _drawn(content: Source) -> _Drawn:
    if (content.size or 0) > LARGEST_DRAWN:
        raise FileRefused(reason="too_large", limit=LARGEST_DRAWN)
    try:
        return _Drawn(content=drawing.draw(b"".join(content.pieces()), form=drawing.JPEG))
    except NotDrawable:
        raise FileRefused(reason="unreadable") from None
