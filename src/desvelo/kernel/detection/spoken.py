"""Numbers as people say or mistype them, written in digits: ``cinco dois nove`` is 529, ``52O.982`` is 520.982.

Voice-to-text writes words, signs by name ("ponto", "traço") and digits, mixed; thumbs write O for 0 and l for 1.
``rewrite`` gives the text with digits in their place and the way back, so every rule about numbers reads it unchanged.
What is money ("vinte e três reais") stays in words, and so does an article ("um cartão").

Cost: one set look-up per word of the message; a message without number words or odd digits stops there.

>>> from desvelo.kernel.detection.folding import fold
>>> said = rewrite("Meu CPF: cinco dois nove ponto 982", fold("Meu CPF: cinco dois nove ponto 982"))
>>> said.folded, said.span(9, 12)
('meu cpf: 529.982', (9, 24))
>>> rewrite("quero um de cem reais", "quero um de cem reais") is None
True
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

_UNITS = (
    "zero", "um", "dois", "tres", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze", "treze",
    "quatorze", "quinze", "dezesseis", "dezessete", "dezoito", "dezenove",
)  # fmt: skip
_TENS = ("vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa")
_HUNDREDS = (
    "cento", "duzentos", "trezentos", "quatrocentos", "quinhentos", "seiscentos", "setecentos", "oitocentos",
    "novecentos",
)  # fmt: skip
_THOUSAND = 1000
_VALUES = (
    {word: value for value, word in enumerate(_UNITS)}
    | {word: 10 * tens for tens, word in enumerate(_TENS, start=2)}
    | {word: 100 * hundreds for hundreds, word in enumerate(_HUNDREDS, start=1)}
    | {"uma": 1, "duas": 2, "treis": 3, "meia": 6, "catorze": 14, "dezasseis": 16, "dezassete": 17, "dezanove": 19}
    | {"cincoenta": 50, "cem": 100, "mil": _THOUSAND}
)
_SIGNS = {
    "ponto": ".", "traco": "-", "tracinho": "-", "hifen": "-", "menos": "-", "digito": "-", "barra": "/",
    "virgula": " ",
}  # fmt: skip
_NOT_ALONE = frozenset({"um", "uma", "meia", "mil", "cem", "cento"})
_TRIGGERS = (frozenset(_VALUES) - _NOT_ALONE | {"cento"}) | frozenset(_SIGNS)
_PAUSES = str.maketrans(",.;:\n", "     ")
_TOKEN = re.compile(r"[a-z_]+|[0-9]+")
_GAP = re.compile(r"[\s,.;\-/]{1,3}")
_MONEY = re.compile(
    r"\s{0,2}(?:e\s)?(?:meio\s)?(?:reais|real|conto|contos|pila|pilas|mangos|milhao|milhoes|por cento"
    r"|porcento|dolar|dolares|centavos|horas?|minutos?|anos|dias|meses|vezes|pessoas)\b"
)
_MISTYPED = re.compile(r"(?<![a-z0-9_@/])[0-9oilsbz]{2,20}(?![a-z0-9_@])")
_ODD = re.compile(r"[0-9][oilsbz]|[oilsbz][0-9]")
_DIGIT = re.compile(r"[0-9]")
_ENOUGH = 2
_LONG_NUMBER = 6
_JOINED = re.compile(r"[.\-/][0-9]")
"""A shorter word whose only letter is an S, B or Z at its beginning is a ticket, a size, a model: B572, S10."""
_LOOKALIKES = {"o": "0", "O": "0", "l": "1", "I": "1", "i": "1", "S": "5", "B": "8", "Z": "2"}
_SURE = frozenset("oOlIi")


class _Piece(NamedTuple):
    """A stretch of the text and the digits or the sign it stands for."""

    start: int
    end: int
    digits: str


class _Token(NamedTuple):
    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The text in digits; *starts* and *ends* say where each of its characters came from."""

    text: str
    folded: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    pieces: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a span of the rewritten text into one of the text that came."""
        return self.starts[start], self.ends[end - 1]

    def is_rewritten(self, start: int, end: int) -> bool:
        """Tell whether something between two places of the text that came was rewritten."""
        first = bisect_right(self.pieces, start, key=lambda piece: piece[1])
        return first < len(self.pieces) and self.pieces[first][0] < end


def rewrite(text: str, folded: str, words: Iterable[str] | None = None) -> Rewritten | None:
    """Return *text* with its said and mistyped numbers in digits; None when there are none to speak of.

    *words* are the runs of letters of *folded*, where the caller has them.
    """
    pieces = _said(folded) if _has_number_words(folded, words) else []
    first = _DIGIT.search(folded)
    if not pieces and first is not None and _ODD.search(folded, max(0, first.start() - 1)):
        pieces = list(_mistyped(text, folded))
    if not pieces or (first is None and sum(len(piece.digits) for piece in pieces) < _ENOUGH):
        return None
    return _assembled(text, folded, pieces)


def _has_number_words(folded: str, words: Iterable[str] | None) -> bool:
    if words is not None and _TRIGGERS.isdisjoint(words):
        return False
    return not _TRIGGERS.isdisjoint(folded.translate(_PAUSES).split())


def _said(folded: str) -> list[_Piece]:
    """Return what the number words of *folded* say, passage by passage."""
    pieces: list[_Piece] = []
    for passage in _passages(folded):
        if any(token.word in _VALUES or token.word in _SIGNS for token in passage) and not _is_talk(folded, passage):
            pieces += _read(folded, passage)
    return pieces


def _passages(folded: str) -> Iterator[list[_Token]]:
    """Yield the runs of number words, signs by name and digits that only pauses and "e" part."""
    passage: list[_Token] = []
    for match in _TOKEN.finditer(folded):
        token = _Token(*match.span(), match.group())
        if passage and not _goes_on(folded, passage[-1], token):
            yield passage
            passage = []
        if token.word in _VALUES or token.word in _SIGNS or token.word.isdigit() or (passage and token.word == "e"):
            passage.append(token)
        elif passage:
            yield passage
            passage = []
    if passage:
        yield passage


def _goes_on(folded: str, left: _Token, right: _Token) -> bool:
    """Tell whether *right* goes on with what *left* says; ``nove e meia`` is a time."""
    if left.word == "e" and right.word == "meia":
        return False
    return _GAP.fullmatch(folded, left.end, right.start) is not None


def _is_talk(folded: str, passage: list[_Token]) -> bool:
    """Tell whether a passage is one article or number of talk, or a sum of money, a time, a count."""
    words = [token for token in passage if token.word != "e"]
    if _MONEY.match(folded, words[-1].end):
        return True
    return all(token.word in _SIGNS for token in words) or (len(words) == 1 and words[0].word in _NOT_ALONE)


def _read(folded: str, passage: list[_Token]) -> Iterator[_Piece]:
    """Yield the digits and signs of a passage, and nothing for the pauses between two words."""
    place = 0
    before: _Piece | None = None
    while place < len(passage):
        token = passage[place]
        if token.word.isdigit() or token.word == "e":
            before, place = None, place + 1
            continue
        piece, place = _sign(folded, passage, place) if token.word in _SIGNS else _number(folded, passage, place)
        if before is not None and before.end < piece.start:
            yield _Piece(before.end, piece.start, "")
        yield piece
        before = piece


def _sign(folded: str, passage: list[_Token], place: int) -> tuple[_Piece, int]:
    """Read a sign by its name, with the spaces around it; at either end of a passage it is a word like any other."""
    token = passage[place]
    if place in {0, len(passage) - 1}:
        return _Piece(token.start, token.end, folded[token.start : token.end]), place + 1
    start = passage[place - 1].end if passage[place - 1].word.isdigit() else token.start
    end = passage[place + 1].start if passage[place + 1].word.isdigit() else token.end
    return _Piece(start, end, _SIGNS[token.word]), place + 1


def _number(folded: str, passage: list[_Token], place: int) -> tuple[_Piece, int]:
    """Read one number, as far as its words belong together: ``vinte e tres``, ``mil novecentos e dez``."""
    total = last = _VALUES[passage[place].word]
    end = place
    while True:
        after = end + 1
        if after < len(passage) and passage[after].word == "e":
            after += 1
        if after >= len(passage) or not _is_near(folded, passage[end], passage[after]):
            break
        value = _VALUES.get(passage[after].word)
        if value is None or not _fits(last, value, total):
            break
        total, last, end = (total * value if value == _THOUSAND else total + value), value, after
    return _Piece(passage[place].start, passage[end].end, str(total)), end + 1


def _is_near(folded: str, left: _Token, right: _Token) -> bool:
    return folded[left.end : right.start] in {" ", " e "}


def _fits(last: int, value: int, total: int) -> bool:
    """Tell whether *value* goes on with a number whose last word was *last*: smaller, and of a lower order."""
    if value == _THOUSAND:
        return 1 < total < _THOUSAND
    if last == _THOUSAND:
        return 0 < value < _THOUSAND
    if last >= 100:  # noqa: PLR2004  hundreds
        return 0 < value < 100  # noqa: PLR2004
    return last in range(20, 100, 10) and 0 < value < 10  # noqa: PLR2004


def _mistyped(text: str, folded: str) -> Iterator[_Piece]:
    """Yield the letters that stand for digits in a word of digits.

    They are at most as many as its digits, and half as many where they are no more than alike (S, B, Z).
    """
    for match in _MISTYPED.finditer(folded):
        word = text[match.start() : match.end()]
        letters = [place for place, char in enumerate(word) if char in _LOOKALIKES]
        others = sum(folded[match.start() + place] in "0123456789" for place in range(len(word)))
        doubtful = sum(word[place] not in _SURE for place in letters)
        numbered = letters == [0] and doubtful and len(word) < _LONG_NUMBER and not _JOINED.match(folded, match.end())
        if letters and len(letters) + others == len(word) and len(letters) + doubtful <= others and not numbered:
            for place in letters:
                start = match.start() + place
                yield _Piece(start, start + 1, _LOOKALIKES[word[place]])


def _assembled(text: str, folded: str, pieces: list[_Piece]) -> Rewritten:
    """Put the digits in the place of the words, and remember where everything stood."""
    parts: list[str] = []
    near: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for piece in [*pieces, _Piece(len(text), len(text), "")]:
        parts += [text[done : piece.start], piece.digits]
        near += [folded[done : piece.start], piece.digits]
        starts += [*range(done, piece.start), *[piece.start] * len(piece.digits)]
        ends += [*range(done + 1, piece.start + 1), *[piece.end] * len(piece.digits)]
        done = piece.end
    places = tuple((piece.start, piece.end) for piece in pieces if piece.digits)
    return Rewritten("".join(parts), "".join(near), tuple(starts), tuple(ends), places)
