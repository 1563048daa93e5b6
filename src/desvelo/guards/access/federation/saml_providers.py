"""Connecting an identity provider that speaks SAML, by the metadata that it gives: pasted, or at an https address.

What is pinned from it: who it is, where people are sent, with which certificates it signs.  Who it is never changes;
the other two are given anew, from the same provider's metadata, after a factor just shown.

Source: SAML V2.0 Metadata Interoperability Profile 2.6; security-design section 8; docs/decisions/0058.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from desvelo.guards.access import gate
from desvelo.guards.access.errors import NotFound, ProviderRefused, ProviderUnusable
from desvelo.guards.access.federation import calls, providers, saml_library
from desvelo.guards.access.models import IdentityProvider
from desvelo.guards.audit import actions as audit
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.federation.saml.errors import MetadataRefused
from desvelo.kernel.federation.saml.parties import Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Where the metadata is from: pasted as *text*, or at *address*."""

    text: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSaml:
    """What somebody typed to connect a provider; *id* was shown to them in the addresses to register there."""

    id: str
    name: str
    accepted_acr: str
    metadata: Given


def connect(*, actor: Actor, asked: AskedSaml, now: datetime) -> None:
    """Keep the provider whose metadata was given.  Raises Forbidden, ProofTooOld, ProviderUnusable."""
    gate.require_proof(actor, Permission.PROVIDER_MANAGE, now=now)
    providers.require_names(id=asked.id, name=asked.name, accepted_acr=asked.accepted_acr)
    found = _read(asked.metadata, now=now)
    row = IdentityProvider(
        public_id=asked.id,
        protocol=IdentityProvider.Protocol.SAML,
        issuer=found.entity,
        client_id=providers.entity_of(asked.id),
        sign_on=found.sign_on,
        certificates="\n".join(found.certificates),
        accepted_acr=asked.accepted_acr,
        created_at=now,
    )
    providers.keep_new(row, name=asked.name, secret="", actor=actor, now=now)


def renew(*, actor: Actor, provider: str, metadata: Given, now: datetime) -> None:
    """Take address and certificates anew from the metadata of the same provider.

    Raises Forbidden, ProofTooOld, NotFound, ProviderUnusable.
    """
    gate.require_proof(actor, Permission.PROVIDER_MANAGE, now=now)
    found = _read(metadata, now=now)
    with transaction.atomic():
        row = providers.ours(provider, held=True)
        if not providers.is_saml(row):
            raise NotFound
        if found.entity != row.issuer:
            raise ProviderUnusable(field="metadata", reason="other")
        row.sign_on, row.certificates = found.sign_on, "\n".join(found.certificates)
        providers.keep(row)
        audit.record([providers.entry("provider:change", row, actor=actor, now=now, what="metadata")])


def _read(given: Given, *, now: datetime) -> Metadata:
    """Read the metadata that was given.  Raises ProviderUnusable."""
    if not saml_library.is_installed():
        raise ProviderUnusable(field="metadata", reason=saml_library.NEEDS)
    if bool(given.text) == bool(given.address):
        raise ProviderUnusable(field="metadata", reason="which")
    plain = (settings.DESVELO.identity_origin or "").startswith("http:")
    content = given.text.encode("utf-8", "surrogatepass") if given.text else _fetched(given.address, plain=plain)
    try:
        return saml_library.read(content, plain_http=plain, now=now)
    except MetadataRefused as refused:
        raise ProviderUnusable(field="metadata", reason=refused.reason) from None


def _fetched(address: str, *, plain: bool) -> bytes:
    """Fetch what is at *address*, once, by https."""
    if not (address.isascii() and address.isprintable() and address.startswith("https://" if not plain else "http")):
        raise ProviderUnusable(field="metadata", reason="address_typed")
    try:
        return calls.fetch(address)
    except ProviderRefused as refused:
        raise ProviderUnusable(field="metadata", reason=refused.reason) from None
