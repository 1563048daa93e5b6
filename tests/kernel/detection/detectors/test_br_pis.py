import random

import pytest

from desvelo.kernel.detection.detectors import br_pis

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name


def check(base: str) -> str:
    """The rule as the bank tells it: 11 less the rest, and 0 where that gives 10 or 11."""
    rest = sum(int(digit) * weight for digit, weight in zip(base, [3, 2, *range(9, 1, -1)], strict=True)) % 11
    return str(11 - rest if rest > 1 else 0)


def test_a_second_way_of_reckoning_gives_the_same_check_digit():
    chance = random.Random(20261126)
    bases = [f"{chance.randrange(10**10):010}" for _ in range(3000)]

    assert all(br_pis.is_valid(base + check(base)) for base in bases)


def test_a_published_example_is_valid_and_no_other_ending_is():
    assert [end for end in range(10) if br_pis.is_valid(f"1234567891{end}")] == [9]


@pytest.mark.parametrize("typed", ["10333653740", "103.33653.74-0", "103 33653 74 0", "1.033.365.374-0"])
def test_any_spelling_is_found_behind_the_word(typed):
    assert found(f"PIS {typed}") == [("PIS", typed)]


def test_the_printed_form_needs_no_word_but_right_check_digits():
    assert found("segue 103.33653.74-0") == [("PIS", "103.33653.74-0")]
    assert found("segue 103.33653.74-1") == []
    assert found("protocolo 103.33653.74-0") == []


@pytest.mark.parametrize(
    "text", ["10333653740 peças", "pedido 10333653740", "pis e cofins 3,65%", "benefício 1033365374"]
)
def test_bare_digits_orders_and_taxes_are_left(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "line",
    ["nis da menina {PIS:12056412547} do bolsa familia"],
)
def test_its_word_before_outweighs_a_loose_one_behind(line):
    text, expected, question, previous = unmark(line.split("|")[-1], line.split("|")[0] if "|" in line else None)

    assert found(text, question=question, previous=previous) == expected


@pytest.mark.parametrize(
    "text",
    ["bolsa familia 2025 parcela 12056412540"],
)
def test_its_word_before_outweighs_a_loose_one_behind_unless_it_is_another_thing(text):
    assert found(text) == []
