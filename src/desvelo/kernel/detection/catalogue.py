"""How detectors are declared and found.

A detector is a function in a file of ``detectors/``, marked by ``@catalogue.add``; the package scan collects whatever
is marked.  Adding one touches no other file: it brings its label, the words it claims, and its gate, that is, what must
be in a message before the detector is worth asking (``DIGITS`` stands for three digits close together, or two behind a
letter and a digit, as on a plate).  A detector that lives on words rather than signs brings a vocabulary instead: any
of its words, whole, lets it in.  However many detectors do so, all their words cost one look at the message.
"""

import pkgutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module

from desvelo.kernel.detection.errors import DetectorsClash, LabelUnknown
from desvelo.kernel.detection.finding import Finding, Hit
from desvelo.kernel.detection.labels import OTHER, PLACE, SPECIAL, UNREADABLE, Handling, Label
from desvelo.kernel.detection.learned import model
from desvelo.kernel.detection.learned.model import Model
from desvelo.kernel.detection.lexicon import Claim, Lexicon, words_in
from desvelo.kernel.detection.reading import Reading

DIGITS = "0-9"
_RAREST_FIRST = "_+=$@/:-.kwyxzjqhbgvfpumcltdnirosea 0123456789"
"""Signs and letters from the rarest to the most common in Portuguese chat; what is not here is rarer still."""
SHIPPED = "desvelo.kernel.detection.detectors"
_MOST_MIXTURES = 4096
"""Of how many mixtures of open gates the detectors behind them are remembered."""

