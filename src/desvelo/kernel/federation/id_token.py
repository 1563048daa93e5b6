"""An ID token, believed or refused: the steps of OpenID Connect Core 3.1.3.7, none left out.

Only signatures by an asymmetric key that the issuer publishes count.  ``none`` and the shared-secret algorithms are on
no list; a key may be used for the algorithms of its own type alone; what a token says about where its key is
(``jku``, ``jwk``, ``x5u``, ``x5c``) is not followed but refused, as is anything critical.  A person is (issuer,
subject) and nothing else: an e-mail in the token is not read.

Source: OpenID Connect Core 1.0 sections 2 and 3.1.3.7; RFC 7515 section 4.1; RFC 8725; ASVS v5.0.0-9.1, 9.2, 10.5.
"""

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from joserfc import jwk, jws
from joserfc.errors import JoseError

from desvelo.kernel.federation.errors import TokenRefused

SKEW: Final = timedelta(seconds=60)
"""By how much the provider's clock may differ from ours."""
_OLDEST: Final = timedelta(minutes=10)
_LONGEST: Final = 16 * 1024
_LONGEST_SUBJECT: Final = 255
_LEAST_RSA_BITS: Final = 2048
_REFUSED_HEADERS: Final = frozenset({"b64", "crit", "jku", "jwk", "x5c", "x5u"})
_UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_NO_TOKEN: Final = (JoseError, AttributeError, ValueError, TypeError, RecursionError)
_KEYS_OF: Final[dict[str, dict[str, str]]] = {
    "ES256": {"kty": "EC", "crv": "P-256"},
    "Ed25519": {"kty": "OKP", "crv": "Ed25519"},
    "PS256": {"kty": "RSA"},
    "RS256": {"kty": "RSA"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a token has to say: by whom, for whom, for which try, signed how, and since when the person is there."""

    issuer: str
    client_id: str
    nonce: str
    algorithms: tuple[str, ...]
    authenticated_after: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asserted:
    """Whom the issuer means, and how they showed it; *authenticated_at* is None where it does not say when."""

    subject: str
    acr: str = ""
    amr: tuple[str, ...] = ()
    authenticated_at: datetime | None = None

    def has_second_factor(self, *, accepted: tuple[str, ...]) -> bool:
        """Tell whether a second factor was shown lately: by method (RFC 8176 ``mfa``) or by a class among *accepted*.

        >>> Asserted(subject="7", amr=("pwd", "mfa")).has_second_factor(accepted=())
        False
        """
        return self.authenticated_at is not None and ("mfa" in self.amr or (bool(self.acr) and self.acr in accepted))


class _Claims(msgspec.Struct):
    """The claims that are read."""

    iss: str
    sub: str
    aud: str | list[str]
    exp: int | float
    iat: int | float
    nonce: str
    nbf: int | float | None = None
    azp: str | None = None
    acr: str | None = None
    amr: list[str] | None = None
    auth_time: int | float | None = None


def verify(token: str, *, keys: bytes, expected: Expected, now: datetime) -> Asserted:
    """Return whom *token* is about, if it verifies under one of *keys*, a JWK set.  Raises TokenRefused."""
    claims = _read(_signed(token, keys=keys, algorithms=expected.algorithms))
    _require_parties(claims, expected)
    _require_times(claims, expected, now=now)
    _require_nonce(claims, expected)
    if not (0 < len(claims.sub) <= _LONGEST_SUBJECT and claims.sub.isascii() and claims.sub.isprintable()):
        raise TokenRefused(reason="subject")
    return Asserted(
        subject=claims.sub,
        acr=claims.acr or "",
        amr=tuple(claims.amr or ()),
        authenticated_at=None if claims.auth_time is None else _instant(claims.auth_time, now=now),
    )


def usable_keys(keys: bytes) -> int:
    """Return with how many of *keys*, a JWK set, a token could be believed.  Raises TokenRefused."""
    return sum(any(_suits(each, name) for name in _KEYS_OF) for each in _published(keys))


def _signed(token: str, *, keys: bytes, algorithms: tuple[str, ...]) -> bytes:
    """Return the payload of *token*, whose signature is one of *keys*' (steps 6 to 8)."""
    if len(token) > _LONGEST or not token.isascii() or not all(map(_is_canonical, token.split("."))):
        raise TokenRefused(reason="shape")
    try:
        header = jws.extract_compact(token.encode()).headers()
    except _NO_TOKEN:
        raise TokenRefused(reason="shape") from None
    name = header.get("alg")
    if not isinstance(name, str) or name not in algorithms or name not in _KEYS_OF:
        raise TokenRefused(reason="algorithm")
    if _REFUSED_HEADERS & header.keys():
        raise TokenRefused(reason="header")
    if str(header.get("typ", "JWT")).upper() != "JWT":  # an access token is typed "at+jwt" (RFC 9068)
        raise TokenRefused(reason="type")
    key = _key(header.get("kid"), name, keys=keys)
    registry = jws.JWSRegistry(algorithms=[name], strict_check_header=False)
    try:
        return bytes(jws.deserialize_compact(token, key, registry=registry).payload)
    except _NO_TOKEN:
        raise TokenRefused(reason="signature") from None


def _is_canonical(part: str) -> bool:
    """Tell whether *part* is written in the one way its bytes are: some decoders take several."""
    try:
        content = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError:
        return False
    return base64.urlsafe_b64encode(content).decode().rstrip("=") == part


def _key(kid: object, algorithm: str, *, keys: bytes) -> jwk.Key:
    """Return the one key the header means; where it names none, there may be one alone."""
    suiting = [each for each in _published(keys) if _suits(each, algorithm) and kid in {None, each.get("kid")}]
    if len(suiting) != 1:
        raise TokenRefused(reason="key")
    try:
        return jwk.import_key(suiting[0])
    except _NO_TOKEN:
        raise TokenRefused(reason="key") from None


def _published(keys: bytes) -> list[dict[str, Any]]:
    try:
        said = msgspec.json.decode(keys, type=dict[str, Any])
    except _UNREADABLE:
        raise TokenRefused(reason="keys") from None
    found = said.get("keys")
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise TokenRefused(reason="keys")
    return found


def _suits(key: dict[str, Any], algorithm: str) -> bool:
    """Tell whether a published key may have made a signature of *algorithm*: its kind, its use, and its size."""
    of_its_kind = all(key.get(name) == value for name, value in _KEYS_OF[algorithm].items())
    large = key.get("kty") != "RSA" or len(str(key.get("n", ""))) * 6 >= _LEAST_RSA_BITS
    return of_its_kind and large and key.get("use", "sig") == "sig" and key.get("alg", algorithm) == algorithm


def _read(payload: bytes) -> _Claims:
    try:
        return msgspec.json.decode(payload, type=_Claims)
    except _UNREADABLE:
        raise TokenRefused(reason="claims") from None


def _require_parties(claims: _Claims, expected: Expected) -> None:
    if claims.iss != expected.issuer:  # step 2
        raise TokenRefused(reason="issuer")
    audiences = [claims.aud] if isinstance(claims.aud, str) else claims.aud
    if audiences != [expected.client_id]:  # step 3: whoever else it is for is nobody we trust
        raise TokenRefused(reason="audience")
    if claims.azp is not None and claims.azp != expected.client_id:  # steps 4 and 5
        raise TokenRefused(reason="party")


def _require_nonce(claims: _Claims, expected: Expected) -> None:
    if not hmac.compare_digest(claims.nonce.encode(), expected.nonce.encode()):  # step 11
        raise TokenRefused(reason="nonce")


def _require_times(claims: _Claims, expected: Expected, *, now: datetime) -> None:
    if now >= _instant(claims.exp, now=now) + SKEW:  # step 9
        raise TokenRefused(reason="expired")
    issued = _instant(claims.iat, now=now)
    if issued > now + SKEW or (claims.nbf is not None and _instant(claims.nbf, now=now) > now + SKEW):  # step 10
        raise TokenRefused(reason="early")
    if issued < now - _OLDEST - SKEW:
        raise TokenRefused(reason="old")
    if claims.auth_time is None:
        return
    authenticated = _instant(claims.auth_time, now=now)
    if authenticated > now + SKEW:
        raise TokenRefused(reason="early")
    if authenticated < expected.authenticated_after - SKEW:  # step 13
        raise TokenRefused(reason="stale")


def _instant(seconds: float, *, now: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, tz=now.tzinfo)
    except (ValueError, OverflowError, OSError):
        raise TokenRefused(reason="claims") from None
