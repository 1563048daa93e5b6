"""What a provider says of itself is believed only about itself."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.federation import discovery
from desvelo.kernel.federation.errors import DiscoveryRefused

ISSUER = "https://login.example/tenant"
DOCUMENT = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": "https://tokens.example/token",
    "jwks_uri": "https://keys.example/jwks",
    "response_types_supported": ["code", "id_token"],
    "id_token_signing_alg_values_supported": ["HS256", "none", "RS256", "ES256"],
    "code_challenge_methods_supported": ["plain", "S256"],
}


def read(**changed: object) -> discovery.Discovery:
    document = {name: value for name, value in {**DOCUMENT, **changed}.items() if value is not None}
    return discovery.read(json.dumps(document).encode(), issuer=ISSUER)


def test_a_document_says_where_to_ask_and_which_signatures_to_expect():
    found = read()

    assert found.token_endpoint == "https://tokens.example/token"
    assert found.algorithms == ("ES256", "RS256")
    assert (found.takes_basic, found.says_issuer) == (True, False)


def test_what_may_be_absent_has_the_values_of_the_standard():
    found = read(id_token_signing_alg_values_supported=None, code_challenge_methods_supported=None)

    assert found.algorithms == ("RS256",)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"issuer": "https://other.example"}, "issuer"),
        ({"issuer": f"{ISSUER}/"}, "issuer"),
        ({"issuer": ISSUER.upper()}, "issuer"),
        ({"issuer": None}, "shape"),
        ({"token_endpoint": "http://tokens.example/token"}, "address"),
        ({"jwks_uri": "file:///etc/passwd"}, "address"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "address"),
        ({"authorization_endpoint": "https://login.example@evil.example/"}, "address"),
        ({"authorization_endpoint": "https://login.example/#x"}, "address"),
        ({"authorization_endpoint": "https://login.example/\\evil"}, "address"),
        ({"authorization_endpoint": "https://"}, "address"),
        ({"response_types_supported": ["id_token"]}, "code"),
        ({"code_challenge_methods_supported": ["plain"]}, "pkce"),
        ({"id_token_signing_alg_values_supported": ["HS256", "none"]}, "algorithm"),
        ({"response_types_supported": "code"}, "shape"),
    ],
)
def test_a_document_that_cannot_be_used_is_refused_with_the_reason(changed, reason):
    with pytest.raises(DiscoveryRefused) as refused:
        read(**changed)

    assert refused.value.reason == reason


@given(st.binary(max_size=200))
def test_whatever_is_at_the_address_is_refused_and_breaks_nothing(content):
    with pytest.raises(DiscoveryRefused):
        discovery.read(content, issuer=ISSUER)


def test_a_document_as_deep_as_it_likes_is_refused():
    with pytest.raises(DiscoveryRefused):
        discovery.read(b'{"issuer": ' + b"[" * 100_000, issuer=ISSUER)


@pytest.mark.parametrize(
    ("text", "well"),
    [("https://login.example", True), ("http://127.0.0.1:9", True), ("ftp://login.example", False),
     ("https://login.example?x", False), ("https://login.example#x", False), ("https://a b", False),
     ("https://u:p@login.example", False), ("https://login.example:x", False), ("https://é.example", False)],
)  # fmt: skip
def test_an_issuer_is_an_address_without_query_and_fragment(text, well):
    assert discovery.is_issuer(text) is well
