"""Browsers in which somebody signed in before: their failures are counted by themselves.

So nobody's tries elsewhere make the person wait.

A random token in a cookie, its hash here, for ninety days from the last sign-in.  It proves nothing and opens nothing:
whoever steals one gets ten tries in ten minutes of their own.  So nothing vouches for the row.

Source: security-design section 8 (throttling); NIST SP 800-63B-4 section 3.2.2; OWASP Authentication (device cookies).
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.base.ui import wording
from desvelo.guards.access import gate
from desvelo.guards.access.errors import NotFound
from desvelo.guards.access.recovery_models import KnownDevice
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission

LASTS: Final = timedelta(days=90)
FORGOTTEN: Final = "device:forget"
_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceLine:
    """A known browser as its owner sees it."""

    id: str
    device: str
    used_label: str
    is_this: bool


def digest(token: str) -> bytes:
    """Return what is stored of *token*."""
    return hashlib.sha256(b"desvelo/known" + token.encode("utf-8", "surrogatepass")).digest()


def is_known(token: str, *, email: str, now: datetime) -> bool:
    """Tell whether the person with this address signed in before in the browser that holds *token*."""
    rows = KnownDevice.objects.filter(token_hash=digest(token), user__email=email, expires_at__gt=now)
    return bool(token) and rows.exists()


def remember(user: UUID, *, token: str, device: str, now: datetime) -> str:
    """Know the browser that holds *token* from now on; return the token it should hold: its own, or a new one."""
    token = token if KnownDevice.objects.filter(token_hash=digest(token)).exists() else secrets.token_urlsafe(_BYTES)
    KnownDevice.objects.update_or_create(
        user_id=user,
        token_hash=digest(token),
        defaults={"device": device, "used_at": now, "expires_at": now + LASTS},
        create_defaults={"device": device, "created_at": now, "used_at": now, "expires_at": now + LASTS},
    )
    return token


def lines(actor: Actor, *, token: str, now: datetime) -> tuple[DeviceLine, ...]:
    """Return the browsers known of *actor*, the last used first."""
    rows = KnownDevice.objects.filter(user_id=actor.id, expires_at__gt=now).order_by("-used_at")
    return tuple(
        DeviceLine(
            id=row.public_id,
            device=row.device,
            used_label=wording.moment(row.used_at, now=now),
            is_this=bytes(row.token_hash) == digest(token),
        )
        for row in rows
    )


def forget(*, actor: Actor, device: str, now: datetime) -> None:
    """Know one browser of *actor* no more.  Raises ProofTooOld, NotFound."""
    gate.require_proof(actor, Permission.ACCOUNT_MANAGE, now=now)
    with transaction.atomic():
        if not KnownDevice.objects.filter(user_id=actor.id, public_id=device).delete()[0]:
            raise NotFound
        audit.record([Entry(tag=FORGOTTEN, at=now, actor=actor.id, session=actor.session)])


def forget_all(user: UUID, *, but: str = "") -> int:
    """Know none of a person's browsers any more, but the one that holds *but*; return how many there were."""
    deleted, _ = KnownDevice.objects.filter(user_id=user).exclude(token_hash=digest(but)).delete()
    return deleted


def sweep(*, now: datetime) -> int:
    """Forget browsers nobody signed in with for long."""
    deleted, _ = KnownDevice.objects.filter(expires_at__lte=now).delete()
    return deleted
