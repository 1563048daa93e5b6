import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection.catalogue import shipped
from desvelo.kernel.detection.finding import Certainty, Finding
from desvelo.kernel.detection.reading import Context, Reading
from desvelo.kernel.detection.scanning import scan, unreadable

from .marked import found

DEMO = "meu cartão 5555 5555 5555 4444 val 08/29 cvv 123, cpf 529.982.247-25"
PIECES = [
    "oi ", "cpf ", "529.982.247-25", "52998224725", " cartão ", "5555 5555 5555 4444", " val ", "08/29", " cvv ", "123",
    " senha é ", "Azul2024", " código ", "482913", "(11) 98888-7777", " zap ",
    "ana@exemplo.com", "\n", "R$ 10,00", " pedido ",
    "é", "😀", "\u200b", "ção", "1", "-", ".", "?",
]  # fmt: skip
MESSAGES = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


def test_the_sentence_of_the_demo_gives_exactly_its_four_data():
    assert found(DEMO) == [
        ("CARD_NUMBER", "5555 5555 5555 4444"),
        ("CARD_EXPIRY", "08/29"),
        ("CARD_CVV", "123"),
        ("CPF", "529.982.247-25"),
    ]


def test_a_finding_says_how_it_is_known():
    first, *_, last = scan(DEMO)

    assert first == Finding(11, 30, "CARD_NUMBER", Certainty.CHECKED, "card.number", "check_digit")
    assert last == Finding(54, 68, "CPF", Certainty.CHECKED, "br.cpf", "check_digits")


@pytest.mark.parametrize(
    "typed",
    [
        DEMO.upper(),
        DEMO.replace("ã", "a"),
        DEMO.replace("ã", "a\u0303"),
        DEMO.replace(" ", "\u00a0"),
        DEMO.replace(" ", "  "),
        DEMO.replace(" ", "\n"),
        DEMO.replace("5 5", "5-5").replace("5 4", "5-4"),
        DEMO.translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)}),
        DEMO.translate({ord(str(digit)): f"{digit}\u200b" for digit in range(10)}),
        DEMO.translate({ord(str(digit)): f"{digit}\ufe0f\u20e3" for digit in range(10)}),
        "\u202e".join(DEMO),
    ],
    ids=[
        "upper",
        "bare",
        "decomposed",
        "nbsp",
        "wide",
        "lines",
        "dashes",
        "full-width",
        "zero-width",
        "keycaps",
        "rtl",
    ],
)
def test_the_same_sentence_is_found_however_it_was_typed(typed):
    assert [label for label, _ in found(typed)] == ["CARD_NUMBER", "CARD_EXPIRY", "CARD_CVV", "CPF"]


def test_without_unveiling_a_zero_width_character_would_hide_the_number():
    hidden = "\u200b".join("52998224725")

    unguarded = Reading(hidden, lexicon=shipped().lexicon)

    assert [finding for detector in shipped().detectors for finding in detector(unguarded)] == []
    assert found(hidden) == [("CPF", hidden)]


@given(MESSAGES, MESSAGES, MESSAGES)
def test_findings_are_ordered_disjoint_and_inside_the_text(text, question, previous):
    end = 0
    for finding in scan(text, Context(question=question, previous=previous)):
        assert end <= finding.start < finding.end <= len(text)
        end = finding.end


@given(MESSAGES)
def test_the_same_message_always_gives_the_same_findings(text):
    assert scan(text) == scan(text)


@pytest.mark.parametrize(
    "text", ["", "bom dia, tudo bem?", "quero 2 bolos e 12 velas", "❤️❤️ obrigada 🙏🏽", "dia 10 às 8h30"]
)
def test_a_clean_message_leaves_at_the_gate_without_being_read(text, monkeypatch):
    monkeypatch.setattr("desvelo.kernel.detection.scanning.Reading", None)

    assert scan(text) == ()


def test_with_a_number_the_gate_is_open(monkeypatch):
    monkeypatch.setattr("desvelo.kernel.detection.scanning.Reading", None)

    with pytest.raises(TypeError):
        scan("cpf 52998224725")


def test_a_password_is_found_wherever_it_is_repeated():
    assert found("a senha é Azul2024. Repito: Azul2024!") == [("PASSWORD", "Azul2024"), ("PASSWORD", "Azul2024")]


def test_a_repeated_password_is_not_found_inside_another_word():
    assert found("a senha é Azul2024, na tela saiu Azul2024x") == [("PASSWORD", "Azul2024")]


@pytest.mark.parametrize(
    ("previous", "text", "label", "covered"),
    [
        ("meu cpf é 529.982.", "247-25", "CPF", "247-25"),
        ("529982", "24725", "CPF", "24725"),
        ("5555 5555", "5555 4444", "CARD_NUMBER", "5555 4444"),
        ("meu cpf é", "52998224799", "CPF", "52998224799"),
        ("a senha é", "batata", "PASSWORD", "batata"),
        ("a senha é", "obrigada", "PASSWORD", None),
    ],
)
def test_a_number_begun_in_the_last_message_is_finished_in_this_one(previous, text, label, covered):
    expected = [(label, covered)] if covered else []

    assert found(text, previous=previous) == expected
    assert found(text) == []


def test_a_number_at_the_end_of_the_last_message_does_not_taint_an_unrelated_one():
    assert found("2 bolos para 15 pessoas", previous="moro no 302") == []


def test_an_unreadable_text_is_covered_whole():
    assert unreadable("qualquer coisa") == (Finding(0, 14, "UNREADABLE", Certainty.SHAPE, "scan", "failed"),)
    assert unreadable("") == ()
