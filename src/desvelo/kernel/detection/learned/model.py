r"""A small linear model beside the rules: what it may add to what they found, and never takes away.

Trained by ``scripts/train_detection.py`` from ``tests/corpus/learning``; its weights are a file of lines, a sign with
what it adds to each label.  Two steps: which labels may the message hold, and, where there are any, which tokens are
that.  A token is a datum where a label, with what the whole message says for it, exceeds its own threshold and is
worth more than ``NOTHING``.

Cost: the weights of a sign for all labels are lanes of one whole number, so a sign is one look and one addition.

>>> none = {"CARD_CVV": 0, "PASSWORD": 0}
>>> model = read(write({"417": "CARD_CVV=-3 PASSWORD=20"}, {}, Thresholds(none, none)))
>>> model.suspected({"417", "never met"})
{'PASSWORD': 20}
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from desvelo.kernel.detection.finding import Certainty, Finding
from desvelo.kernel.detection.learned.signs import NOTHING, Before, Token, around, beside, tokens_of, told, words_of

CODE: Final = "learned"
"""What findings of the model carry as their detector."""
RULE: Final = "signs"
_WEIGHTS = "weights.txt"
_LONGEST = 2000
"""Of a longer message only so many characters are looked at: who writes more fills no field."""
_BRIDGE = 3
_SHORTEST_WORD = 3
_LINKS = ("http", "//", "www.")
"""How the tokens of a link begin: whether it lets anybody in is asked by the rules."""
_LANE = 24
_ZERO = 1 << (_LANE - 1)
_FULL = (1 << _LANE) - 1
Lines = Mapping[str, str]


class Thresholds(NamedTuple):
    """What must be exceeded for each label, in sixteenths: by the whole message, and by a token."""

    message: dict[str, int]
    token: dict[str, int]


class Model:
    """The weights of both steps, by sign, in sixteenths."""

    def __init__(self, message: Lines, token: Lines, thresholds: Thresholds) -> None:
        self.thresholds = thresholds
        self._place = {label: at * _LANE for at, label in enumerate((NOTHING, *sorted(thresholds.token)))}
        self._message, self._token = _Table(message, self._place), _Table(token, self._place)
        self._zeros = sum(_ZERO << place for place in self._place.values())
        limits = ((place, thresholds.message.get(label, 0)) for label, place in self._place.items())
        self._limits = sum((_ZERO - 1 - limit) << place for place, limit in limits)
        self._highest = sum(_ZERO << place for label, place in self._place.items() if label != NOTHING)

    def suspected(self, signs: set[str]) -> dict[str, int]:
        """Return the labels that a message with these *signs* may hold, with what it says for each."""
        total = self._message.sum(signs)
        over = (total + self._limits) & self._highest
        if not over:
            return {}
        sums = total + self._zeros
        return {
            label: (sums >> place & _FULL) - _ZERO
            for label, place in self._place.items()
            if over >> place & _FULL and label != NOTHING
        }

    def label_of(self, signs: set[str], suspected: Mapping[str, int], common: int = 0) -> str:
        """Return the label of the token with these *signs*, or ``NOTHING``; *common* is the sum of others it has."""
        sums = common + self._token.sum(signs) + self._zeros
        best, most = NOTHING, (sums & _FULL) - _ZERO
        for label, told_for in suspected.items():
            total = (sums >> self._place[label] & _FULL) - _ZERO + told_for - self.thresholds.token[label]
            if total > most:
                best, most = label, total
        return best

    def find(self, text: str, folded: str, stood: Before, ruled: Sequence[Finding]) -> Iterator[Finding]:
        """Yield what the rules, which found *ruled* (ordered, disjoint), left readable in *text*."""
        words = words_of(folded[:_LONGEST])
        suspected = self.suspected(told(words, {each.label for each in ruled}, stood))
        if not suspected or not _says_anything(words, stood):
            return
        tokens = tokens_of(text[:_LONGEST], folded[:_LONGEST])
        yield from self._found(tokens, _ruled(tokens, ruled), stood, suspected)

    def _found(
        self, tokens: Sequence[Token], ruled: Sequence[str], stood: Before, suspected: Mapping[str, int]
    ) -> Iterator[Finding]:
        """Yield findings over *tokens*; *ruled* holds for each the label a rule found there, or ``NOTHING``."""
        common = self._token.sum(around(len(tokens), set(ruled), stood))
        last: Finding | None = None
        for place, token in enumerate(tokens):
            label = NOTHING
            if ruled[place] == NOTHING and not token.said.startswith(_LINKS):
                label = self.label_of(beside(tokens, place, ruled, stood), suspected, common)
            if last and (label != last.label or token.start - last.end > _BRIDGE):
                yield last
                last = None
            if label != NOTHING:
                last = Finding(last.start if last else token.start, token.end, label, Certainty.SHAPE, CODE, RULE)
        if last:
            yield last


def _says_anything(words: Iterable[str], stood: Before) -> bool:
    """Tell whether there is anything to weigh: "481", said to nobody who asked, is left to the rules."""
    return bool(stood.asked or stood.talked) or any(word.isalpha() and len(word) >= _SHORTEST_WORD for word in words)


def _ruled(tokens: Iterable[Token], found: Sequence[Finding]) -> list[str]:
    """Return for each token the label of the first of *found* (ordered, disjoint) that shares a character with it."""
    labels, at = [], 0
    for token in tokens:
        while at < len(found) and found[at].end <= token.start:
            at += 1
        labels.append(found[at].label if at < len(found) and found[at].start < token.end else NOTHING)
    return labels


class _Table(dict[str, int]):
    """Signs with what they add to all labels as one number; a line is read when its sign is first met."""

    def __init__(self, lines: Lines, place: Mapping[str, int]) -> None:
        super().__init__()
        self._lines, self._place = lines, place

    def __missing__(self, sign: str) -> int:
        adds = sum(weight << self._place[label] for label, weight in _taken_apart(self._lines[sign]))
        self[sign] = adds
        return adds

    def sum(self, signs: set[str]) -> int:
        """Return the sum over *signs*."""
        return sum(map(self.__getitem__, self._lines.keys() & signs))


def _taken_apart(line: str) -> Iterator[tuple[str, int]]:
    for each in line.split():
        label, _, weight = each.partition("=")
        yield label, int(weight)


@cache
def shipped() -> Model:
    """Return the model that comes with this package."""
    return read((resources.files(__package__) / _WEIGHTS).read_text(encoding="utf-8"))


def read(text: str) -> Model:
    """Return the model written in *text* by ``write``."""
    _, *tables = text.split("\n# ")
    limits, token_limits, message, token = (
        dict(line.split("\t") for line in table.splitlines()[1:]) for table in tables
    )
    return Model(
        message,
        token,
        Thresholds(
            {label: int(limit) for label, limit in limits.items()},
            {label: int(limit) for label, limit in token_limits.items()},
        ),
    )


def write(message: Lines, token: Lines, thresholds: Thresholds) -> str:
    """Return the text that ``read`` reads: four tables, each a heading and lines of two columns, sorted."""
    tables: Mapping[str, Mapping[str, str | int]] = {
        "a message must exceed": thresholds.message,
        "a token must exceed": thresholds.token,
        "message": message,
        "token": token,
    }
    return "By scripts/train_detection.py; everything is in sixteenths." + "".join(
        f"\n# {heading}" + "".join(f"\n{name}\t{value}" for name, value in sorted(table.items()))
        for heading, table in tables.items()
    )
