"""Phrases that tell something of a special category, found by their head word and weighed by whom they speak of.

A *theme* has heads (single words), what may or must stand around a head to be part of the phrase, and who must be
spoken of.  Looking costs one dictionary look-up per word of a message that knows a head; everything else happens
around heads alone, within a fixed number of characters.

Source: detection.md, design 6; LGPD art. 5, II.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desvelo.kernel.detection import subject
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.reading import Reading
from desvelo.kernel.detection.wordlist import forms, misheard

_WORD = re.compile(r"[a-z]+")
_BEHIND = 48
_AHEAD = 56
_FEW_WORDS = 7
_A_NAME = 3
_BEFORE, _AFTER = ("before", "both"), ("after", "both")
_AROUND = " .,!\n"
_YES = re.compile(r"\W{0,3}(?:sim|s|isso|sou|estou|to|tenho|tomo|uso|faco|pertenco|claro|com certeza)\b")
_NO_ANSWER = re.compile(
    r"\?|[0-9]{3}|^\W{0,20}$|\b(?:n|nao|nenhum|nenhuma|nada|nunca|nem|prefiro|ok|obrigad[oa]|obg|bom|boa|oi|ola|depois|quero"
    r"|quanto|qual|quando|como|porque|pq|pera|perai|espera|minuto|momento|ja|ainda|pode|posso|vou|aqui|foto|anexo|mando)\b"
)
ANYBODY = frozenset(["self", "relative", "person", "mine", "admitted"])
"""Whoever is spoken of will do."""
TOLD = ANYBODY | {"stated", "dated", "bare"}
"""Of words that are said of people alone: where only the talk before, or what follows, names the person."""
_WORKERS = frozenset([subject.WORK])
"""Who works for a party or a church tells of themselves; who works with the ill does not."""
TAKERS = frozenset([subject.A_THING, subject.A_QUESTION, subject.WORK])
"""Who takes a record may be a thing, and is asked whether it did."""
CLOSE = frozenset(["admitted", "of a person"])
"""Said right there of somebody: for words that are also colours, parts or clippings."""
NOBODY: frozenset[str] = frozenset()
"""The phrase names its subject itself (a verb in the first person, an office)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Heads with their surroundings.

    *before* and *after* belong to the phrase where they stand; the one that is *bound*, or both, must be there.  A
    *frame* must
    stand before the phrase and is no part of it: ``sou`` in "sou do sindicato".
    """

    rule: str
    heads: frozenset[str]
    needs: frozenset[str] = ANYBODY
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    frame: re.Pattern[str] | None = None
    bound: str = ""


def theme(  # noqa: PLR0913 - what a theme declares, by name
    rule: str,
    heads: str,
    *,
    needs: frozenset[str] = ANYBODY,
    before: str = "",
    after: str = "",
    frame: str = "",
    bound: str = "",
) -> Theme:
    """Make a theme from running text (``surd*`` stands for four endings) and patterns.

    *bound* is before, after or both.
    """
    return Theme(
        rule=rule,
        heads=forms(heads),
        needs=needs,
        before=re.compile(rf"\b(?:{before})\s?$") if before else None,
        after=re.compile(rf"(?:{after})(?![a-z0-9])") if after else None,
        frame=re.compile(rf"\b(?:{frame})\s?$") if frame else None,
        bound=bound,
    )


def _words(reading: Reading) -> list[re.Match[str]]:
    return [*_WORD.finditer(reading.folded)]


class Phrases:
    """The themes of one category, ready to be looked up by head."""

    def __init__(
        self,
        themes: Sequence[Theme],
        *,
        asked: str = "",
        answered: str = "",
        despite: frozenset[str] = _WORKERS,
    ) -> None:
        """Take *themes*; where *asked* is in the question no subject is needed; *despite* these vetoes it counts.

        Where *answered* is in the question, a short answer that no theme knows is the phrase.
        """
        self._by_head: dict[str, list[Theme]] = {}
        for one in themes:
            for head in one.heads:
                self._by_head.setdefault(head, []).append(one)
        for head in tuple(self._by_head):
            for spelling in misheard(head):
                self._by_head.setdefault(spelling, self._by_head[head])
        self._despite = despite
        self._asked = re.compile(asked) if asked else None
        self._answered = re.compile(answered) if answered else None

    @property
    def heads(self) -> frozenset[str]:
        """Every head: the vocabulary of the detector."""
        return frozenset(self._by_head)

    def told_in(self, reading: Reading) -> Iterator[Hit]:
        """Yield every phrase that tells something of somebody, left to right, however wide the words stand apart."""
        if "  " not in reading.folded:
            yield from self._told_in(reading)
            return
        plain, places = reading.once(_single_spaced)
        for hit in self._told_in(plain):
            yield hit._replace(start=places[hit.start], end=places[hit.end - 1] + 1)

    def _told_in(self, reading: Reading) -> Iterator[Hit]:
        end = 0
        for word in reading.once(_words):
            for one in self._by_head.get(word.group(), ()):
                span = _span(reading.folded, one, word)
                if span is None or span[0] < end or not self._counts(reading, one, word, span):
                    continue
                end = span[1]
                yield Hit(*span, Certainty.CONTEXT, one.rule)
                break
        if end == 0 and self._answered is not None:
            yield from _answer(reading, self._answered)

    def _counts(self, reading: Reading, one: Theme, word: re.Match[str], span: tuple[int, int]) -> bool:
        """Tell whether the phrase speaks of a person, and of no thing, animal or ware."""
        why_not = subject.veto(reading.folded, *span)
        if why_not and why_not not in self._despite:
            return False
        if not one.needs:
            return True
        if self._asked is not None and self._was_asked(reading):
            return True
        found = subject.evidence(reading.folded, word.start(), span[1])
        if one.needs is CLOSE:
            return bool(found & CLOSE)
        if not one.bound and subject.is_about_goods(reading.folded, *span):
            nearly = bool(found & {"admitted", "relative", "mine"}) or {"self", "said of"} <= found
            return nearly and bool(found & one.needs)
        return bool(found & one.needs)

    def _was_asked(self, reading: Reading) -> bool:
        question = reading.context.question
        return bool(
            question
            and self._asked is not None
            and reading.word_count <= _FEW_WORDS
            and self._asked.search(fold(question))
        )


def _single_spaced(reading: Reading) -> tuple[Reading, list[int]]:
    """Return the message with one space for many, and where each of its characters stands in the message."""
    folded = reading.folded
    places = [place for place, sign in enumerate(folded) if sign != " " or folded[place - 1 : place] != " "]
    text, plain = ("".join([one[place] for place in places]) for one in (reading.text, folded))
    return Reading(text, lexicon=reading.lexicon, context=reading.context, folded=plain), places


def _answer(reading: Reading, answered: re.Pattern[str]) -> Iterator[Hit]:
    """Yield the whole of a short answer that says yes, or names what was asked for."""
    question = reading.context.question
    if not question or reading.word_count > _FEW_WORDS or answered.search(fold(question)) is None:
        return
    said = reading.folded
    if _NO_ANSWER.search(said) is None and (_YES.match(said) or reading.word_count <= _A_NAME):
        start = len(said) - len(said.lstrip())
        yield Hit(start, len(said.rstrip(_AROUND)), Certainty.CONTEXT, "answer")


def _span(folded: str, one: Theme, word: re.Match[str]) -> tuple[int, int] | None:
    """Return the phrase around a head, or None when what must be there is not."""
    start, end = word.span()
    before = one.before.search(folded, max(0, start - _BEHIND), start) if one.before else None
    after = one.after.match(folded, end, end + _AHEAD) if one.after else None
    if (one.bound in _BEFORE and before is None) or (one.bound in _AFTER and after is None):
        return None
    first = before.start() if before else start
    if one.frame and one.frame.search(folded, max(0, first - _BEHIND), first) is None:
        return None
    return (first, after.end() if after else end)
