"""Runs of words that may be somebody's name, before anybody judges them.

A run begins at a listed name, or at a capitalised word that stands where a name is expected, and goes on over listed
names, "da", "de", "dos", and capitalised words that are nothing else.  Whole messages in capitals, and whole names in
lower case, are read without the help of capitals.

Source: guidelines.md (PERSON_NAME: given name, surname, nickname; titles outside).

>>> tokens = tokens_of("fala com Keila Regina Prado hoje", "fala com keila regina prado hoje")
>>> [(run.words, run.kinds) for run in runs_in(tokens, Expected())]
[(('keila', 'regina', 'prado'), 'GGs')]
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from desvelo.kernel.detection.names import composed, lists
from desvelo.kernel.detection.names.ordinary import ORDINARY
from desvelo.kernel.detection.names.spellings import spelt_otherwise

_WORD = re.compile(r"[a-z_]+(?:['\-][a-z_]+){0,2}")
_TOUCHING = re.compile(r"[@0-9_/#+=\\]|[.:\-](?=[a-z0-9])")
_MAY_TOUCH = frozenset("@0123456789_/#+=\\.:-")
_TOUCHED_BY = frozenset("@0123456789_#/.=\\")
_JOINERS = frozenset(["da", "de", "do", "das", "dos", "del", "di", "von", "van", "la"])
_PEOPLE_DO = frozenset(
    [
        "passou",
        "indicou",
        "atendeu",
        "me",
        "comprou",
        "avisou",
        "veio",
        "prometeu",
        "mora",
        "trabalha",
        "disse",
        "falou",
        "ligou",
        "pediu",
        "mandou",
        "assina",
        "assinou",
        "nasceu",
        "autorizou",
        "pagou",
        "deixou",
        "entregou",
        "resolveu",
        "levou",
        "trouxe",
        "recebeu",
        "combinou",
    ]
)
_GREETINGS = frozenset(
    [
        "oi",
        "oii",
        "oie",
        "ola",
        "opa",
        "obrigada",
        "obrigado",
        "obg",
        "obgd",
        "valeu",
        "vlw",
        "bjs",
        "beijo",
        "beijos",
        "abraco",
    ]
)
_HERE = frozenset(["e", "eh", "aqui", "sou", "fala", "foi"])
_LONGEST = 7
_SHOUTED = 0.7
_FEW_LETTERS = 4
_LONGEST_ABBREVIATION = 4
GIVEN, GIVEN_WORD, NICKNAME, SURNAME, SURNAME_WORD, UNKNOWN = "GgNSsU"

KINDS: dict[str, str] = (
    dict.fromkeys(composed.diminutives(lists.GIVEN) - ORDINARY, NICKNAME)
    | dict.fromkeys((spelt_otherwise(lists.GIVEN) | composed.put_together()) - ORDINARY, GIVEN)
    | dict.fromkeys(lists.SURNAME_WORDS, SURNAME_WORD)
    | dict.fromkeys(lists.SURNAMES, SURNAME)
    | dict.fromkeys(lists.NICKNAMES, NICKNAME)
    | dict.fromkeys(lists.GIVEN, GIVEN)
    | dict.fromkeys(lists.GIVEN_WORDS, GIVEN_WORD)
)
_KINDS_OF_ALL: dict[str, str] = dict.fromkeys(ORDINARY, "") | KINDS
"""The kinds of listed and of ordinary words: those have none."""
AWAKENING = frozenset(word for word, kind in KINDS.items() if kind != SURNAME_WORD)
"""The listed names that are worth looking at a message for."""


class Token(NamedTuple):
    """A word: *capital* is None where the whole message shouts, *free* when no sign of an address touches it."""

    start: int
    end: int
    word: str
    kind: str
    capital: bool | None
    free: bool
    spaced: bool
    """Whether a space stands before it, and no line break."""


class Expected(NamedTuple):
    """Places where a word that no list knows may begin a name: written with a *capital*, or *even* without."""

    capital: frozenset[int] = frozenset()
    even: frozenset[int] = frozenset()


class Run(NamedTuple):
    """Neighbouring words that may be one name; *first* and *last* are places in the list of tokens."""

    start: int
    end: int
    words: tuple[str, ...]
    kinds: str
    first: int
    last: int
    capital: bool | None
    """Whether its first word has a capital; None where the whole message shouts."""


def is_shouted(text: str) -> bool:
    """Tell whether nearly all letters of *text* are capitals."""
    if text[1:].islower():
        return False
    letters = sum(map(str.isalpha, text))
    return letters > _FEW_LETTERS and sum(map(str.isupper, text)) > _SHOUTED * letters


def tokens_of(text: str, folded: str) -> list[Token]:
    """Return the words of a message with their kinds."""
    shouted, quiet = is_shouted(text), text.islower()
    found = []
    new = tuple.__new__  # the constructor of a named tuple takes twice as long, and this is asked of every word
    for match in _WORD.finditer(folded):
        start, end = match.span()
        word = match.group()
        capital = None if shouted else not quiet and text[start].isupper()
        kind = _KINDS_OF_ALL.get(word)
        if kind is None:
            plain = word.replace("-", "") in ORDINARY or _is_letters(text[start:end], shouted=shouted)
            kind = "" if plain else UNKNOWN
        before = folded[start - 1 : start]
        touched = before in _TOUCHED_BY or (folded[end : end + 1] in _MAY_TOUCH and _TOUCHING.match(folded, end))
        found.append(new(Token, (start, end, word, kind, capital, not touched, before == " ")))
    return found


def _is_letters(word: str, *, shouted: bool) -> bool:
    """Tell whether *word* is an initial or an abbreviation (CRC, PCD) rather than a word."""
    return len(word) == 1 or (not shouted and word.isupper() and len(word) <= _LONGEST_ABBREVIATION)


def runs_in(tokens: Sequence[Token], expected: Expected) -> Iterator[Run]:
    """Yield the runs, left to right; also where one is *expected*."""
    index = 0
    while index < len(tokens):
        if _may_begin(tokens, index, expected):
            run = _run_from(tokens, index)
            yield run
            index = run.last
        index += 1


def _may_begin(tokens: Sequence[Token], index: int, expected: Expected) -> bool:
    token = tokens[index]
    if not token.free or not token.kind:
        return False
    if token.kind in (GIVEN, SURNAME):
        return True
    if token.kind in (GIVEN_WORD, NICKNAME):
        return (
            token.capital is not False
            or _is_expected(token, index, expected)
            or _is_followed(tokens, index)
            or (
                token.kind == NICKNAME
                and (_is_told(tokens, index) or _is_greeted(tokens, index))
                and token.word not in lists.SELDOM_NAMES
            )
        )
    if index in expected.even:
        return True
    return index in expected.capital and (token.capital is not False or _is_expected(token, index, expected))


def _is_expected(token: Token, index: int, expected: Expected) -> bool:
    """Tell whether a listed word in lower case stands where a name does, and is seldom anything else."""
    return index in expected.capital and token.kind != UNKNOWN and token.word not in lists.SELDOM_NAMES


def _is_told(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether somebody says who is there: ``eh a duda``, ``aqui o beto``."""
    return index > 1 and tokens[index - 1].word in ("a", "o") and tokens[index - 2].word in _HERE


