"""Which identity providers are connected, and what whoever looks after security does with them.

Issuer, client and the classes that count as a second factor are given once: whoever wants others removes the provider
and connects another, and with it goes who people are there.  So nobody turns a provider that people trust into another
one, or has our secret sent to another address, by changing one field.

Source: ux.md 6.17; security-design section 8, D9.6, D11.1.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from desvelo.base import clock
from desvelo.base.keyring import keyring
from desvelo.base.ui import wording
from desvelo.guards.access import gate, vouching
from desvelo.guards.access.errors import NotFound, ProviderRefused, ProviderUnusable
from desvelo.guards.access.federation import calls, saml_library
from desvelo.guards.access.federation.calls import Redemption, Registration
from desvelo.guards.access.models import IdentityProvider
from desvelo.guards.access.provisioning.models import ProvisionedPerson
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.federation import discovery, id_token
from desvelo.kernel.federation.errors import DiscoveryRefused, TokenRefused
from desvelo.kernel.federation.saml.parties import Ours
from desvelo.kernel.sealing import cobblestone, context

MOST: Final = 10
REFUSED: Final = "provider:refuse"
_CLIENT = re.compile(r"[!-~]{1,255}", re.ASCII)
_SECRET = re.compile(r"[!-~]{8,1000}", re.ASCII)
_CLASSES = re.compile(r"(?:[!-~]{1,200}(?: [!-~]{1,200}){0,4})?", re.ASCII)
_ID = re.compile(r"[1-9A-HJ-NP-Za-km-z]{21,22}", re.ASCII)
_LONGEST_NAME: Final = 60
_LONGEST: Final = 500
_NO_CODE: Final = "a-code-nobody-gave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody typed to connect a provider; *id* was shown to them in the address to register there."""

    id: str
    name: str
    issuer: str
    client_id: str
    accepted_acr: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderLine:
    """A provider as whoever looks after security sees it; *until_label* is the last day of its certificates."""

    id: str
    name: str
    issuer: str
    client_id: str
    accepted_acr: tuple[str, ...]
    redirect_uri: str
    is_saml: bool
    is_on: bool
    is_refused: bool
    since_label: str
    until_label: str
    people_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came of one part of a check: *what* it was (`federation_words.checked`); *reason* is empty if well."""

    what: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A way in, as the door offers it."""

    id: str
    name: str


def redirect_uri(public_id: str) -> str:
    """Return the one address a provider sends people back to: each has its own (RFC 9700 section 4.4)."""
    return f"{settings.DESVELO.public_url}{reverse('access:provider_return', args=[public_id])}"


def entity_of(public_id: str) -> str:
    """Return how we are named at a provider that speaks SAML: at each by a name of its own."""
    return f"{settings.DESVELO.public_url}{reverse('access:sign_in_by_provider', args=[public_id])}"


def answer_uri(public_id: str) -> str:
    """Return the one address a provider that speaks SAML has its answers posted to."""
    return f"{settings.DESVELO.public_url}{reverse('access:provider_answer', args=[public_id])}"


def saml_ours(row: IdentityProvider) -> Ours:
    """Return how we are known at a provider that speaks SAML."""
    return Ours(entity=row.client_id, answer_to=answer_uri(row.public_id))


def offers() -> list[Offer]:
    """Return the providers the door offers, by name."""
    rows = IdentityProvider.objects.filter(is_on=True).order_by("name")
    return [Offer(id=row.public_id, name=row.name) for row in rows if is_ours(row)]


def lines(actor: Actor, *, now: datetime) -> list[ProviderLine]:
    """Return every provider, by name.  Raises Forbidden."""
    gate.require(actor, Permission.PROVIDER_MANAGE, now=now)
    rows = IdentityProvider.objects.prefetch_related("identities").order_by("name")
    return [
        ProviderLine(
            id=row.public_id,
            name=row.name,
            issuer=row.issuer,
            client_id=row.client_id,
            accepted_acr=accepted(row),
            redirect_uri=answer_uri(row.public_id) if is_saml(row) else redirect_uri(row.public_id),
            is_saml=is_saml(row),
            is_on=row.is_on,
            is_refused=not is_ours(row),
            since_label=wording.date(row.created_at),
            until_label=_until(row),
            people_count=len(row.identities.all()),
        )
        for row in rows
    ]


def may_change(actor: Actor) -> bool:
    """Tell whether *actor* showed a factor recently enough: asked before a form is filled in."""
    return actor.has_proved(within=gate.PROOF_LASTS, now=clock.wall())


def connect(*, actor: Actor, asked: Asked, now: datetime) -> None:
    """Ask the issuer who it is, and keep the provider if it says so itself.

    Raises Forbidden, ProofTooOld, ProviderUnusable.
    """
    gate.require_proof(actor, Permission.PROVIDER_MANAGE, now=now)
    _require_shapes(asked)
    _require_document(asked.issuer)
    row = IdentityProvider(
        public_id=asked.id,
        issuer=asked.issuer,
        client_id=asked.client_id,
        accepted_acr=asked.accepted_acr,
        created_at=now,
    )
    keep_new(row, name=asked.name, secret=asked.secret, actor=actor, now=now)


