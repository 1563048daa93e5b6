"""How detectors are declared and found.

A detector is a function in a file of ``detectors/``, marked by ``@catalogue.add``; the package scan collects whatever
is marked.  Adding one touches no other file: it brings its label, the words it claims, and its gate, that is, what must
be in a message before the detector is worth asking (``DIGITS`` stands for three digits close together, or two behind a
letter and a digit, as on a plate).  A detector that lives on words rather than signs brings a vocabulary instead: any
of its words, whole, lets it in.  What its digits must look like at the least it says as well (``gates.py``).
"""

import pkgutil
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib import import_module

from desvelo.kernel.detection.detector import Detector, Find, Least
from desvelo.kernel.detection.errors import DetectorsClash, LabelUnknown
from desvelo.kernel.detection.gates import DIGITS, Gates
from desvelo.kernel.detection.labels import OTHER, PLACE, SPECIAL, UNREADABLE, Handling, Label
from desvelo.kernel.detection.learned import model
from desvelo.kernel.detection.learned.model import Model
from desvelo.kernel.detection.lexicon import Claim, Lexicon

__all__ = ["DIGITS", "SHIPPED", "Catalogue", "Detector", "add", "read", "rules", "shipped"]

SHIPPED = "desvelo.kernel.detection.detectors"
_MOST_MIXTURES = 4096
"""Of how many mixtures of open gates the detectors behind them are remembered."""


def add(  # noqa: PLR0913 - what a detector declares, by name
    code: str,
    *,
    label: Label,
    gate: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
    loose: tuple[str, ...] = (),
    vocabulary: Iterable[str] = (),
    least: Least = 0,
) -> Callable[[Find], Detector]:
    """Mark a function as the detector *code*; *loose* words mean its label only when nothing narrows them.

    *gate* holds signs or parts of words, *vocabulary* whole words as ``fold`` gives them; one of either lets it in.
    A message that is let in by ``DIGITS`` alone, does not name the label, and has fewer than *least* digits in a row,
    or nowhere the form *least*, is passed over all the same.
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
        self.gates = Gates(self.detectors)
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

    def _behind(self, gates: int) -> tuple[Detector, ...]:
        return tuple(detector for place, detector in enumerate(self.detectors) if gates >> place & 1)


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
