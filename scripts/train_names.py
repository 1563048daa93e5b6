#!/usr/bin/env python3
"""Train the weights of ``kernel/detection/names`` from ``scripts/names/sentences.txt``.

Every sentence is filled with names from the lists (and with invented ones that stand in none), in three ways of
writing; each run that the product would judge becomes one example of its signals.  A logistic regression over those,
by plain gradient descent, gives one weight per signal in hundredths.  Nothing is drawn at random and nothing outside
the repository is read, so the same material gives the same file to the byte (a test runs this and compares).

    python scripts/train_names.py            writes src/desvelo/kernel/detection/names/weights.py
    python scripts/train_names.py --print    writes it to standard output
"""

import math
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.names import expectation, lists
from desvelo.kernel.detection.names.candidates import runs_in, tokens_of
from desvelo.kernel.detection.names.signals import signals

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = ROOT / "scripts/names/sentences.txt"
WEIGHTS = ROOT / "src/desvelo/kernel/detection/names/weights.py"
ROUNDS, RATE, DECAY = 400, 1.0, 0.0008
FILLINGS = 5
INVENTED = [
    "Jhulimara",
    "Kethelynna",
    "Wanderssonia",
    "Thallysson",
    "Deyvidsonn",
    "Rosycleia",
    "Maykonn",
    "Djennifer",
    "Ozirlane",
    "Claudyvan",
    "Vilmarina",
    "Anastacyo",
    "Xenilda",
    "Tayronne",
    "Erlanda",
    "Zulmarina",
    "Quitelma",
    "Brunela",
    "Fioravante",
    "Nhandara",
    "Ubirany",
    "Yasminne",
    "Hermosilda",
]
_MARK = re.compile(r"(?:<[GWNSVX]>(?:\s(?:da|de|dos|e|B)(?=\s<))?\s?)+")
_SLOT = re.compile(r"<([GWNSVX])>")

Example = tuple[frozenset[str], bool]


def pools() -> dict[str, list[str]]:
    """Return what fills each slot, in a fixed order."""
    return {
        "G": sorted(lists.GIVEN),
        "W": sorted(lists.GIVEN_WORDS),
        "N": sorted(lists.NICKNAMES),
        "S": sorted(lists.SURNAMES),
        "V": sorted(lists.SURNAME_WORDS),
        "X": INVENTED,
    }


def filled(sentence: str, turn: Iterator[int], words: dict[str, list[str]]) -> Iterator[tuple[str, list[range]]]:
    """Yield *sentence* with names in it, as typed, in lower case and in capitals, with the places of the names."""
    text, places, end = "", [], 0
    for mark in _MARK.finditer(sentence):
        name = _SLOT.sub(lambda slot: words[slot[1]][next(turn) * 37 % len(words[slot[1]])].title(), mark.group())
        text += sentence[end : mark.start()]
        places.append(range(len(text), len(text) + len(name.rstrip())))
        text, end = text + name, mark.end()
    text += sentence[end:]
    yield text, places
    yield text.lower(), places
    if next(turn) % 4 == 0:
        yield text.upper(), places


def examples() -> Iterator[Example]:
    """Yield every run of every sentence, with whether it is a name."""
    words, turn = pools(), count(1)
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        times = FILLINGS if "<" in line else 2
        for _ in range(times):
            for text, places in filled(line.replace("\\n", "\n"), turn, words):
                yield from _judged(text, places)


def _judged(text: str, places: list[range]) -> Iterator[Example]:
    folded = fold(text)
    tokens = tokens_of(text, folded)
    for run in runs_in(tokens, expectation.places(folded, tokens, asked=False)):
        named = any(run.start < place.stop and place.start < run.end for place in places)
        yield signals(text, folded, run, asked=False), named


def trained(material: list[Example]) -> dict[str, float]:
    """Return the weight of each signal, and of ``bias``, that makes the examples most likely."""
    counted = sorted(Counter(material).items(), key=lambda item: (sorted(item[0][0]), item[0][1]))
    names = sorted(frozenset().union(*(held for held, _ in material)))
    weights = dict.fromkeys(["bias", *names], 0.0)
    for _ in range(ROUNDS):
        slope = dict.fromkeys(weights, 0.0)
        for (held, named), times in counted:
            total = weights["bias"] + sum(weights[name] for name in sorted(held))
            miss = times * ((1.0 if named else 0.0) - 1.0 / (1.0 + math.exp(-total)))
            slope["bias"] += miss
            for name in sorted(held):
                slope[name] += miss
        for name in weights:
            weights[name] += RATE * (8 * slope[name] / len(material) - DECAY * weights[name])
    return weights


def written(weights: dict[str, float], size: int) -> str:
    """Return the module that holds *weights*."""
    rows = "".join(f'    "{name}": {round(100 * weight)},\n' for name, weight in sorted(weights.items()))
    return (
        '"""Weights of the signals for and against a name, in hundredths of a log-odd; by scripts/train_names.py.\n\n'
        f'Source: scripts/names/sentences.txt, {size} runs of words.\n"""\n\n'
        f"VERSION = 1\nWEIGHTS = {{\n{rows}}}\n"
    )


def main() -> None:
    """Train and write."""
    material = list(examples())
    text = written(trained(material), len(material))
    if "--print" in sys.argv:
        sys.stdout.write(text)
    else:
        WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
