import dataclasses
import itertools
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection import catalogue as catalogues
from desvelo.kernel.detection.errors import FindingsMisplaced, LabelUnknown, NotMaskedText
from desvelo.kernel.detection.finding import Certainty, Finding
from desvelo.kernel.detection.labels import Handling
from desvelo.kernel.detection.masked import Chip, Datum, MaskedText, mask
from desvelo.kernel.detection.scanning import scan, unreadable

from .test_scanning import DEMO, MESSAGES

SECRETS = ["5555 5555 5555 4444", "5555555555554444", "Azul2024", "482913", "737"]


RULES = ("card.number/check_digit", "card.expiry/near_card", "card.cvv/keyword", "br.cpf/check_digits")


def numbered():
    counter = itertools.count(1)
    return lambda: f"d{next(counter)}"


def masked(text):
    return mask(text, scan(text), numbered())


def test_the_sentence_of_the_demo_becomes_text_and_chips():
    body, data = masked(DEMO)

    assert body.parts == (
        "meu cartão ",
        Chip("d1", "CARD_NUMBER", "•••• 4444", True, "Mastercard"),
        " val ",
        Chip("d2", "CARD_EXPIRY", "", False),
        " cvv ",
        Chip("d3", "CARD_CVV", "", True),
        ", cpf ",
        Chip("d4", "CPF", "•• 25", False),
    )
    assert data == (
        Datum("d1", "CARD_NUMBER", "•••• 4444", Handling.DISCARD, Certainty.CHECKED, None, "Mastercard", RULES[0]),
        Datum("d2", "CARD_EXPIRY", "", Handling.SEAL, Certainty.CONTEXT, "08/29", "", RULES[1]),
        Datum("d3", "CARD_CVV", "", Handling.DISCARD, Certainty.CONTEXT, None, "", RULES[2]),
        Datum("d4", "CPF", "•• 25", Handling.SEAL, Certainty.CHECKED, "529.982.247-25", "", RULES[3]),
    )


@pytest.mark.parametrize(
    ("text", "hint", "detail"),
    [
        ("zap (11) 98888-7777", "•••• 7777", ""),
        ("５２９．９８２．２４７－２５", "•• 25", ""),
        ("cpf 529982", "", ""),
        ("ana@exemplo.com", "", ""),
        ("cartão 4111 1111 1111 1111", "•••• 1111", "Visa"),
        ("cartão 3782 822463 10005", "•••• 0005", "Amex"),
        ("cartão 6062 8267 8627 6634", "•••• 6634", "Hipercard"),
        ("cartão 6362 9700 0045 7013", "•••• 7013", "Elo"),
        ("cartão 3056 930902 5904", "•••• 5904", ""),
        ("minha senha é Azul2024", "", ""),
    ],
)
def test_a_chip_shows_only_what_its_label_allows(text, hint, detail):
    (chip,) = masked(text)[0].chips

    assert (chip.hint, chip.detail) == (hint, detail)


@given(MESSAGES)
def test_with_its_data_back_a_masked_text_is_the_text(text):
    findings = scan(text)
    body, data = mask(text, findings, numbered())
    gone = {datum.id: text[finding.start : finding.end] for datum, finding in zip(data, findings, strict=True)}
    sealed = {datum.id: datum.value for datum in data if datum.handling is Handling.SEAL}

    assert "".join(part if isinstance(part, str) else (gone | sealed)[part.datum] for part in body.parts) == text
    assert [chip.datum for chip in body.chips] == [datum.id for datum in data]
    assert all(datum.value is None for datum in data if datum.handling is Handling.DISCARD)


@given(MESSAGES)
def test_what_is_encoded_is_decoded(text):
    body, _ = masked(text)

    assert MaskedText.decode(body.encode()) == body


