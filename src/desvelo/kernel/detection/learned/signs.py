r"""What the model sees of a message: its tokens, and the signs that speak for or against a label.

A token is what stands between spaces, without the punctuation around it; ``cpf:529`` is two.  A sign is a short string,
a letter for its kind and the words it is about.  Signs of the message say what it may hold (``told``), signs of a token
whether it is that (``beside``).

>>> [token.like for token in tokens_of("senha:Lua22!", "senha:lua22!")]
['senha', 'aaa00']
>>> shape_of("lua22"), shape_of("08/2029"), shape_of("482")
('aaa00', '00/0000', '000')
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_TOKEN = re.compile(r"(?:[^\s:=,;()\[\]\"<>]|(?<=[0-9])[:,](?=[0-9]))+")
_EDGE = "'*.!?~`"
_WORD = re.compile(r"2fa|[a-z]+")
_LETTER = re.compile(r"[a-z]")
_DIGIT = re.compile(r"[0-9]")
_MANY_LETTERS = re.compile(r"a{4,}")
_LONGEST = 24
_LEFT, _RIGHT = 8, 5
_MOST_ASKED, _MOST_TALKED = 16, 8
_SHAPE = 6
_FEW, _SOME = 3, 7
_ENDING, _BEGINNING = 3, 4
_LONG = 9
NOTHING = "O"
"""Where no label stands."""


class Token(NamedTuple):
    """Where a token stands, what it is like (a word, or a shape where it has other signs), how it is written."""

    start: int
    end: int
    said: str
    like: str
    case: str


class Before(NamedTuple):
    """The last words of the question, and those of the writer's last message, each once."""

    asked: tuple[str, ...]
    talked: tuple[str, ...]


def shape_of(folded: str) -> str:
    """Return *folded* with any letter as ``a`` and any digit as ``0``; four letters or more are four."""
    return _MANY_LETTERS.sub("aaaa", _LETTER.sub("a", _DIGIT.sub("0", folded[:_LONGEST])))


def tokens_of(text: str, folded: str) -> list[Token]:
    """Return the tokens of *folded*, the folded form of *text*, in order."""
    found = []
    for match in _TOKEN.finditer(folded):
        raw = match.group()
        said = raw.strip(_EDGE)
        if said:
            start = match.start() + raw.find(said)
            end = start + len(said)
            like = said[:_LONGEST] if said.isalpha() else shape_of(said)
            found.append(Token(start, end, said, like, _case(text[start:end])))
    return found


def _case(written: str) -> str:
    if written.islower():
        return "x"
    if written.isupper():
        return "X"
    return "Xx" if written[:1].isupper() and written[1:].islower() else "?"


def before(question: str, previous: str) -> Before:
    """Return what stood before a message, from the folded *question* and the writer's folded *previous* message."""
    return Before(_last(question, _MOST_ASKED), _last(previous, _MOST_TALKED))


def _last(folded: str, most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_WORD.findall(folded)))[-most:]


def _size(count: int) -> str:
    return "1" if count == 1 else "3" if count <= _FEW else "7" if count <= _SOME else "m"


def told(tokens: Sequence[Token], labels: Iterable[str], stood: Before) -> Iterator[str]:
    """Yield the signs of a whole message; *labels* are those that rules found at its tokens, ``NOTHING`` among them."""
    size = _size(len(tokens))
    yield "*"
    yield f"n{size}"
    last = "^"
    for token in tokens:
        yield f"w{token.like}"
        yield f">{last} {token.like}"
        last = token.like
        if not token.said.isalpha():
            yield f"s{token.like[:_SHAPE]}"
    for word in stood.asked:
        yield f"q{word}{size}"
        yield f"Q{word}"
    for one, other in pairwise(stood.asked):
        yield f"d{one} {other}"
    for word in stood.talked:
        yield f"t{word}"
    for label in labels:
        yield f"h{label}"


def beside(
    tokens: Sequence[Token], place: int, ruled: Sequence[str], labels: Iterable[str], stood: Before
) -> Iterator[str]:
    """Yield the signs of the token at *place*; *labels* are those of *ruled*, each once."""
    token, count = tokens[place], len(tokens)
    like, size = token.like, _size(count)
    shape = "a" + token.case if token.said.isalpha() else like
    left = tokens[place - 1].like if place else "^"
    right = tokens[place + 1].like if place + 1 < count else "$"
    yield "*"
    yield f"w{like}"
    yield f"c{token.case}{min(len(token.said), _LONG)}"
    yield f"s{token.said[-_ENDING:]}"
    yield f"p{token.said[:_BEGINNING]}"
    yield f"-{left}"
    yield f"+{right}"
    yield f"<{left} {like}"
    yield f">{like} {right}"
    yield f"_{left} {shape}"
    yield f"n{size}{shape}"
    yield f"r{ruled[place - 1] if place else '^'} {ruled[place + 1] if place + 1 < count else '$'} {shape}"
    for label in labels:
        yield f"h{label}"
    for near in tokens[max(0, place - _LEFT) : max(0, place - 1)]:
        yield f"l{near.like}"
    for near in tokens[place + 2 : place + _RIGHT]:
        yield f"a{near.like}"
    for word in stood.asked:
        yield f"q{word}{size}"
        yield f"u{word} {shape}"
    for word in stood.talked:
        yield f"t{word}"
