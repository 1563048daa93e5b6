"""What a provider does with its groups, and what IT says each stands for.

A group is a name and its members; it gives nothing until IT, with a factor just shown, says which team it stands for,
and whether its members attend or supervise.  A provider can neither say that nor change it.

Source: RFC 7643 section 4.2; security-design D9.6; docs/decisions/0056.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from desvelo.guards.access import gate, vouching
from desvelo.guards.access.errors import NotFound, ProviderUnusable
from desvelo.guards.access.federation import providers
from desvelo.guards.access.models import IdentityProvider, Team
from desvelo.guards.access.provisioning import known, places
from desvelo.guards.access.provisioning.known import Document
from desvelo.guards.access.provisioning.models import ProvisionedGroup
from desvelo.guards.access.provisioning.tokens import REFUSED, Provisioner
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission, Role
from desvelo.kernel.provisioning import groups, listing, names, patching
from desvelo.kernel.provisioning.errors import ScimRefused
from desvelo.kernel.provisioning.filters import Condition
from desvelo.kernel.provisioning.groups import Group
from desvelo.kernel.provisioning.listing import Page

ROLES: Final = (Role.AGENT, Role.SUPERVISOR)
MOST: Final = 500
_FOUND_BY: Final = {
    "displayName": "name__iexact",
    "externalId": "external_id",
    "id": "public_id",
    "members": "members__public_id",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A group as IT sees it; *team* is a public id, empty where it gives nothing."""

    id: str
    name: str
    members_count: int
    team: str
    role: Role
    is_refused: bool


def lines(actor: Actor, row: IdentityProvider, *, now: datetime) -> list[GroupLine]:
    """Return the groups of a provider, by name.  Raises Forbidden."""
    gate.require(actor, Permission.PROVIDER_MANAGE, now=now)
    rows = ProvisionedGroup.objects.filter(provider=row).select_related("team").order_by("name")
    return [
        GroupLine(
            id=each.public_id,
            name=each.name,
            members_count=each.members.count(),
            team=each.team.public_id if each.team else "",
            role=Role(each.role),
            is_refused=not places.is_ours(each),
        )
        for each in rows
    ]


def stand_for(  # noqa: PLR0913  which group of which provider stands for what
    *, actor: Actor, provider: str, group: str, team: str, role: str, now: datetime
) -> None:
    """Say which *team* a group stands for (empty: none), and in which *role* its members are in it.

    Raises Forbidden, ProofTooOld, NotFound, ProviderUnusable.
    """
    gate.require(actor, Permission.USER_MANAGE, now=now)
    gate.require_proof(actor, Permission.PROVIDER_MANAGE, now=now)
    if role not in {each.value for each in ROLES}:
        raise ProviderUnusable(field="group_role", reason="typed")
    with transaction.atomic():
        owner = providers.ours(provider, held=True)
        row = ProvisionedGroup.objects.filter(provider=owner, public_id=group).first()
        found = Team.objects.filter(public_id=team).first() if team else None
        if row is None or not places.is_ours(row) or (team and found is None):
            raise NotFound
        row.team, row.role = found, role
        places.vouch(row)
        objects = {
            "provider": str(owner.pk),
            "group": str(row.pk),
            "role": role,
            "team": str(found.pk if found else ""),
        }
        audit.record([Entry(tag="provisioning:map", at=now, actor=actor.id, session=actor.session, objects=objects)])
        places.settle(row.members.select_related("user"), by={"provider": str(owner.pk)}, now=now)


def group(caller: Provisioner, public_id: str) -> Document:
    """Return a group of the provider.  Raises ScimRefused: 404."""
    return _document(_one(caller, public_id))


def search(caller: Provisioner, conditions: tuple[Condition, ...], page: Page) -> Document:
    """Return the groups of the provider for which all *conditions* hold.  Raises ScimRefused: ``invalidFilter``."""
    rows = _of(caller).order_by("created_at", "id")
    for each in conditions:
        field = _FOUND_BY.get(each.attribute)
        if field is None or not isinstance(each.value, str):
            raise ScimRefused("filter", scim_type="invalidFilter", about=each.attribute)
        rows = rows.filter(**{field: each.value})
    part = rows[page.start - 1 : page.start - 1 + page.count]
    found = [_document(row) for row in part if places.is_ours(row)]
    return listing.document(found, total=rows.count(), start=page.start)


