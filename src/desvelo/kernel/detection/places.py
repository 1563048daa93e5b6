"""Sorted, disjoint spans that can be asked what stands at, before or after a place, each in logarithmic time."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Places:
    """Spans of a text, in order."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]
        self._ends = [end for _, end in self._spans]

    def __bool__(self) -> bool:
        return bool(self._spans)

    def covers(self, place: int) -> bool:
        """Tell whether one of the spans holds *place*."""
        index = bisect_right(self._starts, place)
        return bool(index) and place < self._ends[index - 1]

    def ending_by(self, place: int) -> tuple[int, int] | None:
        """Return the last span that ends at *place* or before."""
        index = bisect_right(self._ends, place)
        return self._spans[index - 1] if index else None

    def starting_from(self, place: int) -> tuple[int, int] | None:
        """Return the first span that begins at *place* or later."""
        index = bisect_left(self._starts, place)
        return self._spans[index] if index < len(self._spans) else None
