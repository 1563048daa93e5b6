"""What a provider says of itself, as a real one says it; and what is not taken."""

import re
from datetime import UTC, datetime

import pytest

from desvelo.kernel.federation.saml import metadata
from desvelo.kernel.federation.saml.errors import MetadataRefused

NOW = datetime.now(UTC)


def refused(text: str) -> str:
    with pytest.raises(MetadataRefused) as found:
        metadata.read(text.encode(), now=NOW)
    return found.value.reason


@pytest.fixture
def said(provider) -> str:
    """What a real provider says, as if it lived at an https address."""
    return provider.metadata().replace("http://127.0.0.1", "https://login.example")


def test_name_address_and_certificate_are_read(said):
    found = metadata.read(said.encode(), now=NOW)

    assert found.entity == re.findall('entityID="([^"]+)"', said)[0]
    assert found.sign_on.startswith("https://login.example:")
    assert len(found.certificates) == 1
    assert metadata.certificate(found.certificates[0]).not_valid_after_utc > NOW


def test_comments_and_what_is_not_known_are_passed_over(said):
    kept = said.replace("<ns0:IDPSSODescriptor", "<!-- of the company --><ns0:Extensions/><ns0:IDPSSODescriptor")

    assert metadata.read(kept.encode(), now=NOW) == metadata.read(said.encode(), now=NOW)


@pytest.mark.parametrize(
    ("pattern", "instead", "reason"),
    [
        (r"(?s)\A", "<!DOCTYPE a []>", "shape"),
        (r"(?s)\A.*\Z", "not xml", "shape"),
        (r"(?s)\A.*\Z", "<a/>", "one"),
        (r'entityID="[^"]*"', "", "entity"),
        (r'entityID="[^"]*"', 'entityID="with a space"', "entity"),
        (r"IDPSSODescriptor", "SPSSODescriptor", "no_provider"),
        (r"SAML:2.0:protocol", "SAML:1.1:protocol", "no_provider"),
        (r"bindings:HTTP-Redirect", "bindings:HTTP-POST", "redirect"),
        (r'Location="https:', 'Location="http:', "address"),
        (r'Location="https://', 'Location="https://user@', "address"),
        (r'Location="[^"]*"', 'Location="javascript:alert(1)"', "address"),
        (r'use="signing"', 'use="encryption"', "certificates"),
        (r"X509Certificate>[^<]*", "X509Certificate>AAAA", "certificates"),
        (r'WantAuthnRequestsSigned="false"', 'WantAuthnRequestsSigned="true"', "signed_requests"),
        (r"<ns0:EntityDescriptor ", '<ns0:EntityDescriptor validUntil="2020-01-01T00:00:00Z" ', "expired"),
    ],
)
def test_metadata_that_cannot_serve_says_why(said, pattern, instead, reason):
    assert refused(re.sub(pattern, instead, said)) == reason


def test_a_short_key_is_none_that_is_believed(said):
    import base64
    from datetime import timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505  that is the point
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "weak")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 7, NOW, NOW + timedelta(days=1)).sign(
        key, hashes.SHA256()
    )
    text = base64.b64encode(made.public_bytes(serialization.Encoding.DER)).decode()

    assert refused(re.sub(r"X509Certificate>[^<]*", f"X509Certificate>{text}", said)) == "key"


def test_one_inside_may_be_reached_without_https(provider):
    assert metadata.read(provider.metadata().encode(), plain_http=True, now=NOW).entity == provider.entity
