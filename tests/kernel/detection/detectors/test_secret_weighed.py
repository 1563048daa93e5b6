"""Codes that several weak signs give away, and numbers that they do not."""

import pytest

from tests.kernel.detection.marked import found, unmark

CODES = [
    "me mandaram um número pra validar o cadastro, {OTP_CODE:6093}",
    "o totem pediu o código, digitei {OTP_CODE:8157}",
    "{OTP_CODE:6093} is your Uber code",
    "numero de confirmação {OTP_CODE:815726}",
]
THINGS = ["código do exame 6093", "o número da casa é 6093", "código do vendedor é 815726", "mandaram 6093 peças"]


@pytest.mark.parametrize("line", CODES)
def test_weak_signs_together_make_a_code(line):
    text, expected, *_ = unmark(line)

    assert found(text) == expected


@pytest.mark.parametrize("text", THINGS)
def test_numbers_of_things_stay_readable(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "o número que o rapaz da entrega quer é {OTP_CODE:8073}",
        "pra pegar o pacote o codigo e {OTP_CODE:8073}",
        "tá dizendo {OTP_CODE:551928} não compartilhe com ninguém",
    ],
)
def test_a_code_not_to_be_shared_is_found(line):
    text, expected, question, previous = unmark(line.split("|")[-1], line.split("|")[0] if "|" in line else None)

    assert found(text, question=question, previous=previous) == expected


@pytest.mark.parametrize(
    "text",
    ["o motoboy quer os 4 últimos do telefone, é 8073?", "não compartilhe o pedido 551928"],
)
def test_a_code_not_to_be_shared_is_found_unless_it_is_another_thing(text):
    assert found(text) == []
