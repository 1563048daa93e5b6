"""What we ask an identity provider ourselves: its document, its keys, and the token for a code.

Through the one guarded client: public hosts by https, or the one origin inside that the operator's settings name.  A
document is kept in memory for ten minutes, so that strangers who press a button do not have us call; keys are asked for
each time, which happens only with a code that the provider has just honoured, so a replaced key serves at once.
"""

import base64
import ssl
import time
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from typing import Final
from urllib.parse import quote_plus, urlencode

import msgspec
from django.conf import settings

from desvelo.base.http import targets
from desvelo.base.http.client import Answer, GuardedClient, Signature, trusted_roots
from desvelo.base.http.errors import RequestFailed
from desvelo.base.http.targets import Purpose
from desvelo.guards.access.errors import ProviderRefused
from desvelo.kernel.federation import discovery
from desvelo.kernel.federation.discovery import Discovery
from desvelo.kernel.federation.errors import DiscoveryRefused

KEPT_SECONDS: Final = 600.0
_MOST_BYTES: Final = 256 * 1024
_SECONDS: Final = 8.0
_FORM: Final = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
_kept: dict[str, tuple[float, Discovery]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """How we are known at a provider."""

    issuer: str
    client_id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Redemption:
    """What a code is turned into a token with."""

    code: str = field(repr=False)
    verifier: str = field(repr=False)
    redirect_uri: str


class _Granted(msgspec.Struct):
    id_token: str


class _Refused(msgspec.Struct):
    error: str = ""


def discover(issuer: str, *, anew: bool = False) -> Discovery:
    """Return what *issuer* says of itself.  Raises ProviderRefused, DiscoveryRefused."""
    kept = _kept.get(issuer)
    if kept is not None and not anew and time.monotonic() < kept[0]:
        return kept[1]
    answer = _ask("GET", discovery.address(issuer))
    if answer.status_code != HTTPStatus.OK:
        raise ProviderRefused(reason="no_document")
    found = discovery.read(answer.body, issuer=issuer)
    _kept[issuer] = (time.monotonic() + KEPT_SECONDS, found)
    return found


def known(issuer: str) -> Discovery:
    """As `discover`, for somebody on the way: whatever is wrong raises ProviderRefused."""
    try:
        return discover(issuer)
    except DiscoveryRefused as refused:
        raise ProviderRefused(reason=f"document_{refused.reason}") from None


def keys(found: Discovery) -> bytes:
    """Return the JWK set by which tokens are believed now.  Raises ProviderRefused."""
    answer = _ask("GET", found.jwks_uri)
    if answer.status_code != HTTPStatus.OK:
        raise ProviderRefused(reason="no_keys")
    return answer.body


def fetch(url: str) -> bytes:
    """Return what is at *url*, once: the metadata of a provider that speaks SAML.  Raises ProviderRefused."""
    answer = _ask("GET", url)
    if answer.status_code != HTTPStatus.OK:
        raise ProviderRefused(reason="no_document")
    return answer.body


def redeem(found: Discovery, registration: Registration, redemption: Redemption) -> str:
    """Turn a code into an ID token, unread.  Raises ProviderRefused: ``code``, ``client``, ``no_token`` and others."""
    fields = {
        "grant_type": "authorization_code",
        "code": redemption.code,
        "redirect_uri": redemption.redirect_uri,
        "code_verifier": redemption.verifier,
    }
    answer = _post(found, registration, fields)
    try:
        if answer.status_code == HTTPStatus.OK:
            return msgspec.json.decode(answer.body, type=_Granted).id_token
        said = msgspec.json.decode(answer.body, type=_Refused).error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ProviderRefused(reason="no_token") from None
    raise ProviderRefused(reason={"invalid_grant": "code", "invalid_client": "client"}.get(said, "no_token"))


def forget() -> None:
    """Forget what was kept of every provider."""
    _kept.clear()


def client(url: str) -> GuardedClient:
    """Return a client that may call *url*: a public host, or the origin inside that the operator named."""
    inside = settings.DESVELO.identity_origin
    loopback = inside if inside and inside.startswith("http:") else None
    named = inside is not None and loopback is None and targets.origin_of(url) == targets.origin_of(inside)
    purpose = Purpose(
        name="identity",
        hosts=None,
        origin=inside if named else None,
        timeout_seconds=_SECONDS,
        max_bytes=_MOST_BYTES,
    )
    return GuardedClient(purpose=purpose, loopback_origin=loopback, ssl_context=_trusted())


@cache
def _trusted() -> ssl.SSLContext:
    """Read the certificates that are trusted once: it takes longer than what is asked."""
    return trusted_roots()


def _post(found: Discovery, registration: Registration, fields: dict[str, str]) -> Answer:
    """Say who we are in the header where the provider takes that, else in the form; never in both (RFC 6749 2.3)."""
    if not found.takes_basic:
        fields = {**fields, "client_id": registration.client_id, "client_secret": registration.secret}
        return _ask("POST", found.token_endpoint, content=urlencode(fields).encode())
    pair = f"{quote_plus(registration.client_id)}:{quote_plus(registration.secret)}"
    value = f"Basic {base64.b64encode(pair.encode()).decode()}"
    return _ask("POST", found.token_endpoint, content=urlencode(fields).encode(), basic=value)


def _ask(method: str, url: str, *, content: bytes = b"", basic: str = "") -> Answer:
    headers = _FORM if content else {"accept": "application/json, application/samlmetadata+xml;q=0.9"}
    try:
        with client(url) as speaking:
            signed = Signature(value=basic, origin=targets.origin_of(url)) if basic else None
            return speaking.request(method, url, headers=_with_length(headers, content), content=content, bearer=signed)
    except RequestFailed as trouble:
        raise ProviderRefused(reason="unreachable") from trouble


def _with_length(headers: dict[str, str], content: bytes) -> dict[str, str]:
    return {**headers, "content-length": str(len(content))} if content else headers
