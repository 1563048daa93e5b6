"""Scanning a message: unveil, gate, detect, settle overlaps, and find the echoes of what must not be stored.

A clean message leaves at the gate.  A number said in words, or mistyped, is read again in digits.  A number begun in
the writer's last message is finished with it.  A password or a code found once is found wherever it is repeated.
What the rules left is looked at once more by the model (``learned``), which adds and never takes away.
``scan_or_cover`` is for whoever stores what it says: where a rule breaks or takes too long, the whole text is covered,
so nothing reaches the base readable because of a rule.

>>> [(f.start, f.end, f.label) for f in scan("me liga, cpf 529.982.247-25")]
[(13, 27, 'CPF')]
>>> scan("bom dia, tudo bem?")
()
"""

import re
from collections.abc import Callable, Iterator

from desvelo.kernel.detection import overlap, spoken
from desvelo.kernel.detection.catalogue import Catalogue, shipped
from desvelo.kernel.detection.errors import ScanTooLate
from desvelo.kernel.detection.finding import Certainty, Finding
from desvelo.kernel.detection.folding import fold, unveil
from desvelo.kernel.detection.labels import UNREADABLE
from desvelo.kernel.detection.learned.signs import before
from desvelo.kernel.detection.lexicon import words_in
from desvelo.kernel.detection.reading import Context, Reading
from desvelo.kernel.detection.spoken import Rewritten

_DIGITS = re.compile(r"[0-9](?:[^a-z0-9]{0,5}[0-9]){2}|[a-z]{3}-?[0-9][a-z][0-9]{2}")
_DIGIT = re.compile(r"[0-9]")
_BEFORE_A_DIGIT = 4
_TOKEN = re.compile(r"\S+")
_AROUND = "\"'()[]<>*,.;:?"
_TAIL = re.compile(r"[0-9](?:[\s.\-/]{0,3}[0-9]){0,17}[\s.\-/]{0,3}$")
_ONLY_DIGITS = re.compile(r"\s{0,9}[0-9][0-9.\-\s/]{1,30}")
_LONGEST_TAIL = 40
_LONGEST_BEFORE = 120
_SHORTEST_ECHO = 4
_LONG_SAID = 10
_NOTHING = Context()
IsLate = Callable[[], bool]


def _never() -> bool:
    return False


def scan(
    text: str, context: Context = _NOTHING, *, catalogue: Catalogue | None = None, is_late: IsLate = _never
) -> tuple[Finding, ...]:
    """Return what is personal or sensitive in *text*: ordered, disjoint, inside the text.

    *is_late* is asked before each detector; raises ScanTooLate when it says so.
    """
    catalogue = catalogue or shipped()
    seen = unveil(text)
    found = _scan_seen(seen.text, seen.folded, context, catalogue, is_late)
    if seen.origin is None:
        return found
    return tuple(_moved(finding, *seen.span(finding.start, finding.end)) for finding in found)


def scan_or_cover(
    text: str, context: Context = _NOTHING, *, catalogue: Catalogue | None = None, is_late: IsLate = _never
) -> tuple[Finding, ...]:
    """Return what ``scan`` finds, or, where it fails or is late, the finding that covers all of *text*."""
    try:
        return scan(text, context, catalogue=catalogue, is_late=is_late)
    except Exception:  # noqa: BLE001  a broken detector must never mean a readable message (security-design D9.5)
        return unreadable(text)


def unreadable(text: str) -> tuple[Finding, ...]:
    """Return the finding that covers all of *text*, for a caller whose scan raised."""
    whole = Finding(0, len(text), UNREADABLE.code, Certainty.SHAPE, "scan", "failed")
    return (whole,) if text else ()


def _scan_seen(text: str, folded: str, context: Context, catalogue: Catalogue, is_late: IsLate) -> tuple[Finding, ...]:
    words = words_in(folded)
    found = _ruled(text, folded, words, context, catalogue, is_late)
    if catalogue.learned is None:
        return found
    stood = before(fold(context.question or ""), fold(context.previous or ""))
    more = list(catalogue.learned.find(text, folded, stood, found))
    if not more:
        return found
    return overlap.resolve([*found, *more, *_echoes(text, more, catalogue)])


