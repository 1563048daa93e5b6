"""Whom a text speaks to is read from its first words, and only from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection.greeting import first_name, greeted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bom dia, Rosa! Seu exame ficou pronto.", "rosa"),
        ("Oi Rosa, tudo bem?", "rosa"),
        ("Olá, tudo bem, dona Rosa?", "rosa"),
        ("  BOM DIA ROSA", "rosa"),
        ("José, o boleto segue abaixo", "jose"),
        ("Prezada Sra. Conceição: segue o laudo", "conceicao"),
        ("Rosa! Chegou.", "rosa"),
    ],
)
def test_who_is_greeted_is_found_without_case_or_accent(text, name):
    assert greeted(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "O exame da Rosa ficou pronto",
        "Já falei com a Rosa",
        "123, pode ser?",
        "Bom dia!",
        "\n" * 200 + "Oi Rosa",
    ],
)
def test_who_is_only_spoken_of_is_not(text):
    assert greeted(text) == ""


@pytest.mark.parametrize(("name", "first"), [("Rosa Vasconcelos", "rosa"), ("José", "jose"), ("", ""), ("  ", "")])
def test_the_first_name_is_written_the_same_way(name, first):
    assert first_name(name) == first


@given(st.text(max_size=300))
def test_whatever_is_written_the_answer_is_one_short_word(text):
    assert len(greeted(text).split()) <= 1
    assert len(greeted(text)) <= 30
