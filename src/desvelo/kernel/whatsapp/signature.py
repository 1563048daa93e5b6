"""Who signed this body: Meta's ``X-Hub-Signature-256`` over the exact bytes that arrived.

HMAC-SHA256 keyed by the app secret, written ``sha256=`` and 64 lower-case hex digits.  Nothing else is accepted: no
other algorithm, length, letter case or missing header.  The body is verified before anybody parses it, because a
parsed and re-written body is another body.

Each secret is bound to the phone numbers its app serves.  Where tenants bring their own apps, one tenant could sign,
with its own valid secret, a body that names another tenant's number; so a change counts only if ``Verdict.covers``
its number.

Source: Meta, "Webhooks: validating payloads" and "Secure Graph API calls" (appsecret_proof), read November 2026.

>>> secret = AppSecret(id="a", secret=b"test_app_secret", phone_number_ids=frozenset({"1"}))
>>> verify(sign(b"test_app_secret", b"{}"), b"{}", [secret]).covers("1")
True
>>> verify(sign(b"test_app_secret", b"{}"), b"{ }", [secret]).reason
<Reason.MISMATCH: 'mismatch'>
"""

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

_HEADER = re.compile(r"sha256=([0-9a-f]{64})", re.ASCII)


class Reason(StrEnum):
    """Why a signature was accepted or refused."""

    ACCEPTED = "accepted"
    MISSING = "missing"
    MALFORMED = "malformed"
    MISMATCH = "mismatch"
    NO_SECRET = "no_secret"  # noqa: S105 - the name of a reason


@dataclass(frozen=True, slots=True, kw_only=True)
class AppSecret:
    """The secret of one app and the numbers it may speak for."""

    id: str
    secret: bytes = field(repr=False)
    phone_number_ids: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Which secrets signed the body; several when apps share one during a rotation."""

    reason: Reason
    matched: tuple[AppSecret, ...] = ()

    @property
    def accepted(self) -> bool:
        """Somebody we know signed exactly these bytes."""
        return bool(self.matched)

    @property
    def secret(self) -> AppSecret | None:
        """The first secret that matched, for the record."""
        return self.matched[0] if self.matched else None

    def covers(self, phone_number_id: str) -> bool:
        """The signer may speak for this number."""
        return any(phone_number_id in secret.phone_number_ids for secret in self.matched)


def sign(secret: bytes, body: bytes) -> str:
    """Return the header value Meta sends for *body*."""
    return "sha256=" + hmac.new(secret, body, sha256).hexdigest()


def appsecret_proof(secret: bytes, token: str) -> str:
    """Return the query parameter that proves, on a Graph call, that the caller also holds the app secret."""
    return hmac.new(secret, token.encode(), sha256).hexdigest()


def verify(header: str | None, body: bytes, secrets: Sequence[AppSecret]) -> Verdict:
    """Decide who signed *body*; every usable secret is tried, so the time says nothing about which one matched."""
    usable = [secret for secret in secrets if secret.secret]
    if not usable:
        return Verdict(reason=Reason.NO_SECRET)
    if not header:
        return Verdict(reason=Reason.MISSING)
    if not _HEADER.fullmatch(header):
        return Verdict(reason=Reason.MALFORMED)
    matched = tuple([secret for secret in usable if hmac.compare_digest(sign(secret.secret, body), header)])
    return Verdict(reason=Reason.ACCEPTED if matched else Reason.MISMATCH, matched=matched)
