"""Keywords: the words that say what the number, or the word, beside them is.

Each detector claims words for its label; ``rivals.py`` lists those that announce harmless numbers.  A *cue* is one
occurrence.  Of two cues tied by "de" the head names the value (``cpf do pedido`` is a CPF), unless the head is a loose
word such as "codigo" or "cartao", which takes its meaning from what follows (``codigo do produto``, ``cartao do SUS``);
where the head is harmless and what follows is not (``nota no cpf``), the number is masked.
Word forms are written as ``fold`` gives them; a phrase of several words beats its first word.

Cost: one dictionary look-up per word of the message.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from desvelo.kernel.detection import rivals

_WORD = re.compile(r"2fa|[a-z]+")
_WITH_A_DIGIT = "2fa"
_LETTERS = re.compile(r"[a-z]+")
_ALONE = ""
"""Stands for the second word of an entry that has one."""
_OF = re.compile(
    r"\s{1,3}(?:d[aeo]s?\s(?:[a-z]+\s){1,2})?(?:[dn][ao]s?|de|pr[ao]|para)\s{1,3}(?:(?:meu|minha|seu|sua|nosso|nossa"
    r"|um|uma|o|a)\s{1,2})?"
    r"|\s?/\s?",
)
_LONGEST_OF = 40
_BESIDE = 2
_REQUESTS = frozenset((*rivals.DESK, "pedido", "ped"))
"""What is asked for at a counter has a number of its own: ``protocolo do rg`` is a protocol."""
_LONGEST_PHRASE_GAP = 3


class Cue(NamedTuple):
    """A keyword in a text.  No *kinds* means a rival: it announces something that is not to be masked."""

    start: int
    end: int
    kinds: frozenset[str]
    reach: int
    loose: bool
    about: frozenset[str] = frozenset()
    """What the words tied to it are of: in ``validade do cartao``, the card."""
    rival: bool = False
    """To every other label it is a rival: ``cnh`` names one document, and so no other."""


class _Entry(NamedTuple):
    words: tuple[str, ...]
    kinds: frozenset[str]
    reach: int
    loose: bool
    rival: bool = False


class Claim(NamedTuple):
    """The words one detector claims for the label it finds."""

    label: str
    words: tuple[str, ...]
    loose: tuple[str, ...]


def words_in(folded: str) -> list[str]:
    """Return the words of *folded*, that is, its runs of letters."""
    return _LETTERS.findall(folded)


class Lexicon:
    """All keywords of a set of detectors, ready to be looked up by first word."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._entries = _by_first_words(_merged(claims))
        self._first_words = frozenset(self._entries)

    def cues(self, folded: str, words: list[str] | None = None) -> tuple[Cue, ...]:
        """Return the keywords of *folded*, left to right, with "X de Y" already settled.

        *words* are those of *folded*, where the caller has them.
        """
        said = _WORD.findall(folded) if words is None or _WITH_A_DIGIT in folded else words
        if self._first_words.isdisjoint(said):
            return ()
        spans: list[tuple[int, int]] = []
        found: list[Cue] = []
        free = 0
        for index, word in enumerate(said):
            entries = self._entries.get(word) if index >= free else None
            if entries is None:
                continue
            spans = spans or [match.span() for match in _WORD.finditer(folded)]
            entry = _longest(entries, said, spans, index)
            if entry is not None:
                free = index + len(entry.words)
                cue = Cue(spans[index][0], spans[free - 1][1], *entry[1:4], rival=entry.rival)
                _settle(found, cue, folded)
        return tuple(found)


def _merged(claims: Iterable[Claim]) -> Mapping[str, _Entry]:
    """Join the claims on each word; a word of the rivals' stays one to every label that does not claim it."""
    entries = {
        word: _Entry(tuple(word.split()), frozenset(), rivals.CLOSE.get(word, rivals.FAR), loose=False, rival=True)
        for word in (*rivals.WORDS, *rivals.CLOSE)
    }
    for label, words, loose in claims:
        for word in (*words, *loose):
            before = entries.get(word)
            kinds = before.kinds | {label} if before else frozenset({label})
            rival = before.rival if before else False
            entries[word] = _Entry(tuple(word.split()), kinds, rivals.FAR, word in loose, rival)
    return entries


def _by_first_words(entries: Mapping[str, _Entry]) -> dict[str, dict[str, list[_Entry]]]:
    """Return the entries by their first word and their second, longest first."""
    table: dict[str, dict[str, list[_Entry]]] = {}
    for entry in sorted(entries.values(), key=lambda entry: -len(entry.words)):
        first, second = (*entry.words, _ALONE)[:2]
        table.setdefault(first, {}).setdefault(second, []).append(entry)
    return table


def _longest(
    entries: Mapping[str, list[_Entry]], said: list[str], spans: list[tuple[int, int]], index: int
) -> _Entry | None:
    """Return the longest entry whose words stand at *index*, with nothing but short gaps between them."""
    for entry in entries.get(said[index + 1], ()) if index + 1 < len(said) else ():
        count = len(entry.words)
        if entry.words == tuple(said[index : index + count]) and _close_together(spans[index : index + count]):
            return entry
    return entries[_ALONE][0] if _ALONE in entries else None


def _close_together(spans: list[tuple[int, int]]) -> bool:
    return all(right[0] - left[1] <= _LONGEST_PHRASE_GAP for left, right in pairwise(spans))


def _settle(found: list[Cue], cue: Cue, folded: str) -> None:
    """Add *cue*, or let it and the one before it become one when "de" ties them."""
    head = found[-1] if found else None
    if head is None or not _is_tied(folded, head, cue):
        found.append(cue)
    elif not head.kinds and (cue.loose or (cue.rival and folded[head.start : head.end] in _REQUESTS)):
        found[-1] = head._replace(end=cue.end)
    elif (head.loose and (cue.rival or not cue.kinds or _narrows(head, cue, folded))) or (cue.kinds and not head.kinds):
        found[-1] = cue
    else:
        found[-1] = head._replace(end=cue.end, about=head.about | cue.kinds)


def _narrows(head: Cue, cue: Cue, folded: str) -> bool:
    """Tell whether *cue* says outright what *head* says loosely: ``registro da carteira``, ``meu numero do titulo``."""
    return not cue.loose and (not head.kinds.isdisjoint(cue.kinds) or folded.endswith("numero", head.start, head.end))


def _is_tied(folded: str, head: Cue, cue: Cue) -> bool:
    gap = cue.start - head.end
    if gap <= _BESIDE and cue.loose and not head.kinds:
        return True
    return gap <= _LONGEST_OF and _OF.fullmatch(folded, head.end, cue.start) is not None
