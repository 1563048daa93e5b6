"""Lists of words, written as running text: easy to read, to sort and to add to.

>>> sorted(words("ana bia"))
['ana', 'bia']
>>> one_of("rua av+brasil ruela")
'(?:r(?:u(?:a|ela))|av brasil)'
"""

import re
from collections.abc import Iterable

_LITERAL = re.compile(r"(?:[a-z0-9 ]|\\[^a-z0-9])(?![?*+{])")


def words(text: str) -> frozenset[str]:
    """Return the words of *text*."""
    return frozenset(text.split())


def one_of(text: str) -> str:
    """Return a pattern for any of the words of *text*; ``+`` in a word stands for a space."""
    return f"(?:{told_apart(word.replace('+', ' ') for word in text.split())})"


def told_apart(alternatives: Iterable[str]) -> str:
    """Return a pattern for any of *alternatives*, patterns without a bar of their own, told apart letter by letter.

    It means what they mean with bars in between, which of two is tried first included, but a place where none begins
    is left after one look instead of one for each.
    """
    shelves: list[tuple[str, list[str]]] = []
    begun: dict[str, list[str]] = {}
    for alternative in alternatives:
        first = _LITERAL.match(alternative)
        letter = first.group() if first is not None else ""
        if letter and letter in begun:
            begun[letter].append(alternative[len(letter) :])
            continue
        if not letter:
            begun = {}  # what comes later must not be tried before this one
        shelves.append((letter, [alternative[len(letter) :]]))
        begun[letter] = shelves[-1][1]
    return "|".join(letter + (rest[0] if len(rest) == 1 else f"(?:{told_apart(rest)})") for letter, rest in shelves)


_MISHEARD = (
    ("ss", "c"),
    ("ss", "s"),
    ("sc", "c"),
    ("ce", "se"),
    ("ci", "si"),
    ("cao", "sao"),
    ("sao", "cao"),
    ("z", "s"),
    ("x", "ch"),
    ("ch", "x"),
    ("rr", "r"),
    ("ll", "l"),
    ("qui", "ki"),
    ("ge", "je"),
    ("gi", "ji"),
    ("ase", "aze"),
    ("isi", "izi"),
    ("osi", "ozi"),
    ("usa", "uza"),
    ("asi", "azi"),
    ("ose", "oze"),
    ("esa", "eza"),
    ("al", "au"),
    ("en", "in"),
    ("em", "en"),
    ("si", "ci"),
    ("se", "ce"),
)
_LONG_ENOUGH = 7


def misheard(word: str) -> frozenset[str]:
    """Return how a long *word* is spelt by ear: one sound of it written as another, or a silent h left out.

    >>> sorted(misheard("pressao"))
    ['precao', 'presao', 'prescao', 'pressau']
    """
    if len(word) < _LONG_ENOUGH:
        return frozenset()
    heard = {word.replace(sound, other, 1) for sound, other in _MISHEARD if sound in word}
    last = word[:-1] + {"e": "i", "o": "u"}.get(word[-1], word[-1])
    return frozenset(heard | {word.removeprefix("h"), last}) - {word}


_ENDINGS = ("o", "a", "os", "as")


def forms(text: str) -> frozenset[str]:
    """Return the words of *text*, where ``*`` stands for the four endings of an adjective.

    >>> sorted(forms("surd* tea"))
    ['surda', 'surdas', 'surdo', 'surdos', 'tea']
    """
    return frozenset(
        word[:-1] + ending for word in text.split() for ending in (_ENDINGS if word[-1] == "*" else word[-1])
    )
