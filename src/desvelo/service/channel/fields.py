"""Two kinds of column that take the room of what they hold: a keyed index in 16 bytes, steps of time in 1 to 5 each."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import models


class KeyedIndexField(models.UUIDField):  # type: ignore[type-arg]  # Django cannot subscript it when it runs
    """A keyed index (``wamids.index``): 32 hexadecimal digits to whoever asks, 16 bytes where it is stored."""

    def from_db_value(self, value: UUID | None, *_: object) -> str | None:
        """Return its digits."""
        return None if value is None else value.hex


class StepsField(models.BinaryField):  # type: ignore[type-arg]  # as above
    """Whole numbers from 0 to 2^31 - 1, such as microseconds, each in as many bytes as it needs (LEB128)."""

    def from_db_value(self, value: bytes, *_: object) -> list[int]:
        """Return the numbers."""
        return numbers(bytes(value))

    def get_db_prep_value(self, value: Sequence[int], connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002  Django's
        """Join the numbers; raises ValueError for one below zero."""
        return super().get_db_prep_value(joined(value), connection, prepared)


def joined(steps: Iterable[int]) -> bytes:
    """Return *steps* one after another, seven bits a byte, the lowest first; the eighth says that more follow.

    >>> joined([0, 127, 300]).hex()
    '007fac02'
    """
    written = bytearray()
    for step in steps:
        if step < 0:
            raise ValueError(step)
        rest = step
        while rest > _SEVEN_BITS:
            written.append(rest & _SEVEN_BITS | _MORE)
            rest >>= 7
        written.append(rest)
    return bytes(written)


def numbers(written: bytes) -> list[int]:
    """Return what ``joined`` wrote; a last number that was cut off is left out."""
    steps, rest, shift = list[int](), 0, 0
    for byte in written:
        rest |= (byte & _SEVEN_BITS) << shift
        shift += 7
        if not byte & _MORE:
            steps.append(rest)
            rest = shift = 0
    return steps


_SEVEN_BITS, _MORE = 0x7F, 0x80
