"""How much the door holds in memory: a bounded room, and whoever does not fit is told to come back.

Without a bound, a database that stands still would fill the edge's memory with bodies until the edge dies, and with it
every delivery it held.  A refused delivery is not lost: Meta sends it again for seven days.
"""

from collections.abc import Iterator
from contextlib import contextmanager


class Full(Exception):
    """There is no room for this now."""


class Room:
    """Counts places and bytes taken; used on one event loop, so it needs no lock."""

    def __init__(self, *, most_places: int, most_bytes: int) -> None:
        self._most_places, self._most_bytes = most_places, most_bytes
        self.places, self.bytes = 0, 0

    @contextmanager
    def place(self, size: int = 0) -> Iterator["Place"]:
        """Give a place of *size* bytes until the block ends; raise Full, and take nothing, when there is none."""
        if self.places >= self._most_places:
            raise Full
        self.places += 1
        taken = Place(self)
        try:
            taken.grow(size)
            yield taken
        finally:
            self.places -= 1
            self.bytes -= taken.size

    def has(self, size: int) -> bool:
        """Tell whether *size* more bytes fit."""
        return self.bytes + size <= self._most_bytes


class Place:
    """What one delivery takes of the room."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self.size = 0

    def grow(self, size: int) -> None:
        """Take up to *size* bytes in all; raise Full when they do not fit."""
        more = max(0, size - self.size)
        if not self._room.has(more):
            raise Full
        self._room.bytes += more
        self.size += more
