"""What an identity provider says of itself: its name, where people are sent, and with which certificates it signs.

Given by whoever looks after security, pasted or from an https address: it is not believed for a signature of its own.
The certificates are pinned from it: nothing that an answer carries adds one.

Source: SAML 2.0 Metadata 2.4; SAML V2.0 Metadata Interoperability Profile 2.6.
"""

import base64
import binascii
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from desvelo.kernel.federation.saml import reading
from desvelo.kernel.federation.saml.errors import MetadataRefused, NotXml
from desvelo.kernel.federation.saml.names import BY_REDIRECT, PROTOCOL, in_metadata, in_signature
from desvelo.kernel.federation.saml.parties import Metadata

LONGEST_ENTITY: Final = 500
LONGEST_ADDRESS: Final = 1000
MOST_CERTIFICATES: Final = 5
_LEAST_RSA_BITS: Final = 2048
_CURVES: Final = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)


def read(content: bytes, *, plain_http: bool = False, now: datetime) -> Metadata:
    """Read the metadata of one identity provider; *plain_http* allows http, for one inside.  Raises MetadataRefused."""
    try:
        root = reading.plain(content)
        if root.tag != in_metadata("EntityDescriptor"):
            raise MetadataRefused(reason="one")
        return _read(root, plain_http=plain_http, now=now)
    except NotXml:
        raise MetadataRefused(reason="shape") from None


def certificate(text: str) -> x509.Certificate:
    """Return a certificate that `read` kept.

    A text of another origin raises ValueError.
    """
    return x509.load_der_x509_certificate(base64.b64decode(text))


def _read(root: Any, *, plain_http: bool, now: datetime) -> Metadata:
    entity = root.get("entityID", "")
    if not (0 < len(entity) <= LONGEST_ENTITY and entity.isascii() and entity.isprintable() and " " not in entity):
        raise MetadataRefused(reason="entity")
    until = root.get("validUntil")
    if until is not None and reading.instant(until) <= now:
        raise MetadataRefused(reason="expired")
    roles = [
        each
        for each in root.findall(in_metadata("IDPSSODescriptor"))
        if PROTOCOL in each.get("protocolSupportEnumeration", "").split()
    ]
    if len(roles) != 1:
        raise MetadataRefused(reason="no_provider")
    if roles[0].get("WantAuthnRequestsSigned", "false").strip() in {"true", "1"}:
        raise MetadataRefused(reason="signed_requests")
    return Metadata(
        entity=entity, sign_on=_sign_on(roles[0], plain_http=plain_http), certificates=_certificates(roles[0])
    )


def _sign_on(role: Any, *, plain_http: bool) -> str:
    found = [
        each.get("Location", "")
        for each in role.findall(in_metadata("SingleSignOnService"))
        if each.get("Binding") == BY_REDIRECT
    ]
    if not found:
        raise MetadataRefused(reason="redirect")
    if not _is_address(found[0], plain_http=plain_http):
        raise MetadataRefused(reason="address")
    return str(found[0])


def _certificates(role: Any) -> tuple[str, ...]:
    texts = [
        "".join(reading.words(each).split())
        for key in role.findall(in_metadata("KeyDescriptor"))
        if key.get("use", "signing") == "signing"
        for each in key.iter(in_signature("X509Certificate"))
    ]
    found = tuple(dict.fromkeys(_usable(each) for each in texts))
    if not 0 < len(found) <= MOST_CERTIFICATES:
        raise MetadataRefused(reason="certificates")
    return found


def _usable(text: str) -> str:
    """Return the certificate in its one spelling, if its key is one that is believed."""
    try:
        found = x509.load_der_x509_certificate(base64.b64decode(text, validate=True))
        key = found.public_key()
    except (binascii.Error, ValueError, UnsupportedAlgorithm):
        raise MetadataRefused(reason="certificates") from None
    strong = isinstance(key, rsa.RSAPublicKey) and key.key_size >= _LEAST_RSA_BITS
    if not strong and not (isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, _CURVES)):
        raise MetadataRefused(reason="key")
    return base64.b64encode(found.public_bytes(Encoding.DER)).decode()


def _is_address(text: str, *, plain_http: bool) -> bool:
    """Tell whether *text* is an address people can be sent to: no user, no fragment, nothing unseen."""
    if not (text.isascii() and text.isprintable()) or set(" \\#") & set(text) or len(text) > LONGEST_ADDRESS:
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in ({"https", "http"} if plain_http else {"https"}) and bool(host) and "@" not in parts.netloc
