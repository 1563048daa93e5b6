"""Files as Meta keeps them: under an id that lives a week or a month, at an address that lives five minutes.

Everything is in memory and bounded: when the shelf is full the oldest file goes, as if its id had died.
"""

import hmac
import re
from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import randbelow, token_bytes
from typing import Final, Literal

INBOUND_LIVES: Final = 7 * 24 * 3_600
UPLOADED_LIVES: Final = 30 * 24 * 3_600
ADDRESS_LIVES: Final = 300
PATH: Final = "/whatsapp_business/attachments/"
MOST_BYTES: Final = 64 * 1024 * 1024
_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file; *side* says who brought it, the customer or the business."""

    id: str
    side: Literal["in", "out"]
    mime_type: str
    content: bytes = field(repr=False)
    filename: str = ""
    created_at: float

    @property
    def digest(self) -> bytes:
        """Return the SHA-256 of the content."""
        return sha256(self.content).digest()

    def lives(self, now: float) -> bool:
        """Say whether the id still leads to the file."""
        return now < self.created_at + (INBOUND_LIVES if self.side == "in" else UPLOADED_LIVES)

    def shown(self) -> dict[str, object]:
        """Return what the phone page needs to draw it."""
        return {"id": self.id, "mime_type": self.mime_type, "size": len(self.content), "filename": self.filename}

    def in_webhook(self, *, url: str) -> dict[str, object]:
        """Return what a webhook says of it; there the hash is in base64."""
        return {"mime_type": self.mime_type, "sha256": b64encode(self.digest).decode(), "id": self.id, "url": url}


class Shelf:
    """The files of one sandbox."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}
        self._secret = token_bytes(32)

    def clear(self) -> None:
        """Forget every file."""
        self._files.clear()

    def put(self, *, side: Literal["in", "out"], mime_type: str, content: bytes, filename: str, now: float) -> File:
        """Keep a file under a new id."""
        file = File(
            id=str(10**15 + randbelow(9 * 10**15)),
            side=side,
            mime_type=mime_type,
            content=content,
            filename=filename,
            created_at=now,
        )
        self._files[file.id] = file
        while sum(len(each.content) for each in self._files.values()) > MOST_BYTES:
            del self._files[next(iter(self._files))]
        return file

    def find(self, file_id: str, *, now: float) -> File | None:
        """Return the file whose id still lives."""
        file = self._files.get(file_id)
        return file if file is not None and file.lives(now) else None

    def remove(self, file_id: str) -> bool:
        """Forget one file; False when there was none."""
        return self._files.pop(file_id, None) is not None

    def address(self, file: File, *, origin: str, now: float) -> str:
        """Return where the bytes can be fetched for the next five minutes."""
        ends = int(now) + ADDRESS_LIVES
        return f"{origin}{PATH}?mid={file.id}&ext={ends}&hash={self._mark(file.id, str(ends))}"

    def at(self, *, file_id: str, ends: str, mark: str, now: float) -> File | None:
        """Return the file at an address, while both the address and the id live."""
        genuine = hmac.compare_digest(mark.encode(), self._mark(file_id, ends).encode())
        in_time = _SECONDS.fullmatch(ends) is not None and now <= int(ends)
        return self.find(file_id, now=now) if genuine and in_time else None

    def _mark(self, file_id: str, ends: str) -> str:
        return hmac.new(self._secret, f"{file_id} {ends}".encode(), sha256).hexdigest()[:32]
