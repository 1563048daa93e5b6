"""Two ways of writing a value are one value; where two values differ cannot be told from how long the answer takes."""

import hmac
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection import sameness
from desvelo.kernel.detection.catalogue import shipped
from desvelo.kernel.detection.labels import Handling, Label

ANY = Label(code="ANY", handling=Handling.SEAL)


def same(code: str, one: str, other: str) -> bool:
    return sameness.same(shipped().label(code), one, other)


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("CPF", "529.982.247-25", "52998224725"),
        ("CPF", "529.982.247-25", "cpf 529 982 247 25"),
        ("CPF", "５２９.９８２.２４７-２５", "529.982.247-25"),
        ("PHONE", "+55 (11) 90000-4417", "11 900004417"),
        ("PHONE", "011 90000-4417", "(11) 90000.4417"),
        ("EMAIL", "Bia.Lima@Exemplo.example", " bia.lima@exemplo.example "),
        ("EMAIL", "bia arroba exemplo ponto example", "bia@exemplo.example"),
        ("CARD_EXPIRY", "08/29", "8 / 2029"),
        ("CARD_EXPIRY", "0829", "08-29"),
        ("UNREADABLE", "Rua São João, 12", "rua sao joao 12"),
    ],
)
def test_one_value_written_in_two_ways_is_the_same(code, one, other):
    assert same(code, one, other)
    assert same(code, other, one)


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("CPF", "529.982.247-25", "529.982.247-26"),
        ("CPF", "529.982.247-25", "5299822472"),
        ("PHONE", "+55 (11) 90000-4417", "21 90000-4417"),
        ("PHONE", "5590-4417", "90-4417"),
        ("EMAIL", "bia.lima@exemplo.example", "bialima@exemplo.example"),
        ("CARD_EXPIRY", "08/29", "09/28"),
        ("UNREADABLE", "李雷", "韩梅梅"),
    ],
)
def test_two_values_are_not(code, one, other):
    assert not same(code, one, other)


@given(st.text(min_size=1, max_size=40), st.text(max_size=40))
def test_a_value_is_the_same_as_itself_and_the_order_does_not_matter(one, other):
    assert sameness.same(ANY, one, one)
    assert sameness.same(ANY, one, other) == sameness.same(ANY, other, one)


@pytest.mark.parametrize(
    ("code", "text", "says"),
    [("CPF", "???", False), ("CPF", "5", True), ("EMAIL", "  ", False), ("UNREADABLE", "李", True), ("CPF", "", False)],
)
def test_what_says_nothing_is_known_before_it_is_compared(code, text, says):
    assert sameness.says_something(shipped().label(code), text) is says


def naive(_label: Label, one: str, other: str) -> bool:
    return all(mine == theirs for mine, theirs in zip(one, other, strict=False))


def steps(compare, guess: str) -> int:
    """Count the steps of the interpreter while *guess* is compared with the value."""
    count = 0

    def follow(frame, event, _argument):
        nonlocal count
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return follow

    cpf = shipped().label("CPF")  # whoever asks first loads the detectors: that is no step of a comparison
    compare(cpf, "52998224725", guess)
    before = sys.gettrace()
    sys.settrace(follow)
    try:
        compare(cpf, "52998224725", guess)
    finally:
        sys.settrace(before)
    return count


GUESSES = ("62998224725", "52998224726", "52998224725", "00000000000")


def test_a_guess_takes_the_same_steps_wherever_it_is_wrong():
    assert len({steps(sameness.same, guess) for guess in GUESSES}) == 1


def test_counting_steps_would_catch_a_comparison_that_stops_early():
    assert len({steps(naive, guess) for guess in GUESSES}) > 1


def test_what_is_compared_has_one_length_whatever_was_written(monkeypatch):
    seen = []

    def noted(one: bytes, other: bytes) -> bool:
        seen.append((len(one), len(other)))
        return one == other

    monkeypatch.setattr(hmac, "compare_digest", noted)
    for guess in ("5", "52998224725", "5" * 500):
        same("CPF", "529.982.247-25", guess)

    assert seen == [(32, 32)] * 3
