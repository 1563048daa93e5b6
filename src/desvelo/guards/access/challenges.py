"""What passkeys are asked to sign: 256 random bits, for one purpose and one browser, five minutes, once.

The database keeps their hash, so every worker knows which are spent.  Whoever presents one spends it, whether or not
the rest is right.

Source: WebAuthn Level 3 section 13.4.3; security-design section 8; ASVS v5.0.0-6.7.2.
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime, timedelta

from desvelo.guards.access import passkeys
from desvelo.guards.access.errors import PasskeyRefused
from desvelo.guards.access.models import Challenge

LASTS = timedelta(seconds=passkeys.TIMEOUT_SECONDS)
_BYTES = 32

Purpose = Challenge.Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """What a challenge is good for: *purpose*, in the browser whose secret hashes to *holder*."""

    purpose: Purpose
    holder: bytes


def issue(bond: Bond, *, now: datetime) -> bytes:
    """Return a new challenge; the one this browser had for the same purpose is void."""
    challenge = os.urandom(_BYTES)
    Challenge.objects.filter(purpose=bond.purpose, bound_to=bond.holder).delete()
    Challenge.objects.create(
        digest=_digest(challenge), purpose=bond.purpose, bound_to=bond.holder, expires_at=now + LASTS
    )
    return challenge


def spend(challenge: bytes, bond: Bond, *, now: datetime) -> None:
    """Spend *challenge*; raise PasskeyRefused unless it was issued for exactly this, in time, and never presented."""
    row = Challenge.objects.filter(digest=_digest(challenge)).first()
    if row is None or not Challenge.objects.filter(pk=row.pk).delete()[0]:
        raise PasskeyRefused(reason=passkeys.CHALLENGE)
    if (row.purpose, bytes(row.bound_to)) != (bond.purpose, bond.holder) or now >= row.expires_at:
        raise PasskeyRefused(reason=passkeys.CHALLENGE)


def sweep(*, now: datetime) -> int:
    """Delete those nobody answered in time."""
    deleted, _ = Challenge.objects.filter(expires_at__lte=now).delete()
    return deleted


def _digest(challenge: bytes) -> bytes:
    return hashlib.sha256(challenge).digest()
