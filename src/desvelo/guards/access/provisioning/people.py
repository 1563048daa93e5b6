"""What a provider does with people: make, find, change, shut out.

Somebody is who they are at the provider (*externalId*, which its sign-in gives as ``sub``) and nothing else: whoever is
tied to it already by their own hand is the same person, and an account with the same e-mail is not.  Whoever was shut
out comes back by two people of ours, so asking for it is refused, and kept for IT to see.

Source: RFC 7644 section 3; security-design section 8 (identity), D9.7; docs/decisions/0056.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace as with_changes
from datetime import datetime

from django.db import IntegrityError, transaction

from desvelo.guards.access import actions, grants, inviting, leaving
from desvelo.guards.access.actions import NewUser
from desvelo.guards.access.errors import InvitationRefused, LastKeeper, ProviderRefused
from desvelo.guards.access.federation import identities
from desvelo.guards.access.models import FederatedIdentity, IdentityProvider, User
from desvelo.guards.access.provisioning import known, places
from desvelo.guards.access.provisioning.errors import NotTheirs
from desvelo.guards.access.provisioning.known import Document
from desvelo.guards.access.provisioning.models import ProvisionedPerson
from desvelo.guards.access.provisioning.tokens import Provisioner
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Role
from desvelo.kernel.provisioning import listing, names, patching, people
from desvelo.kernel.provisioning.errors import fixed, invalid
from desvelo.kernel.provisioning.filters import Condition
from desvelo.kernel.provisioning.listing import Page
from desvelo.kernel.provisioning.people import Person

PROVISION = "user:provision"


def person(caller: Provisioner, public_id: str) -> Document:
    """Return somebody of the provider.  Raises ScimRefused: 404, also for who is another provider's."""
    return known.document(known.one(caller, public_id))


def search(caller: Provisioner, conditions: tuple[Condition, ...], page: Page) -> Document:
    """Return those of the provider for whom all *conditions* hold.  Raises ScimRefused: ``invalidFilter``."""
    rows = known.of(caller).order_by("created_at", "id")
    for each in conditions:
        rows = known.narrowed(rows, each.attribute, each.value)
    part = rows[page.start - 1 : page.start - 1 + page.count]
    found = [known.document(row) for row in part if known.is_ours(row)]
    return listing.document(found, total=rows.count(), start=page.start)


def create(caller: Provisioner, body: Document, *, now: datetime) -> Document:
    """Make an account, or know one here that its person tied to the provider.  Raises ScimRefused."""
    given = people.read(names.canonical(body))
    with _recorded(caller, now=now), transaction.atomic():
        provider = known.held(caller)
        _require_free(caller, given)
        identity = FederatedIdentity.objects.filter(provider=provider, subject=given.external_id)
        tied = identity.first() if given.external_id else None
        user = _known(tied.user, given) if tied else _made(caller, provider, given, now=now)
        row = ProvisionedPerson(
            provider=provider,
            user=user,
            user_name=given.user_name,
            external_id=given.external_id,
            created_at=now,
            changed_at=now,
            activated_at=now if user.is_active else None,
        )
        known.vouch(row)
        if tied:
            audit.record([_entry(PROVISION, row, caller, now=now)])
            _set_active(caller, row, given.active, now=now)
    return known.document(row)


def replace(caller: Provisioner, public_id: str, body: Document, *, now: datetime) -> Document:
    """Let somebody be as *body* says; what it leaves out stays.  Raises ScimRefused."""
    return _change(caller, public_id, lambda _: names.canonical(body), now=now)


def change(caller: Provisioner, public_id: str, body: Document, *, now: datetime) -> Document:
    """Apply the operations of *body*.  Raises ScimRefused."""
    changes = patching.read(body, required=people.REQUIRED)
    return _change(caller, public_id, lambda was: patching.apply(was, changes), now=now)


def remove(caller: Provisioner, public_id: str, *, now: datetime) -> None:
    """Shut somebody out and know them no more; who they are there stays tied.  Raises ScimRefused."""
    with _recorded(caller, now=now), transaction.atomic():
        known.held(caller)
        row = known.one(caller, public_id)
        groups = [each for each in row.groups.all() if places.is_ours(each)]
        row.groups.clear()
        for group in groups:
            places.vouch(group)
        if groups:
            places.settle([row], by=caller.named(), now=now)
        _shut(caller, row, now=now)
        audit.record([_entry("user:unprovision", row, caller, now=now)])
        row.delete()


def _change(caller: Provisioner, public_id: str, changed: Callable[[Document], Document], *, now: datetime) -> Document:
    with _recorded(caller, now=now), transaction.atomic():
        known.held(caller)
        row = known.one(caller, public_id)
        was = {name: value for name, value in known.document(row).items() if name not in patching.READ_ONLY}
        given = people.read(changed(was), was_named=row.user.name)
        if given.external_id and given.external_id != row.external_id:
            _tie(caller, row, given, now=now)
        _rename(caller, row, given, now=now)
        _set_active(caller, row, given.active, now=now)
        return known.document(known.one(caller, public_id))


