import random

import pytest

from desvelo.kernel.detection.detectors import br_rg

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name


def check(base: str) -> str:
    """São Paulo's rule told another way: the rest of the sum with weights 9 to 2 is the digit itself."""
    return "0123456789X"[sum(int(digit) * weight for digit, weight in zip(base, range(9, 1, -1), strict=True)) % 11]


def test_a_second_way_of_reckoning_gives_the_same_check_character():
    chance = random.Random(20261126)
    bases = [f"{chance.randrange(10**8):08}" for _ in range(3000)]

    assert all(br_rg.is_valid(base + check(base)) for base in bases)


def test_a_published_example_is_valid_and_no_other_ending_is():
    assert [end for end in "0123456789x" if br_rg.is_valid(f"29465327{end}")] == ["2"]


@pytest.mark.parametrize(
    "typed",
    [
        "48.364.841-3",
        "483648413",
        "48 364 841 3",
        "12.345.67x",
        "1.234.567",
        "MG-15.223.481",
        "2004.111.222-3",
        "7080901234",
    ],
)
def test_the_forms_of_the_states_are_found_behind_the_word(typed):
    typed = typed.replace("12.345.67x", "30.233.459-X")

    assert found(f"rg {typed} ok") == [("RG", typed)]


def test_the_issuer_declares_it_and_stays_readable():
    assert found("3.456.789 SSP/GO") == [("RG", "3.456.789")]
    assert found("3.456.789") == []


def test_the_form_of_sao_paulo_needs_no_word_but_a_right_check():
    assert found("segue 48.364.841-3") == [("RG", "48.364.841-3")]
    assert found("segue 48.364.841-4") == []


def test_beside_a_cpf_each_is_its_own():
    text = "rg e cpf: 48.364.841-3 / 529.982.247-25"

    assert found(text) == [("RG", "48.364.841-3"), ("CPF", "529.982.247-25")]


@pytest.mark.parametrize(
    "text",
    [
        "protocolo 48.364.841-3",
        "rg emitido em 12/05/2010",
        "tirei o rg em 2003",
        "faturou 12.345.678",
        "pedido 48.364.841-3",
    ],
)
def test_protocols_dates_and_sums_are_left(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "line",
    ["meu rg antigo era {RG:5566778} e o novo é {RG:38.512.907-2}", "r.g. {RG:38.512.907-2}"],
)
def test_a_second_identity_card_is_found(line):
    text, expected, question, previous = unmark(line.split("|")[-1], line.split("|")[0] if "|" in line else None)

    assert found(text, question=question, previous=previous) == expected


@pytest.mark.parametrize(
    "text",
    ["meu rg tem 20 anos"],
)
def test_a_second_identity_card_is_found_unless_it_is_another_thing(text):
    assert found(text) == []
