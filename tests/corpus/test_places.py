"""Where something is found stays true among signs of many code points, taken-apart accents, and right-to-left words."""

import unicodedata
from functools import partial

import pytest

from benchmarks import quality
from corpora import making
from desvelo.kernel.detection.catalogue import rules
from desvelo.kernel.detection.scanning import scan

from .shared_material import OURS

MESSAGES = [
    message["text"]
    for message in quality.read(OURS)
    if message["spans"] and message["dir"] == "in" and not making.is_held_apart(message["conv"])
][::3]
ALIKE = 0.97  # what stands alone, or bears an accent, may be told by just that
BEFORE = {
    "a doctor of three code points": "👩🏽\u200d⚕️\n",
    "a flag": "🇧🇷\n",
    "a keycap": "5\ufe0f\u20e3\n",
    "hebrew": "שלום\n",
    "an override of direction": "\u202eא\u202c\n",
    "a taken-apart accent": "U\u0301\n",
    "a zero-width space": "\u200b\n",
}


def found(text: str) -> list[tuple[str, str]]:
    return [
        (each.label, text[each.start : each.end]) for each in scan(text, catalogue=rules())
    ]  # the model weighs how much stands before


def misplaced(changed, back) -> list[str]:
    """Return the messages in which *changed* finds the same classes elsewhere; few may lose what their form decides."""
    pairs = [(text, found(text), [(label, back(value)) for label, value in found(changed(text))]) for text in MESSAGES]
    same = [each for each in pairs if [label for label, _ in each[1]] == [label for label, _ in each[2]]]

    assert len(same) >= ALIKE * len(pairs)
    return [text for text, as_it_stands, as_changed in same if as_it_stands != as_changed]


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_what_stands_before_moves_every_place_by_its_own_length(before):
    assert misplaced(lambda text: before + text, str) == []


def test_accents_taken_apart_move_nothing_that_is_found():
    apart = partial(unicodedata.normalize, "NFD")

    assert misplaced(apart, partial(unicodedata.normalize, "NFC")) == []


def test_zero_width_spaces_between_all_characters_hide_nothing():
    assert misplaced("\u200b".join, lambda value: value.replace("\u200b", "")) == []


def test_there_is_something_to_be_moved():
    assert sum(bool(found(text)) for text in MESSAGES) >= 100
