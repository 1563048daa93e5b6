"""What a detector says about a stretch of text: where, what, how sure, and by which rule.

Offsets count Unicode code points of the text that was scanned; the end is exclusive.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class Certainty(IntEnum):
    """How a finding is known; the higher one wins where two overlap."""

    SHAPE = 1
    """It looks like one."""
    CONTEXT = 2
    """The words around it, or the question it answers, say so."""
    CHECKED = 3
    """Its own check digits say so, or nothing else has its form."""


class Hit(NamedTuple):
    """What one detector yields; the detector's code and label are added to make a ``Finding``."""

    start: int
    end: int
    certainty: Certainty
    rule: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of text that must be covered; *rule* is the short code an explanation is made from."""

    start: int
    end: int
    label: str
    certainty: Certainty
    detector: str
    rule: str = ""
