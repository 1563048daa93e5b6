"""Two kinds of column that take the room of what they hold: a keyed index in 16 bytes, steps of time in 4 each."""

import struct
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import models


class KeyedIndexField(models.UUIDField):
    """A keyed index (``wamids.index``): 32 hexadecimal digits to whoever asks, 16 bytes where it is stored."""

    def from_db_value(self, value: UUID | None, *_: object) -> str | None:
        """Return its digits."""
        return None if value is None else value.hex


class StepsField(models.BinaryField):
    """Whole numbers of four bytes each, such as microseconds, one after another; an array would say more of itself."""

    def from_db_value(self, value: bytes, *_: object) -> list[int]:
        """Return the numbers."""
        return list(struct.unpack(f">{len(value) // _BYTES}i", bytes(value)))

    def get_db_prep_value(self, value: Sequence[int], connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002  Django's
        """Join the numbers; raises struct.error for one that four bytes do not hold."""
        joined = struct.pack(f">{len(value)}i", *value)
        return super().get_db_prep_value(joined, connection, prepared)


_BYTES = 4
