import pytest

from ..marked import found  # noqa: TID252 - the tests' package has no absolute name


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
