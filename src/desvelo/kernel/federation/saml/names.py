"""The names of SAML 2.0 that are read or written here, as lxml spells them."""

from typing import Final

PROTOCOL: Final = "urn:oasis:names:tc:SAML:2.0:protocol"
ASSERTION: Final = "urn:oasis:names:tc:SAML:2.0:assertion"
METADATA: Final = "urn:oasis:names:tc:SAML:2.0:metadata"
SIGNATURE: Final = "http://www.w3.org/2000/09/xmldsig#"

BY_REDIRECT: Final = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
BY_POST: Final = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
BEARER: Final = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
SUCCESS: Final = "urn:oasis:names:tc:SAML:2.0:status:Success"
PERSISTENT: Final = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
UNSPECIFIED: Final = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
ENTITY: Final = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity"
ENVELOPED: Final = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
EXCLUSIVE: Final = "http://www.w3.org/2001/10/xml-exc-c14n#"


def in_protocol(name: str) -> str:
    """Return the tag of *name* in the protocol's namespace."""
    return f"{{{PROTOCOL}}}{name}"


def in_assertion(name: str) -> str:
    """Return the tag of *name* in the assertion's namespace."""
    return f"{{{ASSERTION}}}{name}"


def in_metadata(name: str) -> str:
    """Return the tag of *name* in the metadata's namespace."""
    return f"{{{METADATA}}}{name}"


def in_signature(name: str) -> str:
    """Return the tag of *name* in the namespace of XML signatures."""
    return f"{{{SIGNATURE}}}{name}"
