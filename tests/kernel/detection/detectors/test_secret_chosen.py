"""Plain words told as passwords, and what is only said of passwords."""

import pytest

from tests.kernel.detection.marked import found, unmark

TOLD = [
    "troquei a senha de {PASSWORD:moringa} pra {PASSWORD:cuscuz}",
    "não sei se a senha é {PASSWORD:tamanco} ou {PASSWORD:chinelo}",
    "minha senha é o nome da minha cachorra, {PASSWORD:farofa}",
    "a senha é tudo minúsculo {PASSWORD:paçoca}",
    "{PASSWORD:rapadura} é a senha",
    "coloco a senha {PASSWORD:canjica} e não vai",
    "eu tinha botado {PASSWORD:berimbau} na senha",
    "senha {PASSWORD:quindim} usuario marta",
    "la contraseña es {PASSWORD:sandía}",
    "senha antiga {PASSWORD:serrote} senha nova {PASSWORD:martelo}",
    "digito {PASSWORD:jaguar5} e fala que a senha tá errada",
]
ANSWERED = [
    "pode ser {PASSWORD:tangerina}",
    "é {PASSWORD:pitomba} tudo junto",
    "acho que é {PASSWORD:goiabada}",
    "não, peraí, é {PASSWORD:siriguela}",
]
TALK = [
    "a senha é do meu marido",
    "a senha eletrônica não funciona",
    "mudei a senha pra ver se resolvia",
    "coloquei a senha correta e nada",
    "o problema é a senha",
    "a senha é fraca ou forte?",
]


@pytest.mark.parametrize("line", TOLD)
def test_a_plain_word_is_found_where_a_password_stands(line):
    text, expected, *_ = unmark(line)

    assert [each for each in found(text) if each[0] == "PASSWORD"] == expected


@pytest.mark.parametrize("line", ANSWERED)
def test_a_plain_word_is_found_in_a_short_answer(line):
    text, expected, *_ = unmark(line)

    assert found(text, question="Qual a senha do Wi-Fi?") == expected


@pytest.mark.parametrize("text", TALK)
def test_talk_about_passwords_stays_readable(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["não sei", "vou perguntar pro meu filho", "tá atrás do modem", "esqueci"])
def test_an_answer_that_tells_no_password_stays_readable(text):
    assert found(text, question="Qual a senha do Wi-Fi?") == []


@pytest.mark.parametrize(
    "line",
    [
        "quero que a senha seja {PASSWORD:tangerina}",
        "a senha tava como {PASSWORD:tangerina}",
        "gostaria da senha {PASSWORD:tangerina}",
        "o wifi é Sala9 e a senha {PASSWORD:tangerina}",
        "Qual senha você está usando?|tô tentando com {PASSWORD:mexericadoce}",
        "minha senha era {PASSWORD:jabuticaba}, agora coloquei {PASSWORD:tangerina}",
        "Qual a senha do celular?|{PASSWORD:9 1 7 4}",
    ],
)
def test_answers_and_corrections_of_a_password_are_found(line):
    text, expected, question, previous = unmark(line.split("|")[-1], line.split("|")[0] if "|" in line else None)

    assert found(text, question=question, previous=previous) == expected


@pytest.mark.parametrize(
    "text",
    ["tem senha o wifi daí ou é aberto", "minha senha era fácil, agora coloquei no papel"],
)
def test_answers_and_corrections_of_a_password_are_found_unless_it_is_another_thing(text):
    assert found(text) == []
