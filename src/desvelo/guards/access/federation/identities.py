"""Who a person is at a provider: tied by themselves, used to enter, untied by themselves while another way in is left.

Source: security-design section 8 (identity = issuer and subject), D9.6; ASVS v5.0.0-6.8.1, 7.5.1.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from desvelo.base.ui import wording
from desvelo.guards.access import gate, grants
from desvelo.guards.access.errors import LastFactor, NotFound, ProviderRefused
from desvelo.guards.access.federation import providers
from desvelo.guards.access.federation.providers import Offer
from desvelo.guards.access.models import FederatedIdentity, IdentityProvider, User
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """A provider as somebody sees it on the page of their own account; *since_label* is empty where it is not tied."""

    id: str
    name: str
    since_label: str
    used_label: str


def links(actor: Actor, *, now: datetime) -> list[LinkLine]:
    """Return every provider that *actor* is connected with or may connect, by name.  Raises Forbidden."""
    gate.require(actor, Permission.ACCOUNT_MANAGE, now=now)
    own = {row.provider.public_id: row for row in _of(actor.id)}
    named = {offer.id: offer.name for offer in providers.offers()}
    named |= {key: row.provider.name for key, row in own.items()}
    return [_line(key, name, own.get(key), now=now) for key, name in sorted(named.items(), key=lambda each: each[1])]


def ways_of(user: User) -> list[Offer]:
    """Return the providers by which *user* may show again who they are."""
    own = {row.provider.public_id for row in _of(user.id)}
    return [offer for offer in providers.offers() if offer.id in own] if own else []


def of_subject(provider: IdentityProvider, subject: str) -> FederatedIdentity | None:
    """Return whose (issuer, subject) this is, if anybody's who may enter."""
    rows = FederatedIdentity.objects.select_related("user")
    return rows.filter(provider=provider, subject=subject, user__is_active=True).first()


def tie(user: UUID, *, provider: IdentityProvider, subject: str, entry: Entry, now: datetime) -> FederatedIdentity:
    """Tie *user* to who they are at *provider*; raise ProviderRefused if that, or they, are tied already."""
    new = FederatedIdentity(user_id=user, provider=provider, subject=subject, created_at=now)
    try:
        with transaction.atomic():
            new.save(force_insert=True)
            grants.settle(user, entry)
    except IntegrityError:
        raise ProviderRefused(reason="taken", owner=user) from None
    return new


def untie(*, actor: Actor, provider: str, now: datetime) -> None:
    """Untie *actor* from a provider; raise Forbidden, ProofTooOld, NotFound, LastFactor."""
    gate.require_proof(actor, Permission.ACCOUNT_MANAGE, now=now)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=actor.id)
        row = FederatedIdentity.objects.filter(user=user, provider__public_id=provider).first()
        if row is None:
            raise NotFound
        if not enters_without(user, identity=row.pk):
            raise LastFactor
        objects = {"provider": str(row.provider_id)}
        row.delete()
        grants.settle(
            actor.id, Entry(tag="factor:unlink", at=now, actor=actor.id, session=actor.session, objects=objects)
        )


def enters_without(user: User, *, identity: UUID) -> bool:
    """Tell whether *user* has a way in but *identity*: a passkey, password and code, or another provider that is on."""
    if user.passkey_only:
        return user.passkeys.exists()
    by_code = bool(user.password_hash) and user.totp_confirmed_at is not None
    others = user.identities.exclude(pk=identity).filter(provider__is_on=True)
    return by_code or user.passkeys.exists() or others.exists()


def _of(user: UUID) -> list[FederatedIdentity]:
    return list(FederatedIdentity.objects.select_related("provider").filter(user_id=user))


def _line(key: str, name: str, row: FederatedIdentity | None, *, now: datetime) -> LinkLine:
    return LinkLine(
        id=key,
        name=name,
        since_label=wording.date(row.created_at) if row else "",
        used_label=wording.moment(row.used_at, now=now) if row and row.used_at else "",
    )
