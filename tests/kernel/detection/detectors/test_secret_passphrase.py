"""Passwords of several words, and sentences about passwords that have several words too."""

import pytest

from tests.kernel.detection.marked import found, unmark

PHRASES = [
    "a senha é {PASSWORD:pudim de leite}, tudo junto",
    "minha senha do app é {PASSWORD:palmeiras campeao 99} tudo minúsculo",
    "a frase que coloquei de senha é {PASSWORD:peixe voa baixo}",
    "criei a senha {PASSWORD:casa de vidro} e nao entra",
]
TALK = [
    "a senha é nome e sobrenome tudo junto",
    "a senha tem que ser tudo junto",
    "criei senha nova mas esqueci",
    "entrei com a senha certa e nada",
    "minha frase favorita é essa",
]


@pytest.mark.parametrize("line", PHRASES)
def test_a_password_of_several_words_is_one_datum(line):
    text, expected, *_ = unmark(line)

    assert found(text) == expected


@pytest.mark.parametrize("text", TALK)
def test_talk_about_passwords_stays_readable(text):
    assert found(text) == []
