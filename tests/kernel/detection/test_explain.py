"""Why something is covered, and why something that looks like a datum is not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection import explain as explaining
from desvelo.kernel.detection.catalogue import Catalogue, Detector, shipped
from desvelo.kernel.detection.explain import Reason, WhyNot, explain
from desvelo.kernel.detection.finding import Certainty, Hit
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.lexicon import Claim
from desvelo.kernel.detection.reading import Context
from desvelo.kernel.detection.scanning import scan, scan_or_cover

TYPED = st.lists(
    st.sampled_from(
        ["cpf", "529.982.247-25", "senha é", "Jacare#77", "pedido", "52998224725", "R$ 4.500,00", "👩🏽\u200d⚕️",
         "\u200b", "cvv 123", "4111 1111 1111 1111", "código", "441277", "\n", "tel", "11 98888-7777", "oi", "ação",
         "שלום", "cep 01310-100"]
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


def only(text: str, **before: str) -> Reason:
    (reason,) = explain(text, Context(**before))
    return reason


def test_a_word_that_the_finding_rests_on_is_its_evidence():
    reason = only("a senha da academia é Jacare#77")

    assert (reason.label, reason.found, reason.certainty) == ("PASSWORD", True, Certainty.CONTEXT)
    assert reason.evidence == ("senha",)


def test_a_value_that_speaks_for_itself_needs_no_evidence():
    reason = only("me cadastra aí: 529.982.247-25 obrigada")

    assert (reason.label, reason.rule, reason.certainty) == ("CPF", "check_digits", Certainty.CHECKED)
    assert (reason.evidence, reason.question, reason.beside) == ((), False, ())


def test_a_question_that_the_finding_rests_on_is_named():
    reason = only("52998224799", question="Qual o CPF do titular?")

    assert (reason.label, reason.rule, reason.question) == ("CPF", "declared", True)


def test_another_datum_that_the_finding_rests_on_is_named_by_its_label():
    card, expiry = explain("5555 5555 5555 4444 09/31")

    assert (card.label, card.beside) == ("CARD_NUMBER", ())
    assert (expiry.label, expiry.beside) == ("CARD_EXPIRY", ("CARD_NUMBER",))


@pytest.mark.parametrize(
    ("text", "why_not", "evidence"),
    [
        ("pedido 39053344705 atrasou", WhyNot.ANNOUNCED, ("pedido",)),
        ("o protocolo é 20260011223", WhyNot.ANNOUNCED, ("protocolo",)),
        ("paguei R$ 1.250,90 ontem", WhyNot.MONEY, ()),
        ("posso passar o cpf depois?", WhyNot.NO_VALUE, ("cpf",)),
        ("sobraram 48129 parafusos", WhyNot.NO_WORD, ()),
    ],
)
def test_what_is_left_alone_says_why(text, why_not, evidence):
    reason = only(text)

    assert (reason.found, reason.why_not, reason.evidence) == (False, why_not, evidence)


def test_an_amount_is_one_stretch_with_its_point_and_comma():
    text = "paguei R$ 1.250,90 ontem"
    reason = only(text)

    assert text[reason.start : reason.end] == "1.250,90"


def test_a_number_without_a_word_says_what_it_could_have_been():
    reason = only("39053344706")

    assert (reason.why_not, reason.found) == (WhyNot.NO_WORD, False)
    assert "CPF" in reason.could_be
    assert [finding.label for finding in scan("cpf: 39053344706")] == ["CPF"]


def test_a_message_with_nothing_in_it_has_nothing_to_explain():
    assert explain("bom dia, tudo bem?") == ()
    assert explain("") == ()


def test_where_a_detector_breaks_the_whole_text_is_the_one_thing_found():
    def breaks(_reading):
        raise RecursionError

    broken = Catalogue([Detector("a.b", Label(code="X", handling=Handling.SEAL), ("oi",), Claim("X", (), ()), breaks)])
    (reason,) = explain("oi, tudo bem?", catalogue=broken)

    assert (reason.label, reason.rule, reason.start, reason.end) == ("UNREADABLE", "failed", 0, 13)


def test_a_detector_nobody_has_heard_of_is_explained_without_a_line_about_it():
    def find(reading):
        for match in re.finditer(r"(?<=apelido )[a-z]+", reading.folded):
            yield Hit(*match.span(), Certainty.CONTEXT, "nickname")

    label = Label(code="NICKNAME", handling=Handling.SEAL)
    catalogue = Catalogue([Detector("x.nick", label, ("apelido",), Claim("NICKNAME", ("apelido",), ()), find)])
    found = [each for each in explain("meu apelido Pipoca ficou", catalogue=catalogue) if each.found]

    assert [(each.label, each.rule, each.evidence) for each in found] == [("NICKNAME", "nickname", ("apelido",))]


@given(TYPED)
def test_every_finding_has_one_reason_and_nothing_else_is_said_to_be_found(text):
    found = [(each.start, each.end, each.label, each.rule) for each in explain(text) if each.found]

    assert found == [(each.start, each.end, each.label, each.rule) for each in scan(text)]


@given(TYPED)
def test_reasons_are_in_order_inside_the_text_and_what_is_left_alone_touches_no_finding(text):
    reasons = explain(text)

    assert [reason.start for reason in reasons] == sorted(reason.start for reason in reasons)
    for reason in reasons:
        assert 0 <= reason.start < reason.end <= len(text)
        assert reason.found or reason.why_not is not None
        assert reason.found or all(
            other.end <= reason.start or reason.end <= other.start for other in reasons if other.found
        )


@given(TYPED)
def test_evidence_never_holds_a_digit_or_a_value(text):
    values = {text[each.start : each.end].lower() for each in scan(text)}

    for reason in explain(text):
        for word in reason.evidence:
            assert not any(char.isdigit() for char in word)
            assert word not in values


def test_a_long_text_is_explained_in_a_bounded_number_of_short_scans(monkeypatch):
    lengths = []

    def counted(text, *arguments, **named):
        lengths.append(len(text))
        return scan_or_cover(text, *arguments, **named)

    monkeypatch.setattr(explaining, "scan_or_cover", counted)
    text = "senha: Abacate77 e o pedido 39053344705, cep 01310-100 e 48129; " * 1000
    reasons = explain(text)

    assert len(text) > 60_000
    assert sum(reason.found for reason in reasons) == 40
    assert len(lengths) <= 40 * 25 + 40 * len(shipped().labels)
    assert sorted(lengths)[-2] <= 160 + 80 + 40
