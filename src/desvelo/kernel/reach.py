"""Which places of a conversation a team reads: none, all, or the stretches in which it was theirs or was given to them.

A place is where a message stands in the order of all messages; a span is ``first`` to ``until``, the end not in it, and
no end for what goes on.  Who gives a conversation away reads nothing that comes later; who gets it reads what comes,
what they had read themselves before, and, with the history, what the giver read: nobody gives more than they have.

Source: ux.md 7.8; decision 0060.

>>> given = ALL.until(7)
>>> received = NOTHING.given(given, at=7, with_history=False)
>>> received.covers(6), received.covers(7)
(False, True)
>>> NOTHING.given(given, at=7, with_history=True) == ALL
True
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

Span: TypeAlias = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Reach:
    """Spans in order, none of which meets another; ``of`` makes them so."""

    spans: tuple[Span, ...]

    @property
    def is_all(self) -> bool:
        """Tell whether every place is read."""
        return self.spans == ((0, None),)

    def covers(self, place: int) -> bool:
        """Tell whether the message at *place* is read."""
        return any(first <= place and (until is None or place < until) for first, until in self.spans)

    def until(self, end: int) -> "Reach":
        """Return what of this comes before *end*."""
        return of((first, end if until is None else min(until, end)) for first, until in self.spans)

    def plus(self, other: "Reach") -> "Reach":
        """Return what either reads."""
        return of((*self.spans, *other.spans))

    def common(self, other: "Reach") -> "Reach":
        """Return what both read."""
        return of(_overlap(mine, theirs) for mine in self.spans for theirs in other.spans)

    def given(self, by: "Reach", *, at: int, with_history: bool) -> "Reach":
        """Return what a team that read this reads once one that read *by* gives it the conversation *at* a place."""
        before = self.plus(by) if with_history else self
        return before.until(at).plus(Reach(((at, None),)))


def of(spans: Iterable[Span]) -> Reach:
    """Return a reach of any spans: those that are empty left out, those that meet made one."""
    joined: list[Span] = []
    for first, until in sorted(_real(spans), key=lambda span: span[0]):
        if joined and (joined[-1][1] is None or first <= joined[-1][1]):
            joined[-1] = (joined[-1][0], _later(joined[-1][1], until))
        else:
            joined.append((first, until))
    return Reach(tuple(joined))


def _real(spans: Iterable[Span]) -> Iterable[Span]:
    return ((first, until) for first, until in spans if until is None or first < until)


def _later(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else max(one, other)


def _overlap(one: Span, other: Span) -> Span:
    ends = [end for end in (one[1], other[1]) if end is not None]
    return max(one[0], other[0]), min(ends, default=None)


ALL: Final = Reach(((0, None),))
NOTHING: Final = Reach(())
