import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..marked import found  # noqa: TID252 - the tests' package has no absolute name

CODES = st.integers(1_000_000, 99_999_999).map("{:08}".format)


@given(CODES, st.sampled_from(["", "-", " ", ".", "\u2013", " - "]))
def test_a_declared_code_is_found_in_any_spelling(code, separator):
    typed = f"{code[:5]}{separator}{code[5:]}"

    assert found(f"meu cep é {typed}") == [("CEP", typed)]


@given(CODES)
def test_the_printed_form_needs_no_word(code):
    typed = f"{code[:5]}-{code[5:]}"

    assert found(f"moro em {typed}, casa azul") == [("CEP", typed)]


def test_the_question_declares_a_bare_code():
    assert found("01310100", question="Qual o CEP?") == [("CEP", "01310100")]
    assert found("01310100", question="Qual o bairro?") == []


def test_a_street_in_the_message_declares_a_bare_code():
    assert found("rua augusta 1200, 01310100") == [("ADDRESS", "rua augusta 1200"), ("CEP", "01310100")]
    assert found("na rua de sempre, nasci 05071983") == [("DATE_OF_BIRTH", "05071983")]
    assert found("rua augusta, pedido 01310100") == []


def test_the_word_is_spent_by_the_first_number_behind_it():
    assert found("cep 01310-100 e o código da loja 44718820") == [("CEP", "01310-100")]


@pytest.mark.parametrize(
    "text",
    [
        "protocolo 01310-100",
        "a peça 12345-678 serve no modelo antigo",
        "12345-678 é o pedido",
        "00123-456",
        "(11) 98888-777",
        "conta 12345-678",
        "ref 12345-678",
        "https://exemplo.com/p/01310-100",
        "ab01310-100",
        "01310-1000",
        "R$ 15000-000",
        "cep não sei de cabeça",
    ],
)
def test_orders_parts_accounts_and_broken_telephones_are_left(text):
    assert found(text) == []


@pytest.mark.parametrize("typed", ["1310-100", "01310-10", "013100-100", "01310-1000"])
def test_a_digit_too_few_or_too_many_counts_right_behind_the_word(typed):
    assert found(f"meu cep é {typed}") == [("CEP", typed)]
    assert found(f"peça {typed}") == []


def test_its_first_five_digits_count_as_the_answer_or_where_only_the_beginning_is_told():
    assert found("74230", question="Qual o CEP da entrega?") == [("CEP", "74230")]
    assert found("só lembro o início do cep, 74230") == [("CEP", "74230")]
    assert found("início do curso, sala 74230") == []
    assert found("74230", question="Qual o número do pedido?") == []


def test_a_code_that_no_page_finds_counts_however_it_is_grouped():
    assert found("boto 7 4 2 3 0 090 e o site não encontra minha rua") == [("CEP", "7 4 2 3 0 090")]
    assert found("boto 7 4 2 3 0 090 e o site não abre") == []


def test_the_example_of_manuals_is_nobodys():
    assert found("no tutorial tá 12345-678") == []
