"""What a real provider says in XML is believed; whatever lies is not, and would be, were the guard not there."""

import re

import pytest
from signxml import DigestAlgorithm, SignatureMethod

from desvelo.kernel.federation.saml import asking, assertion, signature
from desvelo.kernel.federation.saml.errors import AnswerRefused
from far_saml import PERSON, TWO_FACTORS
from saml_talk import OURS, TRYING

EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
OTHER = "https://other.example/idp"
CONDITION = r"\1<ns1:Condition xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'/>"
IN_CONDITIONS = r"(<ns1:Conditions[^>]*>)"
NAME_FORMAT = r'(<ns1:NameID) Format="[^"]*"'
LIES = {
    "another issuer": (
        [[r"(<ns1:Issuer [^>]*>)[^<]*", rf"\1{OTHER}"]], "issuer", ("require_issued", "require_envelope"),
    ),
    "another audience": ([[r"(<ns1:Audience>)[^<]*", rf"\1{OTHER}"]], "audience", ("require_audience",)),
    "an audience more": (
        [[r"(</ns1:Audience>)", rf"\1<ns1:Audience>{OTHER}</ns1:Audience>"]], "audience", ("require_audience",),
    ),
    "a condition nobody knows": ([[IN_CONDITIONS, CONDITION]], "condition", ("require_audience",)),
    "another recipient": ([[r'Recipient="[^"]*"', f'Recipient="{OTHER}"']], "recipient", ("require_recipient",)),
    "another destination": ([[r'Destination="[^"]*"', f'Destination="{OTHER}"']], "destination", ("require_envelope",)),
    "over": ([[r' NotOnOrAfter="[^"]*"', ' NotOnOrAfter="2020-01-01T00:00:00Z"']], "expired", ("require_times",)),
    "good for years": (
        [[r' NotOnOrAfter="[^"]*"', ' NotOnOrAfter="2099-01-01T00:00:00Z"']], "lasts", ("require_times",),
    ),
    "not good yet": ([[r'NotBefore="[^"]*"', 'NotBefore="2099-01-01T00:00:00Z"']], "early", ("require_times",)),
    "of long ago": ([[r'IssueInstant="[^"]*"', 'IssueInstant="2020-01-01T00:00:00Z"']], "old", ("require_issued",)),
    "of the future": (
        [[r'IssueInstant="[^"]*"', 'IssueInstant="2099-01-01T00:00:00Z"']], "early", ("require_issued",),
    ),
    "unasked for": ([[r' InResponseTo="[^"]*"', ""]], "unasked", ("require_agreement",)),
    "two requests": (
        [[r'(<ns0:Response [^>]*)InResponseTo="[^"]*"', r'\1InResponseTo="_other"']], "request", ("require_agreement",),
    ),
    "a failure": ([[r"status:Success", "status:Responder"]], "declined", ("require_success",)),
    "an e-mail for a name": ([[NAME_FORMAT, rf'\1 Format="{EMAIL}"']], "name_format", ("require_lasting",)),
    "a name for a day": ([[NAME_FORMAT, rf'\1 Format="{TRANSIENT}"']], "name_format", ("require_lasting",)),
    "a name by somebody else": (
        [[r"(<ns1:NameID)", rf'\1 NameQualifier="{OTHER}"']], "name_of_others", ("require_lasting",),
    ),
}  # fmt: skip


def refused(talk, xml: str) -> str:
    with pytest.raises(AnswerRefused) as found:
        talk.believes(xml)
    return found.value.reason


@pytest.mark.parametrize("signed", ["assertion", "response", "both"])
def test_what_a_real_provider_signed_says_who_is_there(talk, signed):
    said = talk.believes(talk.asks(signed=signed, acr=TWO_FACTORS).xml)

    assert (said.asserted.subject, said.asserted.acr) == (PERSON, TWO_FACTORS)
    assert said.answers == asking.request_id(TRYING)
    assert said.asserted.has_second_factor(accepted=(TWO_FACTORS,))
    assert not said.asserted.has_second_factor(accepted=())


def test_the_provider_reads_what_is_asked_of_it(talk):
    talk.asks()

    [asked] = talk.far.say()
    assert asked == {
        "id": asking.request_id(TRYING), "issuer": OURS.entity, "acs": OURS.answer_to, "relay": TRYING.state,
        "force": "false", "classes": [],
    }  # fmt: skip


