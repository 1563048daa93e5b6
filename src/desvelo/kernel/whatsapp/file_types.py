r"""What a file is, told by its own first bytes: never by the name or the type that somebody declares.

Only kinds that WhatsApp carries are known; everything else, a program or a page of HTML first of all, is nothing.

Source: Meta, "Media", supported types, v26.0, read November 2026; whatsapp-cloud-api section 17.

>>> recognise(b"%PDF-1.7").kind, recognise(b"MZ\x90")
('document', None)
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

_MEGABYTE: Final = 1024 * 1024
LIMITS: Final[Mapping[str, int]] = MappingProxyType(
    {"audio": 16 * _MEGABYTE, "document": 100 * _MEGABYTE, "image": 5 * _MEGABYTE, "video": 16 * _MEGABYTE}
)
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileType:
    """How WhatsApp calls it and the type it is sent under; *drawable* when a picture of it can be drawn anew."""

    kind: str
    mime_type: str
    drawable: bool = False
    playable: bool = False


JPEG: Final = FileType(kind="image", mime_type="image/jpeg", drawable=True)
_BEGINNINGS: Final[tuple[tuple[bytes, FileType], ...]] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", FileType(kind="image", mime_type="image/png", drawable=True)),
    (b"GIF87a", FileType(kind="image", mime_type="image/gif", drawable=True)),
    (b"GIF89a", FileType(kind="image", mime_type="image/gif", drawable=True)),
    (b"%PDF-", FileType(kind="document", mime_type="application/pdf", drawable=True)),
    (b"OggS", FileType(kind="audio", mime_type="audio/ogg", playable=True)),
    (b"ID3", FileType(kind="audio", mime_type="audio/mpeg", playable=True)),
    (b"\xff\xfb", FileType(kind="audio", mime_type="audio/mpeg", playable=True)),
    (b"\xff\xf3", FileType(kind="audio", mime_type="audio/mpeg", playable=True)),
    (b"\xff\xf1", FileType(kind="audio", mime_type="audio/aac", playable=True)),
    (b"\xff\xf9", FileType(kind="audio", mime_type="audio/aac", playable=True)),
    (b"#!AMR", FileType(kind="audio", mime_type="audio/amr")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileType(kind="document", mime_type="application/msword")),
)
_BRANDS: Final[Mapping[bytes, FileType]] = MappingProxyType(
    {
        b"M4A ": FileType(kind="audio", mime_type="audio/mp4", playable=True),
        b"3gp4": FileType(kind="video", mime_type="video/3gpp"),
        b"3gp5": FileType(kind="video", mime_type="video/3gpp"),
    }
    | dict.fromkeys((b"isom", b"iso2", b"mp41", b"mp42", b"avc1"), FileType(kind="video", mime_type="video/mp4"))
)
_PACKAGES: Final = (
    (b"word/", FileType(kind="document", mime_type=f"{_OFFICE}.wordprocessingml.document")),
    (b"xl/", FileType(kind="document", mime_type=f"{_OFFICE}.spreadsheetml.sheet")),
    (b"ppt/", FileType(kind="document", mime_type=f"{_OFFICE}.presentationml.presentation")),
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MACROS: Final = b"vbaProject.bin"
_PACKAGE: Final = b"PK\x03\x04"
_CONTENT_TYPES: Final = b"[Content_Types].xml"
_LOOKED_FOR: Final = (_CONTENT_TYPES, _MACROS, *(part for part, _ in _PACKAGES))
_LONGEST_PART: Final = max(len(part) for part in _LOOKED_FOR) - 1
_HEAD: Final = 16
_MARK: Final = 2


class Recogniser:
    """Tells what a file is while its pieces pass: it keeps the beginning and what it has seen, never the file."""

    def __init__(self) -> None:
        self._head = b""
        self._tail = b""
        self._seen: set[bytes] = set()
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._is_text = True
        self._has_words = False
        self._first = ""

    def feed(self, piece: bytes) -> None:
        """Take the next piece."""
        self._head += piece[: _HEAD - len(self._head)] if len(self._head) < _HEAD else b""
        if self._head.startswith(_PACKAGE):
            window = self._tail + piece
            self._seen |= {part for part in _LOOKED_FOR if part in window}
            self._tail = window[-_LONGEST_PART:]
        elif self._is_text:
            self._read_text(piece, is_last=False)

    def result(self) -> FileType | None:
        """Return what it is, or None for what WhatsApp does not carry or nobody should send."""
        for beginning, found in _BEGINNINGS:
            if self._head.startswith(beginning):
                return found
        if self._head[:4] == b"RIFF" and self._head[8:12] == b"WEBP":
            return FileType(kind="image", mime_type="image/webp", drawable=True)
        if self._head[4:8] == b"ftyp":
            return _BRANDS.get(self._head[8:12])
        if self._head.startswith(_PACKAGE):
            return self._package()
        self._read_text(b"", is_last=True)
        return FileType(kind="document", mime_type="text/plain") if self._is_words() else None

    def _package(self) -> FileType | None:
        """Tell the office formats from other archives; one that carries macros is none of them."""
        if _CONTENT_TYPES not in self._seen or _MACROS in self._seen:
            return None
        return next((found for part, found in _PACKAGES if part in self._seen), None)

    def _read_text(self, piece: bytes, *, is_last: bool) -> None:
        try:
            text = self._decoder.decode(piece, is_last)
        except UnicodeDecodeError:
            self._is_text = False
            return
        self._is_text = self._is_text and not _CONTROL.search(text)
        self._has_words = self._has_words or bool(text.strip())
        if len(self._first) < _MARK:
            self._first = (self._first + text).lstrip("\ufeff \t\r\n")[:_MARK]

    def _is_words(self) -> bool:
        """Tell plain words from markup and bytes."""
        return self._is_text and self._has_words and not self._first.startswith(("<", "#!", "%!"))


def recognise(content: bytes) -> FileType | None:
    """Return what *content* is, or None for what WhatsApp does not carry or nobody should send."""
    recogniser = Recogniser()
    recogniser.feed(content)
    return recogniser.result()
