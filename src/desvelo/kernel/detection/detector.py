"""A detector: a function that finds one class of datum, with what it declares about itself.

>>> from desvelo.kernel.detection.catalogue import rules
>>> [each.label.code for each in rules().detectors if each.code == "br.cpf"]
['CPF']
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desvelo.kernel.detection.finding import Finding, Hit
from desvelo.kernel.detection.labels import Label
from desvelo.kernel.detection.lexicon import Claim
from desvelo.kernel.detection.reading import Reading

Find = Callable[[Reading], Iterable[Hit]]
Least = int | re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Detector:
    """A marked function with what it declares; calling it calls the function."""

    code: str
    label: Label
    gate: tuple[str, ...]
    claim: Claim
    find: Find
    vocabulary: frozenset[str] = frozenset()
    least: Least = 0
    """What the message must have at the least for this one to find anything where no word names its label.

    So many digits in a row, or a form; it is asked for where nothing but digits lets the detector in.
    """

    def __call__(self, reading: Reading) -> list[Finding]:
        """Return what the function found, under this detector's code and label."""
        return [self.finding(hit) for hit in self.find(reading)]

    def finding(self, hit: Hit) -> Finding:
        """Return *hit* under this detector's code and label."""
        start, end, certainty, rule = hit
        return Finding(start, end, self.label.code, certainty, self.code, rule)
