"""Why something in a message is covered, and why something that looks like a datum is not.

Nothing here knows the inside of a detector: what a finding rests on is found by taking away, one at a time, the words
around it, the question before it and the other data, and scanning again.  What vanishes without a word rests on that
word.  A number that was left alone is scanned again behind the words that would announce it: what would then have
been found is what it could have been.  So a new detector is explained without a line here.

Evidence never holds a value: words inside a finding are not evidence, and other data are named by their label.

Cost: at most ``_MOST`` stretches, each with at most ``_MOST_WORDS`` scans of ``_BEFORE`` + ``_AFTER`` characters around
it, and for numbers left alone one scan per label.

>>> [(r.label, r.rule, r.evidence) for r in explain("o cpf dela é 529.982.247-26")]
[('CPF', 'form', ())]
>>> [(r.found, str(r.why_not), r.evidence) for r in explain("pedido 52998224725")]
[(False, 'announced', ('pedido',))]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from desvelo.kernel.detection import runs
from desvelo.kernel.detection.catalogue import Catalogue, shipped
from desvelo.kernel.detection.finding import Certainty, Finding
from desvelo.kernel.detection.folding import fold, unveil
from desvelo.kernel.detection.lexicon import Cue
from desvelo.kernel.detection.reading import Context, Reading
from desvelo.kernel.detection.scanning import scan_or_cover, unreadable

_MOST = 40
_MOST_WORDS = 16
_BEFORE, _AFTER = 160, 80
_SHORTEST = 4
_MOST_LABELS = 4
_WORD = re.compile(r"[^\W\d_]{2,}")
_NOTHING = Context()


class WhyNot(StrEnum):
    """Why a stretch that looks like a datum was left alone."""

    ANNOUNCED = "announced"
    """A word says that it is something harmless: the word is the evidence."""
    MONEY = "money"
    """It is an amount."""
    NO_VALUE = "no_value"
    """The word for a datum stands there, and no value."""
    NO_WORD = "no_word"
    """Behind a word for one of *could_be* it would have been found; nothing says so."""
    UNFIT = "unfit"
    """A word says that it is a datum, but it has not the form of one."""
    UNKNOWN = "unknown"
    """It has the form of nothing that is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One stretch of a text: what it was taken for and by which rule, or why it was left alone.

    *evidence*: the words without which the answer would be another, in the order of the text, as ``fold`` gives them.
    *question*, *previous*: it rests on what stood before the message.  *beside*: the labels of other data it rests on.
    *could_be*: what a number left alone would be behind the right word.
    """

    start: int
    end: int
    found: bool
    label: str = ""
    detector: str = ""
    rule: str = ""
    certainty: Certainty | None = None
    evidence: tuple[str, ...] = ()
    question: bool = False
    previous: bool = False
    beside: tuple[str, ...] = ()
    why_not: WhyNot | None = None
    could_be: tuple[str, ...] = ()


def explain(text: str, context: Context = _NOTHING, *, catalogue: Catalogue | None = None) -> tuple[Reason, ...]:
    """Return a reason for each stretch that was found or looks as if it could have been, in the order of the text."""
    catalogue = catalogue or shipped()
    findings = scan_or_cover(text, context, catalogue=catalogue)
    if findings and findings == unreadable(text):
        return (_as_found(findings[0]),)
    found = [_why(text, context, finding, findings, catalogue) for finding in findings[:_MOST]]
    left = _left_alone(text, context, findings, catalogue)
    return tuple(sorted((*found, *left), key=lambda reason: (reason.start, reason.end)))


def _as_found(finding: Finding) -> Reason:
    return Reason(
        start=finding.start,
        end=finding.end,
        found=True,
        label=finding.label,
        detector=finding.detector,
        rule=finding.rule,
        certainty=finding.certainty,
    )


def _why(text: str, context: Context, finding: Finding, findings: tuple[Finding, ...], catalogue: Catalogue) -> Reason:
    reason = _as_found(finding)
    around = _Around(text, context, finding, catalogue)
    if not around.stands(around.text, context):
        return reason  # it rests on something farther away than is looked at here
    others = [other for other in findings if other is not finding and around.holds(other)]
    return replace(
        reason,
        evidence=around.words_needed(others),
        question=context.question is not None and not around.stands(around.text, replace(context, question=None)),
        previous=context.previous is not None and not around.stands(around.text, replace(context, previous=None)),
        beside=tuple(
            dict.fromkeys(other.label for other in others if not around.stands_without(other.start, other.end))
        ),
    )


class _Around:
    """A finding with the text near it, in which things can be taken away to see whether it still stands."""

    def __init__(self, text: str, context: Context, finding: Finding, catalogue: Catalogue) -> None:
        self._offset = max(0, finding.start - _BEFORE)
        self.text = text[self._offset : finding.end + _AFTER]
        self._context, self._finding, self._catalogue = context, finding, catalogue

    def holds(self, other: Finding) -> bool:
        """Tell whether *other* is near enough to be looked at."""
        return self._offset <= other.start and other.end <= self._offset + len(self.text)

    def stands(self, text: str, context: Context) -> bool:
        """Tell whether the finding is still made."""
        start, end = self._finding.start - self._offset, self._finding.end - self._offset
        return any(
            each.label == self._finding.label and each.start < end and start < each.end
            for each in scan_or_cover(text, context, catalogue=self._catalogue)
        )

    def stands_without(self, start: int, end: int) -> bool:
        """Tell whether it is still made without the characters from *start* to *end* of the whole text."""
        first, last = start - self._offset, end - self._offset
        return self.stands(self.text[:first] + " " * (last - first) + self.text[last:], self._context)

    def words_needed(self, others: list[Finding]) -> tuple[str, ...]:
        """Return the words near it, outside all findings, without which it is not made."""
        taken = [(other.start, other.end) for other in (*others, self._finding)]
        free = [
            (self._offset + word.start(), self._offset + word.end(), word.group())
            for word in _WORD.finditer(self.text)
            if all(self._offset + word.end() <= start or end <= self._offset + word.start() for start, end in taken)
        ]
        nearest = sorted(
            free, key=lambda word: min(abs(word[0] - self._finding.end), abs(self._finding.start - word[1]))
        )
        needed = [word for word in nearest[:_MOST_WORDS] if not self.stands_without(word[0], word[1])]
        return tuple(fold(word) for _, _, word in sorted(needed))


def _left_alone(text: str, context: Context, findings: tuple[Finding, ...], catalogue: Catalogue) -> Iterator[Reason]:
    """Yield why numbers were left alone, and words for a datum that have none."""
    seen = unveil(text)
    reading = Reading(seen.text, lexicon=catalogue.lexicon, context=context, folded=seen.folded)
    places = (*_numbers(reading, catalogue), *_empty_words(reading, findings))
    for reason in places[:_MOST]:
        start, end = seen.span(reason.start, reason.end)
        if all(end <= finding.start or finding.end <= start for finding in findings):
            yield replace(reason, start=start, end=end)


def _numbers(reading: Reading, catalogue: Catalogue) -> Iterator[Reason]:
    for chain in reading.chains[:_MOST]:
        start, end = chain[0].start, chain[-1].end
        if sum(group.end - group.start for group in chain) >= _SHORTEST:
            yield _why_not(reading, start, end, catalogue)
    for start, end in _amounts(reading):
        yield Reason(start=start, end=end, found=False, why_not=WhyNot.MONEY)


def _amounts(reading: Reading) -> list[tuple[int, int]]:
    """Return the numbers that are in no chain, since they are money, point and comma included."""
    chained = {group for chain in reading.chains for group in chain}
    amounts: list[tuple[int, int]] = []
    for group in reading.groups:
        if group in chained:
            continue
        if amounts and group.start - amounts[-1][1] <= 1:
            amounts[-1] = (amounts[-1][0], group.end)
        else:
            amounts.append((group.start, group.end))
    return amounts


def _why_not(reading: Reading, start: int, end: int, catalogue: Catalogue) -> Reason:
    cue = reading.nearest(start, end)
    reason = Reason(start=start, end=end, found=False)
    if cue is not None and not cue.kinds:
        return replace(reason, why_not=WhyNot.ANNOUNCED, evidence=(_said(reading, cue),))
    if cue is not None:
        return replace(reason, why_not=WhyNot.UNFIT, label=min(cue.kinds), evidence=(_said(reading, cue),))
    could_be = _could_be(reading.text[start:end], catalogue)
    return replace(reason, why_not=WhyNot.NO_WORD if could_be else WhyNot.UNKNOWN, could_be=could_be)


def _could_be(number: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return what *number* would be found as behind the first word of each label."""
    if sum(char.isdigit() for char in number) > runs.LONGEST:
        return ()
    would_be = []
    for claim in dict.fromkeys(detector.claim for detector in catalogue.detectors if detector.claim.words):
        announced = f"{claim.words[0]}: {number}"
        if any(finding.label == claim.label for finding in scan_or_cover(announced, catalogue=catalogue)):
            would_be.append(claim.label)
    return tuple(dict.fromkeys(would_be))[:_MOST_LABELS]


def _empty_words(reading: Reading, findings: tuple[Finding, ...]) -> Iterator[Reason]:
    """Yield the words that announce a datum where no datum of that label was found."""
    got = {finding.label for finding in findings}
    for cue in reading.cues[:_MOST]:
        if cue.kinds and not cue.loose and got.isdisjoint(cue.kinds):
            yield Reason(
                start=cue.start,
                end=cue.end,
                found=False,
                label=min(cue.kinds),
                why_not=WhyNot.NO_VALUE,
                evidence=(_said(reading, cue),),
            )


def _said(reading: Reading, cue: Cue) -> str:
    return reading.folded[cue.start : cue.end]
