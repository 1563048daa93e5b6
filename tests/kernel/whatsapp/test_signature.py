import hmac
import json
from hashlib import sha1, sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.whatsapp import signature
from desvelo.kernel.whatsapp.signature import AppSecret, Reason

EMPTY = b'{"object":"whatsapp_business_account","entry":[]}'
SPACED = b'{"object": "whatsapp_business_account", "entry": []}'
OURS = AppSecret(id="ours", secret=b"test_app_secret", phone_number_ids=frozenset({"1001"}))
THEIRS = AppSecret(id="theirs", secret=b"otro_secreto", phone_number_ids=frozenset({"2002"}))
HEADER = "sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756"


@pytest.mark.parametrize(
    ("secret", "body", "expected"),
    [
        (b"test_app_secret", EMPTY, "dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756"),
        (b"test_app_secret", SPACED, "56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a"),
        (b"otro_secreto", EMPTY, "769b03d8c2ae6498f2d1e1f7299c0ba55448c69d741e7b0bb243d852d8a8d8c7"),
    ],
)
def test_the_published_vectors_are_reproduced(secret, body, expected):
    assert signature.sign(secret, body) == f"sha256={expected}"


def test_the_published_appsecret_proof_is_reproduced():
    proof = signature.appsecret_proof(b"test_app_secret", "EAAtest_token")

    assert proof == "9c413fb40d0ad691bdaaf8d25cf7a6157590b5fbc7f110a1edc8bd1d2c969cfb"


def test_a_signed_body_names_the_secret_that_signed_it():
    verdict = signature.verify(HEADER, EMPTY, [THEIRS, OURS])

    assert (verdict.accepted, verdict.secret, verdict.reason) == (True, OURS, Reason.ACCEPTED)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (None, Reason.MISSING),
        ("", Reason.MISSING),
        ("sha256=", Reason.MALFORMED),
        (HEADER.removeprefix("sha256="), Reason.MALFORMED),
        (HEADER[:-1], Reason.MALFORMED),
        (HEADER[:39], Reason.MALFORMED),
        (HEADER + "0", Reason.MALFORMED),
        (HEADER + "\n", Reason.MALFORMED),
        (" " + HEADER, Reason.MALFORMED),
        (HEADER + ", " + HEADER, Reason.MALFORMED),
        (HEADER.upper(), Reason.MALFORMED),
        ("sha256=" + HEADER.removeprefix("sha256=").upper(), Reason.MALFORMED),
        ("sha256=" + "é" * 64, Reason.MALFORMED),
        ("sha256=" + "٣" * 64, Reason.MALFORMED),
        ("sha256=" + "\udcff" * 64, Reason.MALFORMED),
        ("sha1=" + hmac.new(b"test_app_secret", EMPTY, sha1).hexdigest(), Reason.MALFORMED),
        ("sha512=" + "0" * 64, Reason.MALFORMED),
        ("sha256=" + "0" * 64, Reason.MISMATCH),
        ("sha256=" + sha256(EMPTY).hexdigest(), Reason.MISMATCH),
        ("sha256=" + sha256(b"test_app_secret" + EMPTY).hexdigest(), Reason.MISMATCH),
    ],
)
def test_any_other_header_is_refused_with_its_reason(header, reason):
    verdict = signature.verify(header, EMPTY, [OURS])

    assert (verdict.accepted, verdict.secret, verdict.reason) == (False, None, reason)


@pytest.mark.asvs("4.1.5")
def test_the_signature_of_one_body_does_not_carry_over_to_its_re_encoding():
    escaped = '{"text":"Olá 1/2"}'.encode("ascii", "backslashreplace").replace(b"\\xe1", b"\\u00e1")
    header = signature.sign(OURS.secret, escaped)
    re_encoded = json.dumps(json.loads(escaped), ensure_ascii=False).encode()

    assert json.loads(re_encoded) == json.loads(escaped)
    assert signature.verify(header, escaped, [OURS]).accepted
    assert signature.verify(header, re_encoded, [OURS]).reason is Reason.MISMATCH


@pytest.mark.parametrize("secrets", [[], [AppSecret(id="e", secret=b"", phone_number_ids=frozenset({"1001"}))]])
def test_without_a_configured_secret_everything_is_refused(secrets):
    anybodys = signature.sign(b"", EMPTY)

    assert signature.verify(anybodys, EMPTY, secrets).reason is Reason.NO_SECRET


def test_an_empty_secret_beside_a_real_one_still_signs_for_nobody():
    empty = AppSecret(id="e", secret=b"", phone_number_ids=frozenset({"1001"}))

    assert not signature.verify(signature.sign(b"", EMPTY), EMPTY, [empty, OURS]).accepted


def test_one_tenants_secret_does_not_speak_for_another_tenants_number():
    forged_by_them = signature.sign(THEIRS.secret, EMPTY)

    verdict = signature.verify(forged_by_them, EMPTY, [OURS, THEIRS])

    assert verdict.accepted  # the attack: the signature alone is valid
    assert not verdict.covers("1001")
    assert verdict.covers("2002")


def test_a_secret_bound_to_no_number_speaks_for_none():
    unbound = AppSecret(id="u", secret=b"s", phone_number_ids=frozenset())

    assert not signature.verify(signature.sign(b"s", EMPTY), EMPTY, [unbound]).covers("1001")


def test_two_connections_of_one_app_are_both_covered():
    twin = AppSecret(id="twin", secret=OURS.secret, phone_number_ids=frozenset({"1003"}))

    verdict = signature.verify(HEADER, EMPTY, [OURS, twin])

    assert [verdict.covers(number) for number in ("1001", "1003", "2002")] == [True, True, False]


def test_during_a_rotation_the_old_and_the_new_secret_both_count():
    new = AppSecret(id="new", secret=b"rotated", phone_number_ids=OURS.phone_number_ids)

    verdicts = [signature.verify(signature.sign(key, EMPTY), EMPTY, [OURS, new]) for key in (OURS.secret, new.secret)]

    assert [verdict.secret.id for verdict in verdicts] == ["ours", "new"]


def test_every_secret_is_compared_even_after_a_match(monkeypatch):
    compared = []
    real = hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", lambda a, b: compared.append(a) or real(a, b))

    signature.verify(HEADER, EMPTY, [OURS, THEIRS, OURS])

    assert len(compared) == 3


def test_a_secret_does_not_show_in_its_repr():
    assert "test_app_secret" not in repr(OURS)
    assert "test_app_secret" not in repr(signature.verify(HEADER, EMPTY, [OURS]))


@pytest.mark.asvs("4.1.5")
@given(st.binary(min_size=1, max_size=200), st.binary(min_size=1, max_size=64), st.data())
def test_a_signed_body_verifies_and_any_changed_byte_does_not(body, key, data):
    secret = AppSecret(id="k", secret=key, phone_number_ids=frozenset({"1"}))
    header = signature.sign(key, body)
    at = data.draw(st.integers(0, len(body) - 1))
    changed = body[:at] + bytes([body[at] ^ data.draw(st.integers(1, 255))]) + body[at + 1 :]

    assert signature.verify(header, body, [secret]).accepted
    assert not signature.verify(header, changed, [secret]).accepted


@given(st.text(max_size=100))
def test_no_header_text_raises(header):
    assert not signature.verify(header, EMPTY, [OURS]).accepted
