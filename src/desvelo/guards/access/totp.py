"""One-time codes by time (RFC 6238): six digits, thirty seconds, one step of tolerance either way, each step once.

The secret is sealed with the service key ``totp``, bound to its person.  The last step that was accepted is stored
under a row lock, so a code is dead the moment it was used, in every process: a cache mark with tolerance accepts it
twice.

Source: RFC 6238; security-design section 8; ASVS v5.0.0-6.5.1.
"""

import base64
import hmac
import os
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from django.conf import settings
from django.db import transaction

from desvelo.base.keyring import keyring
from desvelo.guards.access.models import User
from desvelo.kernel.sealing import cobblestone, context

STEP_SECONDS = 30
DIGITS = 6
TOLERANCE_STEPS = 1
_SECRET_BYTES = 20


def new_secret() -> bytes:
    """Return a fresh secret of 160 bits."""
    return os.urandom(_SECRET_BYTES)


def seal_secret(user: UUID, secret: bytes) -> bytes:
    """Seal *secret* for storage beside its person."""
    return cobblestone.seal(_key(), _context(user), secret)


def open_secret(user: User) -> bytes:
    """Open the stored secret of *user*."""
    return cobblestone.open_record(_key(), _context(user.id), bytes(user.totp_sealed or b""))


def seal_next(user: UUID, secret: bytes) -> bytes:
    """Seal the secret of an app that is to take another's place: it opens in no other place than that."""
    return cobblestone.seal(_key(), _next_context(user), secret)


def open_next(user: User) -> bytes:
    """Open the secret of the app that is to take the place of the one *user* has."""
    return cobblestone.open_record(_key(), _next_context(user.id), bytes(user.totp_next_sealed or b""))


def as_text(secret: bytes) -> str:
    """Write a secret in base32, as authenticator apps read it."""
    return base64.b32encode(secret).decode("ascii").rstrip("=")


def address(*, secret: bytes, email: str, issuer: str) -> str:
    """Return the ``otpauth`` address that an authenticator app scans."""
    label = f"{quote(issuer)}:{quote(email)}"
    return (
        f"otpauth://totp/{label}?secret={as_text(secret)}&issuer={quote(issuer)}&digits={DIGITS}&period={STEP_SECONDS}"
    )


def accept(user: UUID, code: str, *, now: datetime) -> bool:
    """Tell whether *code* is right for this moment, and if so burn its step so that it never is again."""
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user)
        if locked.totp_sealed is None:
            return False
        step = matching_step(open_secret(locked), code, now=now)
        if step is None or step <= locked.totp_last_step:
            return False
        locked.totp_last_step = step
        locked.save(update_fields=["totp_last_step"])
    return True


def matching_step(secret: bytes, code: str, *, now: datetime) -> int | None:
    """Return the step whose code this is, or None; every step in tolerance is computed, whichever matches."""
    if len(code) != DIGITS or not (code.isascii() and code.isdigit()):
        return None
    generator = HOTP(secret, DIGITS, SHA1(), enforce_key_length=False)  # noqa: S303  RFC 6238 default, what apps support
    current = int(now.timestamp()) // STEP_SECONDS
    steps = range(current - TOLERANCE_STEPS, current + TOLERANCE_STEPS + 1)
    matches = [step for step in steps if hmac.compare_digest(generator.generate(step), code.encode("ascii"))]
    return matches[-1] if matches else None


def _key() -> bytes:
    return keyring(settings.DESVELO.keys).service("totp")


def _next_context(user: UUID) -> bytes:
    return context.encode("desvelo/1", "totp/next", str(user))


def _context(user: UUID) -> bytes:
    return context.encode("desvelo/1", "totp", str(user))
