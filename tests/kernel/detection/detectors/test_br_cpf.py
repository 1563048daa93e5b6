import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.br import cpf as reference

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name


def with_check_digits(nine: str) -> str:
    return nine + reference._calc_check_digits(nine + "00")


NUMBERS = (
    st.text("0123456789", min_size=9, max_size=9).map(with_check_digits).filter(lambda number: len(set(number)) > 1)
)
SEPARATORS = st.sampled_from(["", " ", ".", "-", "/", "\n", " . ", "\u00a0", "\u200b", "\u2013"])


@given(NUMBERS, SEPARATORS, SEPARATORS, SEPARATORS)
def test_a_declared_number_is_found_with_any_separators(number, first, second, third):
    typed = f"{number[:3]}{first}{number[3:6]}{second}{number[6:9]}{third}{number[9:]}"

    assert found(f"meu cpf é {typed}, ok") == [("CPF", typed)]


@given(NUMBERS)
def test_right_check_digits_are_enough_for_a_number_that_stands_alone(number):
    assert found(number) == [("CPF", number)]


@given(NUMBERS, st.integers(1, 9))
def test_wrong_check_digits_alone_are_not(number, shift):
    wrong = number[:10] + str((int(number[10]) + shift) % 10)
    assume(wrong[2] != "9")  # a mobile number may have the same digits

    assert found(f"segue {wrong}") == []


@pytest.mark.parametrize(
    "text", ["cpf {}", "{} é o cpf dela", "CPF do titular da conta: {}", "nota no cpf {}", "cpf{}", "cpf nº {}"]
)
def test_the_word_declares_a_number_even_when_mistyped(text):
    assert found(text.format("52998224799")) == [("CPF", "52998224799")]


@pytest.mark.parametrize("typed", ["529.982.247-99", "529.982.247/99", "529.982.247 - 99", "529 . 982 . 247 - 99"])
def test_the_printed_form_declares_a_number_even_when_mistyped(typed):
    assert found(f"é {typed}") == [("CPF", typed)]


def test_the_question_declares_a_number_even_when_mistyped():
    assert found("52998224799", question="Qual seu CPF?") == [("CPF", "52998224799")]
    assert found("52998224799", question="Qual o seu nome?") == []


@pytest.mark.parametrize(
    "text",
    [
        "pedido 52998224725",
        "protocolo nº 52998224725",
        "o pedido é o 52998224725, não chegou",
        "cpf 000.000.000-00",
        "cpf 111.111.111-11",
        "tipo assim: 123.456.789-09",
        "***.982.247-**",
        "ab52998224725",
        "529982247250",
        "cpf inválido 3 vezes em 2024",
    ],
)
def test_what_is_declared_as_something_else_or_nobodys_is_left(text):
    assert found(text) == []


def test_the_word_for_another_document_is_believed_and_spent_by_its_number():
    assert found("cnh 52998224725") == [("CNH", "52998224725")]
    assert found("rg 48.364.841-3, 52998224725") == [("RG", "48.364.841-3"), ("CPF", "52998224725")]


def test_a_number_of_the_wrong_length_right_behind_the_word_is_covered():
    assert found("cpf 529.982.247-2") == [("CPF", "529.982.247-2")]
    assert found("cpf: 529982") == [("CPF", "529982")]
    assert found("cpf 10/11/1984") == [("DATE_OF_BIRTH", "10/11/1984")]


def test_the_word_is_spent_by_the_first_whole_number_behind_it():
    assert found("cpf 52998224725, 21 97777-6666") == [("CPF", "52998224725"), ("PHONE", "21 97777-6666")]
    assert found("cpf do titular da conta 4471: 52998224725") == [("CPF", "52998224725")]


def test_an_address_whose_digits_check_is_an_address():
    assert found("meu ip é 108.159.116.10") == [("IP", "108.159.116.10")]


def test_a_receipt_is_where_it_is_put_and_an_invoice_is_not():
    assert found("pode por na nota sim, 52998224725") == [("CPF", "52998224725")]
    assert found("nota 52998224725 chegou") == []


@pytest.mark.parametrize(
    "line",
    ["marido {CPF:529.982.247-25}, esposa {CPF:111 444 777 35}, os dois no mesmo contrato", "C.P.F {CPF:52998224725}"],
)
def test_a_second_number_before_another_word_is_found(line):
    text, expected, question, previous = unmark(line.split("|")[-1], line.split("|")[0] if "|" in line else None)

    assert found(text, question=question, previous=previous) == expected


@pytest.mark.parametrize(
    "text",
    ["contrato 111 444 777 36"],
)
def test_a_second_number_before_another_word_is_found_unless_it_is_another_thing(text):
    assert found(text) == []