def keep_new(row: IdentityProvider, *, name: str, secret: str, actor: Actor, now: datetime) -> None:
    """Keep a provider that *actor* connects, vouched for and on record.  Raises ProviderUnusable."""
    row.name = _name(name)
    row.secret_sealed = _sealed(row, secret)
    row.mac = _vouched(row)
    try:
        with transaction.atomic():
            if IdentityProvider.objects.count() >= MOST:
                raise ProviderUnusable(field="name", reason="most")
            row.save(force_insert=True)
            audit.record([entry("provider:connect", row, actor=actor, now=now)])
    except IntegrityError:
        raise ProviderUnusable(field="name", reason="known") from None


def check(*, actor: Actor, provider: str, now: datetime) -> tuple[Checked, ...]:
    """Ask the provider for its document and its keys, and whether it knows us.  Raises Forbidden, NotFound."""
    gate.require(actor, Permission.PROVIDER_MANAGE, now=now)
    row = ours(provider)
    with transaction.atomic():
        audit.record([entry("provider:check", row, actor=actor, now=now)])
    if is_saml(row):
        found_out = saml_library.checked(row.certificates, now=now)
        return tuple(Checked(what=what, reason=reason) for what, reason in found_out.items())
    try:
        found = calls.discover(row.issuer, anew=True)
    except DiscoveryRefused as refused:
        return (Checked(what="document", reason=refused.reason),)
    except ProviderRefused as refused:
        return (Checked(what="document", reason=refused.reason),)
    return Checked(what="document"), _checked_keys(found), _checked_client(found, row)


def give_secret(*, actor: Actor, provider: str, secret: str, now: datetime) -> None:
    """Replace the secret by which the provider knows us.  Raises Forbidden, ProofTooOld, NotFound, ProviderUnusable."""
    gate.require_proof(actor, Permission.PROVIDER_MANAGE, now=now)
    if not _SECRET.fullmatch(secret):
        raise ProviderUnusable(field="secret", reason="typed")
    with transaction.atomic():
        row = ours(provider, held=True)
        if is_saml(row):
            raise NotFound
        row.secret_sealed = _sealed(row, secret)
        keep(row)
        audit.record([entry("provider:change", row, actor=actor, now=now, what="secret")])


def switch(*, actor: Actor, provider: str, on: str, now: datetime) -> None:
    """Let people enter by it (``on``) or not (anything else).  Raises Forbidden, ProofTooOld, NotFound."""
    gate.require_proof(actor, Permission.PROVIDER_MANAGE, now=now)
    with transaction.atomic():
        row = ours(provider, held=True)
        row.is_on = on == "on"
        keep(row)
        audit.record([entry("provider:change", row, actor=actor, now=now, what="on" if row.is_on else "off")])


def remove(*, actor: Actor, provider: str, now: datetime) -> None:
    """Forget a provider that nobody is connected with.  Raises Forbidden, ProofTooOld, NotFound, ProviderUnusable."""
    gate.require_proof(actor, Permission.PROVIDER_MANAGE, now=now)
    with transaction.atomic():
        row = IdentityProvider.objects.select_for_update().filter(public_id=provider).first()
        if row is None:
            raise NotFound
        if row.identities.exists() or ProvisionedPerson.objects.filter(provider=row).exists():
            raise ProviderUnusable(field="remove", reason="people")
        audit.record([entry("provider:remove", row, actor=actor, now=now)])
        row.delete()


def sweep(*, now: datetime) -> int:
    """Put on record, once, every provider that was not connected here or was altered; nobody enters by it anyway."""
    forged = [row for row in IdentityProvider.objects.filter(refused_at=None) if not is_ours(row)]
    for row in forged:
        with transaction.atomic():
            entry = Entry(tag=REFUSED, at=now, objects={"provider": str(row.id)})
            vouching.put_on_record(entry, kind="provider")
            IdentityProvider.objects.filter(pk=row.pk).update(refused_at=now)
    return len(forged)


def usable(public_id: str) -> IdentityProvider:
    """Return a provider that people may enter by; raise NotFound for any other, and for one nobody gave."""
    row = IdentityProvider.objects.filter(public_id=public_id, is_on=True).first()
    if row is None or not is_ours(row):
        raise NotFound
    return row


def registration(row: IdentityProvider) -> Registration:
    """Return how we are known there."""
    return Registration(issuer=row.issuer, client_id=row.client_id, secret=secret_of(row))


def accepted(row: IdentityProvider) -> tuple[str, ...]:
    """Return the classes that count as a second factor."""
    return tuple(row.accepted_acr.split())


def secret_of(row: IdentityProvider) -> str:
    """Open the secret by which the provider knows us."""
    return cobblestone.open_record(_key(), _context(row), bytes(row.secret_sealed)).decode()