def _tie(caller: Provisioner, row: ProvisionedPerson, given: Person, *, now: datetime) -> None:
    """Tie an account that came without it to who its person is at the provider; what was said once stays."""
    if row.external_id:
        raise fixed("externalId")
    row.external_id, row.changed_at = given.external_id, now
    try:
        entry = _entry("factor:link", row, caller, now=now)
        identities.tie(row.user_id, provider=row.provider, subject=given.external_id, entry=entry, now=now)
    except ProviderRefused:
        raise known.taken("externalId") from None
    known.vouch(row)


def _rename(caller: Provisioner, row: ProvisionedPerson, given: Person, *, now: datetime) -> None:
    """Take over name, e-mail and user name, on record if any is another."""
    user = row.user
    named = given if given.name else with_changes(given, name=user.name)
    new = {"name": named.name, "email": _address(named.email)}
    what = [name for name, value in new.items() if getattr(user, name) != value]
    if what and Role(user.role) not in inviting.IN_A_TEAM:
        raise NotTheirs("keeper", user=user.pk)
    if given.user_name != row.user_name:
        if known.of(caller).filter(user_name__iexact=given.user_name).exclude(pk=row.pk).exists():
            raise known.taken("userName")
        what.append("user_name")
    if not what:
        return
    if User.objects.filter(email=new["email"]).exclude(pk=user.pk).exists():
        raise known.taken("emails")
    row.user_name, row.changed_at = given.user_name, now
    User.objects.filter(pk=user.pk).update(**new)
    known.vouch(row)
    grants.settle(user.pk, _entry("user:change", row, caller, now=now, what=",".join(what)))


def _set_active(caller: Provisioner, row: ProvisionedPerson, active: bool | None, *, now: datetime) -> None:  # noqa: FBT001  the attribute itself
    """Shut somebody out, or let in who never could enter; who was shut out is not let back in by a provider."""
    if active is False:
        _shut(caller, row, now=now)
    elif active and not User.objects.get(pk=row.user_id).is_active:
        if row.activated_at is not None:
            raise NotTheirs("back", user=row.user_id)
        User.objects.filter(pk=row.user_id).update(is_active=True)
        row.activated_at = row.changed_at = now
        known.vouch(row)
        grants.settle(row.user_id, _entry("user:change", row, caller, now=now, what="active"))


def _shut(caller: Provisioner, row: ProvisionedPerson, *, now: datetime) -> None:
    try:
        if leaving.shut(row.user_id, by=caller.named(), now=now):
            row.changed_at = now
            row.save(update_fields=["changed_at"])
    except LastKeeper:
        raise NotTheirs("last", user=row.user_id) from None


def _require_free(caller: Provisioner, given: Person) -> None:
    mine = known.of(caller)
    if given.external_id and mine.filter(external_id=given.external_id).exists():
        raise known.taken("externalId")
    if mine.filter(user_name__iexact=given.user_name).exists():
        raise known.taken("userName")


def _known(user: User, given: Person) -> User:
    """Return the account that its person tied to the provider, unless another provider has it or it was shut."""
    if ProvisionedPerson.objects.filter(user=user).exists():
        raise known.taken("externalId")
    if not user.is_active and given.active is not False:
        raise NotTheirs("back", user=user.pk)
    return user


def _made(caller: Provisioner, provider: IdentityProvider, given: Person, *, now: datetime) -> User:
    """Make the account of somebody new: who attends, in no team, with no password, tied to who they are there."""
    email = _address(given.email)
    if User.objects.filter(email=email).exists():
        raise known.taken("emails")
    name = given.name or given.user_name[: people.LONGEST_NAME]
    try:
        user = actions.create_user(NewUser(email=email, name=name, role=Role.AGENT, password=None), now=now)
    except IntegrityError:  # somebody took an invitation to this address a moment ago
        raise known.taken("emails") from None
    User.objects.filter(pk=user).update(is_active=given.active is not False)
    objects = {"user": str(user), **caller.named()}
    entry = Entry(tag=PROVISION, at=now, objects=objects)
    if given.external_id:
        identities.tie(user, provider=provider, subject=given.external_id, entry=entry, now=now)
    else:
        grants.settle(user, entry)
    return User.objects.get(pk=user)


def _address(email: str) -> str:
    try:
        return inviting.require_address(email)
    except InvitationRefused:
        raise invalid("emails", "email") from None


@contextmanager
def _recorded(caller: Provisioner, *, now: datetime) -> Iterator[None]:
    """Put on record, once its transaction is undone, what a provider cannot do alone."""
    try:
        yield
    except NotTheirs as refused:
        objects = {"user": str(refused.user), **caller.named()}
        with transaction.atomic():
            if refused.reason == "back":
                known.of(caller).filter(user_id=refused.user).update(wanted_back_at=now)
            audit.record([Entry(tag=PROVISION, at=now, result=f"denied:{refused.reason}", objects=objects)])
        raise


def _entry(tag: str, row: ProvisionedPerson, caller: Provisioner, *, now: datetime, what: str = "") -> Entry:
    objects = {"user": str(row.user_id), **caller.named(), **({"what": what} if what else {})}
    return Entry(tag=tag, at=now, objects=objects)
