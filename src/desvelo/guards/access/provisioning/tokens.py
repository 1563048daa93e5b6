"""What a provider shows when it asks something of our accounts: 256 random bits, shown once, kept as a hash.

Each is of one provider, ends by itself, and can be revoked at once.  It serves while the provider is switched off too:
then nobody enters by it, and shutting somebody out has to be possible.  Wrong ones count per network, which never
keeps a right one from being heard: it cannot be guessed, and somebody may have to be shut out.  Right ones may ask a
bounded number of times a minute.

Source: ASVS v5.0.0-10.4, 13.2; RFC 6750; security-design section 8 (step-up, throttling).
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from desvelo.base.ui import wording
from desvelo.guards.access import gate, throttle, vouching
from desvelo.guards.access.errors import NotFound, ProviderUnusable, TooManyTries
from desvelo.guards.access.federation import providers
from desvelo.guards.access.models import IdentityProvider
from desvelo.guards.access.provisioning.errors import TokenRefused
from desvelo.guards.access.provisioning.models import ProvisioningToken
from desvelo.guards.access.throttle import Network
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission

MOST: Final = 5
DAYS: Final = (30, 90, 180, 365)
PER_MINUTE: Final = 600
REFUSED: Final = "provisioning:refuse"
_WINDOW: Final = timedelta(minutes=1)
_PREFIX: Final = "dsvscim_"
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Provisioner:
    """Who asks: a provider, by one of its tokens."""

    provider: IdentityProvider
    token: UUID

    def named(self) -> dict[str, str]:
        """Return how the log names them."""
        return {"provider": str(self.provider.pk), "token": str(self.token)}


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLine:
    """A token as whoever looks after security sees it; never itself."""

    id: str
    name: str
    made_by: str
    until_label: str
    used_label: str
    is_over: bool


def lines(actor: Actor, row: IdentityProvider, *, now: datetime) -> list[TokenLine]:
    """Return the tokens of a provider, the youngest first.  Raises Forbidden."""
    gate.require(actor, Permission.PROVIDER_MANAGE, now=now)
    rows = ProvisioningToken.objects.filter(provider=row).select_related("made_by").order_by("-created_at")
    return [
        TokenLine(
            id=each.public_id,
            name=each.name,
            made_by=each.made_by.name,
            until_label=wording.date(each.expires_at),
            used_label=wording.moment(each.used_at, now=now) if each.used_at else "",
            is_over=each.expires_at <= now,
        )
        for each in rows
        if _is_ours(each)
    ]


def make(*, actor: Actor, provider: str, name: str, days: str, now: datetime) -> str:
    """Make a token and return it, which nobody can read again.

    Raises Forbidden, ProofTooOld, NotFound, ProviderUnusable.
    """
    gate.require_proof(actor, Permission.PROVIDER_MANAGE, now=now)
    named = " ".join(name.split())
    if not named or len(named) > _LONGEST_NAME or not named.isprintable():
        raise ProviderUnusable(field="token_name", reason="typed")
    if days not in {str(each) for each in DAYS}:
        raise ProviderUnusable(field="token_days", reason="typed")
    token = _PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        owner = providers.ours(provider, held=True)
        if ProvisioningToken.objects.filter(provider=owner).count() >= MOST:
            raise ProviderUnusable(field="token_name", reason="tokens")
        row = ProvisioningToken(
            provider=owner,
            name=named,
            digest=_digest(token),
            made_by_id=actor.id,
            created_at=now,
            expires_at=now + timedelta(days=int(days)),
        )
        row.mac = vouching.mac("provisioning", *_written(row))
        row.save(force_insert=True)
        audit.record([_entry("provisioning:allow", row, actor=actor, now=now)])
    return token


def revoke(*, actor: Actor, provider: str, token: str, now: datetime) -> None:
    """End a token at once.  Raises Forbidden, ProofTooOld, NotFound."""
    gate.require_proof(actor, Permission.PROVIDER_MANAGE, now=now)
    with transaction.atomic():
        owner = providers.ours(provider)
        row = ProvisioningToken.objects.select_for_update().filter(provider=owner, public_id=token).first()
        if row is None:
            raise NotFound
        audit.record([_entry("provisioning:revoke", row, actor=actor, now=now)])
        row.delete()


def shown(token: str, *, address: str, now: datetime) -> Provisioner:
    """Return whose *token* this is.  Raises TokenRefused, on record, and TooManyTries."""
    row = ProvisioningToken.objects.select_related("provider").filter(digest=_digest(token)).first()
    reason = _trouble(row, now=now)
    if row is None or reason:
        caller = Network(address=address, what="caller")
        throttle.require_calm(caller, now=now)
        throttle.count_failure(caller, now=now)
        objects = {"token": str(row.pk), "provider": str(row.provider_id)} if row is not None else {}
        with transaction.atomic():
            audit.record([Entry(tag="provisioning:ask", at=now, result=f"denied:{reason}", objects=objects)])
        raise TokenRefused(reason=reason)
    _count(row, now=now)
    return Provisioner(provider=row.provider, token=row.pk)


def sweep(*, now: datetime) -> int:
    """Take away, on record, every token that was not made here; return how many there were."""
    forged = (row for row in ProvisioningToken.objects.all() if not _is_ours(row))
    return vouching.take_away(
        forged, kind="provisioning", entry=lambda row: Entry(tag=REFUSED, at=now, objects={"token": str(row.pk)})
    )


def _trouble(row: ProvisioningToken | None, *, now: datetime) -> str:
    if row is None:
        return "token"
    if not _is_ours(row) or not providers.is_ours(row.provider):
        return "unvouched"
    return "expired" if row.expires_at <= now else ""


def _count(row: ProvisioningToken, *, now: datetime) -> None:
    """Count one request; raise TooManyTries above what a minute may have."""
    lately = ProvisioningToken.objects.filter(pk=row.pk, window_at__gt=now - _WINDOW)
    if not lately.update(window_count=F("window_count") + 1, used_at=now):
        ProvisioningToken.objects.filter(pk=row.pk).update(window_at=now, window_count=1, used_at=now)
    elif lately.filter(window_count__gt=PER_MINUTE).exists():
        raise TooManyTries(wait_seconds=int(_WINDOW.total_seconds()))


def _is_ours(row: ProvisioningToken) -> bool:
    return vouching.holds(row.mac, "provisioning", *_written(row))


def _written(row: ProvisioningToken) -> tuple[str | bytes, ...]:
    times = (row.created_at, row.expires_at)
    moments = (each.astimezone(UTC).isoformat() for each in times)
    return str(row.id), str(row.provider_id), bytes(row.digest), str(row.made_by_id), *moments


def _entry(tag: str, row: ProvisioningToken, *, actor: Actor, now: datetime) -> Entry:
    objects = {"provider": str(row.provider_id), "token": str(row.pk)}
    return Entry(tag=tag, at=now, actor=actor.id, session=actor.session, objects=objects)


def _digest(token: str) -> bytes:
    return hashlib.sha256(b"desvelo/provisioning" + token.encode("utf-8", "surrogatepass")).digest()
