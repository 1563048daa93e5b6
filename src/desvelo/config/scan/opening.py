"""A file, or the chat in a zip, as chunks of bytes with its name, its size and its form."""

import codecs
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, NamedTuple

from desvelo.config.scan import archive
from desvelo.config.scan.errors import CannotRead, UnknownEncoding
from desvelo.kernel.transcripts import forms
from desvelo.kernel.transcripts.entry import Entry
from desvelo.kernel.transcripts.errors import WrongEncoding
from desvelo.kernel.transcripts.lines import encoding_of

CHUNK = archive.CHUNK
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True, slots=True)
class Source:
    """A transcript that is open: *size* in bytes as they are read, *entries* as they come."""

    name: str
    size: int
    encoding: str
    entries: Iterator[Entry]


class How(NamedTuple):
    """How files are read: as which form and encoding (None: as they look), and who is told of every chunk."""

    form: forms.Form | None
    encoding: str | None
    read: Callable[[int], None]


@contextmanager
def opened(path: Path, how: How) -> Iterator[Source]:
    """Open *path*.  Raises ScanRefused, TranscriptRefused."""
    _require_known(how.encoding)
    try:
        file = path.open("rb")
    except OSError as error:
        raise _cannot_read(path, error) from None
    with file:
        yield _source(*_chunks_of(path, file), how)


def _chunks_of(path: Path, file: IO[bytes]) -> tuple[str, int, Iterator[bytes]]:
    try:
        if file.read(4) in _ZIP or path.suffix.lower() == ".zip":
            packed, chat = archive.chat_in(file)
            return path.name, chat.file_size, archive.unpacked(packed, chat)
        file.seek(0)
        return path.name, path.stat().st_size, _chunks(path, file)
    except OSError as error:
        raise _cannot_read(path, error) from None


def _cannot_read(path: Path, error: OSError) -> CannotRead:
    return CannotRead(path=path, reason=error.strerror or type(error).__name__)


def _source(name: str, size: int, chunks: Iterator[bytes], how: How) -> Source:
    first = next(chunks, b"")
    known = how.encoding or encoding_of(first)
    whole = _counted(chain([first], chunks), how.read)
    form = how.form or forms.form_of(name, _head(first, known))
    return Source(name, size, known, forms.entries(form, whole, known))


def _head(first: bytes, encoding: str) -> str:
    """Decode the beginning; a letter cut in two at its end is not looked at."""
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(first)
    except UnicodeDecodeError as error:
        raise WrongEncoding(line=1 + first[: error.start].count(b"\n"), encoding=encoding) from None


def _chunks(path: Path, file: IO[bytes]) -> Iterator[bytes]:
    try:
        while chunk := file.read(CHUNK):
            yield chunk
    except OSError as error:
        raise _cannot_read(path, error) from None


def _counted(chunks: Iterator[bytes], read: Callable[[int], None]) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk
        read(len(chunk))


def _require_known(encoding: str | None) -> None:
    try:
        if encoding is not None and not codecs.lookup(encoding)._is_text_encoding:  # noqa: SLF001  no public name
            raise UnknownEncoding(encoding=encoding)
    except LookupError:
        raise UnknownEncoding(encoding=encoding) from None
