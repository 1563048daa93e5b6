"""Which detectors are worth asking about a message, told without asking any of them.

Signs and words open gates, a bit for each detector: all signs cost one look at each character, all words one look at
each word.  Digits open further gates, but only those of detectors that could find something in such digits, or whose
label some word of the message names.

>>> finds_signs(("ag ", "ag", "senha"))("minha senha da ag 12")
['senha', 'ag ']
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from desvelo.kernel.detection.detector import Detector
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.wordlist import told_apart

DIGITS = "0-9"


class Gates:
    """The gates of some detectors, in their order."""

    def __init__(self, detectors: Sequence[Detector]) -> None:
        signs = _opened(detectors, lambda detector: set(detector.gate) - {DIGITS})
        self._signs = {sign: _with_what_begins_it(sign, signs) for sign in signs}
        self._find_signs = finds_signs(signs)
        self._vocabulary = _opened(detectors, lambda detector: detector.vocabulary)
        self._words = frozenset(self._vocabulary)
        self.digits = _opened(detectors, lambda detector: {DIGITS}.intersection(detector.gate)).get(DIGITS, 0)
        """Those that three digits close together may open."""
        self._too_few = _too_few(detectors)
        self._forms = tuple(
            (1 << place, detector.least.search)
            for place, detector in enumerate(detectors)
            if isinstance(detector.least, re.Pattern)
        )
        self._of_label = _opened(detectors, lambda detector: {detector.label.code})

    def opened(self, folded: str, words: Iterable[str]) -> int:
        """Return the gates that the signs of *folded* and its *words* open; 0 means none."""
        gates = 0
        for sign in self._find_signs(folded):
            gates |= self._signs[sign]
        for word in self._words.intersection(words):
            gates |= self._vocabulary[word]
        return gates

    def opened_by_digits(self, reading: Reading, already: int) -> int:
        """Return the gates that the digits of *reading* open, without those *already* open."""
        asked = self.digits & ~already
        vain = asked & self._too_few[min(reading.digits_in_a_row, len(self._too_few) - 1)]
        for gate, is_there in self._forms:
            if asked & gate and not is_there(reading.folded):
                vain |= gate
        if vain:
            for label in reading.named:
                vain &= ~self._of_label.get(label, 0)
        return asked & ~vain


def finds_signs(signs: Iterable[str]) -> Callable[[str], list[str]]:
    """Return what finds every one of *signs* in a text, from left to right, and the longest where several begin."""
    search = re.compile(f"(?=({told_apart(map(re.escape, sorted(signs, reverse=True)))}))") if signs else None
    return search.findall if search is not None else lambda _text: []


def _with_what_begins_it(sign: str, signs: Mapping[str, int]) -> int:
    """Return what *sign* opens, and what the signs open that it begins with, which are not looked for behind it."""
    gates = 0
    for length in range(1, len(sign) + 1):
        gates |= signs.get(sign[:length], 0)
    return gates


def _opened(detectors: Sequence[Detector], wake: Callable[[Detector], Iterable[str]]) -> dict[str, int]:
    """Return which gates each sign or word opens that wakes a detector."""
    opens: dict[str, int] = {}
    for place, detector in enumerate(detectors):
        for sign in wake(detector):
            opens[sign] = opens.get(sign, 0) | 1 << place
    return opens


def _too_few(detectors: Sequence[Detector]) -> tuple[int, ...]:
    """Return for how many digits, from 0 on, which detectors find too few."""
    least = [detector.least if isinstance(detector.least, int) else 0 for detector in detectors]
    return tuple(
        sum(1 << place for place, needed in enumerate(least) if needed > digits)
        for digits in range(max(least, default=0) + 1)
    )
