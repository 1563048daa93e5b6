"""Numbers said in words, dictated, mistyped, or spread over messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection.folding import fold
from desvelo.kernel.detection.spoken import rewrite

from .marked import found

ONES = ["zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"]
TEENS = ["dez", "onze", "doze", "treze", "quatorze", "quinze", "dezesseis", "dezessete", "dezoito", "dezenove"]
TENS = ["vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa"]
HUNDREDS = [
    "duzentos",
    "trezentos",
    "quatrocentos",
    "quinhentos",
    "seiscentos",
    "setecentos",
    "oitocentos",
    "novecentos",
]


def in_words(number: int) -> str:
    """Say a number below ten thousand as a Brazilian does."""
    if number >= 1000:
        thousands = "mil" if number < 2000 else f"{ONES[number // 1000]} mil"
        return thousands + (f" e {in_words(number % 1000)}" if number % 1000 else "")
    if number >= 100:
        if number == 100:
            return "cem"
        head = "cento" if number < 200 else HUNDREDS[number // 100 - 2]
        return head + (f" e {in_words(number % 100)}" if number % 100 else "")
    if number >= 20:
        return TENS[number // 10 - 2] + (f" e {ONES[number % 10]}" if number % 10 else "")
    return TEENS[number - 10] if number >= 10 else ONES[number]


def digits(text: str) -> str | None:
    said = rewrite(text, fold(text))
    return said and said.text


@given(st.integers(2, 9999).filter(lambda number: number not in {100, 1000, 1001, 1100}))
def test_every_number_in_words_is_read_as_it_is_meant(number):
    assert digits(f"nº 7: {in_words(number)} y") == f"nº 7: {number} y"


# A sentence with no number word but «um» has none: it is an article.
SAID = st.text("0123456789", min_size=3, max_size=20).filter(lambda number: set(number) != {"1"})


@given(SAID, st.sampled_from([" ", ", ", ". ", "\n", " - "]))
def test_digits_said_one_by_one_become_one_number(number, pause):
    said = pause.join(ONES[int(digit)] for digit in number)
    rewritten = digits(said)

    assert rewritten == number


@given(
    st.lists(
        st.sampled_from([*"1lO0é\u0301😀,.-\n  ", "cinco", "um", "vinte", "e", "ponto", "mil", "reais"]), max_size=40
    )
)
def test_every_character_of_the_rewritten_text_comes_from_its_place(parts):
    text = "".join(parts)
    said = rewrite(text, fold(text))
    if said is None:
        return

    assert len(said.text) == len(said.folded) == len(said.starts) == len(said.ends)
    assert list(said.starts) == sorted(said.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(said.starts, said.ends, strict=True))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("529 ponto 982 ponto 247 traço 25", "529.982.247-25"),
        ("cinco dois nove ponto nove oito dois", "529.982"),
        ("529 nove oito dois 247", "529 982 247"),
        ("meia dois meia", "626"),
        ("trinta dois, um zero", "3210"),
        ("(1l) 98888-7777", "(11) 98888-7777"),
        ("52O.98l", "520.981"),
        ("S29.9B2", "529.982"),
        ("oitenta e oito mil", "88000"),
    ],
)
def test_dictated_mixed_and_mistyped_numbers_are_read(typed, read):
    assert digits(typed) == read


@pytest.mark.parametrize(
    "text",
    [
        "um cartão",
        "vinte e três reais",
        "oito mil e quinhentos reais",
        "qual o ponto",
        "1º lugar",
        "meia hora",
        "olá",
        "SB12",
        "cem por cento",
    ],
)
def test_articles_sums_and_ordinals_stay_as_they_are(text):
    assert digits(text) is None


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("meu cpf é {}", "CPF", "cinco dois nove nove oito dois dois quatro sete dois cinco"),
        ("cpf {} ok", "CPF", "cinco dois nove, nove oito dois, dois quatro sete, dois cinco"),
        ("anota o cpf {}", "CPF", "529 ponto 982 ponto 247 traço 25"),
        ("cpf {}", "CPF", "52O.982.247-25"),
        (
            "cpf {}",
            "CPF",
            "quinhentos e vinte e nove novecentos e oitenta e dois duzentos e quarenta e sete vinte e cinco",
        ),
        ("liga no {}", "PHONE", "onze nove oito oito oito oito sete sete sete sete"),
        ("zap {}", "PHONE", "vinte e um nove meia meia cinco cinco quarenta e três vinte e dois"),
        ("cep {}", "CEP", "zero um três um zero traço um zero zero"),
        ("nasci em {}", "DATE_OF_BIRTH", "cinco de julho de mil novecentos e oitenta e três"),
        ("nasci em {}", "DATE_OF_BIRTH", "três de abril de noventa e um"),
        ("aniversário dia {}", "DATE_OF_BIRTH", "quatorze de junho"),
        ("placa {}", "PLATE", "p q r três c quatro cinco"),
        ("cep {}", "CEP", "oitenta e oito mil traço zero zero zero"),
        ("cpf {}", "CPF", "529.9B2.247-25"),
        ("rg {}", "RG", "quatro oito três meia quatro oito quatro um três"),
        ("minha cnh é {}", "CNH", "meia meia sete um dois sete meia oito quatro dois meia"),
        ("o código é {}", "OTP_CODE", "quatro oito um nove dois três"),
        ("cartão {}", "CARD_NUMBER", "quatro um um um, um um um um, um um um um, um um um um"),
    ],
)
def test_every_detector_of_numbers_understands_words(text, label, value):
    assert found(text.format(value)) == [(label, value)]


@pytest.mark.parametrize(
    "text",
    [
        "pedido quatro quatro sete um oito oito dois",
        "comprei vinte e três caixas com duzentos e quarenta parafusos",
        "sete de setembro de mil oitocentos e vinte e dois",
        "são duzentos e quarenta reais em três vezes de oitenta",
        "abrem às nove e meia ou dez e quinze?",
        "protocolo cinco dois nove nove oito dois dois quatro sete dois cinco",
        "uma, duas, três e já",
        "são quatro pessoas, dois adultos e duas crianças de cinco e oito anos",
        "um, dois, três, quatro, cinco, seis, sete, oito, nove, dez",
        "o S10 branco, 2B na lista, 10s de vídeo",
    ],
)
def test_orders_counts_hours_and_sums_in_words_are_left(text):
    assert found(text) == []


def test_the_first_digits_of_a_number_are_covered_where_they_are_asked_for_or_named():
    assert found("529", question="Qual seu CPF?") == [("CPF", "529")]
    assert found("cinco dois nove", question="Qual seu CPF?") == [("CPF", "cinco dois nove")]
    assert found("meu cpf é 529.98") == [("CPF", "529.98")]
    assert found("529", question="Quantas caixas?") == []
    assert found("529", question="Qual o CPF e a data de nascimento?") == []
    assert found("cpf 2026") == []


@pytest.mark.parametrize(
    ("previous", "text"),
    [
        ("meu cpf é 529", "982 247 25"),
        ("529.982.", "247-25"),
        ("cpf cinco dois nove", "nove oito dois dois quatro sete dois cinco"),
        ("meu cpf é 529\n982", "247-25"),
    ],
)
def test_a_number_begun_before_is_finished(previous, text):
    assert found(text, previous=previous) == [("CPF", text)]
    assert found(text) == []


def test_a_number_that_goes_on_with_something_else_is_left():
    assert found("24725", previous="pedido 529982") == []
    assert found("98223", previous="quero 2 caixas de 15") == []
