"""A message as the detectors see it: folded text, digit runs, keywords, and what the question before it asked for.

Everything is computed when first asked for and kept, so eight detectors share one tokenization.

>>> from desvelo.kernel.detection.lexicon import Claim
>>> reading = Reading("meu cpf e 52998224725", lexicon=Lexicon([Claim("CPF", ("cpf",), ())]))
>>> [window.digits for window in reading.windows(11, 11)]
['52998224725']
>>> reading.announces("CPF", 10, 21)
True
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from desvelo.kernel.detection import runs
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.lexicon import Cue, Lexicon, words_in

T = TypeVar("T")
_ASKING = re.compile(
    r"\?|:\s*$|\b(?:qua(?:l|is)|inform\w*|pass[ae]|envi[ae]\w*|mand[ae]|digit\w*|confirm[ae]\w*|preciso|pode\w*"
    r"|favor|dig[ao]|diz"
    r"|falt(?:a|ou|am|ando)|aguard\w+|leia|le pra|dita|fala|fale|solicit\w+|necessari[oa]|mostr[ae]|test[ae]"
    r"|escolh\w*|crie|defin\w*|cadastr\w*|escrev\w*|responda|me da|manda\w*)\b",
)
_SENTENCE_END = re.compile(r"(?<=[.?!\n])\s+")
_CLAUSE_END = re.compile(r"[?!;\n]|\.\s")
_TRAILING = 28
_BEHIND = 16
_SAID_BEHIND = re.compile(r"\s?,?\s?(?:e|eh|esse e|seria)\s(?:[a-z]+\s){1,4}")
_LONGEST_SAID = 40
_NEXT_NUMBER = 10
_LONG_RUN = 4
_SPENT_BY = 7
_LONGEST_LINK = 200
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Context:
    """What stood before a message: the desk's last words, and the same writer's last message.

    *previous* may be masked text, or several messages that nobody answered, line by line; where its end is masked,
    *begun* is the label of the number that it begins.
    """

    question: str | None = None
    previous: str | None = None
    begun: str | None = None


class cached_property(Generic[T]):  # noqa: N801  it stands for the one of functools, which takes a lock in Python 3.11
    """Compute an attribute when it is first asked for; one thread reads one message, so nothing is locked."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self._name = compute.__name__
        self.__doc__ = compute.__doc__

    def __get__(self, reading: Any, _owner: type) -> T:
        value = reading.__dict__[self._name] = self._compute(reading)
        return value


def _named_by(cues: tuple[Cue, ...]) -> frozenset[str]:
    return _NOTHING.union(*[cue.kinds | cue.about if cue.about else cue.kinds for cue in cues])


