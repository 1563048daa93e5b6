"""Whom a provider knows here: its rows, how they are found, said and vouched for.

A provider reaches its own people alone: somebody else's, and one that nobody vouched for, is absent like one who never
was.

Source: RFC 7643 sections 3.1 and 4.1; security-design D9.2, D9.6.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from desvelo.guards.access import vouching
from desvelo.guards.access.models import IdentityProvider
from desvelo.guards.access.provisioning import places
from desvelo.guards.access.provisioning.models import ProvisionedPerson
from desvelo.guards.access.provisioning.tokens import REFUSED, Provisioner
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.provisioning import names
from desvelo.kernel.provisioning.errors import ScimRefused, invalid

Document = dict[str, Any]
_FOUND_BY: Final = {
    "active": ("user__is_active", bool),
    "displayName": ("user__name__iexact", str),
    "emails": ("user__email__iexact", str),
    "externalId": ("external_id", str),
    "id": ("public_id", str),
    "userName": ("user_name__iexact", str),
}


def base() -> str:
    """Return the address below which everything of SCIM is."""
    return f"{settings.DESVELO.public_url}/scim/v2"


def held(caller: Provisioner) -> IdentityProvider:
    """Hold the provider until the transaction ends, so that what it asks for happens one after the other."""
    return IdentityProvider.objects.select_for_update().get(pk=caller.provider.pk)


def of(caller: Provisioner) -> QuerySet[ProvisionedPerson]:
    """Return the people of a provider."""
    return ProvisionedPerson.objects.select_related("user").filter(provider=caller.provider)


def one(caller: Provisioner, public_id: str) -> ProvisionedPerson:
    """Return one of them.  Raises ScimRefused: 404."""
    row = of(caller).filter(public_id=public_id).first()
    if row is None or not is_ours(row):
        raise absent()
    return row


def members(caller: Provisioner, public_ids: Iterable[str]) -> list[ProvisionedPerson]:
    """Return several of them by id.  Raises ScimRefused for one who is none."""
    wanted = set(public_ids)
    rows = [row for row in of(caller).filter(public_id__in=wanted) if is_ours(row)]
    if len(rows) != len(wanted):
        raise invalid("members", "member")
    return rows


def narrowed(rows: QuerySet[ProvisionedPerson], attribute: str, value: Any) -> QuerySet[ProvisionedPerson]:
    """Return those of *rows* whose *attribute* equals *value*.  Raises ScimRefused: ``invalidFilter``."""
    field, kind = _FOUND_BY.get(attribute, ("", str))
    if not field or not isinstance(value, kind):
        raise ScimRefused("filter", scim_type="invalidFilter", about=attribute)
    return rows.filter(**{field: value})


def document(row: ProvisionedPerson) -> Document:
    """Return somebody as SCIM says them."""
    groups = [{"value": each.public_id, "display": each.name} for each in row.groups.order_by("name")]
    return {
        "schemas": [names.USER],
        "id": row.public_id,
        **({"externalId": row.external_id} if row.external_id else {}),
        "userName": row.user_name,
        "displayName": row.user.name,
        "emails": [{"value": row.user.email, "type": "work"}],
        "active": row.user.is_active,
        **({"groups": groups} if groups else {}),
        "meta": meta("User", row),
    }


def meta(kind: str, row: Any) -> Document:
    """Return what SCIM says about any resource."""
    times = {"created": row.created_at, "lastModified": row.changed_at}
    said = {name: at.astimezone(UTC).isoformat().replace("+00:00", "Z") for name, at in times.items()}
    return {"resourceType": kind, **said, "location": f"{base()}/{kind}s/{row.public_id}"}


def absent() -> ScimRefused:
    """Return that there is no such resource, or not for this provider: the two look the same."""
    return ScimRefused("absent", status=HTTPStatus.NOT_FOUND)


def taken(about: str) -> ScimRefused:
    """Return that somebody or something else has this already."""
    return ScimRefused("known", scim_type="uniqueness", about=about, status=HTTPStatus.CONFLICT)


def vouch(row: ProvisionedPerson) -> None:
    """Vouch for a row as it is, in the transaction that changes it."""
    row.mac = vouching.mac("provisioned", *_written(row))
    row.save()


def is_ours(row: ProvisionedPerson) -> bool:
    """Tell whether a row is as it was written here."""
    return vouching.holds(row.mac, "provisioned", *_written(row))


def sweep(*, now: datetime) -> int:
    """Forget, on record, that a provider knows an account where nobody here said so; return how many there were."""
    forged = [row for row in ProvisionedPerson.objects.all() if not is_ours(row)]
    for row in forged:
        with transaction.atomic():
            entry = Entry(tag=REFUSED, at=now, objects={"user": str(row.user_id), "provider": str(row.provider_id)})
            vouching.put_on_record(entry, kind="provisioned")
            groups = [each for each in row.groups.all() if places.is_ours(each)]
            row.delete()
            for group in groups:
                places.vouch(group)
    return len(forged)


def _written(row: ProvisionedPerson) -> tuple[str, ...]:
    times = (row.created_at, row.activated_at)
    named = (str(row.id), row.public_id, str(row.provider_id), str(row.user_id), row.user_name, row.external_id)
    return *named, *(each.astimezone(UTC).isoformat() if each else "" for each in times)
