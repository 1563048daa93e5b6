"""Who was sent to a provider and is awaited: there and back, for one purpose, in one browser, ten minutes, once.

What travels is ``state``, 256 bits of which the database keeps the hash.  What stays in the browser is the secret of a
cookie, new for each way.  Whoever presents a state spends it, whether or not the rest is right.

Source: RFC 9700 sections 4.4 and 4.7; ASVS v5.0.0-10.1.2, 10.2.1.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from desvelo.guards.access.errors import ProviderRefused
from desvelo.guards.access.federation.models import Departure
from desvelo.guards.access.models import IdentityProvider, Invitation, Session
from desvelo.kernel.federation.asking import Try
from desvelo.kernel.sealing import context

LASTS: Final = timedelta(minutes=10)
Purpose = Departure.Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What the way is for; *session* is the one that goes on, *invitation* and *name* are of who takes a place."""

    purpose: Purpose
    session: Session | None = None
    invitation: Invitation | None = None
    name: str = ""
    way_back: str = ""


def leave(leaving: Leaving, *, provider: IdentityProvider, door: str, now: datetime) -> Try:
    """Await somebody; return what ties the way back to the browser that holds *door*."""
    trying = Try(door=door, state=secrets.token_urlsafe(32))
    Departure.objects.create(
        digest=digest(trying.state),
        purpose=leaving.purpose,
        bound_to=_bond(door, provider, leaving.session),
        invitation=leaving.invitation,
        name=leaving.name,
        way_back=leaving.way_back,
        left_at=now,
        expires_at=now + LASTS,
    )
    return trying


def come_back(
    state: str, *, provider: IdentityProvider, door: str, session: Session | None, now: datetime
) -> Departure:
    """Return the way that *state* is of, and end it; raise ProviderRefused unless it began here, for this, in time.

    *session* is the one the browser holds now; it counts for what goes on in a session alone.
    """
    row = Departure.objects.filter(digest=digest(state)).first()
    if row is None or not Departure.objects.filter(pk=row.pk).delete()[0]:
        raise ProviderRefused(reason="state")
    goes_on = row.purpose in {Purpose.LINK, Purpose.PROVE}
    if bytes(row.bound_to) != _bond(door, provider, session if goes_on else None) or now >= row.expires_at:
        raise ProviderRefused(reason="state")
    return row


def sweep(*, now: datetime) -> int:
    """Forget those who did not come back in time."""
    deleted, _ = Departure.objects.filter(expires_at__lte=now).delete()
    return deleted


def _bond(door: str, provider: IdentityProvider, session: Session | None) -> bytes:
    """Return what says browser, provider and session: of a way that began at another it is another."""
    held = bytes(session.token_hash) if session is not None else b""
    return hashlib.sha256(context.encode(context.FORMAT, "departure", door, str(provider.pk), held)).digest()


def digest(state: str) -> bytes:
    """Return what the database knows *state* by."""
    return hashlib.sha256(state.encode("utf-8", "surrogatepass")).digest()
