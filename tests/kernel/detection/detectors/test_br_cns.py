import random

import pytest

from desvelo.kernel.detection.detectors import br_cns

from ..marked import found  # noqa: TID252 - the tests' package has no absolute name


def definitive(pis: str) -> str:
    """Build a definitive number from a PIS as DATASUS does, step by step."""
    total = sum(int(digit) * weight for digit, weight in zip(pis, range(15, 4, -1), strict=True))
    check = 11 - total % 11
    if check == 11:
        check = 0
    if check == 10:
        return f"{pis}001{11 - (total + 2) % 11}"
    return f"{pis}000{check}"


def test_numbers_built_the_official_way_are_valid():
    chance = random.Random(20261126)
    built = [definitive(f"{chance.choice('12')}{chance.randrange(10**10):010}") for _ in range(3000)]

    assert all(br_cns.is_valid(number) for number in built)


def test_the_example_of_datasus_is_valid_and_no_other_ending_is():
    assert [end for end in range(10) if br_cns.is_valid(f"89800100000000{end}")] == [3]


def test_a_definitive_number_without_its_three_fixed_digits_is_none():
    assert not br_cns.is_valid("256134149315709")


@pytest.mark.parametrize("typed", ["756079315329449", "756 0793 1532 9449", "756.0793.1532.9449"])
def test_any_spelling_is_found_behind_the_word(typed):
    assert found(f"cartão do sus {typed}") == [("CNS", typed)]


def test_the_printed_form_needs_no_word_but_a_right_sum():
    assert found("segue 756 0793 1532 9449") == [("CNS", "756 0793 1532 9449")]
    assert found("segue 756 0793 1532 9448") == []


@pytest.mark.parametrize(
    "text", ["imei 756079315329449", "756079315329449", "unimed 756 0793 1532 9440", "vou pelo sus mesmo"]
)
def test_serials_plans_and_talk_are_left(text):
    assert found(text) == []
