"""Whatever a browser sends as an answer is read or refused; it never breaks anything else."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from authenticator import Ceremony, Device, text
from desvelo.guards.access import passkeys
from desvelo.guards.access.errors import PasskeyRefused
from desvelo.guards.access.models import Passkey, User

CHALLENGE = {"challenge": text(b"c" * 32)}
NEW = {**CHALLENGE, "user": {"id": text(b"u" * 16)}}
NAMES = ("clientDataJSON", "attestationObject", "authenticatorData", "signature")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def outcome(text_sent: str) -> str:
    """Read and verify *text_sent* as both kinds of answer; anything but a refusal or success would be raised."""
    passkey = Passkey(user=User(), credential_id=b"x", public_key=b"\xa0", sign_count=0)
    said = []
    for read, verify in ((passkeys.read_new, passkeys.verify_new), (passkeys.read_used, _verify_used(passkey))):
        try:
            verify(read(text_sent))
            said.append("ok")
        except PasskeyRefused:
            said.append("refused")
    return " ".join(said)


def _verify_used(passkey: Passkey):
    return lambda answer: passkeys.verify_used(answer, passkey)


@settings(deadline=None)  # a busy machine is not a failure
@given(st.text())
def test_text_is_no_answer(sent):
    assert outcome(sent) == "refused refused"


@settings(deadline=None)  # a busy machine is not a failure
@given(JSON)
def test_json_is_no_answer(sent):
    assert outcome(json.dumps(sent)) == "refused refused"


@settings(deadline=None)  # a busy machine is not a failure
@given(
    st.dictionaries(st.sampled_from(["clientDataJSON", "attestationObject", "authenticatorData", "signature"]), JSON)
)
def test_the_right_names_around_anything_are_no_answer(response):
    written = {"id": "eA", "rawId": "eA", "type": "public-key", "response": response}

    assert outcome(json.dumps(written)) == "refused refused"


def test_a_number_where_bytes_belong_makes_no_bytes():
    """The library would reserve that many; a stranger could ask for all the memory there is."""
    response = dict.fromkeys(NAMES, 10**12)
    written = {"id": "eA", "rawId": "eA", "type": "public-key", "response": response}

    assert outcome(json.dumps(written)) == "refused refused"


@settings(deadline=None)  # a busy machine is not a failure
@given(st.binary(max_size=200), st.binary(max_size=200), st.binary(max_size=80))
def test_bytes_in_the_right_places_are_no_answer(attestation, data, signature):
    client_data = Ceremony().client_data("webauthn.create", b"c" * 32)
    response = {
        "clientDataJSON": text(client_data),
        "attestationObject": text(attestation),
        "authenticatorData": text(data),
        "signature": text(signature),
    }
    written = {"id": "eA", "rawId": "eA", "type": "public-key", "response": response}

    assert outcome(json.dumps(written)) == "refused refused"


@settings(deadline=None)  # a busy machine is not a failure
@given(st.integers(min_value=0, max_value=190), st.integers(min_value=1, max_value=255))
def test_one_changed_byte_of_an_attestation_breaks_nothing(at, by):
    _, good = Device().make(NEW)
    answer = json.loads(good)
    attestation = bytearray(passkeys.read_new(good).response.response.attestation_object)
    attestation[at % len(attestation)] ^= by
    answer["response"]["attestationObject"] = text(bytes(attestation))

    assert outcome(json.dumps(answer)) in {"ok refused", "refused refused"}


@pytest.mark.parametrize(
    "algorithm", [-35, -36, -37, -47, -65535, -259], ids=["ES384", "ES512", "PS256", "ES256K", "RS1", "RS512"]
)
def test_a_key_of_an_algorithm_that_was_not_asked_for_is_refused(algorithm):
    _, answer = Device().make(NEW, algorithm=algorithm)

    with pytest.raises(PasskeyRefused):
        passkeys.verify_new(passkeys.read_new(answer))


def test_without_that_check_it_would_be_stored(monkeypatch):
    _, answer = Device().make(NEW, algorithm=-259)

    monkeypatch.setattr(passkeys, "ALGORITHMS", (-7, -259, None))

    assert passkeys.verify_new(passkeys.read_new(answer)).public_key


@pytest.mark.parametrize(("size", "fits"), [(1, True), (1023, True), (1024, False)])
def test_a_name_of_a_key_has_a_longest_length(size, fits):
    _, answer = Device(credential_id=b"i" * size).make(NEW)

    assert outcome(answer) == ("ok refused" if fits else "refused refused")
