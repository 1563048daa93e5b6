"""How the material is written, and how it is read: conversations with the data marked where they stand.

A file of ``tests/corpus/material`` holds sections: ``# positive 4`` means that each conversation below, if anything in
it is drawn by chance, is said four times; ``# hard`` and ``# plain`` hold what must stay readable, with and without
something that looks like a datum; ``# positive 1 apart`` holds the whole section apart.  ``// `` is a comment.  A line
is a conversation; lines that begin with ``> `` (the company) or ``+ `` (the customer) right below go on with it, and a
blank line ends it.  In a line:

    {CPF}  {CPF.words}   a value drawn by ``values.FORMS``          {HEALTH:asma}    a value as it stands
    {CPF|PIX_KEY}        the second label is right too              {CPF/1} {CPF/2}  the parts of one value
    <order>              something harmless of ``harmless``         [[o Santos]]     what counts nowhere
    «sou|me chamo»       one of these                               \n               a line break
"""

import hashlib
import re
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path
from random import Random
from typing import NamedTuple

from corpora.harmless import FILLERS
from corpora.values import FORMS, SPLIT
from corpora.voices import Piece

KINDS = {"positive": "positive", "hard": "hard_negative", "plain": "plain"}
_CHOICE = re.compile(r"«([^«»]*)»")
_MARK = re.compile(
    r"\{(?P<label>[A-Z_]+)(?:\.(?P<form>[a-z]+))?(?:/(?P<part>[1-9]))?(?:\|(?P<alt>[A-Z_]+))?(?::(?P<literal>[^}]*))?\}"
    r"|<(?P<filler>[a-z0-9]+)>|\[\[(?P<ignored>.*?)\]\]"
)
_CHANCE = re.compile(r"\{[A-Z_]+[^}:]*\}|<[a-z0-9]+>|«")
_PARTS, _APART = 187, 6


def is_held_apart(conversation: str) -> bool:
    """Tell whether *conversation* belongs to the fifth that no rule is made by."""
    return int(conversation[:8], 16) % _PARTS < _APART


def _eight_digits(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


class Source(NamedTuple):
    """One conversation as written: its lines with who says them, the kind of its section, how often it is said."""

    lines: tuple[tuple[str, str], ...]
    kind: str
    times: int
    file: str
    apart: bool = False

    @property
    def origin(self) -> str:
        """Eight hexadecimal digits of what is written, by which the fifth that is held apart is chosen.

        Of a section that is held apart as a whole, the first such digits that fall into that fifth.
        """
        written = "\n".join(text for _, text in self.lines)
        first = _eight_digits(written)
        again = (_eight_digits(f"{written}\n{attempt}") for attempt in count(1))
        return next(filter(is_held_apart, chain([first], again))) if self.apart else first

    @property
    def is_drawn(self) -> bool:
        """Tell whether saying it twice may give two different conversations."""
        return any(_CHANCE.search(text) for _, text in self.lines)


def read(folder: Path) -> Iterator[Source]:
    """Yield every conversation of every file, in order.  Raises ValueError with file and line for what is not one."""
    for path in sorted(folder.glob("*.txt")):
        yield from _read_file(path)


def _read_file(path: Path) -> Iterator[Source]:
    kind, times, apart = "", 1, False
    lines: list[tuple[str, str]] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        goes_on = line[:2] in {"> ", "+ "}
        if lines and not goes_on:
            yield Source(tuple(lines), kind, times, path.stem, apart)
            lines = []
        if line.startswith("# "):
            word, *how = line[2:].split()
            if word not in KINDS:
                raise ValueError(f"{path.name}:{number}: no kind {word!r}; write one of {', '.join(KINDS)}")
            kind, times, apart = KINDS[word], next((int(each) for each in how if each.isdigit()), 1), "apart" in how
        elif line and not line.startswith("// "):
            lines.append(("out" if line[0] == ">" else "in", line[2:] if goes_on else line))


def pieces(line: str, chance: Random, begun: dict[str, list[str]]) -> list[Piece]:
    """Draw what *line* leaves open; *begun* holds the parts of values that the conversation is in the middle of."""
    text = _CHOICE.sub(lambda found: chance.choice(found[1].split("|")), line).replace("\\n", "\n")
    found, at = [], 0
    for mark in _MARK.finditer(text):
        found += [Piece(text[at : mark.start()]), _drawn(mark, chance, begun)]
        at = mark.end()
    return [piece for piece in (*found, Piece(text[at:])) if piece.text]


def _drawn(mark: re.Match[str], chance: Random, begun: dict[str, list[str]]) -> Piece:
    if mark["filler"]:
        return Piece(FILLERS[mark["filler"]](chance))
    if mark["ignored"] is not None:
        return Piece(mark["ignored"], "ignore")
    label, alt = mark["label"], mark["alt"] or ""
    if mark["literal"] is not None:
        return Piece(mark["literal"], label, alt, split=mark["part"] is not None)
    if mark["part"]:
        return Piece(_part(label, int(mark["part"]), chance, begun), label, alt, split=True)
    return Piece(FORMS[f"{label}.{mark['form']}" if mark["form"] else label](chance), label, alt)


def _part(label: str, part: int, chance: Random, begun: dict[str, list[str]]) -> str:
    if part == 1:
        draw, cuts = SPLIT[label]
        value, cut = draw(chance), chance.choice(cuts)
        begun[label] = [value[:cut], value[cut:]]
    return begun[label][part - 1]
