import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name

WORDS = [
    "abacate", "bola", "cavalo", "dado", "escola", "fada", "gato", "hora", "ilha", "janela", "lago", "mapa", "neve",
    "ouro", "pato", "rede", "sino", "tatu", "urso", "vela",
]  # fmt: skip
SEEDS = st.lists(st.sampled_from(WORDS), min_size=12, max_size=12, unique=True)


@given(SEEDS, st.sampled_from(["seed: {}", "minha frase de recuperação é {}", "as 12 palavras\n{}", "seed phrase {}"]))
def test_twelve_words_after_their_name_are_a_seed(words, text):
    seed = " ".join(words)

    assert found(text.format(seed)) == [("SECRET", seed)]


@given(SEEDS)
def test_a_numbered_list_is_one_too(words):
    seed = "\n".join(f"{place}. {word}" for place, word in enumerate(words, 1))

    assert found(f"frase secreta:\n{seed}") == [("SECRET", seed)]


def test_the_question_makes_words_a_seed_and_without_it_they_are_a_list():
    seed = " ".join(WORDS[:12])

    assert found(seed, question="Qual a frase de recuperação da carteira?") == [("SECRET", seed)]
    assert found(seed) == []


@pytest.mark.parametrize("count", [11, 13, 20])
def test_another_number_of_words_is_no_seed(count):
    assert found("seed: " + " ".join(WORDS[:count])) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("códigos de backup: 4821-9937, 1180-2264 e 7730-1195", "4821-9937, 1180-2264 e 7730-1195"),
        ("código de backup 48219937", "48219937"),
        ("backup codes\n4821 9937\n1180 2264", "4821 9937\n1180 2264"),
        ("código de emergência k7x92-p4w11", "k7x92-p4w11"),
        ("códigos de recuperação a1b2c3d4 e5f6g7h8", "a1b2c3d4 e5f6g7h8"),
    ],
)
def test_a_list_of_backup_codes_is_one_datum(text, codes):
    assert found(text) == [("SECRET", codes)]


@pytest.mark.parametrize(
    "text",
    [
        "fiz o backup ontem, pedido 48219937",
        "a frase de recuperação pede 12 palavras e eu não anotei em lugar nenhum da minha casa ainda",
        "preciso dos códigos de backup, onde acho?",
        "código de reserva do hotel XPTO",
        "comprar arroz feijao macarrao oleo acucar cafe leite pao manteiga queijo presunto ovos",
        "as 12 palavras que mudaram a minha vida inteira foram ditas por ela quando eu era pequeno",
        "seed de maracuja 500g",
        "código de resgate do vale presente ABCD-1234-EFGH",
        "código de reserva LA12345678",
    ],
)
def test_talk_and_shopping_lists_are_left(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "doze palavras no caderno {SECRET:ostra lobo cacto amora rede tatu uva neve zebu pitanga varal sabia} e perdi",
        "mandei minha frase pro suporte: {SECRET:ostra lobo cacto amora rede tatu uva neve zebu pitanga varal sabia}",
    ],
)
def test_a_seed_phrase_in_prose_is_found(line):
    text, expected, question, previous = unmark(line.split("|")[-1], line.split("|")[0] if "|" in line else None)

    assert found(text, question=question, previous=previous) == expected


@pytest.mark.parametrize(
    "text",
    ["minha frase da camiseta é viva a vida"],
)
def test_a_seed_phrase_in_prose_is_found_unless_it_is_another_thing(text):
    assert found(text) == []
