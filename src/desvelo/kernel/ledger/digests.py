"""Which sealed records an entry wrote: their hashes stand in its leaf, so one put back to an earlier state is found.

A leaf lists each record it wrote in ``sealed``, in one text: a letter for the kind, the id of the row, the SHA-256 of
the ciphertext, both in base64 without padding.  What its own message is needs no id::

    "objects": {"message": "0193…", "sealed": "b<43> d<22><43>"}

One text for each record and not one hash over all: then a change is named by its row, and no table beside the log has
to be kept, indexed and guarded.  It costs a leaf 44 bytes for its message and 67 for each datum or file.

An entry may also take records back: ``-d<22>`` says that the row is gone, ``moved`` that all rows of its contact are
somebody else's now.  Whatever was erased with its contact is over with the entry that says so.

A draft is written again at each pause of who types: ``w<22>`` says that it is there, and nothing of its bytes.

Source: security-design D3.3.

>>> from uuid import UUID
>>> row = UUID(int=7)
>>> text = written([Record(kind=BODY, row=row, content=b"x"), Record(kind=DATUM, row=row, content=b"y")], message=row)
>>> [len(each) for each in text.split(" ")]
[44, 66]
>>> read(text, message=row)[BODY, row] == digest(b"x")
True
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

BODY, DATUM, FILE, PAYLOAD = "b", "d", "f", "p"
"""Kinds of records; a payload is never written here, its leaf commits to it, but it can be gone."""
PROFILE, IDENTIFIER, TRUSTED, LATEST, DRAFT = "c", "i", "t", "l", "w"
"""What is kept of a contact beside messages: name, number or user id, the hashes of two phones, what is being typed."""
HASHED = frozenset({BODY, DATUM, FILE, PROFILE, IDENTIFIER, TRUSTED, LATEST})
BESIDE_MESSAGES = frozenset({PROFILE, IDENTIFIER, TRUSTED, LATEST, DRAFT})
PRESENT = b""
"""In place of the hash of what is only said to be there."""
_GONE = HASHED | {DRAFT, PAYLOAD}
SEALED, MOVED, ERASED, RESEALED = "sealed", "moved", "contact:erase", "record:reseal"
_DIGEST_LETTERS, _ROW_LETTERS = 43, 22
MOST_IN_ONE = 200

Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A sealed record as it is stored: its *kind*, its row, its ciphertext."""

    kind: str
    row: UUID
    content: bytes = field(repr=False)


def digest(content: bytes) -> bytes:
    """Return the hash of a ciphertext."""
    return sha256(content).digest()


def written(records: Iterable[Record], *, message: UUID | None = None) -> str:
    """Return how a leaf lists *records*; the body of *message*, which the leaf names already, needs no id."""
    return " ".join(
        each.kind + _letters(digest(each.content))
        if (each.kind, each.row) == (BODY, message)
        else as_it_is((each.kind, each.row), digest(each.content))
        for each in records
    )


def as_it_is(key: Key, value: bytes) -> str:
    """Return how a leaf lists a record of which the hash is known."""
    kind, row = key
    return kind + _letters(row.bytes) + (_letters(value) if kind in HASHED else "")


def gone(keys: Iterable[Key]) -> str:
    """Return how a leaf lists records that are deleted."""
    return " ".join(f"-{kind}{_letters(row.bytes)}" for kind, row in keys)


def chunks(records: Sequence[Record]) -> list[Sequence[Record]]:
    """Part *records* so that no leaf lists more than some hundreds."""
    return [records[start : start + MOST_IN_ONE] for start in range(0, len(records), MOST_IN_ONE)]


def read(text: str, *, message: UUID | None) -> dict[Key, bytes | None]:
    """Return what a leaf says of each record: the hash of what it wrote, PRESENT, or None for what it took back.

    Raises ValueError for a text that is not of the form.
    """
    return dict(_one(each, message) for each in text.split(" ") if each)


def replay(said: Mapping[str, str], *, tag: str, result: str, known: dict[Key, bytes]) -> None:
    """Bring what is *known* of a contact's records up to what one more of its entries says."""
    if MOVED in said or (tag == ERASED and result == "done"):
        known.clear()
    message = UUID(said["message"]) if said.get("message") else None
    for key, value in read(said.get(SEALED, ""), message=message).items():
        if value is None:
            known.pop(key, None)
        else:
            known[key] = value


def forgotten(said: Mapping[str, str]) -> set[UUID]:
    """Return the entries whose payloads an entry says are gone."""
    message = UUID(said["message"]) if said.get("message") else None
    return {row for (kind, row), value in read(said.get(SEALED, ""), message=message).items() if kind == PAYLOAD}


def _one(text: str, message: UUID | None) -> tuple[Key, bytes | None]:
    if text.startswith("-") and len(text) == 2 + _ROW_LETTERS and text[1] in _GONE:
        return (text[1], UUID(bytes=_bytes(text[2:]))), None
    kind, rest = text[:1], text[1:]
    if kind == DRAFT and len(rest) == _ROW_LETTERS:
        return (kind, UUID(bytes=_bytes(rest))), PRESENT
    if kind not in HASHED:
        raise ValueError(text)
    if len(rest) == _DIGEST_LETTERS and message is not None:
        return (kind, message), _bytes(rest)
    if len(rest) == _ROW_LETTERS + _DIGEST_LETTERS:
        return (kind, UUID(bytes=_bytes(rest[:_ROW_LETTERS]))), _bytes(rest[_ROW_LETTERS:])
    raise ValueError(text)


def _letters(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
