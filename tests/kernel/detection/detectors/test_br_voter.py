import random

import pytest

from desvelo.kernel.detection.detectors import br_voter

from ..marked import found  # noqa: TID252 - the tests' package has no absolute name


def checks(serial: str, state: str) -> str:
    """The rule in the electoral court's words, with its exception for states 01 and 02."""
    special = state in {"01", "02"}
    first = sum(int(digit) * weight for digit, weight in zip(serial, range(2, 10), strict=True)) % 11
    first = 0 if first == 10 else 1 if first == 0 and special else first
    second = (int(state[0]) * 7 + int(state[1]) * 8 + first * 9) % 11
    return f"{first}{0 if second == 10 else 1 if second == 0 and special else second}"


def test_a_second_way_of_reckoning_gives_the_same_check_digits_in_every_state():
    chance = random.Random(20261126)
    for state in range(1, 29):
        for serial in (f"{chance.randrange(10**8):08}" for _ in range(200)):
            assert br_voter.is_valid(f"{serial}{state:02}{checks(serial, f'{state:02}')}")


def test_a_published_example_is_valid_and_a_state_that_does_not_exist_is_not():
    assert br_voter.is_valid("102385010671")
    assert not br_voter.is_valid("102385012971")


@pytest.mark.parametrize("typed", ["906696771910", "9066 9677 1910", "9066 9677 19 10", "90669677 19 10"])
def test_any_spelling_is_found_behind_the_word(typed):
    assert found(f"título de eleitor {typed}") == [("TITULO_ELEITOR", typed)]


def test_zone_and_section_stay_readable():
    assert found("título 906696771910 zona 071 seção 0120") == [("TITULO_ELEITOR", "906696771910")]


@pytest.mark.parametrize("text", ["906696771910", "nota 9066 9677 1910", "9066 9677 1911", "título do filme de 1999"])
def test_bare_digits_invoices_and_films_are_left(text):
    assert found(text) == []


def test_a_word_behind_it_is_believed_over_one_that_names_nothing():
    assert found("n de inscrição 0123 4567 0191 título eleitoral") == [("TITULO_ELEITOR", "0123 4567 0191")]
