import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..marked import found  # noqa: TID252 - the tests' package has no absolute name

NAMES = st.from_regex(r"[a-z0-9][a-z0-9._+\-]{0,20}[a-z0-9]", fullmatch=True)
DOMAINS = st.from_regex(r"[a-z][a-z0-9\-]{0,12}(\.[a-z]{2,8}){1,3}", fullmatch=True)


@given(
    NAMES,
    DOMAINS,
    st.sampled_from(["", "<", "(", '"', "e-mail: ", "é "]),
    st.sampled_from(["", ",", ".", "!", ">", " ok"]),
)
def test_an_address_is_found_without_what_stands_around_it(name, domain, before, after):
    assert found(f"{before}{name}@{domain}{after}") == [("EMAIL", f"{name}@{domain}")]


@pytest.mark.parametrize(
    "typed",
    [
        "fulano arroba hotmail ponto com",
        "maria.clara arroba gmail.com",
        "ana ponto lima arroba uol ponto com ponto br",
        "maria underline c arroba yahoo ponto com",
        "jose @gmail.com",
        "jose@gmail",
        "JOÃO＠EXEMPLO．COM",
    ],
)
def test_a_spoken_or_slipped_address_is_found(typed):
    assert found(f"meu email é {typed}") == [("EMAIL", typed)]


@pytest.mark.parametrize(
    "text",
    [
        "@lojadabia",
        "segue no @maria.silva",
        "gmail.com não abre",
        "tem arroba alguma coisa ponto com?",
        "10 @ 5 reais",
        "a@b",
    ],
)
def test_handles_and_domains_alone_are_left(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("meu email é rui dias 71 arroba outlook ponto com", "rui dias 71 arroba outlook ponto com"),
        ("email: rui(arroba)exemplo.com", "rui(arroba)exemplo.com"),
        ("fala com rui[at]exemplo[dot]com", "rui[at]exemplo[dot]com"),
        ("it is rui at gmail dot com", "rui at gmail dot com"),
        ("rui.dias@gmail,com", "rui.dias@gmail,com"),
        ("meu email ruidias71gmail.com", "ruidias71gmail.com"),
        ("email rui.dias#hotmail.com.br", "rui.dias#hotmail.com.br"),
    ],
)
def test_the_sign_is_spoken_replaced_or_forgotten(text, address):
    assert found(text) == [("EMAIL", address)]


@pytest.mark.parametrize(
    "text", ["entra no www.gmail.com", "é do hotmail.com", "https://mail.gmail.com/u/0", "arrobas de boi"]
)
def test_a_provider_alone_is_no_address(text):
    assert found(text) == []
