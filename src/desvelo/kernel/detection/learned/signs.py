r"""What the model sees of a message: its tokens, and the signs that speak for or against a label.

A token is what stands between spaces, without the punctuation around it; ``cpf:529`` is two.  Signs of the message say
what it may hold (``told``): its words as they are, two that follow each other, and behind a colon what stood before it.
Signs of a token say whether it is that (``beside``, and ``around`` for what all tokens share): a letter for their kind,
and the words they are about.

Every message is asked what it may hold, so that half is written for the functions of C: no step for each character, and
no place of any word.

>>> [token.like for token in tokens_of("senha:Lua22!", "senha:lua22!")]
['senha', 'aaa00']
>>> sorted(told(words_of("senha: lua22!"), (), before("", "")))
['*', ':3', ':saaa00', '^ senha', 'aaa00', 'senha', 'senha aaa00']
>>> shape_of("lua22"), shape_of("08/2029"), shape_of("482")
('aaa00', '00/0000', '000')
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

_TOKEN = re.compile(r"(?:[^\s:=,;()\[\]\"<>]|(?<=[0-9])[:,](?=[0-9]))+")
_EDGE = "'*.!?~`"
_WORD = re.compile(r"2fa|[a-z]+")
_SHAPES = str.maketrans("abcdefghijklmnopqrstuvwxyz0123456789", "a" * 26 + "0" * 10)
_APART = str.maketrans(dict.fromkeys(":=,;()[]\"<>'*!?~`", " "))
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
    return _MANY_LETTERS.sub("aaaa", folded[:_LONGEST].translate(_SHAPES))


def words_of(folded: str) -> list[str]:
    """Return the words of *folded*, those with anything but letters as their shape."""
    said = f"{folded} ".translate(_APART).replace(". ", " ").split()
    return [word if word.isalpha() else shape_of(word) for word in said]


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


_NOTHING_BEFORE = Before((), ())


def before(question: str, previous: str) -> Before:
    """Return what stood before a message, from the folded *question* and the writer's folded *previous* message."""
    if not (question or previous):
        return _NOTHING_BEFORE
    return Before(_last(question, _MOST_ASKED), _last(previous, _MOST_TALKED))


def _last(folded: str, most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_WORD.findall(folded)))[-most:]


def _size(count: int) -> str:
    return "1" if count == 1 else "3" if count <= _FEW else "7" if count <= _SOME else "m"


def told(words: Sequence[str], labels: Iterable[str], stood: Before) -> set[str]:
    """Return the signs of a whole message that says *words*; *labels* are those that rules found in it."""
    size = _size(len(words))
    signs = {"*", f":{size}", *words}
    signs.update(map(" ".join, pairwise(("^", *words))))
    signs.update([f":s{word[:_SHAPE]}" for word in words if not word.isalpha()])
    for word in stood.asked:
        signs.add(f":q{word}{size}")
        signs.add(f":Q{word}")
    signs.update([f":d{one} {other}" for one, other in pairwise(stood.asked)])
    signs.update([f":t{word}" for word in stood.talked])
    signs.update([f":h{label}" for label in labels])
    return signs


def around(count: int, labels: Iterable[str], stood: Before) -> set[str]:
    """Return the signs that all tokens of a message of *count* tokens share; *labels*: what stands at any of them."""
    size = _size(count)
    signs = {"*", *[f"h{label}" for label in labels]}
    signs.update([f"q{word}{size}" for word in stood.asked])
    signs.update([f"t{word}" for word in stood.talked])
    return signs


def beside(tokens: Sequence[Token], place: int, ruled: Sequence[str], stood: Before) -> set[str]:
    """Return the signs of the token at *place* alone; *ruled* is what rules found at each."""
    token, count = tokens[place], len(tokens)
    like, said = token.like, token.said
    shape = "a" + token.case if said.isalpha() else like
    left = tokens[place - 1].like if place else "^"
    right = tokens[place + 1].like if place + 1 < count else "$"
    signs = {
        f"w{like}",
        f"c{token.case}{min(len(said), _LONG)}",
        f"s{said[-_ENDING:]}",
        f"p{said[:_BEGINNING]}",
        f"-{left}",
        f"+{right}",
        f"<{left} {like}",
        f">{like} {right}",
        f"_{left} {shape}",
        f"n{_size(count)}{shape}",
        f"r{ruled[place - 1] if place else '^'} {ruled[place + 1] if place + 1 < count else '$'} {shape}",
    }
    signs.update([f"l{near.like}" for near in tokens[max(0, place - _LEFT) : max(0, place - 1)]])
    signs.update([f"a{near.like}" for near in tokens[place + 2 : place + _RIGHT]])
    signs.update([f"u{word} {shape}" for word in stood.asked])
    return signs
