"""Where a person is sent, and what ties the way back: PKCE, state and nonce."""

import base64
import hashlib
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.federation import asking
from desvelo.kernel.federation.asking import Try, Wish
from desvelo.kernel.federation.discovery import Discovery

FOUND = Discovery(
    issuer="https://login.example",
    authorization_endpoint="https://login.example/authorize",
    token_endpoint="https://login.example/token",
    jwks_uri="https://login.example/jwks",
    algorithms=("RS256",),
    takes_basic=True,
    says_issuer=True,
)
TRYING = Try(door="a-door", state="a-state")
BACK = "https://desk.example/entrar/provedor/x/retorno"


def asked(wish: Wish, found: Discovery = FOUND) -> dict[str, str]:
    address = asking.address(found, TRYING, wish, client_id="desk", redirect_uri=BACK)
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@pytest.mark.asvs("10.2.1")
def test_the_code_flow_is_asked_for_with_s256_state_nonce_and_no_more_than_who_it_is():
    assert asked(Wish(max_age=timedelta(hours=12))) == {
        "response_type": "code",
        "scope": "openid",
        "client_id": "desk",
        "redirect_uri": BACK,
        "state": "a-state",
        "nonce": TRYING.nonce,
        "code_challenge": TRYING.challenge,
        "code_challenge_method": "S256",
        "max_age": "43200",
    }


def test_classes_and_a_sign_in_anew_are_asked_for_when_wished():
    found = asked(Wish(max_age=timedelta(0), acr=("gold", "silver"), anew=True))

    assert (found["max_age"], found["acr_values"], found["prompt"]) == ("0", "gold silver", "login")


def test_an_endpoint_with_a_query_of_its_own_keeps_it():
    address = asking.address(
        Discovery(**{name: getattr(FOUND, name) for name in Discovery.__slots__} | {
            "authorization_endpoint": "https://login.example/authorize?p=policy"
        }),
        TRYING, Wish(max_age=timedelta(0)), client_id="desk", redirect_uri=BACK,
    )  # fmt: skip

    assert address.startswith("https://login.example/authorize?p=policy&response_type=code&")


def test_the_challenge_is_the_sha_256_of_the_verifier():
    digest = hashlib.sha256(TRYING.verifier.encode()).digest()

    assert TRYING.challenge == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert len(TRYING.verifier) == 43


@given(st.text(), st.text(), st.text(), st.text())
def test_whoever_lacks_one_of_the_two_secrets_has_neither_verifier_nor_nonce(door, state, other_door, other_state):
    one, other = Try(door=door, state=state), Try(door=other_door, state=other_state)

    assert (one == other) == (one.verifier == other.verifier) == (one.nonce == other.nonce)
    assert one.verifier != one.nonce
