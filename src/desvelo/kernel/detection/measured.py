"""How much detection misses, as it was measured; a page prints it, so nobody believes that masking cannot miss.

Measured on the shared development set (``reference/pii``): chat messages in Brazilian Portuguese with every personal or
sensitive span marked, in all classes, also those that no detector looks for yet.  A span counts as missed when not one
of its characters was covered.  The same is measured by ``tests/kernel/detection/test_measured.py``, which fails when
what is printed here is better than the truth.

>>> MISSES.share
0.73
"""

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Misses:
    """How many marked spans of a set of messages were missed, and when that was measured."""

    messages: int
    spans: int
    missed: int
    on: date

    @property
    def share(self) -> float:
        """Return the share that was missed, rounded up to whole hundredths: never better than it is."""
        return -(-100 * self.missed // self.spans) / 100


MISSES: Final = Misses(messages=250, spans=185, missed=135, on=date(2026, 11, 26))
