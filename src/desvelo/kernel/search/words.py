"""Find words in masked texts, whatever their case and accents; what is behind a chip is not there to be found.

Every word typed must stand in the message, in any order; what stands between quotation marks must stand as it is.  A
chip separates what is before it from what is after it, and matches nothing.

Source: security-design D6.2 and D6.3; ux.md 6.2 (masked chips in search results).

>>> wanted = read('Consulta "de manhã"')
>>> wanted.finds(MaskedText(("Remarcar a consulta para QUINTA de manha",)))
True
>>> read("529").finds(MaskedText(("cpf ", Chip("d", "CPF", "•• 529", discarded=False))))
False
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from desvelo.kernel.detection.masked import Chip, MaskedText

LONGEST = 100
"""How much may be typed, in characters."""
MOST_TERMS = 8
SHORTEST = 2
"""How long the longest of the words must be at least."""
_AROUND = 60
_AFTER = 120
_ELLIPSIS = "…"
_BETWEEN = "\0"
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
_MARKS = re.compile("[\u0300-\u036f\u200b-\u200f\ufe0f]+")
_SPACES = re.compile(r"\s+")
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of what is shown of a message: plain text, *found* where a word stands, or a chip."""

    text: str = ""
    found: bool = False
    chip: Chip | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words somebody looks for, folded; never in a ``repr``."""

    terms: tuple[str, ...] = field(repr=False)
    needles: tuple[str, ...] = field(repr=False, init=False)
    """The words that stand in a stored text as they stand in what people read."""

    def __post_init__(self) -> None:
        needles = tuple(term for term in self.terms if not _ESCAPED.search(term))
        object.__setattr__(self, "needles", needles)

    def __bool__(self) -> bool:
        return bool(self.terms)

    def finds(self, body: MaskedText) -> bool:
        """Tell whether every word stands in what is plain of *body*."""
        parts = body.parts
        text = parts[0] if len(parts) == 1 and isinstance(parts[0], str) else _BETWEEN.join(_plain(body))
        folded = fold(text)
        return bool(self.terms) and all(term in folded for term in self.terms)

    def may_stand_in(self, encoded: bytes) -> bool:
        """Tell whether a stored text could hold every word, without reading what in it is text and what a chip.

        What this leaves out ``finds`` would leave out too; what it lets pass is for ``finds`` to decide.
        """
        folded = fold(encoded.decode())
        return all(term in folded for term in self.needles)

    def excerpt(self, body: MaskedText) -> tuple[Piece, ...]:
        """Return what a result shows: some words around the first one found, those found marked, chips whole."""
        pieces = [piece for part in body.parts for piece in self._cut(part)]
        at = next((place for place, piece in enumerate(pieces) if piece.found), 0)
        return tuple(_shortened(pieces, at))

    def _cut(self, part: str | Chip) -> Iterator[Piece]:
        """Cut a part where the words stand."""
        if isinstance(part, Chip):
            yield Piece(chip=part)
            return
        done = 0
        for start, end in _places(part, self.terms):
            if start > done:
                yield Piece(part[done:start])
            yield Piece(part[start:end], found=True)
            done = end
        if part[done:]:
            yield Piece(part[done:])


def read(typed: str) -> Wanted:
    """Read what somebody typed; what is nothing to look for (too short, too many words) is an empty ``Wanted``."""
    found = (_SPACES.sub(" ", quoted or word).strip() for quoted, word in _TERM.findall(typed[:LONGEST]))
    terms = tuple(dict.fromkeys(term for each in found if (term := fold(each.replace(_BETWEEN, "")))))
    if not terms or len(terms) > MOST_TERMS or max(map(len, terms)) < SHORTEST:
        return Wanted(())
    return Wanted(terms)


def fold(text: str) -> str:
    """Return *text* without case, accents and what cannot be seen.

    >>> fold("AÇÃO"), fold("Straße")
    ('acao', 'strasse')
    """
    if text.isascii():
        return text.lower()
    try:
        narrow = text.encode("latin-1").translate(_LATIN)
    except UnicodeEncodeError:
        return _fold_any(text)
    return _fold_any(text) if _LONGER in narrow else narrow.decode("ascii")


def _fold_any(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold()


_LONGER = 0xFF
_FOLDED = [_fold_any(chr(code)) for code in range(256)]
_LATIN = bytes(ord(one) if len(one) == 1 and one.isascii() else _LONGER for one in _FOLDED)
"""Nearly all of Portuguese is folded by one look-up in C; what becomes longer or no ASCII is not."""


def _plain(body: MaskedText) -> Iterator[str]:
    """Yield the plain stretches of a text, each chip as nothing between two."""
    for part in body.parts:
        yield part if isinstance(part, str) else ""


def _places(text: str, terms: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where the words stand in *text*, in its own characters, without overlap."""
    folded, origin = [], []
    for place, char in enumerate(text):
        one = fold(char)
        folded.append(one)
        origin.extend([place] * len(one))
    whole, spans = "".join(folded), []
    for term in terms:
        start = whole.find(term)
        while start >= 0:
            spans.append((origin[start], origin[start + len(term) - 1] + 1))
            start = whole.find(term, start + len(term))
    return _apart(sorted(spans))


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    apart: list[tuple[int, int]] = []
    for start, end in spans:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _shortened(pieces: list[Piece], at: int) -> Iterator[Piece]:
    """Yield the pieces around the one at *at*: a little of what is before it, more of what comes after."""
    before: list[Piece] = []
    left = _AROUND
    for piece in reversed(pieces[:at]):
        if left <= 0:
            before.append(Piece(_ELLIPSIS))
            break
        before.append(piece if len(piece.text) <= left else Piece(_ELLIPSIS + piece.text[-left:]))
        left -= len(piece.text) or 1
    yield from reversed(before)
    left = _AFTER
    for piece in pieces[at:]:
        if left <= 0:
            yield Piece(_ELLIPSIS)
            return
        yield piece if len(piece.text) <= left else Piece(piece.text[:left] + _ELLIPSIS, piece.found)
        left -= len(piece.text) or 1
