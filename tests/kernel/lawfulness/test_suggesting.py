"""Which case a conversation gets, and why."""

import pytest

from desvelo.kernel.lawfulness import preset_cases
from desvelo.kernel.lawfulness.case import Case
from desvelo.kernel.lawfulness.presets import Firm, Trade, adopt
from desvelo.kernel.lawfulness.suggesting import Signs, suggest

from .whole import SINCE, case

FIRM = Firm(name="Aurora", contact="a@aurora.example", officer="Helena Teles", link="https://aurora.example/aviso")


def cases_of(trade: Trade) -> list[Case]:
    return [
        adopt(
            each, firm=FIRM, teams=frozenset({each.code}), since=SINCE, languages=["en"], look_up=lambda _, text: text
        )
        for each in preset_cases.of_trade(trade)
    ]


@pytest.mark.parametrize(
    ("trade", "text", "code"),
    [
        (Trade.CLINIC, "Oi, queria MARCAR CONSULTA pra semana que vem", "appointments_health"),
        (Trade.CLINIC, "bom dia! o laudo já saiu?", "exams"),
        (Trade.CLINIC, "me manda a segunda via do boleto", "billing"),
        (Trade.CLINIC, "Hi, can I reschedule?", "appointments_health"),
        (Trade.SHOP, "meu pedido tá atrasado", "orders"),
        (Trade.SHOP, "quanto custa o frete", None),
        (Trade.SHOP, "tem em estoque? qual o preço", "sales"),
        (Trade.CONDOMINIUM, "preciso falar com o síndico sobre barulho", "residents"),
        (Trade.CONDOMINIUM, "liberar a entrada de um visitante", "entrance"),
        (Trade.SHOP, "oi", None),
        (Trade.SHOP, "despedido", None),
    ],
)
def test_words_tell_the_case(trade, text, code):
    found = suggest(cases_of(trade), Signs(texts=[text]))

    assert (found.case if found else None) == code


def test_the_reason_names_the_words_and_nothing_else_of_the_customer():
    found = suggest(cases_of(Trade.CLINIC), Signs(texts=["sou a Rosa, cpf 529.982.247-25, quero meu laudo"]))

    assert found.because.in_english() == "The customer wrote «laudo»."


def test_a_template_decides_over_words():
    ours = [*cases_of(Trade.SHOP), case(code="reminder", templates=frozenset({"lembrete"}))]

    found = suggest(ours, Signs(texts=["meu pedido"], template="lembrete"))

    assert (found.case, found.because.in_english()) == ("reminder", "The customer answered the template «lembrete».")


def test_a_team_settles_a_tie_and_alone_decides_only_with_one_case():
    ours = cases_of(Trade.SHOP)

    assert suggest(ours, Signs(texts=["quanto custa o frete"], team="orders")).case == "orders"
    assert suggest(ours, Signs(texts=["oi"], team="sales")).case == "sales"
    assert suggest([case(code="a"), case(code="b")], Signs(team="entregas")) is None


def test_a_case_that_is_not_in_use_is_never_suggested():
    assert suggest([case(is_retired=True)], Signs(team="entregas")) is None


def test_only_the_first_messages_count():
    ours = cases_of(Trade.CLINIC)

    assert suggest(ours, Signs(texts=["oi"] * 5 + ["laudo"])) is None
    assert suggest(ours, Signs(texts=["oi"] * 4 + ["laudo"])).case == "exams"
