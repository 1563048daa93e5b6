"""A text is an identifier whole, or it is none."""

import pytest

from desvelo.kernel.search import identifiers


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("529.982.247-25", [("cpf", "52998224725"), ("phone", "5552998224725")]),
        ("+55 11 98888-7777", [("phone", "5511988887777")]),
        ("5511988887777", [("phone", "5511988887777")]),
        ("11 3333-4444", [("phone", "551133334444")]),
        ("+1 (415) 555-2671", [("phone", "14155552671")]),
        ("0044 20 7946 0958", [("phone", "442079460958")]),
        ("11.222.333/0001-81", [("cnpj", "11222333000181")]),
        ("12.ABC.345/01DE-35", [("cnpj", "12ABC34501DE35")]),
        (" Ana@Example.com", [("email", "ana@example.com")]),
        ("ana arroba example.com", [("email", "ana@example.com")]),
    ],
)
def test_what_a_text_may_be(text, kinds):
    assert identifiers.kinds(text) == kinds


@pytest.mark.parametrize(
    "text", ["", "bom dia", "meu cpf é 529.982.247-25", "529.982.247", "4417", "88887777", "ana@", "x" * 101, "1" * 16]
)
def test_what_is_none(text):
    assert identifiers.kinds(text) == []


@pytest.mark.parametrize(
    ("label", "value", "kinds"),
    [
        ("CPF", "529.982.247-25", [("cpf", "52998224725")]),
        ("PHONE", "(11) 98888-7777", [("phone", "5511988887777")]),
        ("PIX_KEY", "ana@example.com", [("email", "ana@example.com")]),
        ("HEALTH", "ana@example.com", []),
        ("PERSON_NAME", "Ana Prado", []),
        ("ADDRESS", "11988887777", []),
        ("SPECIAL", "52998224725", []),
        ("OTHER", "52998224725", []),
        ("PASSWORD", "ana@example.com", []),
    ],
)
def test_only_some_classes_of_data_are_identifiers(label, value, kinds):
    assert identifiers.of_datum(label, value) == kinds