def every_form(body: MaskedText, data: tuple[Datum, ...]) -> bytes:
    """Everything a caller could store, log or send of what ``mask`` returned."""
    told = repr(body) + repr(data) + body.plain_preview(10_000)
    told += json.dumps([dataclasses.asdict(datum) for datum in data]) + str(dataclasses.asdict(body))
    return told.encode() + body.encode() + pickle.dumps((body, data))


@given(st.sampled_from(["oi ", "então, ", "\n", ""]), st.permutations(range(4)))
def test_a_discarded_value_is_in_nothing_that_comes_back(opening, order):
    sentences = [
        "cartão 5555 5555 5555 4444 cvv 737. ",
        "a senha é Azul2024. ",
        "o código é 482913. ",
        "de novo: Azul2024. ",
    ]
    text = opening + "".join(sentences[index] for index in order)

    body, data = masked(text)

    assert len(data) == 5
    for secret in SECRETS:
        assert secret.encode() not in every_form(body, data)


def test_were_the_label_sealed_instead_the_value_would_come_back():
    text = "a senha é Azul2024"
    sealing = catalogues.Catalogue(
        dataclasses.replace(detector, label=dataclasses.replace(detector.label, handling=Handling.SEAL))
        for detector in catalogues.shipped().detectors
    )

    body, data = mask(text, scan(text), numbered(), catalogue=sealing)

    assert b"Azul2024" in every_form(body, data)


def test_a_sealed_value_is_not_in_the_repr_of_its_datum():
    _, (datum,) = masked("cpf 529.982.247-25")

    assert datum.value == "529.982.247-25"
    assert "529.982" not in repr(datum)


def test_an_unreadable_text_becomes_one_sealed_chip():
    body, data = mask("algo", unreadable("algo"), numbered())

    assert body.parts == (Chip("d1", "UNREADABLE", "", False),)
    assert data[0].value == "algo"


@pytest.mark.parametrize("spans", [[(3, 2)], [(0, 99)], [(2, 4), (1, 3)], [(0, 3), (2, 4)], [(-1, 2)]])
def test_findings_out_of_place_are_refused(spans):
    findings = [Finding(start, end, "CPF", Certainty.SHAPE, "test") for start, end in spans]

    with pytest.raises(FindingsMisplaced):
        mask("0123456789", findings, numbered())


def test_a_finding_with_a_label_nobody_declares_is_refused():
    with pytest.raises(LabelUnknown):
        mask("0123", [Finding(0, 1, "SHOE_SIZE", Certainty.SHAPE, "test")], numbered())


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"\xff", b'{"v":2,"parts":[]}', b'{"v":1,"parts":[1]}', b'{"v":1,"parts":[{"datum":"a"}]}', b'["a"]'],
)
def test_what_is_not_a_masked_text_is_refused_without_quoting_it(data):
    with pytest.raises(NotMaskedText) as refusal:
        MaskedText.decode(data)

    assert refusal.value.params == {}
    assert refusal.value.__cause__ is None


def test_a_preview_is_one_line_with_hints_and_ends_in_an_ellipsis():
    body, _ = masked("oi,\n  meu cpf é 529.982.247-25 e a senha é Azul2024 ok")

    assert body.plain_preview(80) == "oi, meu cpf é •• 25 e a senha é ••• ok"
    assert body.plain_preview(12) == "oi, meu cpf…"
    assert body.plain_preview(0) == ""


@given(MESSAGES, st.integers(0, 50))
def test_a_preview_is_never_longer_than_asked(text, limit):
    assert len(masked(text)[0].plain_preview(limit)) <= limit


def test_a_beginning_cuts_text_and_never_a_chip():
    body, _ = masked("oi, meu cpf é 529.982.247-25 e a senha é Azul2024 ok")
    cpf = body.chips[0]

    assert body.beginning(8).parts == ("oi, meu…",)
    assert body.beginning(16).parts == ("oi, meu cpf é ", cpf)
    assert body.beginning(24).parts == ("oi, meu cpf é ", cpf, " e a…")
    assert body.beginning(0).parts == ()
    assert body.beginning(400) == body
