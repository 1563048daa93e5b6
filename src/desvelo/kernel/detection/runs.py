"""The one tokenizer of digit runs: every rule about numbers judges what this file cuts.

A *group* is digits without a break.  Groups that stand apart by a space, a dot, a dash, a slash, a bracket or a line
break form a *chain*; amounts of money are in no chain.  A *window* is some neighbouring groups of one chain: the
candidates for ``529 982 247 25`` as well as for a card number with its expiry behind it.

Cost: each group has a digit at least, so a chain of n groups has at most n times 20 windows; a chain of more than 30
groups is a list or a table, in which nobody spells a number digit by digit: there, at most n times 6.
"""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

_DIGITS = re.compile(r"[0-9]+")
_JOINT = re.compile(r"\s{0,3}[.,\-/()]{0,2}\s{0,2}")
_ROW = re.compile(rf"[0-9](?:(?!, [0-9]|[^0-9]{{6}}){_JOINT.pattern}[0-9])*")
_PRICE = re.compile(r"\$\s{0,2}[0-9]+(?:[.,][0-9]{1,99})*")
_APART = str.maketrans(".,", ";;")
_NO_DIGITS = dict.fromkeys(map(ord, " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f.,-/()"))
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


_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz_")


def _is_number_sign(folded: str, start: int) -> bool:
    """Tell whether ``nº`` is glued to the digits; folded, its last letter is an o."""
    return folded.endswith("no", 0, start) and folded[max(0, start - len("no") - 1) : start - len("no")] not in _LETTERS


def longest_row(folded: str) -> int:
    """Return how many digits the longest group or chain has; no window has more.

    >>> longest_row("12, 50 ou 529 982"), longest_row("r$ 12,50")
    (6, 2)
    """
    if "$" in folded:
        folded = _PRICE.sub(lambda price: price.group().translate(_APART) + ";", folded)
    return max([len(row.translate(_NO_DIGITS)) for row in _ROW.findall(folded)], default=0)


def groups_in(folded: str) -> list[Group]:
    """Return every group of digits, left to right."""
    spans = [match.span() for match in _DIGITS.finditer(folded)]
    new = tuple.__new__  # the constructor of a named tuple takes twice as long, and this is asked of every number
    return [new(Group, (start, end, _is_led(folded, start), folded[end : end + 1] in _LETTERS)) for start, end in spans]


def _is_led(folded: str, start: int) -> bool:
    """Tell whether a letter is glued to the front of the digits that begin at *start*, and is no "nº"."""
    return folded[start - 1 : start] in _LETTERS and not _is_number_sign(folded, start)


def _joins(gap: str) -> bool:
    return gap == " " or (len(gap) <= _LONGEST_JOINT and _JOINT.fullmatch(gap) is not None and gap != ", ")


def _is_priced(folded: str, start: int) -> bool:
    return folded[max(0, start - 3) : start].rstrip().endswith("$")


def chains_in(folded: str, groups: list[Group]) -> list[Chain]:
    """Join neighbouring groups into chains, leaving amounts of money out."""
    chains: list[Chain] = []
    current: list[Group] = []
    money = "$" in folded
    priced = False
    end = 0
    for group in groups:
        gap = folded[end : group.start]
        priced = money and (_is_priced(folded, group.start) or (priced and gap in {".", ","}))
        if current and (priced or not _joins(gap)):
            chains.append(tuple(current))
            current = []
        if not priced:
            current.append(group)
        end = group.end
    if current:
        chains.append(tuple(current))
    return chains


def windows_in(folded: str, chains: list[Chain]) -> Iterator[Window]:
    """Yield every window of a length that some number has, left to right, shorter first."""
    for chain in chains:
        size = len(chain)
        most = _MOST_GROUPS if size <= _LIST else _GROUPS_IN_LIST
        lengths = tuple([end - start for start, end, _, _ in chain])
        ends = list(accumulate(lengths, initial=0))
        written = "".join([folded[start:end] for start, end, _, _ in chain])
        for first, head in enumerate(chain):
            begin = ends[first]
            for last in range(first, min(size, first + most)):
                count = ends[last + 1] - begin
                if count > LONGEST:
                    break
                if count >= SHORTEST:
                    _, end, _, trailed = chain[last]
                    digits = written[begin : begin + count]
                    whole = last - first + 1 == size
                    groups = lengths[first : last + 1]
                    seen = (head.start, end, digits, groups, whole, head.led, trailed, chain, first, last)
                    yield tuple.__new__(Window, seen)  # as above
