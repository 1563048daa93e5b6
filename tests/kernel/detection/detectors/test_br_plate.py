import pytest

from ..marked import found  # noqa: TID252 - the tests' package has no absolute name


@pytest.mark.parametrize(
    "typed", ["PQR3C45", "pqr3c45", "PQR-3C45", "PQR 3C45", "KLM9087", "klm-9087", "k l m 9 0 8 7"]
)
def test_any_spelling_is_found_behind_the_word_and_in_answer(typed):
    assert found(f"placa {typed}") == [("PLATE", typed)]
    assert found(typed, question="Qual a placa?") == [("PLATE", typed)]


def test_the_newer_form_needs_no_word_and_the_older_one_a_vehicle():
    assert found("cheguei, PQR3C45") == [("PLATE", "PQR3C45")]
    assert found("cheguei, KLM-9087") == []
    assert found("cheguei de moto, KLM-9087") == [("PLATE", "KLM-9087")]


@pytest.mark.parametrize(
    "text",
    [
        "cupom PQR3C45",
        "localizador PQR3C45",
        "modelo KLM-9087 do carro",
        "abro das 8h30 às 18h",
        "placa de vídeo RTX4060",
        "https://exemplo.com/PQR3C45",
        "PQR3C456",
        "xPQR3C45",
    ],
)
def test_coupons_bookings_models_and_hours_are_left(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("tem um GHT3052 fechando minha garagem", "GHT3052"),
        ("rastreador sem sinal, veículo GHT3B52", "GHT3B52"),
        ("libera a entrada do ght-3052", "ght-3052"),
    ],
)
def test_a_vehicle_is_told_by_where_it_stands(text, value):
    assert found(text) == [("PLATE", value)]
