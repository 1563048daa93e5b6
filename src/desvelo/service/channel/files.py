"""What may be seen of a file: a picture drawn anew by a child, or sound; never the file as it came.

Whoever asks passed the vault before (``vault.looking``).  What nobody knows how to draw safely stays closed.

Source: security-design D10.1, D10.2.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from desvelo.base.pictures import drawing
from desvelo.base.pictures.errors import NotDrawable
from desvelo.guards.vault import boxes
from desvelo.guards.vault.file_keys import FileKey
from desvelo.kernel.sealing.seeking import Record
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp import file_types
from desvelo.service.channel import objects, sealed
from desvelo.service.channel.models import Media
from desvelo.service.channel.part import Part

_WEBP = "image/webp"
_HEAD_BYTES = 16  # by these a sound is told
_LABELS = {"audio": "FILE_AUDIO", "image": "FILE_IMAGE", "sticker": "FILE_IMAGE", "voice": "FILE_AUDIO"}
_NEVER_SHOWN = frozenset({"video"})
_OTHER = "FILE_DOCUMENT"
CLASSES = frozenset({*_LABELS.values(), _OTHER})


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of a message as the desk knows it; *label* is its class in the log, *shown* whether there is a way."""

    id: UUID
    contact: UUID
    message: UUID
    kept: bool
    label: str
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A picture a browser is given, under a type of ours."""

    content: bytes = field(repr=False)
    mime_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A sound a browser is given piece by piece, under a type of ours; *record* opens at any place of it."""

    record: Record = field(repr=False)
    mime_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a file turned out to be: *pages* to look at, or a sound."""

    pages: int
    is_sound: bool


def of_message(public_id: str) -> StoredFile | None:
    """Return the file of a message by the message's public id."""
    row = Media.objects.select_related("message").filter(message__public_id=public_id).first()
    if row is None:
        return None
    kind = row.message.kind
    return StoredFile(
        id=row.id,
        contact=row.contact_id,
        message=row.message_id,
        kept=row.state == Media.State.KEPT,
        label=_LABELS.get(kind, _OTHER),
        shown=kind not in _NEVER_SHOWN,
    )


def classes_in(part: Part) -> Counter[str]:
    """Return how many files of each class stand in a part; one that WhatsApp never gave is none."""
    rows = part.rows().filter(media__isnull=False).exclude(media__state=Media.State.LOST)
    return Counter(_LABELS.get(kind, _OTHER) for kind in rows.values_list("kind", flat=True))


def contents(file: UUID, *, actor: UUID) -> Contents:
    """Say what a file is by its own bytes, for *actor* who may look.

    Raises NotDrawable, ContactGone, ObjectMissing, StoreUnavailable.
    """
    if _sound(file, actor) is not None:
        return Contents(pages=0, is_sound=True)
    return Contents(pages=drawing.pages(_picture(file, actor)), is_sound=False)


def view(file: UUID, *, page: int, actor: UUID) -> View | Sound:
    """Return one page of a file drawn anew, or its sound, for *actor* who may look.

    Raises NotDrawable, ContactGone, ObjectMissing, StoreUnavailable; NotReadable also while a sound is taken.
    """
    return _sound(file, actor) or View(content=drawing.draw(_picture(file, actor), page=page), mime_type=_WEBP)


def length(file: UUID) -> int:
    """Return how many bytes a file that is sent has, proven by its two ends; raise what opening it raises."""
    return _record(file, None).length


def pieces(file: UUID, *, largest: int, actor: UUID | None = None) -> Iterator[bytes]:
    """Yield a file piece by piece, to be sent, or looked at by *actor*.

    Raises NotDrawable once it is larger than *largest*, and whatever opening raises.
    """
    row = _kept(file)
    taken = 0
    for piece in objects.read(_key(row, actor), name=row.object_name):
        taken += len(piece)
        if taken > largest:
            raise NotDrawable(reason="too_large")
        yield piece


def whole(file: UUID, *, largest: int, actor: UUID | None = None) -> bytes:
    """Return all of a file; raise NotDrawable when it is larger than *largest*, and whatever opening it raises."""
    return b"".join(pieces(file, largest=largest, actor=actor))


def _sound(file: UUID, actor: UUID) -> Sound | None:
    """Return the sound that a file is by its first bytes; the rest of it stays closed."""
    record = _record(file, actor)
    found = file_types.recognise(b"".join(record.pieces(0, _HEAD_BYTES)))
    return Sound(record=record, mime_type=found.mime_type) if found is not None and found.playable else None


def _picture(file: UUID, actor: UUID) -> bytes:
    content = whole(file, largest=drawing.LARGEST, actor=actor)
    found = file_types.recognise(content)
    if found is None or not found.drawable:
        raise NotDrawable(reason="unreadable")
    return content


def _record(file: UUID, actor: UUID | None) -> Record:
    row = _kept(file)
    return objects.record(_key(row, actor), name=row.object_name)


def _kept(file: UUID) -> Media:
    return Media.objects.get(pk=file, state=Media.State.KEPT)


def _key(row: Media, actor: UUID | None) -> FileKey:
    """Open the key of a kept file, for *actor* who looks or to send it; the database promises that it has one."""
    box = boxes.of(row.contact_id, why=Why.FILE if actor else Why.WRITE, actor=actor)
    return sealed.open_key(box, media=row.id, record=bytes(row.file_key or b""))
