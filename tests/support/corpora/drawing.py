"""The smallest things a datum is drawn from: digits, groups of them, digits in words."""

from collections.abc import Callable
from random import Random

from corpora.wording import words

Draw = Callable[[Random], str]


_UNITS = words(
    """
    zero um dois três quatro cinco seis sete oito nove
    """
)


def digits(chance: Random, count: int, *, first: str = "0123456789") -> str:
    """Return *count* digits, the first one of *first*."""
    return chance.choice(first) + "".join(chance.choice("0123456789") for _ in range(count - 1))


def grouped(text: str, *sizes: int, marks: str = " ") -> str:
    """Return *text* cut into *sizes*, parted by *marks* in turn."""
    parts, at = [], 0
    for size in sizes:
        parts.append(text[at : at + size])
        at += size
    return parts[0] + "".join(marks[index % len(marks)] + part for index, part in enumerate(parts[1:]))


def spelled(text: str, chance: Random) -> str:
    """Return the digits of *text* in words."""
    half = chance.random() < 0.6
    return " ".join("meia" if half and char == "6" else _UNITS[int(char)] for char in text)
