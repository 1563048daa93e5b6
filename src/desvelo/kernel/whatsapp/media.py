"""A file that waits at Meta: what the webhook says of it, and what Meta answers when asked about it.

The file itself is fetched in two steps: its id gives an address that lives five minutes, the address gives the bytes.
Ids of what customers sent live seven days.  What Meta declares (name, type, size) is what the sender claims.

Source: Meta, "Media", v26.0, read November 2026; whatsapp-cloud-api section 17.

>>> answer(200, b'{"id":"9","mime_type":"image/jpeg","file_size":"2048","sha256":"ab","url":"https://x.example/1"}')
Found(mime_type='image/jpeg', size=2048)
>>> answer(400, b'{"error":{"code":100,"error_subcode":33}}')
Missing(code='100', final=False)
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from http import HTTPStatus
from typing import Final, TypeAlias

from desvelo.kernel.whatsapp import reading, strict_json
from desvelo.kernel.whatsapp.errors import NotTheFile, Unparsable
from desvelo.kernel.whatsapp.items import Media

ID_LIVES: Final = timedelta(days=7)
UPLOADED_LIVES: Final = timedelta(days=30)
DOMAIN: Final = "fbsbx.com"
LARGEST: Final = 100 * 1024 * 1024
NO_TYPE: Final = "application/octet-stream"
KINDS: Final = frozenset({"audio", "document", "image", "sticker", "video", "voice"})
_ID = re.compile(r"[A-Za-z0-9_-]{1,128}", re.ASCII)
_MIME_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,100}", re.ASCII)
_NOT_DELIVERABLE: Final = 131052
_DIGEST_BYTES: Final = 32
_FIRST_WAIT: Final = timedelta(seconds=2)
_LONGEST_WAIT: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What Meta says of a file it still has."""

    mime_type: str
    size: int | None
    sha256: str = field(default="", repr=False)
    url: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """No file for now; *final* when asking again cannot help.  *code* is Meta's, or what came instead of one."""

    code: str
    final: bool = False


NOT_YET: Final = Missing(code="")
Answer: TypeAlias = Found | Missing


def read(kind: str, content: dict[str, object]) -> Media | None:
    """Read where a file waits; an id that is no plain name is no id, because it becomes part of an address."""
    if kind == "edit":
        edited = reading.mapping(content.get("message"))
        kind = reading.word(edited.get("type")) or ""
        content = reading.mapping(edited.get(kind))
    media_id = reading.word(content.get("id")) or ""
    if not _ID.fullmatch(media_id) or (kind not in KINDS and "mime_type" not in content):
        return None
    return Media(
        id=media_id,
        mime_type=mime_type(content.get("mime_type")),
        sha256=reading.word(content.get("sha256")) or "",
        url=reading.word(content.get("url")),
        voice=kind == "voice" or content.get("voice") is True,
        animated=content.get("animated") is True,
        size=reading.integer(content.get("file_size")),
    )


def mime_type(value: object) -> str:
    """Return the type that Meta declares of a file, its parameters left out; any bytes when it declares none.

    >>> mime_type("audio/ogg; codecs=opus"), mime_type("text/html<b>")
    ('audio/ogg', 'application/octet-stream')
    """
    declared = (reading.word(value) or "").partition(";")[0].strip().lower()
    return declared if _MIME_TYPE.fullmatch(declared) else NO_TYPE


def answer(status_code: int, body: bytes) -> Answer:
    """Say what Meta's answer about one file means."""
    try:
        told = reading.mapping(strict_json.load(body))
    except Unparsable:
        told = {}
    if status_code == HTTPStatus.OK and reading.word(told.get("url")):
        return Found(
            mime_type=mime_type(told.get("mime_type")),
            size=reading.integer(told.get("file_size")),
            sha256=reading.word(told.get("sha256")) or "",
            url=reading.word(told.get("url")) or "",
        )
    code = reading.integer(reading.mapping(told.get("error")).get("code"))
    return Missing(code=f"http_{status_code}" if code is None else str(code), final=code == _NOT_DELIVERABLE)


def wait(attempts: int) -> timedelta:
    """Return how long to wait before asking about a file again.

    >>> [int(wait(attempts).total_seconds()) for attempts in (0, 1, 5, 20)]
    [2, 4, 64, 3600]
    """
    return min(_FIRST_WAIT * (1 << min(attempts, 20)), _LONGEST_WAIT)


def digest(said: str) -> bytes | None:
    """Read a SHA-256 as Meta writes it, base64 in a webhook and hex in an answer; None when it is neither.

    >>> digest("ab" * 32) == bytes.fromhex("ab" * 32), digest("q2Vr")
    (True, None)
    """
    for read in (bytes.fromhex, lambda text: base64.b64decode(text, validate=True)):
        try:
            found = read(said)
        except (ValueError, binascii.Error):
            continue
        if len(found) == _DIGEST_BYTES:
            return found
    return None


def verified(pieces: Iterable[bytes], file: Media) -> Iterator[bytes]:
    """Pass on the pieces of *file*; raise NotTheFile once they are too many, or at the end if they hash to another.

    What Meta gave no hash of is believed, because it came from Meta itself over TLS.
    """
    limit = LARGEST if file.size is None else min(file.size, LARGEST)
    hashed, taken, expected = sha256(), 0, digest(file.sha256)
    for piece in pieces:
        taken += len(piece)
        if taken > limit:
            raise NotTheFile(reason="too_large")
        hashed.update(piece)
        yield piece
    if taken < limit and file.size is not None:
        raise NotTheFile(reason="cut_short")
    if expected is not None and hashed.digest() != expected:
        raise NotTheFile(reason="wrong_hash")
