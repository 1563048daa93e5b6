"""What is said over the socket: a length of four bytes, then so many bytes of MessagePack, of one of these forms.

Whatever is longer, or not exactly of these forms, ends the connection: nothing of it is looked at further.
"""

import socket
import struct
import time
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar, cast
from uuid import UUID

import msgspec

from desvelo.base.keeper.errors import Unaskable
from desvelo.base.keeper.keeper import Closed, Wrapped
from desvelo.kernel.sealing.whys import Why

LARGEST = 1_048_576
AT_ONCE = 1_000
"""How many keys one question names at most; more are asked for in several."""
_PIECE = 65_536
_LENGTH = struct.Struct(">I")
_T = TypeVar("_T")


Opened = tuple[bytes, Closed | None]
"""A key, or why it did not open, as it travels."""


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag=True):
    """What is asked."""


class Exists(Question, frozen=True):
    """Keeper.exists."""


class Create(Question, frozen=True):
    """Keeper.create."""


class Fingerprint(Question, frozen=True):
    """Keeper.fingerprint."""


class CopyCode(Question, frozen=True):
    """Keeper.copy_code."""


class RootPlace(Question, frozen=True):
    """Keeper.root_place."""


class Service(Question, frozen=True):
    """Keeper.service."""

    name: str


class Services(Question, frozen=True):
    """Keeper.services."""


class Epochs(Question, frozen=True):
    """Keeper.epochs."""


class RequireEpoch(Question, frozen=True):
    """Keeper.require_epoch."""

    number: int


class AddEpoch(Question, frozen=True):
    """Keeper.add_epoch."""

    number: int


class EpochDigest(Question, frozen=True):
    """Keeper.epoch_digest."""

    number: int


class DestroyEpoch(Question, frozen=True):
    """Keeper.destroy_epoch."""

    number: int


class Wrap(Question, frozen=True):
    """Keeper.wrap."""

    contact: UUID
    version: int
    epoch: int
    key: bytes


class Unwrap(Question, frozen=True):
    """Keeper.unwrap."""

    asked: list[Wrapped]
    why: Why
    actor: UUID | None


class Rewrap(Question, frozen=True):
    """Keeper.rewrap."""

    asked: list[Wrapped]
    to: int


class Uses(Question, frozen=True):
    """Keeper.uses, a part of them: from the line *begin* on."""

    on: date
    begin: int


AnyQuestion = (
    Exists | Create | Fingerprint | CopyCode | RootPlace | Service | Services | Epochs | RequireEpoch | AddEpoch
    | EpochDigest | DestroyEpoch | Wrap | Unwrap | Rewrap | Uses
)  # fmt: skip


class Refusal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answer is no: the code of an error, and what it is made of."""

    code: str
    params: dict[str, str | int | bool]


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a method returns, in MessagePack again, or why not."""

    given: msgspec.Raw = msgspec.Raw(b"\xc0")
    refusal: Refusal | None = None


_questions: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(AnyQuestion)
_answers = msgspec.msgpack.Decoder(Answer)
_encoder = msgspec.msgpack.Encoder()
encode = _encoder.encode


def send(connection: socket.socket, said: object) -> None:
    """Send one frame.  Raises OSError, Unaskable."""
    content = encode(said)
    if len(content) > LARGEST:
        raise Unaskable
    connection.sendall(_LENGTH.pack(len(content)) + content)


def question(connection: socket.socket, *, idle_seconds: float, within_seconds: float) -> AnyQuestion | None:
    """Return the next question, None once the other side has closed; once begun it has *within_seconds* to be whole.

    Raises OSError, Unaskable.
    """
    content = _frame(connection, first_seconds=idle_seconds, rest_seconds=within_seconds)
    return None if content is None else _decoded(_questions, content)


def answer(connection: socket.socket, *, within_seconds: float) -> Answer:
    """Return the answer.  Raises OSError, Unaskable, EOFError once the other side has closed."""
    content = _frame(connection, first_seconds=within_seconds, rest_seconds=within_seconds)
    if content is None:
        raise EOFError
    return cast("Answer", _decoded(_answers, content))


def taken(given: msgspec.Raw, form: type[_T]) -> _T:
    """Return what an answer gives, of this form.  Raises Unaskable."""
    try:
        return msgspec.msgpack.decode(given, type=form)
    except msgspec.DecodeError:
        raise Unaskable from None


def _decoded(decoder: Any, content: bytes) -> Any:
    try:
        return decoder.decode(content)
    except msgspec.DecodeError:
        raise Unaskable from None


def _frame(connection: socket.socket, *, first_seconds: float, rest_seconds: float) -> bytes | None:
    connection.settimeout(first_seconds)
    first = connection.recv(1)
    if not first:
        return None
    ends_at = time.monotonic() + rest_seconds
    (length,) = _LENGTH.unpack(first + _exactly(connection, _LENGTH.size - 1, ends_at=ends_at))
    if length > LARGEST:
        raise Unaskable
    content = _exactly(connection, length, ends_at=ends_at)
    connection.settimeout(rest_seconds)
    return content


def _exactly(connection: socket.socket, length: int, *, ends_at: float) -> bytes:
    parts, left = [], length
    while left:
        left_seconds = ends_at - time.monotonic()
        if left_seconds <= 0:
            raise TimeoutError
        connection.settimeout(left_seconds)
        part = connection.recv(min(left, _PIECE))
        if not part:
            raise Unaskable
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def raw(given: object) -> msgspec.Raw:
    """Return what a method gave, as it stands in an answer."""
    return msgspec.Raw(encode(given))


def opened(found: Sequence[bytes | Closed]) -> list[Opened]:
    """Return keys and why others did not open, as they travel."""
    return [(b"", each) if isinstance(each, Closed) else (each, None) for each in found]