def _checked_keys(found: discovery.Discovery) -> Checked:
    try:
        count = id_token.usable_keys(calls.keys(found))
    except (ProviderRefused, TokenRefused) as refused:
        return Checked(what="keys", reason=refused.reason)
    return Checked(what="keys", reason="" if count else "none")


def _checked_client(found: discovery.Discovery, row: IdentityProvider) -> Checked:
    """Show a code that nobody gave: a provider that knows us refuses the code, one that does not refuses us."""
    nothing = Redemption(code=_NO_CODE, verifier=_NO_CODE * 3, redirect_uri=redirect_uri(row.public_id))
    try:
        calls.redeem(found, registration(row), nothing)
    except ProviderRefused as refused:
        return Checked(what="client", reason="" if refused.reason == "code" else refused.reason)
    return Checked(what="client", reason="no_token")


def require_names(*, id: str, name: str, accepted_acr: str) -> None:  # noqa: A002  as the fields are called
    """Refuse what no provider may be called, have as classes, or be known by.  Raises ProviderUnusable."""
    named = _name(name)
    _require(
        ("name", bool(named) and len(named) <= _LONGEST_NAME and named.isprintable()),
        ("acr", _CLASSES.fullmatch(accepted_acr) is not None and len(accepted_acr) <= _LONGEST),
        ("id", _ID.fullmatch(id) is not None),
    )


def _require_shapes(asked: Asked) -> None:
    require_names(id=asked.id, name=asked.name, accepted_acr=asked.accepted_acr)
    plain = (settings.DESVELO.identity_origin or "").startswith("http:")
    _require(
        ("issuer", discovery.is_issuer(asked.issuer) and len(asked.issuer) <= _LONGEST),
        ("issuer", asked.issuer.startswith("https://") or plain),
        ("client_id", _CLIENT.fullmatch(asked.client_id) is not None),
        ("secret", _SECRET.fullmatch(asked.secret) is not None),
    )


def _require(*shapes: tuple[str, bool]) -> None:
    for which, well in shapes:
        if not well:
            raise ProviderUnusable(field=which, reason="typed")


def _require_document(issuer: str) -> None:
    try:
        calls.discover(issuer, anew=True)
    except (DiscoveryRefused, ProviderRefused) as refused:
        raise ProviderUnusable(field="issuer", reason=refused.reason) from None


def _until(row: IdentityProvider) -> str:
    """Return the last day of a provider's certificates, where there are any and they can be read."""
    if not row.certificates or not saml_library.is_installed() or not is_ours(row):
        return ""
    return wording.date(saml_library.last_day(row.certificates))


def _name(text: str) -> str:
    return " ".join(text.split())


def ours(public_id: str, *, held: bool = False) -> IdentityProvider:
    """Return a provider that was connected here, on or off, held until the transaction ends if asked; or NotFound."""
    rows = IdentityProvider.objects.select_for_update() if held else IdentityProvider.objects
    row = rows.filter(public_id=public_id).first()
    if row is None or not is_ours(row):
        raise NotFound
    return row


def keep(row: IdentityProvider) -> None:
    """Keep what was changed of a provider that was connected here, and vouch for it anew."""
    row.mac = _vouched(row)
    row.save(update_fields=["secret_sealed", "sign_on", "certificates", "is_on", "mac"])


def is_saml(row: IdentityProvider) -> bool:
    """Tell whether a provider speaks SAML."""
    return row.protocol == IdentityProvider.Protocol.SAML


def is_ours(row: IdentityProvider) -> bool:
    """Tell whether a provider was connected here and is as it was given."""
    return vouching.holds(row.mac, "provider", *_written(row))


def _vouched(row: IdentityProvider) -> bytes:
    return vouching.mac("provider", *_written(row))


def _written(row: IdentityProvider) -> tuple[str | bytes | int, ...]:
    created = row.created_at.astimezone(UTC).isoformat()
    sealed = bytes(row.secret_sealed)
    saml = (row.protocol, row.sign_on, row.certificates) if row.protocol != IdentityProvider.Protocol.OIDC else ()
    held = (str(row.id), row.public_id, row.issuer, row.client_id, row.accepted_acr, int(row.is_on), created, sealed)
    return (*held, *saml)


def _sealed(row: IdentityProvider, secret: str) -> bytes:
    return cobblestone.seal(_key(), _context(row), secret.encode())


def _key() -> bytes:
    return keyring(settings.DESVELO.keys).service("totp")


def _context(row: IdentityProvider) -> bytes:
    return context.encode(context.FORMAT, "provider", str(row.id), row.issuer)


def entry(tag: str, row: IdentityProvider, *, actor: Actor, now: datetime, what: str = "") -> Entry:
    """Return what the log says of something done to a provider."""
    objects = {"provider": str(row.id), **({"what": what} if what else {})}
    return Entry(tag=tag, at=now, actor=actor.id, session=actor.session, objects=objects)
