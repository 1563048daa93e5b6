"""An ID token is believed when all of it is right, and refused for the first thing that is not."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.federation import id_token
from desvelo.kernel.federation.discovery import ALGORITHMS
from desvelo.kernel.federation.errors import TokenRefused
from desvelo.kernel.federation.id_token import Asserted, Expected

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
SMALL = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505  to be refused
EC = ec.generate_private_key(ec.SECP256R1())
ED = ed25519.Ed25519PrivateKey.generate()
EXPECTED = Expected(
    issuer="https://login.example",
    client_id="desk",
    nonce="n" * 43,
    algorithms=ALGORITHMS,
    authenticated_after=NOW - timedelta(hours=12),
)


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def number(value: int) -> str:
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def rsa_jwk(key: rsa.RSAPrivateKey, kid: str) -> dict[str, str]:
    numbers = key.public_key().public_numbers()
    return {"kty": "RSA", "kid": kid, "n": number(numbers.n), "e": number(numbers.e)}


POINT = EC.public_key().public_numbers()
ED_PUBLIC = ED.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
PUBLISHED = [
    rsa_jwk(RSA, "rsa"),
    {"kty": "EC", "crv": "P-256", "kid": "ec", "x": number(POINT.x), "y": number(POINT.y)},
    {"kty": "OKP", "crv": "Ed25519", "kid": "ed", "x": b64(ED_PUBLIC)},
    {"kty": "unheard-of", "kid": "new"},
]
KEYS = json.dumps({"keys": PUBLISHED}).encode()
PEM = RSA.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def signed(content: bytes, algorithm: str) -> bytes:
    if algorithm == "RS256":
        return RSA.sign(content, padding.PKCS1v15(), hashes.SHA256())
    if algorithm == "PS256":
        return RSA.sign(content, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    if algorithm == "ES256":
        r, s = decode_dss_signature(EC.sign(content, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return ED.sign(content)


def claims(**changed: object) -> dict[str, object]:
    said = {
        "iss": EXPECTED.issuer,
        "sub": "7",
        "aud": "desk",
        "exp": int(NOW.timestamp()) + 300,
        "iat": int(NOW.timestamp()),
        "nonce": EXPECTED.nonce,
        **changed,
    }
    return {name: value for name, value in said.items() if value is not None}


def token(header: dict[str, object] | None = None, algorithm: str = "RS256", **changed: object) -> str:
    kid = {"RS256": "rsa", "PS256": "rsa", "ES256": "ec", "Ed25519": "ed"}[algorithm]
    head = {"alg": algorithm, "kid": kid, **(header or {})}
    head = {name: value for name, value in head.items() if value is not None}
    content = f"{b64(json.dumps(head).encode())}.{b64(json.dumps(claims(**changed)).encode())}"
    return f"{content}.{b64(signed(content.encode(), algorithm))}"


def verify(text: str, *, keys: bytes = KEYS, expected: Expected = EXPECTED, now: datetime = NOW) -> Asserted:
    return id_token.verify(text, keys=keys, expected=expected, now=now)


def refusal(text: str, **more: object) -> str:
    with pytest.raises(TokenRefused) as refused:
        verify(text, **more)
    return refused.value.reason


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_token_of_each_algorithm_on_the_list_says_who_it_is(algorithm):
    assert verify(token(algorithm=algorithm)) == Asserted(subject="7")


def test_it_says_how_and_when_the_person_was_recognised():
    since = int(NOW.timestamp()) - 60

    found = verify(token(amr=["pwd", "mfa"], acr="gold", auth_time=since, email="marina@aurora.example"))

    assert found == Asserted(
        subject="7", acr="gold", amr=("pwd", "mfa"), authenticated_at=datetime.fromtimestamp(since, tz=UTC)
    )


@pytest.mark.parametrize(
    ("amr", "acr", "says_when", "asserted"),
    [
        (("pwd", "mfa"), "", True, True),
        (("pwd", "mfa"), "", False, False),  # nobody knows how long ago
        (("pwd", "otp"), "", True, False),
        ((), "gold", True, True),
        ((), "silver", True, False),
        ((), "", True, False),
    ],
)
def test_a_second_factor_counts_when_it_is_asserted_and_recent(amr, acr, says_when, asserted):
    found = Asserted(subject="7", amr=amr, acr=acr, authenticated_at=NOW if says_when else None)

    assert found.has_second_factor(accepted=("gold",)) is asserted


AT = int(NOW.timestamp())
WRONG = {
    "another issuer": ({"iss": "https://other.example"}, "issuer"),
    "an issuer with a slash": ({"iss": f"{EXPECTED.issuer}/"}, "issuer"),
    "another client": ({"aud": "other"}, "audience"),
    "another client beside us": ({"aud": ["desk", "other"], "azp": "desk"}, "audience"),
    "nobody": ({"aud": []}, "audience"),
    "issued to another party": ({"azp": "other"}, "party"),
    "over": ({"exp": AT - 60}, "expired"),
    "from the future": ({"iat": AT + 61}, "early"),
    "not valid yet": ({"nbf": AT + 61}, "early"),
    "issued long ago": ({"iat": AT - 700}, "old"),
    "recognised in the future": ({"auth_time": AT + 61}, "early"),
    "recognised too long ago": ({"auth_time": AT - 12 * 3600 - 61}, "stale"),
    "of another try": ({"nonce": "m" * 43}, "nonce"),
    "without nonce": ({"nonce": None}, "claims"),
    "without expiry": ({"exp": None}, "claims"),
    "without subject": ({"sub": None}, "claims"),
    "an empty subject": ({"sub": ""}, "subject"),
    "a subject nobody can see": ({"sub": "a\0"}, "subject"),
    "a subject too long": ({"sub": "a" * 256}, "subject"),
    "an expiry that is no time": ({"exp": 10**40}, "claims"),
    "an expiry that is a word": ({"exp": "tomorrow"}, "claims"),
    "true as a time": ({"iat": True}, "claims"),
}


@pytest.mark.asvs("7.6.1", "9.2.1", "10.5.4")
@pytest.mark.parametrize("wrong", WRONG)
def test_a_well_signed_token_is_refused_when_it_is(wrong):
    changed, reason = WRONG[wrong]

    assert refusal(token(**changed)) == reason


@pytest.mark.parametrize(
    ("guard", "wrong"),
    [("_require_parties", "another issuer"), ("_require_parties", "another client"),
     ("_require_parties", "issued to another party"), ("_require_times", "over"), ("_require_times", "from the future"),
     ("_require_times", "recognised too long ago"), ("_require_nonce", "of another try")],
)  # fmt: skip
def test_without_its_guard_that_token_would_be_believed(monkeypatch, guard, wrong):
    monkeypatch.setattr(id_token, guard, lambda *_, **__: None)

    assert verify(token(**WRONG[wrong][0])).subject == "7"


@pytest.mark.asvs("9.2.1")
def test_a_minute_of_difference_between_two_clocks_is_forgiven():
    assert verify(token(exp=AT - 59)).subject == "7"
    assert verify(token(iat=AT + 60, nbf=AT + 60)).subject == "7"


def forged(header: dict[str, object], signature: bytes | None = None) -> str:
    content = f"{b64(json.dumps(header).encode())}.{b64(json.dumps(claims()).encode())}"
    made = hmac.digest(PEM, content.encode(), hashlib.sha256) if signature is None else signature
    return f"{content}.{b64(made)}"


@pytest.mark.asvs("9.1.2")
@pytest.mark.parametrize("name", ["none", "None", "NONE", "HS256", "HS512", "RS1", "ES256K", "", 7, None])
def test_what_is_not_on_the_list_is_refused_before_any_key_is_looked_at(name):
    assert refusal(forged({"alg": name, "kid": "rsa"}, b"")) == "algorithm"
    assert refusal(forged({"alg": name, "kid": "rsa"})) == "algorithm"


@pytest.mark.asvs("9.1.2")
def test_whoever_lets_the_token_choose_would_believe_a_public_key_as_a_secret(monkeypatch):
    """The attack: anybody has the public key.  What stops it is the list, and that a key serves its own kind alone."""

    def chosen_by_the_token(text: str, **_: object) -> bytes:
        content, _, signature = text.rpartition(".")
        assert b64(hmac.digest(PEM, content.encode(), hashlib.sha256)) == signature
        return base64.urlsafe_b64decode(content.split(".")[1] + "==")

    monkeypatch.setattr(id_token, "_signed", chosen_by_the_token)

    assert verify(forged({"alg": "HS256", "kid": "rsa"})).subject == "7"


def test_an_unsigned_token_would_be_believed_by_whoever_only_reads_it(monkeypatch):
    text = forged({"alg": "none"}, b"")
    monkeypatch.setattr(id_token, "_signed", lambda given, **_: base64.urlsafe_b64decode(given.split(".")[1] + "=="))

    assert verify(text).subject == "7"


@pytest.mark.asvs("9.1.3")
@pytest.mark.parametrize(
    "header",
    [{"jku": "https://evil.example/jwks"}, {"jwk": {"kty": "RSA"}}, {"x5u": "https://evil.example/c"},
     {"x5c": ["MIIB"]}, {"crit": ["exp"], "exp": 1}, {"b64": False, "crit": ["b64"]}],
)  # fmt: skip
def test_a_header_that_points_at_keys_or_demands_something_is_refused(header):
    assert refusal(token(header)) == "header"


@pytest.mark.asvs("9.2.2")
@pytest.mark.parametrize("kind", ["at+jwt", "logout+jwt", "secevent+jwt"])
def test_a_token_of_another_kind_is_refused(kind):
    assert refusal(token({"typ": kind})) == "type"


@pytest.mark.parametrize("header", [{"kid": "absent"}, {"kid": "ec"}, {"kid": "new"}])
def test_a_key_that_is_not_there_or_of_another_kind_is_refused(header):
    assert refusal(token(header)) == "key"


def test_without_a_name_there_may_be_one_key_alone():
    assert verify(token({"kid": None})).subject == "7"
    two = json.dumps({"keys": [*PUBLISHED, {**PUBLISHED[0], "kid": "another"}]}).encode()

    assert refusal(token({"kid": None}), keys=two) == "key"


@pytest.mark.parametrize(
    "changed",
    [{"use": "enc"}, {"alg": "PS256"}, {"kty": "oct"}, {"n": "not base64!"}, rsa_jwk(SMALL, "rsa")],
)
def test_a_key_for_something_else_or_too_small_is_refused(changed):
    keys = json.dumps({"keys": [{**PUBLISHED[0], **changed}]}).encode()

    assert refusal(token(), keys=keys) == "key"


@pytest.mark.parametrize("keys", [b"", b"[]", b"{}", b'{"keys": 7}', b'{"keys": ["x"]}', b"[" * 100_000])
def test_what_is_no_key_set_is_refused(keys):
    assert refusal(token(), keys=keys) == "keys"


def test_how_many_keys_would_be_believed():
    assert id_token.usable_keys(KEYS) == 3


@pytest.mark.asvs("9.1.1")
def test_a_signature_by_another_key_is_refused():
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    keys = json.dumps({"keys": [rsa_jwk(other, "rsa")]}).encode()

    assert refusal(token(), keys=keys) == "signature"


def test_an_algorithm_the_provider_does_not_name_is_refused():
    assert refusal(token(algorithm="PS256"), expected=replace(EXPECTED, algorithms=("RS256",))) == "algorithm"


@pytest.mark.asvs("6.8.2", "9.1.1")
@given(st.data())
def test_a_token_with_any_one_character_changed_is_refused(data):
    text = token()
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=").filter(
        lambda each: each != text[at]))  # fmt: skip

    refusal(text[:at] + other + text[at + 1 :])


@given(st.text(max_size=300))
def test_whatever_comes_as_a_token_is_refused_and_breaks_nothing(text):
    refusal(text)


@pytest.mark.parametrize("text", ["", "..", "a.b.c", "é.é.é", "a" * 20_000, f"{b64(b'[' * 900)}.e30.e30",
                                  f"{b64(b'[1]')}.e30.e30", f"{b64(b'7')}.e30.e30"])  # fmt: skip
def test_what_has_not_the_shape_of_a_token_is_refused(text):
    assert refusal(text) in {"shape", "algorithm"}