@pytest.mark.asvs("6.8.3")
@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_lies_is_not_believed(talk, lie):
    alter, reason, _ = LIES[lie]

    assert refused(talk, talk.asks(alter=alter, signed="response").xml) == reason


@pytest.mark.asvs("6.8.3")
@pytest.mark.parametrize("lie", LIES)
def test_without_the_guard_that_answer_would_be_believed(talk, monkeypatch, lie):
    alter, _, guards = LIES[lie]
    for guard in guards:
        monkeypatch.setattr(assertion, guard, lambda *_, **__: None)

    assert talk.believes(talk.asks(alter=alter, signed="response").xml).asserted.subject == PERSON


def test_only_whoever_brings_it_is_confirmed(talk):
    alter = [["cm:bearer", "cm:holder-of-key"]]

    assert refused(talk, talk.asks(alter=alter, signed="response").xml) == "confirmation"


def test_what_is_shown_too_late_there_is_said_with_its_time(talk):
    said = talk.believes(talk.asks(shown_ago=7200).xml)

    assert said.asserted.authenticated_at is not None


# Signatures.


@pytest.mark.asvs("6.8.2")
def test_a_stranger_who_signs_is_not_believed(talk):
    assert refused(talk, talk.asks(by="stranger").xml) == "signature"


def test_a_certificate_that_the_answer_brings_is_not_the_one_that_counts(talk, monkeypatch):
    posted = talk.asks(by="stranger")
    assert "X509Certificate" in posted.xml

    assert refused(talk, posted.xml) == "signature"


@pytest.mark.asvs("6.8.2")
def test_an_answer_without_a_signature_is_not_believed(talk):
    assert refused(talk, talk.asks(signed="none").xml) == "unsigned"


@pytest.mark.asvs("6.8.2")
@pytest.mark.parametrize("knobs", [{"signed": "none"}, {"by": "stranger"}])
def test_without_the_signature_anybody_would_be_believed(talk, monkeypatch, knobs):
    def as_it_stands(root, **_):
        return root.find("{urn:oasis:names:tc:SAML:2.0:assertion}Assertion")

    monkeypatch.setattr(signature, "assertion_of", as_it_stands)

    assert talk.believes(talk.asks(**knobs).xml).asserted.subject == PERSON


@pytest.mark.asvs("6.8.2")
def test_a_signature_with_sha_1_is_not_believed(talk, monkeypatch):
    xml = talk.asks(kind="sha1").xml
    assert refused(talk, xml) == "signature"

    monkeypatch.setattr(signature, "METHODS", frozenset(SignatureMethod))
    monkeypatch.setattr(signature, "DIGESTS", frozenset(DigestAlgorithm))
    assert talk.believes(xml).asserted.subject == PERSON


@pytest.mark.parametrize(
    "method",
    ["http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", "http://www.w3.org/2000/09/xmldsig#hmac-sha1", "none", ""],
)
def test_a_shared_secret_or_no_algorithm_is_none_that_is_believed(talk, method):
    xml = talk.asks().xml.replace("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", method)

    assert refused(talk, xml) == "signature"


@pytest.mark.parametrize("signed", ["assertion", "response", "both"])
def test_a_letter_changed_after_it_was_signed_is_noticed(talk, signed):
    assert refused(talk, talk.asks(signed=signed).xml.replace(PERSON, "8-persistent")) == "signature"


def test_if_either_of_two_signatures_is_wrong_nothing_is_believed(talk):
    xml = talk.asks(signed="both").xml
    broken = xml.replace('Destination="', 'Consent="x" Destination="')

    assert refused(talk, broken) == "signature"


@pytest.mark.parametrize(
    ("pattern", "instead", "reason"),
    [
        ('<ns2:Reference URI="#[^"]*"', '<ns2:Reference URI=""', "reference"),
        (r"xmldsig#enveloped-signature", "xmldsig#base64", "transforms"),
        (r"xml-exc-c14n#", "xml-exc-c14n#WithComments", "transforms"),
    ],
)
def test_a_signature_of_another_form_is_not_looked_at(talk, pattern, instead, reason):
    assert refused(talk, re.sub(pattern, instead, talk.asks().xml)) == reason
