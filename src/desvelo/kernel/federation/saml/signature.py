"""What of an answer a pinned certificate signed: that, and nothing else, is handed on.

Each signature stands directly in what it signs, the answer or its one assertion, and refers to it by its ID.  What it
says about keys (KeyInfo) is taken out before anything is computed: the certificate is ours to know.  Returned is what
the library canonicalised and hashed, parsed anew; no caller has the bytes that came.

Source: SAML 2.0 Core 5.4; W3C XML Signature 1.1; "On Breaking SAML" (Somorovsky et al., 2012).
"""

from datetime import datetime
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.verifier import SignatureConfiguration, XMLVerifier

from desvelo.kernel.federation.saml import metadata, reading
from desvelo.kernel.federation.saml.errors import AnswerRefused, NotXml
from desvelo.kernel.federation.saml.names import (
    ENVELOPED,
    EXCLUSIVE,
    in_assertion,
    in_protocol,
    in_signature,
)

METHODS: Final = frozenset(
    {
        SignatureMethod.RSA_SHA256,
        SignatureMethod.RSA_SHA384,
        SignatureMethod.RSA_SHA512,
        SignatureMethod.SHA256_RSA_MGF1,
        SignatureMethod.ECDSA_SHA256,
        SignatureMethod.ECDSA_SHA384,
        SignatureMethod.ECDSA_SHA512,
    }
)
"""Signatures that are believed: no SHA-1, and no shared secret, for which a certificate could be taken."""
DIGESTS: Final = frozenset({DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512})
_TRANSFORMS: Final = ([ENVELOPED, EXCLUSIVE], [ENVELOPED])
_NOT_VERIFIED: Final = (
    SignXMLException,
    InvalidSignature,
    UnsupportedAlgorithm,
    etree.LxmlError,
    AttributeError,
    KeyError,
    NotImplementedError,
    TypeError,
    ValueError,
)
"""What the libraries raise of an answer that is no sound signed document, by their own errors and by Python's."""


def assertion_of(root: Any, *, certificates: tuple[str, ...], now: datetime) -> Any:
    """Return the assertion of the answer *root*, as it was signed.  Raises AnswerRefused."""
    require_one(root)
    assertion = root.find(in_assertion("Assertion"))
    found = None
    for element in (root, assertion):
        if element.find(in_signature("Signature")) is not None:
            require_form(element)
            found = verified(element, certificates=certificates, now=now)
            if found.tag == in_protocol("Response"):
                found = found.find(in_assertion("Assertion"))
    if found is None or found.tag != in_assertion("Assertion"):
        raise AnswerRefused(reason="unsigned")
    return found


def require_one(root: Any) -> None:
    """Refuse an answer with more than one assertion, with one in another place, or with one name used twice."""
    if root.tag != in_protocol("Response") or any(True for _ in root.iter(in_assertion("EncryptedAssertion"))):
        raise AnswerRefused(reason="shape" if root.tag != in_protocol("Response") else "encrypted")
    assertions = list(root.iter(in_assertion("Assertion")))
    if len(assertions) != 1 or assertions[0].getparent() is not root:
        raise AnswerRefused(reason="assertions")
    if len(list(root.iter(in_protocol("Response")))) != 1:
        raise AnswerRefused(reason="assertions")
    names = [value for each in root.iter() for name, value in each.attrib.items() if _is_id(str(name))]
    if len(names) != len(set(names)) or not root.get("ID") or not assertions[0].get("ID"):
        raise AnswerRefused(reason="ids")
    signatures = list(root.iter(in_signature("Signature")))
    if len({id(each.getparent()) for each in signatures}) != len(signatures) or any(
        each.getparent() is not root and each.getparent() is not assertions[0] for each in signatures
    ):
        raise AnswerRefused(reason="signatures")


def require_form(element: Any) -> None:
    """Refuse a signature that says it signs anything but *element*, or by anything but the two transforms of SAML."""
    try:
        info = reading.only(reading.only(element, in_signature("Signature")), in_signature("SignedInfo"))
        reference = reading.only(info, in_signature("Reference"))
        transforms = reading.only(reference, in_signature("Transforms"))
        canonical = reading.only(info, in_signature("CanonicalizationMethod")).get("Algorithm")
    except NotXml:
        raise AnswerRefused(reason="signatures") from None
    if reference.get("URI") != f"#{element.get('ID')}":
        raise AnswerRefused(reason="reference")
    if [each.get("Algorithm") for each in transforms] not in _TRANSFORMS or canonical != EXCLUSIVE:
        raise AnswerRefused(reason="transforms")


def verified(element: Any, *, certificates: tuple[str, ...], now: datetime) -> Any:
    """Return *element* as one of *certificates* signed it.  Raises AnswerRefused."""
    alone = etree.fromstring(etree.tostring(element, with_tail=False), parser=reading.parser())
    signature = alone.find(in_signature("Signature"))
    for said in (*signature.findall(in_signature("KeyInfo")), *signature.findall(in_signature("Object"))):
        signature.remove(said)
    config = SignatureConfiguration(
        require_x509=True,
        location="./",
        expect_references=1,
        signature_methods=METHODS,
        digest_algorithms=DIGESTS,
        verification_time=now,
    )
    for text in certificates:
        found = _by(metadata.certificate(text), alone, config)
        if found is not None:
            return found
    raise AnswerRefused(reason="signature")


def _by(certificate: x509.Certificate, element: Any, config: SignatureConfiguration) -> Any:
    """Return what *certificate* signed, or None if it did not sign *element*."""
    try:
        result = XMLVerifier().verify(
            element, x509_cert=certificate, expect_config=config, id_attribute="ID", parser=reading.parser()
        )
    except _NOT_VERIFIED:
        return None
    found: Any = None if isinstance(result, list) else result.signed_xml
    same = found is not None and found.tag == element.tag and found.get("ID") == element.get("ID")
    return found if same else None


def _is_id(name: str) -> bool:
    return name.rsplit("}", 1)[-1].lower() == "id"
