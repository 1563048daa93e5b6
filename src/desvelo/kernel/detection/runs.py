"""The one tokenizer of digit runs: every rule about numbers judges what this file cuts.

A *group* is digits without a break.  Groups that stand apart by a space, a dot, a dash, a slash, a bracket or a line
break form a *chain*; amounts of money are in no chain.  A *window* is some neighbouring groups of one chain: the
candidates for ``529 982 247 25`` as well as for a card number with its expiry behind it.

Cost: each group has a digit at least, so a chain of n groups has at most n times 20 windows; a chain of more than 30
groups is a list or a table, in which nobody spells a number digit by digit: there, at most n times 6.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_DIGITS = re.compile(r"[0-9]+")
_JOINT = re.compile(r"\s{0,3}[.,\-/()]{0,2}\s{0,2}")
_LONGEST_JOINT = 5
SHORTEST, LONGEST = 4, 19
_MOST_GROUPS = 20
_LIST = 30
_GROUPS_IN_LIST = 6


class Group(NamedTuple):
    """Digits without a break.  *led* and *trailed* say that a letter touches them (``R12``, ``12x``)."""

    start: int
    end: int
    led: bool
    trailed: bool


Chain = tuple[Group, ...]


class Window(NamedTuple):
    """Neighbouring groups of one chain, read as one number."""

    start: int
    end: int
    digits: str
    groups: tuple[int, ...]
    whole: bool
    """Nothing else stands in its chain."""
    led: bool
    trailed: bool
    chain: Chain
    first: int
    last: int


def _is_letter(folded: str, index: int) -> bool:
    return 0 <= index < len(folded) and (folded[index].isalpha() or folded[index] == "_")


def _is_number_sign(folded: str, start: int) -> bool:
    """Tell whether ``nº`` is glued to the digits; folded, its last letter is an o."""
    return folded.endswith("no", 0, start) and not _is_letter(folded, start - len("no") - 1)


def groups_in(folded: str) -> list[Group]:
    """Return every group of digits, left to right."""
    found = []
    for match in _DIGITS.finditer(folded):
        start, end = match.span()
        led = _is_letter(folded, start - 1) and not _is_number_sign(folded, start)
        found.append(Group(start, end, led, _is_letter(folded, end)))
    return found


def _joins(gap: str) -> bool:
    return len(gap) <= _LONGEST_JOINT and _JOINT.fullmatch(gap) is not None and gap != ", "


def _is_priced(folded: str, start: int) -> bool:
    return folded[max(0, start - 3) : start].rstrip().endswith("$")


def chains_in(folded: str, groups: list[Group]) -> list[Chain]:
    """Join neighbouring groups into chains, leaving amounts of money out."""
    chains: list[Chain] = []
    current: list[Group] = []
    priced = False
    end = 0
    for group in groups:
        gap = folded[end : group.start]
        priced = _is_priced(folded, group.start) or (priced and gap in {".", ","})
        if current and (priced or not _joins(gap)):
            chains.append(tuple(current))
            current = []
        if not priced:
            current.append(group)
        end = group.end
    if current:
        chains.append(tuple(current))
    return chains


def _window(folded: str, chain: Chain, first: int, last: int) -> Window:
    taken = chain[first : last + 1]
    return Window(
        taken[0].start,
        taken[-1].end,
        "".join(folded[group.start : group.end] for group in taken),
        tuple(group.end - group.start for group in taken),
        len(taken) == len(chain),
        taken[0].led,
        taken[-1].trailed,
        chain,
        first,
        last,
    )


def windows_in(folded: str, chains: list[Chain]) -> Iterator[Window]:
    """Yield every window of a length that some number has, left to right, shorter first."""
    for chain in chains:
        most = _MOST_GROUPS if len(chain) <= _LIST else _GROUPS_IN_LIST
        for first in range(len(chain)):
            count = 0
            for last in range(first, min(len(chain), first + most)):
                count += chain[last].end - chain[last].start
                if count > LONGEST:
                    break
                if count >= SHORTEST:
                    yield _window(folded, chain, first, last)