def _ruled(  # noqa: PLR0913, PLR0917 - a message as it is known so far
    text: str, folded: str, words: list[str], context: Context, catalogue: Catalogue, is_late: IsLate
) -> tuple[Finding, ...]:
    """Return what the detectors find."""
    gates, has_digits = _gates(folded, words, context, catalogue), _has_digits(folded)
    said = spoken.rewrite(text, folded, words)
    if not gates and not has_digits and said is None and context.begun is None:
        return ()
    reading = Reading(text, lexicon=catalogue.lexicon, context=context, folded=folded, words=words)
    found = _read(reading, catalogue, gates, is_late, has_digits=has_digits)
    if context.begun:
        found += _gone_on_with(text, folded if said is None else said.folded, context.begun)
    if said is not None:
        found += _said(said, context, catalogue, is_late)
    if not found:
        return ()
    found += _echoes(text, found, catalogue)
    return overlap.resolve(found)


def _gates(folded: str, words: list[str], context: Context, catalogue: Catalogue) -> int:
    """Return what the signs and words of the message open, and those before it."""
    gates = catalogue.gates.opened(folded, words)
    if context.question or context.previous:
        before = fold(f"{context.question}\n{context.previous}")
        gates |= catalogue.gates.opened(before, words_in(before))
    return gates


def _has_digits(folded: str) -> bool:
    """Tell whether three digits stand close together, or two behind a letter and a digit, as on a plate."""
    first = _DIGIT.search(folded)
    return first is not None and _DIGITS.search(folded, max(0, first.start() - _BEFORE_A_DIGIT)) is not None


def _read(reading: Reading, catalogue: Catalogue, gates: int, is_late: IsLate, *, has_digits: bool) -> list[Finding]:
    """Return what the detectors behind *gates*, and those for its digits, find, and what the message before began."""
    found: list[Finding] = []
    if not (gates or has_digits):
        return found
    if has_digits:
        gates |= catalogue.gates.opened_by_digits(reading, gates)
    for detector in catalogue.awake(gates):
        if is_late is not _never and is_late():
            raise ScanTooLate
        for hit in detector.find(reading):
            found.append(detector.finding(hit))  # noqa: PERF401  most find nothing: a list for each costs more
    if reading.context.previous and reading.folded[:1].isdigit():
        found += _begun_before(reading.text, reading.context.previous, reading.context, catalogue)
    return found


def _said(said: Rewritten, context: Context, catalogue: Catalogue, is_late: IsLate) -> Iterator[Finding]:
    """Yield what is found in a number said in words or mistyped: a long one, or one with more than its form for it."""
    reading = Reading(said.text, lexicon=catalogue.lexicon, context=context, folded=said.folded)
    gates = _gates(said.folded, reading.words, context, catalogue)
    for finding in _read(reading, catalogue, gates, is_late, has_digits=_has_digits(said.folded)):
        start, end = said.span(finding.start, finding.end)
        long = finding.end - finding.start >= _LONG_SAID
        if said.is_rewritten(start, end) and (long or finding.certainty > Certainty.SHAPE):
            yield _moved(finding, start, end)


def _moved(finding: Finding, start: int, end: int) -> Finding:
    return Finding(start, end, finding.label, finding.certainty, finding.detector, finding.rule)


def _begun_before(text: str, previous: str, context: Context, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield numbers whose first digits end the writer's last message and whose last begin this one."""
    head = _in_digits(previous[-_LONGEST_BEFORE:]).rstrip() + "\n"
    if _TAIL.search(fold(head[-_LONGEST_TAIL:])) is None:
        return
    reading = Reading(head + text, lexicon=catalogue.lexicon, context=context)
    for detector in catalogue.awake(catalogue.gates.digits):
        for finding in detector(reading):
            if finding.start < len(head) < finding.end and finding.certainty > Certainty.SHAPE:
                yield _moved(finding, 0, finding.end - len(head))


def _gone_on_with(text: str, folded: str, begun: str) -> Iterator[Finding]:
    """Yield a message that is nothing but digits, where the one before ends in a masked part of a number."""
    if _ONLY_DIGITS.fullmatch(folded):
        start = len(text) - len(text.lstrip())
        yield Finding(start, len(text.rstrip()), begun, Certainty.CONTEXT, "scan", "begun")


def _in_digits(text: str) -> str:
    said = spoken.rewrite(text, fold(text))
    return text if said is None else said.text


def _echoes(text: str, found: list[Finding], catalogue: Catalogue) -> Iterator[Finding]:
    """Yield every further place where a value that must be discarded is repeated as a word of its own."""
    values = {text[each.start : each.end]: each for each in found if each.label in catalogue.discarded}
    if all(len(value) < _SHORTEST_ECHO for value in values):
        return
    for token in _TOKEN.finditer(text):
        for around in (_AROUND, _AROUND + "!"):
            word = token.group().strip(around)
            start = token.start() + token.group().find(word)
            original = values.get(word) if len(word) >= _SHORTEST_ECHO else None
            if original and original.start != start:
                yield _moved(original, start, start + len(word))
