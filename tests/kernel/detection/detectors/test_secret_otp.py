import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..marked import found  # noqa: TID252 - the tests' package has no absolute name


@given(
    st.from_regex(r"[0-9]{6}", fullmatch=True),
    st.sampled_from(["código {}", "o código é {}", "token {}", "{} é o código"]),
)
def test_six_digits_beside_the_word_are_a_code(code, text):
    assert found(text.format(code)) == [("OTP_CODE", code)]


@pytest.mark.parametrize("code", ["4829", "48291", "4829135", "48291357", "482 913", "482-913", "4 8 2 9 1 3"])
@pytest.mark.parametrize(
    "text",
    ["o código que chegou por sms: {}", "recebi o código {}", "código de verificação {}", "código de entrega é {}"],
)
def test_any_usual_length_is_a_code_where_a_word_of_arrival_or_proof_stands(code, text):
    assert found(text.format(code)) == [("OTP_CODE", code)]


@pytest.mark.parametrize("answer", ["482913", "é 4829", "48 29 13", "chegou 482913"])
def test_the_question_makes_a_bare_number_a_code(answer):
    assert [label for label, _ in found(answer, question="Qual o código que chegou por SMS?")] == ["OTP_CODE"]


def test_another_question_does_not():
    assert found("482913", question="Qual o código do produto?") == []
    assert found("482913", question="Qual o número do pedido?") == []
    assert found("482913") == []


def test_a_code_of_letters_needs_a_word_of_proof():
    assert found("código de confirmação: K7X92P") == [("OTP_CODE", "K7X92P")]
    assert found("código K7X92P") == []


def test_the_prefix_of_google_belongs_to_the_code():
    assert found("cod do google G-448120") == [("OTP_CODE", "G-448120")]


@pytest.mark.parametrize(
    "text",
    [
        "código do produto 482913",
        "código de rastreio 482913",
        "código de barras 4829135",
        "cupom: código 482913",
        "produto código 482913 quebrado",
        "código 7788",
        "informe o código 7788",
        "código da loja 4471 chegou?",
        "código AB482913",
        "token da conta de luz 1234 5678 9012 3456 7890",
        "código 10/2026",
        "R$ 4829 no código",
        "ISBN 978-85-359-1484-9 código",
    ],
)
def test_codes_of_things_are_left(text):
    assert found(text) == []


@pytest.mark.parametrize("of", ["do cliente", "promocional", "da loja", "de desconto", "do vendedor", "interno"])
def test_six_digits_of_a_thing_are_left(of):
    assert found(f"código {of} 482913") == []


@pytest.mark.parametrize("of", ["do itaú", "do gov", "da verificação", "do insta", "de vocês"])
def test_six_digits_from_who_sends_codes_are_found(of):
    assert found(f"código {of} 482913") == [("OTP_CODE", "482913")]
