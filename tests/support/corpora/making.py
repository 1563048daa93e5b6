"""From what is written to the corpus: every conversation said by several voices, the same for the same material.

What is drawn for a conversation depends on its own words alone, so a new line changes no other one.  A conversation
and everything made from it is held apart, or not, together: the held-apart fifth shares no wording with the rest.
Most of that fifth is sections held apart as a whole, by somebody who knew no rule; the rest falls to it by its digits.
That rest is part of what was first held apart: nothing came into the fifth that had been open to makers of rules.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from corpora import material
from corpora.material import Source
from corpora.voices import VOICES, Piece

Record = dict[str, Any]
_TRIES = 3
_AS_IT_STANDS = 2
is_held_apart = material.is_held_apart


def corpus(folder: Path) -> Iterator[Record]:
    """Yield every message, those of a conversation together and in order."""
    seen: set[tuple[str, ...]] = set()
    for source in material.read(folder):
        for said in range(source.times if source.is_drawn else min(source.times, _AS_IT_STANDS)):
            yield from _new(source, said, seen)


def _new(source: Source, said: int, seen: set[tuple[str, ...]]) -> list[Record]:
    """Return the conversation once more, or nothing where chance has no more to give."""
    for attempt in range(_TRIES):
        chance = Random(f"{source.origin}/{said}/{attempt}")
        voice = "v00" if said == 0 else chance.choice(sorted(VOICES))
        records = _say(source, f"{source.origin}-{said}", voice, chance)
        words = tuple(record["text"] for record in records)
        if words not in seen:
            seen.add(words)
            return records
    return []


def said(source: Source, once: int) -> list[Record]:
    """Return *source* said once more, to learn from: as it stands for 0, in a voice drawn by chance for any other."""
    chance = Random(f"{source.origin}/{once}")
    return _say(source, f"{source.origin}-{once}", "v00" if once == 0 else chance.choice(sorted(VOICES)), chance)


def _say(source: Source, conversation: str, voice: str, chance: Random) -> list[Record]:
    begun: dict[str, list[str]] = {}
    records = []
    for turn, (direction, line) in enumerate(source.lines):
        drawn = material.pieces(line, chance, begun)
        said = (
            VOICES[voice](drawn, chance)
            if direction == "in" and len(source.lines) == 1
            else _plainly(drawn, voice, chance)
        )
        record: Record = {
            "id": f"{conversation}.{turn}",
            "conv": conversation,
            "turn": turn,
            "dir": direction,
            "style": voice,
        }
        records.append(record | _record([piece for piece in said if piece.text], _kind(source, direction)))
    return records


def _plainly(drawn: list[Piece], voice: str, chance: Random) -> list[Piece]:
    """In a conversation people do not greet in every line: only what a keyboard does remains of the voice."""
    return VOICES[voice](drawn, chance) if voice in {"v01", "v02", "v03", "v04"} else drawn


def _kind(source: Source, direction: str) -> str:
    return "plain" if source.kind == "positive" or (direction == "out" and len(source.lines) > 1) else source.kind


def _record(said: list[Piece], kind: str) -> Record:
    spans, ignored, alternatives, split = [], [], {}, []
    text = ""
    for piece in said:
        start, text = len(text), text + piece.text
        if piece.label == "ignore":
            ignored.append([start, len(text)])
        elif piece.label:
            if piece.alt:
                alternatives[str(len(spans))] = [piece.alt]
            if piece.split:
                split.append(len(spans))
            spans.append([start, len(text), piece.label])
    record: Record = {"kind": "positive" if spans else kind, "text": text, "spans": spans}
    return record | {
        name: value for name, value in (("alt", alternatives), ("ignore", ignored), ("split", split)) if value
    }


def lines(folder: Path) -> str:
    """Return the corpus as JSONL."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in corpus(folder))