Find = Callable[[Reading], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Detector:
    """A marked function with what it declares; calling it calls the function."""

    code: str
    label: Label
    gate: tuple[str, ...]
    claim: Claim
    find: Find
    vocabulary: frozenset[str] = frozenset()
    least: int = 0
    """How many digits in a row the message must have for this one to find anything where no word names its label."""

    def __call__(self, reading: Reading) -> list[Finding]:
        """Return what the function found, under this detector's code and label."""
        return [self.finding(hit) for hit in self.find(reading)]

    def finding(self, hit: Hit) -> Finding:
        """Return *hit* under this detector's code and label."""
        start, end, certainty, rule = hit
        return Finding(start, end, self.label.code, certainty, self.code, rule)


def add(  # noqa: PLR0913 - what a detector declares, by name
    code: str,
    *,
    label: Label,
    gate: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
    loose: tuple[str, ...] = (),
    vocabulary: Iterable[str] = (),
    least: int = 0,
) -> Callable[[Find], Detector]:
    """Mark a function as the detector *code*; *loose* words mean its label only when nothing narrows them.

    *gate* holds signs or parts of words, *vocabulary* whole words as ``fold`` gives them; one of either lets it in.
    A message that does not name the label, and has fewer than *least* digits in a row, is passed over all the same.
    """

    def mark(find: Find) -> Detector:
        return Detector(code, label, gate, Claim(label.code, words, loose), find, frozenset(vocabulary), least)

    return mark


class Catalogue:
    """A set of detectors, their labels by code, and the keywords they share."""

    def __init__(self, detectors: Iterable[Detector], learned: Model | None = None) -> None:
        self.learned = learned
        """What may add to what the detectors find."""
        self.detectors = tuple(sorted(detectors, key=lambda detector: detector.code))
        self._labels = _labels_of(self.detectors)
        self.discarded = frozenset(code for code, label in self._labels.items() if label.handling is Handling.DISCARD)
        """The labels of what must not be stored."""
        self.lexicon = Lexicon(detector.claim for detector in self.detectors)
        self._signs = _by_rarest(_opened(self.detectors, lambda detector: set(detector.gate) - {DIGITS}))
        self._vocabulary = _opened(self.detectors, lambda detector: detector.vocabulary)
        self._words = frozenset(self._vocabulary)
        self.digits = _opened(self.detectors, lambda detector: {DIGITS}.intersection(detector.gate)).get(DIGITS, 0)
        """The gates that three digits close together open."""
        self._least = _too_few(self.detectors)
        self._of_label = _opened(self.detectors, lambda detector: {detector.label.code})
        self.awake = lru_cache(_MOST_MIXTURES)(self._behind)
        """Return the detectors behind some gates, and remember them."""

    def label(self, code: str) -> Label:
        """Return the label *code*.  Raises LabelUnknown."""
        if code not in self._labels:
            raise LabelUnknown(label=code)
        return self._labels[code]

    @property
    def labels(self) -> tuple[Label, ...]:
        """Every label, by code."""
        return tuple(self._labels[code] for code in sorted(self._labels))

    def open_gates(self, folded: str, words: Iterable[str] | None = None, *, has_digits: bool) -> int:
        """Return the gates that *folded* opens, a bit for each detector; 0 means that none has anything to look at.

        *words* are those of *folded*, where the caller has them.
        """
        gates = self.digits if has_digits else 0
        shelves = [marks for rarest, marks in self._signs if rarest in folded]
        for opened in [opened for marks in shelves for mark, opened in marks if mark in folded]:
            gates |= opened
        for word in self._words.intersection(words_in(folded) if words is None else words):
            gates |= self._vocabulary[word]
        return gates

    def worth_asking(self, gates: int, digits: int, named: Iterable[str]) -> int:
        """Return *gates* without those of the detectors that can find nothing.

        *digits* is how many stand in a row at most, *named* are the labels that some word names.
        """
        vain = self._least[min(digits, len(self._least) - 1)]
        for label in named:
            vain &= ~self._of_label.get(label, 0)
        return gates & ~vain

    def _behind(self, gates: int) -> tuple[Detector, ...]:
        return tuple(detector for place, detector in enumerate(self.detectors) if gates >> place & 1)


def _opened(detectors: Iterable[Detector], wake: Callable[[Detector], Iterable[str]]) -> dict[str, int]:
    """Return which gates each mark or word opens that wakes a detector."""
    opens: dict[str, int] = {}
    for place, detector in enumerate(detectors):
        for mark in wake(detector):
            opens[mark] = opens.get(mark, 0) | 1 << place
    return opens


def _too_few(detectors: Sequence[Detector]) -> tuple[int, ...]:
    """Return for how many digits, from 0 on, which detectors find too few."""
    most = max((detector.least for detector in detectors), default=0)
    return tuple(
        sum(1 << place for place, detector in enumerate(detectors) if detector.least > digits)
        for digits in range(most + 1)
    )


def _by_rarest(opens: dict[str, int]) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """Put marks under the rarest character of each, so that most of them are passed over by one look at that."""
    shelves: dict[str, list[tuple[str, int]]] = {}
    for mark, opened in sorted(opens.items()):
        shelves.setdefault(min(mark, key=_RAREST_FIRST.find), []).append((mark, opened))
    return tuple((rarest, tuple(shelf)) for rarest, shelf in shelves.items())


def _labels_of(detectors: Iterable[Detector]) -> dict[str, Label]:
    labels = {label.code: label for label in (OTHER, PLACE, SPECIAL, UNREADABLE)}
    codes = set()
    for detector in detectors:
        if detector.code in codes:
            raise DetectorsClash(name=detector.code)
        codes.add(detector.code)
        if labels.setdefault(detector.label.code, detector.label) != detector.label:
            raise DetectorsClash(name=detector.label.code)
    return labels


def read(package: str) -> Catalogue:
    """Import every module of *package* and return the detectors marked in them."""
    modules = [
        import_module(f"{package}.{found.name}") for found in pkgutil.iter_modules(import_module(package).__path__)
    ]
    marked = {id(value): value for module in modules for value in vars(module).values() if isinstance(value, Detector)}
    return Catalogue(marked.values())


@cache
def rules() -> Catalogue:
    """Return the detectors that come with this package, alone."""
    return read(SHIPPED)


@cache
def shipped() -> Catalogue:
    """Return the detectors and the model that come with this package."""
    return Catalogue(rules().detectors, model.shipped())
