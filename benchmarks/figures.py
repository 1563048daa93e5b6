"""A figure, the budget it has to keep, and the references it is divided by."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What became of a budget; a figure without one has none."""

    NONE = ""
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A budget that more is better for."""

    bound: float

    def verdict(self, value: float) -> Verdict:
        """Judge *value*."""
        return Verdict.MET if value >= self.bound else Verdict.MISSED

    def __str__(self) -> str:
        return f"≥ {number(self.bound)}"


@dataclass(frozen=True, slots=True)
class AtMost:
    """A budget that less is better for."""

    bound: float

    def verdict(self, value: float) -> Verdict:
        """Judge *value*."""
        return Verdict.MET if value <= self.bound else Verdict.MISSED

    def __str__(self) -> str:
        return f"≤ {number(self.bound)}"


MEGABYTE = 1_000_000
"""In bytes."""
Budget = AtLeast | AtMost


@dataclass(frozen=True, slots=True)
class Reference:
    """Something simpler that was measured in the same run, in the same unit; *budget* is for the ratio to it."""

    name: str
    value: float
    budget: Budget | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value."""

    name: str
    value: float
    unit: str
    budget: Budget | None = None
    references: tuple[Reference, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Judge the value itself, without its ratios."""
        return _judged(self.budget, self.value)

    def ratio(self, reference: Reference) -> float:
        """Return how many times *reference* the value is."""
        return self.value / reference.value

    def verdict_beside(self, reference: Reference) -> Verdict:
        """Judge the ratio to *reference*."""
        return _judged(reference.budget, self.ratio(reference))


def number(value: float) -> str:
    """Write a number for people: three digits that mean something, thousands parted."""
    size = abs(value)
    places = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3  # noqa: PLR2004  powers of ten
    return f"{value:,.{places}f}" if size else "0"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest of *values* that at least *share* of them do not exceed (nearest rank)."""
    ordered = sorted(values)
    rank = max(1, -(-round(share * 1_000_000) * len(ordered) // 1_000_000))
    return ordered[rank - 1]


def _judged(budget: Budget | None, value: float) -> Verdict:
    return Verdict.NONE if budget is None else budget.verdict(value)
