import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..marked import found  # noqa: TID252 - the tests' package has no absolute name

LATITUDES = st.integers(-330000, -10001).map(lambda value: f"{value / 10000:.4f}")
LONGITUDES = st.integers(-739999, -347000).map(lambda value: f"{value / 10000:.4f}")


@given(
    LATITUDES,
    LONGITUDES,
    st.sampled_from([",", ", ", " ", " / ", "; "]),
    st.sampled_from(["{}", "tô em {}, vem", "{}?"]),
)
def test_a_pair_in_brazil_needs_no_word(latitude, longitude, joint, text):
    pair = f"{latitude}{joint}{longitude}"

    assert found(text.format(pair)) == [("GEO", pair)]


@pytest.mark.parametrize(
    "point",
    [
        "lat -12.9711 long -38.5108",
        "-12,9711, -38,5108",
        "latitude: 2.8197 longitude: -60.6733",
        "12°58'16.0\"S 38°30'39.0\"W",
        "12º58’16”S, 38º30’39”O",
        "https://maps.app.goo.gl/aB3dE5fG7hJ9kL1m7",
        "https://goo.gl/maps/Zx81kQpW2m",
        "https://www.google.com/maps?q=-12.9711,-38.5108",
        "https://maps.google.com/?q=-12.97,-38.51",
        "https://waze.com/ul/h6gyf0x2kq",
        "maps.app.goo.gl/Rt7uK9",
        "23.5505° S, 46.6333° W",
        "lat=-12.9711&lng=-38.5108",
        "lat -12.97 long -38.51",
        "///pato.mesa.azul",
        "MC9X+7H Pituba, Salvador - BA",
        "588MC9X4+7H",
        "MC9X+7H Salvador",
        "MC9X+7HV Feira de Santana, BA",
    ],
)
def test_a_point_is_found_whole(point):
    assert found(f"me busca em {point}.") == [("GEO", point)]


def test_small_letters_are_a_plus_code_only_after_a_word():
    assert found("plus code mc9x+7h") == [("GEO", "mc9x+7h")]
    assert found("peça mc9x+7h") == []


def test_a_pair_outside_brazil_needs_a_word():
    assert found("coordenadas 2.8197, 60.6733") == [("GEO", "2.8197, 60.6733")]
    assert found("subiu de 2.8197, 60.6733 agora") == []


@pytest.mark.parametrize(
    "text",
    [
        "a loja fica aqui https://maps.app.goo.gl/aB3dE5fG7hJ9kL1m7",
        "nosso endereço: https://goo.gl/maps/Zx81kQpW2m",
        "-10°C à noite e 23,5 de dia",
        "dólar 5.4321 e euro 6.1234",
        "2,50 x 3,75",
        "tipo O+ ou AB+",
        "2345+67 dá quanto?",
        "caiu -3,25 e -1,50",
        "tela 1920x1080, 23.8 pol",
        "91.1234, -200.4321",
        "https://exemplo.com/maps-de-mesa/4471",
        "modelo GH+2V",
        "o fundo variou -0.1234, -0.5678 no dia",
        "local 12,50 e 30,00",
    ],
)
def test_shops_prices_and_measures_are_left(text):
    assert found(text) == []


def test_a_line_break_behind_the_sign_is_read_as_a_space_is():
    assert found("portão: -23.512201, -\n46.871120") == [("GEO", "-23.512201, -\n46.871120")]
