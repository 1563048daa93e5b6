"""What an identity provider says of itself: who it is, where it is asked, with what it signs.

The issuer in the document must be the one that was asked, character by character: a document that names another is how
one provider speaks for the people of another.

Source: OpenID Connect Discovery 1.0 sections 3 and 4.3; RFC 9700 section 4.4; security-design section 8 (OIDC).

>>> address("https://login.example/tenant/")
'https://login.example/tenant/.well-known/openid-configuration'
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import msgspec

from desvelo.kernel.federation.errors import DiscoveryRefused

ALGORITHMS: Final = ("ES256", "Ed25519", "PS256", "RS256")
"""Signatures that are believed: asymmetric ones alone, so a public key is never taken for a shared secret."""
_PATH: Final = "/.well-known/openid-configuration"
_LONGEST_ADDRESS: Final = 2000
_S256: Final = "S256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What a client needs to know of a provider; *says_issuer*: its answers at the browser name it (RFC 9207)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    algorithms: tuple[str, ...]
    takes_basic: bool
    says_issuer: bool


class _Document(msgspec.Struct):
    """The members that are read, with the values that the standard gives to absent ones."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    response_types_supported: list[str]
    id_token_signing_alg_values_supported: list[str] = msgspec.field(default_factory=lambda: ["RS256"])
    token_endpoint_auth_methods_supported: list[str] = msgspec.field(default_factory=lambda: ["client_secret_basic"])
    code_challenge_methods_supported: list[str] | None = None
    authorization_response_iss_parameter_supported: bool = False


def address(issuer: str) -> str:
    """Return where the document of *issuer* is."""
    return issuer.removesuffix("/") + _PATH


def read(content: bytes, *, issuer: str) -> Discovery:
    """Read the document of *issuer*.  Raises DiscoveryRefused."""
    try:
        said = msgspec.json.decode(content, type=_Document)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise DiscoveryRefused(reason="shape") from None
    if said.issuer != issuer:
        raise DiscoveryRefused(reason="issuer")
    if not all(
        _is_address(each, like=issuer) for each in (said.authorization_endpoint, said.token_endpoint, said.jwks_uri)
    ):
        raise DiscoveryRefused(reason="address")
    if "code" not in said.response_types_supported:
        raise DiscoveryRefused(reason="code")
    if said.code_challenge_methods_supported is not None and _S256 not in said.code_challenge_methods_supported:
        raise DiscoveryRefused(reason="pkce")
    algorithms = tuple(each for each in ALGORITHMS if each in said.id_token_signing_alg_values_supported)
    if not algorithms:
        raise DiscoveryRefused(reason="algorithm")
    return Discovery(
        issuer=issuer,
        authorization_endpoint=said.authorization_endpoint,
        token_endpoint=said.token_endpoint,
        jwks_uri=said.jwks_uri,
        algorithms=algorithms,
        takes_basic="client_secret_basic" in said.token_endpoint_auth_methods_supported,
        says_issuer=said.authorization_response_iss_parameter_supported,
    )


def is_issuer(text: str) -> bool:
    """Tell whether *text* can be an issuer: an address without query and fragment, in visible ASCII.

    >>> is_issuer("https://login.example/tenant"), is_issuer("https://login.example?x"), is_issuer("login.example")
    (True, False, False)
    """
    return _is_address(text, like=text) and "?" not in text


def _is_address(text: str, *, like: str) -> bool:
    """Tell whether *text* is an address with the scheme of *like*, without user, fragment or anything unseen."""
    if not (text.isascii() and text.isprintable()) or " " in text or "\\" in text or len(text) > _LONGEST_ADDRESS:
        return False
    try:
        parts, scheme = urlsplit(text), urlsplit(like).scheme
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme == scheme in {"https", "http"} and bool(host) and "@" not in parts.netloc and "#" not in text
