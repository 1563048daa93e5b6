import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection.brazil import AREA_CODES

from ..marked import found  # noqa: TID252 - the tests' package has no absolute name

AREAS = st.sampled_from(sorted(AREA_CODES))
FOURS = st.from_regex(r"[1-9][0-9]{3}", fullmatch=True)
FORMS = [
    "({a}) 9{x}-{y}",
    "{a} 9{x}-{y}",
    "+55 {a} 9{x}-{y}",
    "55{a}9{x}{y}",
    "0{a} 9{x}-{y}",
    "({a})9{x}.{y}",
    "{a} 9 {x} {y}",
]


def test_the_area_codes_are_those_an_independent_table_knows():
    dialled = {
        code
        for code in (f"{number:02}" for number in range(10, 100))
        if phonenumbers.is_valid_number(phonenumbers.parse(f"+55{code}988887777"))
    }

    assert dialled == AREA_CODES


@given(AREAS, FOURS, FOURS, st.sampled_from(FORMS))
def test_a_mobile_with_area_code_is_found_in_every_spelling(area, x, y, form):
    typed = form.format(a=area, x=x, y=y)

    assert found(f"chama {typed} ok") == [("PHONE", typed)]


@pytest.mark.parametrize("typed", ["(21) 3333-4444", "21 3333-4444", "98888-7777", "3333-4444", "+351 912 345 678"])
def test_a_written_number_needs_no_word(typed):
    assert found(f"oi {typed}") == [("PHONE", typed)]


@pytest.mark.parametrize("typed", ["2133334444", "33334444", "988887777", "21 3333 4444"])
def test_a_bare_number_needs_a_word_or_the_question(typed):
    assert found(f"oi {typed}") == []
    assert found(f"telefone {typed}") == [("PHONE", typed)]
    assert found(typed, question="Qual seu telefone?") == [("PHONE", typed)]


def test_two_numbers_side_by_side_are_two_findings():
    assert found("11 98888-7777 / 11 97777-6666") == [("PHONE", "11 98888-7777"), ("PHONE", "11 97777-6666")]


@pytest.mark.parametrize(
    "text",
    [
        "0800 704 2020",
        "ligue 0300 123 4567",
        "4004-1234",
        "11 4002-8922",
        "3003-1234",
        "SAC 3333-4444",
        "pedido 11988887777",
        "protocolo 3333-4444",
        "2018-2019",
        "10/11/2026",
        "20 98888-7777x",
        "tel 190",
        "20988887777",
        "peso 98888-7777g",
    ],
)
def test_service_lines_and_other_numbers_are_left(text):
    assert found(text) == []


def test_a_mobile_in_two_parts_that_is_all_there_is_needs_no_word():
    assert found("97777 6666") == [("PHONE", "97777 6666")]
    assert found("pedido 97777 6666") == []


def test_an_address_behind_it_explains_itself_and_not_the_number():
    assert ("PHONE", "63 9 8126 4407") in found("o novo é 63 9 8126 4407, e-mail rita@teste.com")