def create(caller: Provisioner, body: Document, *, now: datetime) -> Document:
    """Keep a new group, which gives nothing yet.  Raises ScimRefused."""
    given = groups.read(names.canonical(body))
    with transaction.atomic():
        provider = known.held(caller)
        if _of(caller).count() >= MOST:
            raise ScimRefused("groups", scim_type="tooMany")
        _require_free(caller, given, None)
        row = ProvisionedGroup(
            provider=provider, name=given.name, external_id=given.external_id, created_at=now, changed_at=now
        )
        row.save(force_insert=True)
        row.members.set(known.members(caller, given.members))
        places.vouch(row)
        audit.record([_entry("group:provision", row, caller, now=now)])
    return _document(row)


def replace(caller: Provisioner, public_id: str, body: Document, *, now: datetime) -> Document:
    """Let a group be as *body* says.  Raises ScimRefused."""
    return _change(caller, public_id, lambda _: names.canonical(body), now=now)


def change(caller: Provisioner, public_id: str, body: Document, *, now: datetime) -> Document:
    """Apply the operations of *body*.  Raises ScimRefused."""
    changes = patching.read(body, required=groups.REQUIRED)
    return _change(caller, public_id, lambda was: patching.apply(was, changes), now=now)


def remove(caller: Provisioner, public_id: str, *, now: datetime) -> None:
    """Forget a group: its members have left it.  Raises ScimRefused: 404."""
    with transaction.atomic():
        known.held(caller)
        row = _one(caller, public_id)
        left = list(row.members.select_related("user")) if places.gives(row) else []
        audit.record([_entry("group:unprovision", row, caller, now=now)])
        row.delete()
        places.let_go(left, by=caller.named(), now=now)


def sweep(*, now: datetime) -> int:
    """Forget, on record, every group that was not kept here or was altered; return how many there were."""
    forged = (row for row in ProvisionedGroup.objects.all() if not places.is_ours(row))
    return vouching.take_away(
        forged,
        kind="provisioned_group",
        entry=lambda row: Entry(tag=REFUSED, at=now, objects={"group": str(row.pk), "provider": str(row.provider_id)}),
    )


def _change(caller: Provisioner, public_id: str, changed: Callable[[Document], Document], *, now: datetime) -> Document:
    with transaction.atomic():
        known.held(caller)
        row = _one(caller, public_id)
        was = {name: value for name, value in _document(row).items() if name not in patching.READ_ONLY}
        given = groups.read(changed(was))
        _require_free(caller, given, row)
        before = {each.pk: each for each in row.members.select_related("user")}
        after = {each.pk: each for each in known.members(caller, given.members)}
        renamed = (given.name, given.external_id) != (row.name, row.external_id)
        if renamed or before.keys() != after.keys():
            row.name, row.external_id, row.changed_at = given.name, given.external_id, now
            row.members.set(after.values())
            places.vouch(row)
            audit.record([_entry("group:change", row, caller, now=now)])
        if places.gives(row):
            places.settle((after[pk] for pk in after.keys() - before.keys()), by=caller.named(), now=now)
            places.let_go((before[pk] for pk in before.keys() - after.keys()), by=caller.named(), now=now)
    return _document(row)


def _of(caller: Provisioner) -> QuerySet[ProvisionedGroup]:
    return ProvisionedGroup.objects.filter(provider=caller.provider)


def _one(caller: Provisioner, public_id: str) -> ProvisionedGroup:
    row = _of(caller).filter(public_id=public_id).first()
    if row is None or not places.is_ours(row):
        raise known.absent()
    return row


def _require_free(caller: Provisioner, given: Group, row: ProvisionedGroup | None) -> None:
    others = _of(caller).exclude(pk=row.pk) if row is not None else _of(caller)
    if others.filter(name__iexact=given.name).exists():
        raise known.taken("displayName")


def _document(row: ProvisionedGroup) -> Document:
    members = [
        {"value": each, "type": "User", "$ref": f"{known.base()}/Users/{each}"}
        for each in row.members.order_by("id").values_list("public_id", flat=True)
    ]
    return {
        "schemas": [names.GROUP],
        "id": row.public_id,
        **({"externalId": row.external_id} if row.external_id else {}),
        "displayName": row.name,
        **({"members": members} if members else {}),
        "meta": known.meta("Group", row),
    }


def _entry(tag: str, row: ProvisionedGroup, caller: Provisioner, *, now: datetime) -> Entry:
    objects = {"group": str(row.pk), "count": str(row.members.count()), **caller.named()}
    return Entry(tag=tag, at=now, objects=objects)
