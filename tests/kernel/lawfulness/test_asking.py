"""Texts that ask for what must not be asked in a chat: 158 that do, 166 that do not, half of them held apart.

The held half was scored once before the rules were touched again (precision 0.975, recall 0.987); one hand wrote the
sentences and the rules, so strangers' texts will do worse.
"""

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.lawfulness.asking import linter
from desvelo.kernel.lawfulness.asking.linter import SafeWay, refusals
from desvelo.kernel.lawfulness.asking.objects import Rule
from desvelo.kernel.whatsapp import essential_templates

FOLDER = Path(__file__).parent
SLOW = 0.5  # seconds of the processor


def sentences(name: str) -> list[tuple[str, str]]:
    lines = (FOLDER / name).read_text().splitlines()
    return [tuple(line.split("|", 1)) for line in lines if line and not line.startswith("#")]


SEEN, HELD = sentences("asks_seen.txt"), sentences("asks_held.txt")


@pytest.mark.parametrize(("rule", "text"), SEEN, ids=[text[:40] for _, text in SEEN])
def test_a_sentence_of_the_seen_half(rule, text):
    found = {each.rule.value for each in refusals(text)}

    assert rule in found if rule != "-" else found == set()


def test_the_held_half_is_judged_nearly_as_well():
    judged = [(rule != "-", {each.rule.value for each in refusals(text)}, rule) for rule, text in HELD]
    right = sum(asks and rule in found for asks, found, rule in judged)
    refused = sum(bool(found) for _, found, _ in judged)
    asking = sum(asks for asks, _, _ in judged)

    assert (asking, len(HELD) - asking) == (79, 83)
    assert right / refused >= 0.975
    assert right / asking >= 0.975


def test_there_are_enough_of_both_kinds_and_no_sentence_is_in_both_halves():
    everything = SEEN + HELD

    assert sum(rule != "-" for rule, _ in everything) >= 150
    assert sum(rule == "-" for rule, _ in everything) >= 150
    assert len({text for _, text in everything}) == len(everything)
    assert {rule for rule, _ in everything} == {*Rule, "-"}


@pytest.mark.parametrize(
    ("text", "place", "rule"),
    [
        ("Oi, {{1}}! Me passa o CPF?", "CPF", Rule.DOCUMENT),
        ("Não localizei seu cadastro, informe o CPF", "CPF", Rule.DOCUMENT),
        ("Se você não tem cadastro informe o CPF", "CPF", Rule.DOCUMENT),
        ("Não esqueça de enviar o CPF", "CPF", Rule.DOCUMENT),
        ("Estamos na recepção, me passa o CPF", "CPF", Rule.DOCUMENT),
        ("C\u200bP\u200bF completo, me manda?", "C\u200bP\u200bF", Rule.DOCUMENT),
        ("me manda o c.p.f", "c.p.f", Rule.DOCUMENT),
        ("Informe o CPF no link ou aqui na conversa", "CPF", Rule.DOCUMENT),
        ("Nunca pedimos senha. Informe o CPF.", "CPF", Rule.DOCUMENT),
        ("Não compartilhe a senha, mas informe o CPF", "CPF", Rule.DOCUMENT),
        ("ENVIE O NÚMERO DO CARTÃO", "NÚMERO DO CARTÃO", Rule.CARD),
        ("Envie o número inteiro do cartão, não só os últimos 4 dígitos", "número inteiro do cartão", Rule.CARD),
        ("Don't forget to send your ID number", "your ID", Rule.DOCUMENT),
    ],
)
def test_what_hides_the_asking_does_not(text, place, rule):
    (found,) = refusals(text)

    assert (text[found.start : found.end], found.rule) == (place, rule)


@pytest.mark.parametrize(
    "text",
    ["não peça o número do cartão", "não envie sua senha", "confirme os 4 últimos dígitos", "", "oi",
     "Na recepção, apresente seu RG", "Posso confirmar seu CPF no sistema?"],
)  # fmt: skip
def test_a_false_friend_is_let_through(text):
    assert refusals(text) == ()


def test_two_things_asked_are_two_refusals():
    text = "Me manda o CPF e a senha. Qual o CVV?"

    assert [(each.rule, text[each.start : each.end]) for each in refusals(text)] == [
        (Rule.DOCUMENT, "CPF"), (Rule.SECRET, "senha"), (Rule.CVV, "CVV"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "way"),
    [("Qual o CVV?", SafeWay.PAYMENT_LINK), ("Qual o número do cartão?", SafeWay.PAYMENT_LINK),
     ("Qual sua senha?", SafeWay.NOBODY_ASKS), ("Qual seu CPF?", SafeWay.SECURE_FORM),
     ("Qual sua agência e conta?", SafeWay.SECURE_FORM), ("Quais são seus sintomas?", SafeWay.SECURE_FORM)],
)  # fmt: skip
def test_each_refusal_offers_a_safe_way(text, way):
    (found,) = refusals(text)

    assert found.safe_way is way
    assert found.wrong.in_english().endswith(".")
    assert found.step.in_english().endswith(".")


@pytest.mark.parametrize("template", essential_templates.TEMPLATES, ids=lambda template: template.name)
def test_the_templates_we_bring_ask_for_nothing(template):
    assert [refusals(part.text) for part in template.parts] == [()]


PIECES = st.sampled_from(
    ["envie ", "CPF", "não ", ". ", "\u200b", "ã", "🂡", "senha", "?", "por favor", "qual ", "\n", ":"]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_places_are_in_order_and_inside_the_text(text):
    ends = [0]
    for each in refusals(text):
        assert ends[-1] <= each.start < each.end <= len(text)
        ends.append(each.end)


@pytest.mark.parametrize("piece", ["envie ", "numero do ", "conta ", "por favor, ", "codigo ", "nao se esqueca de "])
def test_a_text_made_to_be_slow_is_read_in_no_time(piece):
    begun = process_time()
    refusals(piece * (linter.LONGEST // len(piece)))

    assert process_time() - begun < SLOW
