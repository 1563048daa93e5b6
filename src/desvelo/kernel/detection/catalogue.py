"""How detectors are declared and found.

A detector is a function in a file of ``detectors/``, marked by ``@catalogue.add``; the package scan collects whatever
is marked.  Adding one touches no other file: it brings its label, the words it claims, and its gate, that is, what must
be in a message before the detector is worth asking (``DIGITS`` stands for three digits close together, or two behind a
letter and a digit, as on a plate).  A detector that lives on words rather than signs brings a vocabulary instead: any
of its words, whole, lets it in.  However many detectors do so, all their words cost one look at the message.
"""

import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from desvelo.kernel.detection.errors import DetectorsClash, LabelUnknown
from desvelo.kernel.detection.finding import Finding, Hit
from desvelo.kernel.detection.labels import OTHER, PLACE, UNREADABLE, Label
from desvelo.kernel.detection.lexicon import Claim, Lexicon
from desvelo.kernel.detection.reading import Reading

DIGITS = "0-9"
_RAREST_FIRST = "_+=$@/:-.kwyxzjqhbgvfpumcltdnirosea 0123456789"
"""Signs and letters from the rarest to the most common in Portuguese chat; what is not here is rarer still."""
SHIPPED = "desvelo.kernel.detection.detectors"
_WORD = re.compile(r"[a-z]+")
_KNOWS = "knows a word: "

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

    def __call__(self, reading: Reading) -> Iterator[Finding]:
        """Yield what the function found, under this detector's code and label."""
        for start, end, certainty, rule in self.find(reading):
            yield Finding(start, end, self.label.code, certainty, self.code, rule)


def add(  # noqa: PLR0913 - what a detector declares, by name
    code: str,
    *,
    label: Label,
    gate: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
    loose: tuple[str, ...] = (),
    vocabulary: Iterable[str] = (),
) -> Callable[[Find], Detector]:
    """Mark a function as the detector *code*; *loose* words mean its label only when nothing narrows them.

    *gate* holds signs or parts of words, *vocabulary* whole words as ``fold`` gives them; one of either lets it in.
    """

    def mark(find: Find) -> Detector:
        known = frozenset(vocabulary)
        gates = (*gate, _KNOWS + code) if known else gate
        return Detector(code, label, gates, Claim(label.code, words, loose), find, known)

    return mark


class Catalogue:
    """A set of detectors, their labels by code, and the keywords they share."""

    def __init__(self, detectors: Iterable[Detector]) -> None:
        self.detectors = tuple(sorted(detectors, key=lambda detector: detector.code))
        self._labels = _labels_of(self.detectors)
        self.lexicon = Lexicon(detector.claim for detector in self.detectors)
        self._gates = _by_rarest(_signs_of(self.detectors))
        self._vocabulary = _vocabulary_of(self.detectors)

    def label(self, code: str) -> Label:
        """Return the label *code*.  Raises LabelUnknown."""
        if code not in self._labels:
            raise LabelUnknown(label=code)
        return self._labels[code]

    @property
    def labels(self) -> tuple[Label, ...]:
        """Every label, by code."""
        return tuple(self._labels[code] for code in sorted(self._labels))

    def open_gates(self, folded: str, *, has_digits: bool) -> set[str]:
        """Return the gates that *folded* opens; none means no detector has anything to look at."""
        gates = {mark for rarest, marks in self._gates if rarest in folded for mark in marks if mark in folded}
        for word in self._vocabulary.keys() & frozenset(_WORD.findall(folded)):
            gates |= self._vocabulary[word]
        if has_digits:
            gates.add(DIGITS)
        return gates

    def awake(self, gates: set[str]) -> Iterator[Detector]:
        """Yield the detectors that one of *gates* lets in."""
        return (detector for detector in self.detectors if not gates.isdisjoint(detector.gate))


def _signs_of(detectors: Iterable[Detector]) -> set[str]:
    marks = {mark for detector in detectors for mark in detector.gate}
    return {mark for mark in marks if mark != DIGITS and not mark.startswith(_KNOWS)}


def _by_rarest(marks: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Put *marks* under the rarest character of each, so that most of them are passed over by one look at that."""
    shelves: dict[str, list[str]] = {}
    for mark in sorted(marks):
        shelves.setdefault(min(mark, key=_RAREST_FIRST.find), []).append(mark)
    return tuple((rarest, tuple(shelf)) for rarest, shelf in shelves.items())


def _vocabulary_of(detectors: Iterable[Detector]) -> dict[str, frozenset[str]]:
    """Return which gates each word opens."""
    opens: dict[str, frozenset[str]] = {}
    for detector in detectors:
        for word in detector.vocabulary:
            opens[word] = opens.get(word, frozenset()) | {_KNOWS + detector.code}
    return opens


def _labels_of(detectors: Iterable[Detector]) -> dict[str, Label]:
    labels = {label.code: label for label in (OTHER, PLACE, UNREADABLE)}
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
def shipped() -> Catalogue:
    """Return the detectors that come with this package."""
    return read(SHIPPED)
