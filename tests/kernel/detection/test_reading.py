import pytest

from desvelo.kernel.detection.lexicon import Claim, Lexicon
from desvelo.kernel.detection.reading import Context, Reading

LEXICON = Lexicon([Claim("CPF", ("cpf",), ()), Claim("PHONE", ("telefone", "zap"), ())])


def reading(text, **context):
    return Reading(text, lexicon=LEXICON, context=Context(**context))


def nearest(text, number):
    cue = reading(text).nearest(text.index(number), text.index(number) + len(number))
    return None if cue is None else text[cue.start : cue.end]


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("cpf 123456", "cpf"),
        ("cpf ou telefone 123456", "telefone"),
        ("123456 e meu zap", "zap"),
        ("pedido 123456", "pedido"),
        ("pedido 4471 e 123456", None),
        ("cade meu pedido? 123456", None),
        ("cpf? 123456", "cpf"),
        ("123456\nzap", None),
        ("123456 zap 99", None),
        ("cpf " + "x" * 50 + " 123456", None),
    ],
)
def test_the_nearest_keyword_announces_a_number(text, keyword):
    assert nearest(text, "123456") == keyword


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Qual seu CPF?", {"CPF"}),
        ("Me informa o CPF e o telefone.", {"CPF", "PHONE"}),
        ("CPF:", {"CPF"}),
        ("Recebi seu CPF. Já retorno.", set()),
        ("Qual o número do pedido?", set()),
        ("Seu telefone está salvo. Qual o CPF?", {"CPF"}),
        (None, set()),
    ],
)
def test_only_what_the_question_asks_for_is_expected(question, asked):
    assert reading("1", question=question).asked == asked


def test_the_writers_own_last_words_announce_the_next_message():
    assert reading("1", previous="oi, meu cpf é").asked == {"CPF"}
    assert reading("1", previous="oi, meu cpf é 529.982.247-25").asked == set()


def test_a_number_in_a_link_is_known_as_such():
    link = reading("veja https://exemplo.com/p/123456")

    assert link.is_in_link(26)
    assert not reading("veja 123456").is_in_link(5)


def test_what_is_computed_once_is_not_computed_again():
    calls = []
    message = reading("x")

    assert message.once(calls.append) is None
    assert message.once(calls.append) is None
    assert calls == [message]