def _is_greeted(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a greeting or thanks stand right before: ``oi rafa``, ``obg dani``."""
    return index > 0 and tokens[index - 1].word in _GREETINGS


def _is_followed(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether what only people have or do comes next: ``aparecida gomes``, ``aparecida mora``."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return (
        following is not None
        and following.start - tokens[index].end == 1
        and (following.kind in (GIVEN, SURNAME) or following.word in _PEOPLE_DO)
        and following.free
    )


def _run_from(tokens: Sequence[Token], first: int) -> Run:
    last = first
    kinds = tokens[first].kind
    while last + 1 < len(tokens) and last - first < _LONGEST:
        step = _step(tokens, first, last)
        if not step:
            break
        last += step
        kinds += tokens[last].kind
    words = tuple(token.word for token in tokens[first : last + 1])
    return Run(tokens[first].start, tokens[last].end, words, kinds, first, last, tokens[first].capital)


def _step(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return how many words further the name goes on: 1, 2 over a "da" or an initial, or 0."""
    if not _is_beside(tokens, last):
        return 0
    following = tokens[last + 1]
    if following.word in _JOINERS or (len(following.word) == 1 and following.capital is not False):
        over = last + 2 < len(tokens) and _is_beside(tokens, last + 1)
        return 2 if over and _goes_on(tokens[first], tokens[last + 2], joined=True) else 0
    return 1 if _goes_on(tokens[first], following, joined=False) else 0


def _is_beside(tokens: Sequence[Token], index: int) -> bool:
    apart = tokens[index + 1].start - tokens[index].end
    near = apart == 1 or (apart == len(". ") and len(tokens[index].word) == 1)
    return near and tokens[index + 1].spaced and tokens[index].free and tokens[index + 1].free


def _goes_on(first: Token, token: Token, *, joined: bool) -> bool:
    if not token.kind:
        return False
    if token.kind == UNKNOWN:
        return bool(first.capital and token.capital)
    if first.capital and not token.capital:
        return False
    if token.capital is False and token.kind in (SURNAME_WORD, GIVEN_WORD) and not joined:
        return token.word not in lists.SELDOM_NAMES
    return True
