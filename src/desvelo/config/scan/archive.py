"""The chat inside the zip that a phone makes, unpacked as it is read and never onto the disk.

A hostile zip can be small and unpack to terabytes, or list millions of files.  So: the directory is measured before
it is read; only the two ways of packing phones use are opened (the others may ask for gigabytes of dictionary); and
unpacking stops where the text grows beyond all proportion.

Source: OWASP ASVS 5.0.0, 5.2.3 and 5.3.3; PKWARE APPNOTE 6.3.10, sections 4.3.14 to 4.3.16 (where the
directory is, and how large).
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from desvelo.config.scan.errors import (
    ArchiveTooLarge,
    BrokenArchive,
    LockedArchive,
    NoChatInside,
    SeveralChatsInside,
)

CHUNK = 65_536
LARGEST_DIRECTORY = 8_388_608
MOST_TIMES_PACKED = 200
FREE_BYTES = 16_777_216
LARGEST_TEXT = 8_589_934_592
_PHONES = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_NAMES = ("whatsapp chat", "conversa do whatsapp", "chat de whatsapp")
_END, _END64_LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
_LONGEST_COMMENT = 65_557
_ENCRYPTED = 0x1


def chat_in(file: IO[bytes]) -> tuple[zipfile.ZipFile, zipfile.ZipInfo]:
    """Return the archive and its chat.  Raises ScanRefused."""
    _require_small_directory(file)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise BrokenArchive from None
    chat = _the_chat(archive)
    if chat.file_size > _most_bytes(chat):
        raise ArchiveTooLarge
    if chat.flag_bits & _ENCRYPTED or chat.compress_type not in _PHONES:
        raise LockedArchive
    return archive, chat


def unpacked(archive: zipfile.ZipFile, chat: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the text of *chat*.  Raises ArchiveTooLarge, BrokenArchive."""
    given = 0
    try:
        with archive.open(chat) as text:
            while chunk := text.read(CHUNK):
                given += len(chunk)
                if given > _most_bytes(chat):  # what the directory says of the size may be a lie
                    raise ArchiveTooLarge
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError):
        raise BrokenArchive from None


def _most_bytes(chat: zipfile.ZipInfo) -> int:
    """Return how large the text of *chat* may become; talk packs five to ten times smaller."""
    return min(LARGEST_TEXT, FREE_BYTES + MOST_TIMES_PACKED * chat.compress_size)


def _the_chat(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Return the entry WhatsApp names as the chat, else the only text."""
    texts = [each for each in archive.infolist() if each.filename.lower().endswith(".txt")]
    chats = [each for each in texts if _is_named_chat(each.filename)] or texts
    if not chats:
        raise NoChatInside
    if len(chats) > 1:
        raise SeveralChatsInside(count=len(chats))
    return chats[0]


def _is_named_chat(path: str) -> bool:
    name = path.rsplit("/", 1)[-1].lower()
    return name == "_chat.txt" or name.startswith(_NAMES)


def _require_small_directory(file: IO[bytes]) -> None:
    """Refuse a directory that would fill the memory; both records that may state its size are asked."""
    size = file.seek(0, 2)
    start = max(0, size - _LONGEST_COMMENT)
    file.seek(start)
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + 22:
        raise BrokenArchive
    stated = [struct.unpack_from("<I", tail, place + 12)[0]]
    if tail[max(0, place - 20) : place].startswith(_END64_LOCATOR):
        file.seek(struct.unpack_from("<Q", tail, place - 12)[0])
        record = file.read(56)
        stated = [struct.unpack_from("<Q", record, 40)[0]] if len(record) == 56 else [size]  # noqa: PLR2004  4.3.14
    file.seek(0)
    if max(stated) > LARGEST_DIRECTORY:
        raise ArchiveTooLarge
