import random

import pytest

from desvelo.kernel.detection.detectors import br_cnh

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name


def checks(base: str) -> str:
    """The rule told another way, as the traffic departments' clerks are: by hand, digit for digit."""
    down = sum(int(base[place]) * (9 - place) for place in range(9)) % 11
    up = sum(int(base[place]) * (1 + place) for place in range(9)) % 11
    if down < 10:
        return f"{down}{up if up < 10 else 0}"
    up = (up - 2) % 11
    return f"0{up if up < 10 else 0}"


def test_a_second_way_of_reckoning_gives_the_same_check_digits():
    chance = random.Random(20261126)
    bases = [f"{chance.randrange(10**9):09}" for _ in range(3000)]

    assert all(br_cnh.is_valid(base + checks(base)) for base in bases)
    assert sum(br_cnh.is_valid(f"{base}{chance.randrange(100):02}") for base in bases) < 60


def test_a_published_example_is_valid_and_no_other_ending_is():
    endings = [end for end in range(100) if br_cnh.is_valid(f"624729276{end:02}")]

    assert endings == [37]


@pytest.mark.parametrize("word", ["cnh", "CNH nº", "minha habilitação é", "carteira de motorista:", "reg. cnh"])
def test_the_word_declares_it_check_digits_right_or_wrong(word):
    assert found(f"{word} 66712768426") == [("CNH", "66712768426")]
    assert found(f"{word} 66712768427") == [("CNH", "66712768427")]


def test_register_means_the_licence_only_where_it_is_spoken_of_and_the_digits_are_right():
    assert found("registro 66712768426, renach e cnh ok") == [("CNH", "66712768426")]
    assert found("registro 66712768427, renach e cnh ok") == []
    assert found("registro 66712768426 no cartório") == []


@pytest.mark.parametrize(
    "text", ["66712768426 unidades", "pedido 66712768426", "protocolo da cnh: ver site", "cnh 2026"]
)
def test_bare_digits_orders_and_talk_are_left(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "line",
    ["C.N.H {CNH:04629104821}"],
)
def test_a_licence_by_its_letters_is_found(line):
    text, expected, question, previous = unmark(line.split("|")[-1], line.split("|")[0] if "|" in line else None)

    assert found(text, question=question, previous=previous) == expected


@pytest.mark.parametrize(
    "text",
    ["c n h vence quando"],
)
def test_a_licence_by_its_letters_is_found_unless_it_is_another_thing(text):
    assert found(text) == []