class Reading:
    """One message, tokenized lazily and at most once."""

    def __init__(
        self,
        text: str,
        *,
        lexicon: Lexicon,
        context: Context | None = None,
        folded: str | None = None,
        words: list[str] | None = None,
    ) -> None:
        self.text = text
        self.folded = fold(text) if folded is None else folded
        self.context = context or Context()
        self.lexicon = lexicon
        self.words = words_in(self.folded) if words is None else words
        self._once: dict[object, Any] = {}
        self._nearest: dict[tuple[int, int], Cue | None] = {}
        self._says: dict[re.Pattern[str], bool] = {}
        self._last: dict[str, int] = {}

    def once(self, compute: Callable[["Reading"], T]) -> T:
        """Return ``compute(self)``, computed the first time only."""
        if compute not in self._once:
            self._once[compute] = compute(self)
        known: T = self._once[compute]
        return known

    @cached_property
    def groups(self) -> list[runs.Group]:
        """Every group of digits."""
        return runs.groups_in(self.folded)

    @cached_property
    def chains(self) -> list[runs.Chain]:
        """The groups joined into chains, without money."""
        return runs.chains_in(self.folded, self.groups)

    @cached_property
    def _windows(self) -> dict[int, list[runs.Window]]:
        by_length: dict[int, list[runs.Window]] = {}
        for window in runs.windows_in(self.folded, self.chains):
            by_length.setdefault(len(window.digits), []).append(window)
        return by_length

    @cached_property
    def digits_in_a_row(self) -> int:
        """How many digits the longest chain or group has: no window has more."""
        return runs.longest_row(self.folded)

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether *pattern* is found anywhere in the message, looked for once however many numbers ask."""
        if pattern not in self._says:
            self._says[pattern] = pattern.search(self.folded) is not None
        return self._says[pattern]

    def begins_at(self, start: int) -> bool:
        """Tell whether nothing but space stands before *start*."""
        return start <= self._first

    def ends_at(self, end: int, marks: str) -> bool:
        """Tell whether nothing but *marks* stands behind *end*."""
        if marks not in self._last:
            self._last[marks] = len(self.folded.rstrip(marks))
        return self._last[marks] <= end

    @cached_property
    def _first(self) -> int:
        return len(self.folded) - len(self.folded.lstrip())

    def windows(self, low: int, high: int) -> list[runs.Window]:
        """Return the windows of *low* to *high* digits, shorter first, each length from left to right."""
        if self.digits_in_a_row < low:
            return []
        by_length = self._windows
        return [window for length in range(low, high + 1) if length in by_length for window in by_length[length]]

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """Every keyword of the message."""
        return self.lexicon.cues(self.folded, self.words)

    @cached_property
    def word_count(self) -> int:
        """How many words the message has, numbers included."""
        return len(self.folded.split())

    @cached_property
    def asked(self) -> frozenset[str]:
        """The labels that the question, or the writer's own last words, ask the message to be."""
        if not (self.question or self.context.previous):
            return _NOTHING
        parts = _SENTENCE_END.split(self.question)
        asking = [part for part in parts if _ASKING.search(part)] or parts[-1:]
        kinds = [cue.kinds for part in asking for cue in self.lexicon.cues(part)]
        return _NOTHING.union(*kinds, *self._announced_before())

    def _announced_before(self) -> list[frozenset[str]]:
        tail = fold((self.context.previous or "")[-_TRAILING:])
        return [] if any(char.isdigit() for char in tail) else [cue.kinds for cue in self.lexicon.cues(tail)[-1:]]

    @cached_property
    def question(self) -> str:
        """The question before the message, folded."""
        return fold(self.context.question or "")

    @cached_property
    def around(self) -> frozenset[str]:
        """The labels talked about in the question and in the writer's last message, asked for or not."""
        talk = self.question + "\n" + fold(self.context.previous or "")
        return _named_by(self.lexicon.cues(talk))

    @cached_property
    def talked_of(self) -> frozenset[str]:
        """The labels named in the message itself."""
        return _named_by(self.cues)

    @cached_property
    def named(self) -> frozenset[str]:
        """The labels that any word of the message, or the question, names; of no other a word can announce one."""
        return self.asked | self.talked_of if self.asked else self.talked_of

    def is_named(self, label: str) -> bool:
        """Tell whether any word of the message, or the question, names *label*."""
        return label in self.named

    def nearest(self, start: int, end: int) -> Cue | None:
        """Return the keyword that announces what stands at *start*, or explains it right after *end*."""
        place = (start, end)
        if place not in self._nearest:
            self._nearest[place] = self._find_nearest(start, end)
        return self._nearest[place]

    def _find_nearest(self, start: int, end: int) -> Cue | None:
        before, after = self._before(start), self._after(end)
        if before is None or after is None:
            return before or after
        return before if start - before.end <= 2 * (after.start - end) + 4 else after

    @cached_property
    def _cue_ends(self) -> list[int]:
        return [cue.end for cue in self.cues]

    @cached_property
    def _cue_starts(self) -> list[int]:
        return [cue.start for cue in self.cues]

    @cached_property
    def _group_starts(self) -> list[int]:
        return [group.start for group in self.groups]

    def _before(self, start: int) -> Cue | None:
        place = bisect_right(self._cue_ends, start)
        return self.cues[place - 1] if place and self._reaches(self.cues[place - 1], start) else None

    def _reaches(self, cue: Cue, start: int) -> bool:
        """Tell whether *cue* still speaks at *start*; a rival is spent by a number or by the end of its clause."""
        if start - cue.end > cue.reach:
            return False
        return bool(cue.kinds) or not (_CLAUSE_END.search(self.folded, cue.end, start) or self.is_spent(cue, start))

    def is_spent(self, cue: Cue, start: int) -> bool:
        """Tell whether the number that *cue* announces stands between it and *start*."""
        lengths = [group.end - group.start for group in self.groups_between(cue.end, start)]
        return any(length >= _LONG_RUN for length in lengths) or sum(lengths) >= _SPENT_BY

    def tells_otherwise(self, label: str, cue: Cue | None, start: int) -> bool:
        """Tell whether *cue* says that what stands at *start* is an order, a parcel, or a document of another kind."""
        if cue is None or label in cue.kinds:
            return False
        return not cue.kinds or (cue.rival and not self.is_spent(cue, start))

    def groups_between(self, start: int, end: int) -> list[runs.Group]:
        """Return the groups of digits that begin at *start* or later and before *end*."""
        starts = self._group_starts
        return self.groups[bisect_left(starts, start) : bisect_left(starts, end)]

    def _after(self, end: int) -> Cue | None:
        place = bisect_left(self._cue_starts, end)
        cue = self.cues[place] if place < len(self.cues) else None
        if cue is None or "\n" in self.folded[end : cue.start] or not self._is_close_behind(end, cue.start):
            return None
        return None if self.groups_between(cue.end, cue.end + _NEXT_NUMBER) else cue

    def _is_close_behind(self, end: int, start: int) -> bool:
        """Tell whether a word at *start* may explain what ended at *end*, or ``is the number of my`` ties them."""
        said = start - end <= _LONGEST_SAID and _SAID_BEHIND.fullmatch(self.folded, end, start) is not None
        return start - end <= _BEHIND or said

    def is_explained_as(self, label: str, end: int) -> bool:
        """Tell whether a word that means *label* and nothing else stands right behind *end*, whatever stood before."""
        cue = self._after(end)
        return (
            cue is not None and label in cue.kinds and not cue.loose and not self.folded[end : cue.start].strip(" (,-")
        )

    def is_named_before(self, label: str, start: int) -> bool:
        """Tell whether a word for *label* stands within reach before *start*, with another keyword in between."""
        place = bisect_right(self._cue_ends, start)
        return any(label in cue.kinds and start - cue.end <= cue.reach for cue in self.cues[max(0, place - 3) : place])

    def is_meant(self, label: str, cue: Cue | None) -> bool:
        """Tell whether *cue* names *label*, or, where no word stands, the question asked for it."""
        return label in (self.asked if cue is None else cue.kinds)

    def announces(self, label: str, start: int, end: int) -> bool:
        """Tell whether the nearest keyword names *label*."""
        cue = self.nearest(start, end)
        return cue is not None and label in cue.kinds

    def is_free(self, window: runs.Window) -> bool:
        """Tell whether no letter touches the window, save a keyword glued before it (``cpf529...``)."""
        return not window.trailed and (not window.led or self._follows_a_cue(window.start))

    def is_in_link(self, start: int) -> bool:
        """Tell whether what stands at *start* is a part of a web address."""
        if not self._has_link:
            return False
        before = self.folded[max(0, start - _LONGEST_LINK) : start]
        word = before.split()[-1] if before and not before[-1].isspace() else ""
        return "://" in word or "www." in word

    @cached_property
    def _has_link(self) -> bool:
        return "://" in self.folded or "www." in self.folded

    def is_led_by_a_cue(self, group: runs.Group) -> bool:
        """Tell whether the letters that touch the beginning of *group* are a keyword (``rg1234567``)."""
        return group.led and self._follows_a_cue(group.start)

    def _follows_a_cue(self, start: int) -> bool:
        place = bisect_right(self._cue_ends, start)
        return bool(place) and self._cue_ends[place - 1] == start
