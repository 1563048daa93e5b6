"""Documents known by a number of fixed length, and the one way in which they are judged.

The word or the desk's question make one of any number of the right length, check digits right or wrong (people
mistype), and of one that lacks a digit or has one too many right behind the word.  Without a word, only the printed
form with right check digits counts: of eleven random digits, one in a hundred is "valid" for each of CPF, CNH and PIS.
A loose word ("registro") counts only where the document is spoken of and the check digits are right.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.lexicon import Cue
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.runs import Window

_BEGINNING = re.compile(
    r"[\s:=\-(]*(?:e|eh|numero|n|no|nr|num|(?:comeca|inicia)\s(?:com|em|por))?[\s:=.\-]*"
    r"([0-9][0-9.\-\s]{1,10}[0-9])[\s.\-]*"
)
_ONLY_DIGITS = re.compile(
    r"\s*(?:(?:e|eh|ai|o|os|depois|agora|comeca|inicia|termina|acaba|primeir[ao]s?|resto|final|continua|segue|com|em|vem"
    r"|mais|sao|faltou|faltam)\s){0,5}([0-9][0-9.\-\s]{1,18}[0-9])[\s.\-]*"
)
_SHORTEST_PART = 3
_LONG = 3
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:\s?[.\-]\s?[01]?[0-9])?")
_SAYS_SO = re.compile(r"[\s:=\-(]*(?:e|eh|numero|n|no|nr|num|de inscricao)?[\s:=.\-]*")
_DATE = re.compile(r"[0-9]{1,2}\s?[/.\-]\s?[0-9]{1,2}\s?[/.\-]\s?(?:[0-9]{4}|[0-9]{2})")
_SPELLED_OUT = 1


class Document(NamedTuple):
    """A kind of document: its label, its length in digits, its check, and how it is printed."""

    label: str
    length: int
    is_valid: Callable[[str], bool]
    printed: re.Pattern[str]
    groups: frozenset[tuple[int, ...]]
    spoken_of: re.Pattern[str] = re.compile(r"(?!)")
    """What else in the message says that a loose word means this document."""


def hits(reading: Reading, document: Document) -> Iterator[Hit]:
    """Yield every number of *document*, and what is declared to be one."""
    named = reading.is_named(document.label)
    slip = 1 if named else 0
    for window in reading.windows(document.length - slip, document.length + slip):
        if len(window.digits) == document.length:
            if named or len(window.groups) > 1:
                yield from _judge(reading, window, document)
        elif window.whole and _is_said(reading, window, document.label):
            yield Hit(window.start, window.end, Certainty.CONTEXT, "declared_length")
    if named:
        yield from part(reading, document.label, document.length)


def part(reading: Reading, label: str, length: int) -> Iterator[Hit]:
    """Yield the first digits of a number of *length* that the writer goes on with in the next message.

    They end the message right behind the word, or are all of it where the question asked for this and nothing else.
    """
    cue = reading.cues[-1] if reading.cues else None
    if cue is None:
        found = _ONLY_DIGITS.fullmatch(reading.folded) if reading.asked == {label} else None
    else:
        said = label in cue.kinds and not cue.loose
        found = _BEGINNING.fullmatch(reading.folded, cue.end) if said else None
    if found is None or _DATE.fullmatch(found[1]) or _YEAR.fullmatch(found[1]):
        return
    if _SHORTEST_PART <= sum(char.isdigit() for char in found[1]) < length - 1:
        yield Hit(*found.span(1), Certainty.CONTEXT, "part")


def _judge(reading: Reading, window: Window, document: Document) -> Iterator[Hit]:
    """Yield *window* when the words around it, or its printed form with right check digits, make it the document."""
    cue = reading.nearest(window.start, window.end)
    declared = _is_declared(reading, cue, window, document.label)
    printed = (
        len(window.groups) > 1 and document.printed.fullmatch(reading.folded, window.start, window.end) is not None
    )
    if not (declared or printed) or not _is_a_number(reading, window):
        return
    valid = document.is_valid(window.digits)
    usual = window.whole or window.groups in document.groups or set(window.groups) == {_SPELLED_OUT}
    doubtful = cue is not None and cue.loose and not (valid and _is_spoken_of(reading, document))
    doubtful = doubtful and not _is_behind_its_word(reading, cue, window, document)
    longer = not (valid or window.whole) and _goes_on(window)
    if declared and usual and not doubtful and not longer:
        certainty = Certainty.CHECKED if valid else Certainty.CONTEXT
        yield Hit(window.start, window.end, certainty, "check_digits" if valid else "declared")
    elif printed and valid and not reading.tells_otherwise(document.label, cue, window.start):
        yield Hit(window.start, window.end, Certainty.CHECKED, "form")


def _is_behind_its_word(reading: Reading, cue: Cue | None, window: Window, document: Document) -> bool:
    """Tell whether a loose word only stands behind a number that its own word announced: ``nis ... bolsa familia``."""
    named = any(document.label in each.kinds and not each.loose for each in reading.cues if each.end <= window.start)
    return cue is not None and cue.start > window.start and named


def _goes_on(window: Window) -> bool:
    """Tell whether a long group follows in the same chain: the first twelve digits of a card are no título."""
    following = window.chain[window.last + 1 : window.last + 2]
    return any(group.end - group.start >= _LONG for group in following)


def _is_a_number(reading: Reading, window: Window) -> bool:
    """Tell whether it stands by itself, is no part of a link, and is not one digit over and over."""
    return reading.is_free(window) and len(set(window.digits)) > 1 and not reading.is_in_link(window.start)


def _is_declared(reading: Reading, cue: Cue | None, window: Window, label: str) -> bool:
    """Tell whether a word not yet spent, the question, or one word of several (``rg e cnh:``) names the document."""
    if cue is None or label in cue.kinds:
        return reading.is_meant(label, cue) and (cue is None or not reading.is_spent(cue, window.start))
    if reading.is_explained_as(label, window.end):
        return True
    return not cue.rival and bool(cue.kinds) and reading.is_named_before(label, window.start)


def _is_spoken_of(reading: Reading, document: Document) -> bool:
    """Tell whether a word that means nothing else names the document, here or just before."""
    label = document.label
    named = label in reading.around or any(label in cue.kinds and not cue.loose for cue in reading.cues)
    return named or reading.says(document.spoken_of)


def _is_said(reading: Reading, window: Window, label: str) -> bool:
    """Tell whether the word stands right before a number that lacks a digit or has one too many."""
    cue = reading.nearest(window.start, window.end)
    if cue is None or cue.loose or label not in cue.kinds or cue.end > window.start:
        return False
    return (
        _SAYS_SO.fullmatch(reading.folded, cue.end, window.start) is not None
        and _DATE.fullmatch(reading.folded, window.start, window.end) is None
        and _is_a_number(reading, window)
    )
