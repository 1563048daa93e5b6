import pytest

from ..marked import found, unmark  # noqa: TID252 - the tests' package has no absolute name


@pytest.mark.parametrize("typed", ["GA482913", "FX 771203", "X4RTBPFW4", "AAB123456", "533210987"])
def test_the_word_or_the_question_declares_it(typed):
    assert found(f"passaporte {typed}") == [("PASSPORT", typed)]
    assert found(typed, question="Qual o número do passaporte?") == [("PASSPORT", typed)]


@pytest.mark.parametrize(
    "text",
    [
        "GA482913",
        "localizador GA482913",
        "passaporte vence 12082029",
        "passaporte vence em 12/2029",
        "passaporte anual do parque 12345678",
        "o protocolo do passaporte ficou pronto em 30 dias",
    ],
)
def test_bookings_dates_and_season_tickets_are_left(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "pasaporte chileno {PASSPORT:F719204}, reserva para tres",
        "pass. {PASSPORT:GH719204}",
        "documento de viagem {PASSPORT:GH719204}",
    ],
)
def test_a_passport_by_its_other_words_is_found(line):
    text, expected, question, previous = unmark(line.split("|")[-1], line.split("|")[0] if "|" in line else None)

    assert found(text, question=question, previous=previous) == expected


@pytest.mark.parametrize(
    "text",
    ["passei 719204 na portaria", "localizador GH719204 e passaporte em mãos", "o pass é 719204"],
)
def test_a_passport_by_its_other_words_is_found_unless_it_is_another_thing(text):
    assert found(text) == []
