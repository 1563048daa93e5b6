"""What stands beside a message's text, sealed with its contact's key: its detail; its file's description and key.

Each is bound to its row, as the text is to its own (see ``guards.vault.boxes``).
"""

from dataclasses import replace
from uuid import UUID

import msgspec

from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import file_keys
from desvelo.guards.vault.boxes import Box, Place
from desvelo.guards.vault.file_keys import FileKey
from desvelo.kernel.whatsapp.details import Detail
from desvelo.kernel.whatsapp.items import Media
from desvelo.service.channel.models import Media as MediaRow
from desvelo.service.channel.models import Message


def detail(box: Box, *, message: UUID, content: Detail) -> bytes:
    """Seal what a message is beside its words."""
    return box.seal(detail_place(message), msgspec.json.encode(content))


def open_detail(box: Box, *, message: UUID, record: bytes) -> Detail:
    """Open what a message is beside its words."""
    return msgspec.json.decode(box.open(detail_place(message), record), type=Detail)


def renamed(box: Box, *, message: UUID, record: bytes | memoryview | None, wamid: str) -> bytes:
    """Add Meta's name for a message to what is sealed beside it."""
    known = open_detail(box, message=message, record=bytes(record)) if record is not None else Detail()
    return detail(box, message=message, content=msgspec.structs.replace(known, wamid=wamid))


def description(box: Box, *, media: UUID, content: Media) -> bytes:
    """Seal what is known of a file; its address at Meta is left out, because it is dead in five minutes."""
    return box.seal(media_place(media), msgspec.json.encode(replace(content, url=None)))


def open_description(box: Box, *, media: UUID, record: bytes) -> Media:
    """Open what is known of a file."""
    return msgspec.json.decode(box.open(media_place(media), record), type=Media)


def move_message(message: Message, *, of: Box, into: Box) -> None:
    """Seal what a message holds for the contact that its own became part of; the caller saves it."""
    message.body = vault.reseal_body(bytes(message.body), message=message.id, of=of, to=into)
    if message.detail is not None:
        message.detail = of.reseal(detail_place(message.id), bytes(message.detail), to=into)
    message.contact_id = into.contact


def move_media(media: MediaRow, *, of: Box, into: Box) -> None:
    """Seal the description of a file likewise and close its key again, never its bytes; the caller saves it."""
    media.description = of.reseal(media_place(media.id), bytes(media.description), to=into)
    if media.file_key is not None:
        media.file_key = of.rewrap(key_place(media.id), bytes(media.file_key), to=into)
    media.contact_id = into.contact


def close_key(box: Box, key: FileKey) -> bytes:
    """Close the key of a file for its row."""
    return key.closed(box, key_place(key.file))


def open_key(box: Box, *, media: UUID, record: bytes) -> FileKey:
    """Open the key of a file."""
    return file_keys.opened(box, key_place(media), record)


def detail_place(message: UUID) -> Place:
    """Return the place of what a message is beside its words."""
    return Place(table="message", column="detail", row=message)


def media_place(media: UUID) -> Place:
    """Return the place of what is known of a file."""
    return Place(table="media", column="description", row=media)


def key_place(media: UUID) -> Place:
    """Return the place of the key of a file."""
    return Place(table="media", column="file_key", row=media)
