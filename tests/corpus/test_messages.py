"""The corpus is what its material says, large and varied enough, well-formed, and nobody else's."""

import re
from collections import Counter

import pytest
from stdnum import luhn
from stdnum.br import cnpj, cpf

from benchmarks import quality
from corpora import making, material, numbers
from desvelo.kernel.detection import policies

from .shared_material import DEVELOPMENT, OURS, shared

MATERIAL = OURS.with_name("material")
MESSAGES = quality.read(OURS)
APART = [message for message in MESSAGES if making.is_held_apart(message["conv"])]
_SIX_WORDS = 6


def test_the_file_is_what_the_material_makes():
    assert OURS.read_text(encoding="utf-8") == making.lines(MATERIAL), "run scripts/make_corpus.py"


def test_it_is_large_and_at_least_two_fifths_are_look_alikes():
    kinds = Counter(message["kind"] for message in MESSAGES)

    assert len(MESSAGES) >= 3000
    assert kinds["hard_negative"] / len(MESSAGES) >= 0.4
    assert len({message["conv"][:8] for message in MESSAGES}) >= 1000
    assert len({message["style"] for message in MESSAGES}) >= 15


def test_conversations_have_turns_of_both_sides_in_order():
    before = None
    for message in MESSAGES:
        expected = before["turn"] + 1 if before is not None and before["conv"] == message["conv"] else 0
        assert message["turn"] == expected
        before = message

    directions = Counter(message["dir"] for message in MESSAGES if message["turn"])
    assert directions["in"] >= 100
    assert directions["out"] >= 10


@pytest.mark.parametrize("messages", [MESSAGES, APART], ids=["all", "held apart"])
def test_every_label_of_the_guidelines_stands_in_it(messages):
    labels = {label for message in messages for _, _, label in message["spans"]}

    assert labels == set(policies.GUIDELINES)


def test_about_a_fifth_is_held_apart_and_shares_no_wording_with_the_rest():
    origins = {message["conv"][:8] for message in APART}

    assert 0.17 <= len(APART) / len(MESSAGES) <= 0.23
    assert not origins & {message["conv"][:8] for message in MESSAGES if message not in APART}


@pytest.mark.parametrize("message", MESSAGES[::7], ids=lambda message: message["id"])
def test_spans_are_inside_in_order_and_hold_the_value_only(message):
    end = 0
    for start, stop, _ in message["spans"]:
        value = message["text"][start:stop]
        assert end <= start < stop <= len(message["text"])
        assert value == value.strip()
        end = stop


def six_words(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[place : place + _SIX_WORDS]) for place in range(len(words) - _SIX_WORDS + 1)}


def test_nothing_of_the_development_set_is_in_it():
    theirs = set().union(*(six_words(message["text"]) for message in quality.read(shared(DEVELOPMENT))))

    assert len(theirs) > 500
    assert [message["text"] for message in MESSAGES if six_words(message["text"]) & theirs] == []


def values(label: str, length: int) -> list[str]:
    found = [
        re.sub(r"[^0-9A-Z]", "", message["text"][start:stop].upper())
        for message in MESSAGES
        for start, stop, of in message["spans"]
        if of == label
    ]
    return [value for value in found if len(value) == length]


def test_our_check_digits_agree_with_those_of_a_library():
    assert all(cpf.is_valid(numbers.cpf(f"{number:09d}")) for number in range(1, 999_999_999, 9_999_991))
    assert all(cnpj.is_valid(numbers.cnpj(f"{number:08d}0001")) for number in range(1, 99_999_999, 999_983))
    assert all(luhn.is_valid(numbers.luhn(f"4{number:014d}")) for number in range(1, 10**14, 10**12 + 39))


@pytest.mark.parametrize(
    ("label", "length", "check"), [("CNPJ", 14, cnpj.is_valid), ("CARD_NUMBER", 16, luhn.is_valid)]
)
def test_drawn_numbers_have_right_check_digits(label, length, check):
    drawn = values(label, length)

    assert len(drawn) >= 30
    assert all(check(value) for value in drawn)


def test_a_section_held_apart_is_held_apart_whole_and_once_said(tmp_path):
    lines = [f"oi, número {number}" for number in range(50)]
    (tmp_path / "apart.txt").write_text("# plain 1 apart\n" + "\n".join(lines) + "\n# plain 1\noi\n", encoding="utf-8")

    *apart, last = material.read(tmp_path)

    assert [source.lines[0][1] for source in apart] == lines
    assert all(making.is_held_apart(source.origin) for source in apart)
    assert len({source.origin for source in apart}) == len(lines)
    assert (last.apart, last.times) == (False, 1)


def test_a_line_of_no_known_kind_is_said_with_its_place(tmp_path):
    (tmp_path / "odd.txt").write_text("# positive 2\noi {CPF}\n# strange\n", encoding="utf-8")

    with pytest.raises(ValueError, match=r"odd.txt:3: no kind 'strange'; write one of positive, hard, plain"):
        list(material.read(tmp_path))
