"""Look for a value in bytes, in every form it may have been left in.

>>> found = list(search(b"...35353535...", {"card": ("5555",)}))
>>> found
[('card', 'hex')]
"""

import base64
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, quote_plus

_PAGE, _LONG_HEADER, _SHORT_HEADER = 8192, 40, 24
_EMPTY = bytes(512)
Values = Mapping[str, tuple[str, ...]]


def forms(text: str) -> dict[str, set[bytes]]:
    """Return the ways *text* may stand in bytes, by name."""
    raw = text.encode()
    return {
        "typed": {raw, text.encode("utf-16-le"), text.encode("ascii", "backslashreplace")},
        "url": {each for once in (quote(text, safe=""), quote_plus(text)) for each in _percent(once)} - {raw},
        "base64": set(_base64(raw)),
        "hex": {raw.hex().encode(), raw.hex().upper().encode()},
    }


def forms_of_bytes(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the ways a secret made of bytes may stand somewhere, by name."""
    yield "raw", raw
    yield from (("hex", each) for each in (raw.hex().encode(), raw.hex().upper().encode()))
    yield from (("base64", each) for each in sorted(set(_base64(raw))))


def search(content: bytes, values: Values) -> Iterator[tuple[str, str]]:
    """Yield (name, form) for each of *values* that is in *content* in some form."""
    for name, texts in values.items():
        for text in texts:
            for form, needles in forms(text).items():
                if any(needle in content for needle in needles):
                    yield name, form


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below *folder* without its empty stretches, and the write-ahead log once more in one piece."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield str(path.relative_to(folder)), dense(path.read_bytes())
    for wal in folder.rglob("pg_wal"):
        yield f"{wal.relative_to(folder)} joined", write_ahead_log(wal)


def dense(content: bytes) -> bytes:
    """Return *content* without its long runs of zeros: none of them is a trace, and most of a database is zeros."""
    return content.replace(_EMPTY, b"")


def write_ahead_log(folder: Path) -> bytes:
    """Return all segments without page headers, which may cut a value in two (access/xlog_internal.h)."""
    joined = bytearray()
    for segment in sorted(path for path in folder.iterdir() if len(path.name) == 24 and path.is_file()):
        content = segment.read_bytes()
        for start in range(0, len(content), _PAGE):
            header = _SHORT_HEADER if start else _LONG_HEADER
            joined += content[start + header : start + _PAGE]
    return dense(bytes(joined))


def report(places: Iterable[tuple[str, bytes]], values: Values) -> list[tuple[str, str, str]]:
    """Return (place, name, form) for every trace of *values* in *places*."""
    return [(place, *trace) for place, content in places for trace in search(content, values)]


def _percent(once: str) -> Iterator[bytes]:
    yield once.encode()
    yield "".join(part if at % 2 == 0 else part.lower() for at, part in enumerate(_split(once))).encode()


def _split(text: str) -> Iterator[str]:
    """Yield plain text and escapes in turn, beginning with plain text."""
    rest = text
    while "%" in rest:
        before, _, after = rest.partition("%")
        yield before
        yield f"%{after[:2]}"
        rest = after[2:]
    yield rest


def _base64(raw: bytes) -> Iterator[bytes]:
    """Yield what stays the same of base64 wherever the value begins, in both alphabets."""
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + raw)
        first = (before * 8 + 5) // 6
        last = (before + len(raw)) * 8 // 6
        steady = encoded[first:last]
        yield steady
        yield steady.translate(bytes.maketrans(b"+/", b"-_"))
