"""What stands beside a message's text, sealed with its contact's key: its detail, and the description of its file.

Each is bound to its row, as the text is to its own (see ``guards.vault.boxes``).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from uuid import UUID

import msgspec

from desvelo.guards.vault.boxes import Box, Place
from desvelo.kernel.whatsapp.details import Detail
from desvelo.kernel.whatsapp.items import Media


def detail(box: Box, *, message: UUID, content: Detail) -> bytes:
    """Seal what a message is beside its words."""
    return box.seal(_detail_place(message), msgspec.json.encode(content))


def open_detail(box: Box, *, message: UUID, record: bytes) -> Detail:
    """Open what a message is beside its words."""
    return msgspec.json.decode(box.open(_detail_place(message), record), type=Detail)


def description(box: Box, *, media: UUID, content: Media) -> bytes:
    """Seal what is known of a file; its address at Meta is left out, because it is dead in five minutes."""
    return box.seal(_media_place(media), msgspec.json.encode(replace(content, url=None)))


def open_description(box: Box, *, media: UUID, record: bytes) -> Media:
    """Open what is known of a file."""
    return msgspec.json.decode(box.open(_media_place(media), record), type=Media)


def file(box: Box, *, media: UUID, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Seal the bytes of a file, piece by piece."""
    return box.seal_file(_content_place(media), pieces)


def open_file(box: Box, *, media: UUID, record: Iterable[bytes]) -> Iterator[bytes]:
    """Open the bytes of a file, piece by piece."""
    return box.open_file(_content_place(media), record)


def _detail_place(message: UUID) -> Place:
    return Place(table="message", column="detail", row=message)


def _media_place(media: UUID) -> Place:
    return Place(table="media", column="description", row=media)


def _content_place(media: UUID) -> Place:
    return Place(table="media", column="content", row=media)
