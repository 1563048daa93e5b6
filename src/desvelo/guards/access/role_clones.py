"""Roles of a company's own as they are kept: vouched for, with a version that the log knows.

One that somebody wrote or changed in the database, or an older one that was put back, gives nobody anything, and is put
on record.  Whoever holds it is in, and may do nothing until it is made again.

Source: security-design D9.6; decision 0057.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.guards.access import vouching
from desvelo.guards.access.models import RoleClone
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.guards.audit.entry import Entry, made_role
from desvelo.guards.audit.queries import LoggedEntry
from desvelo.kernel.authority import Permission, Role
from desvelo.kernel.roles import Made, refused

REFUSED: Final = "role:refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A role of the company's own; *made* is None when nobody vouches for it."""

    id: UUID
    public_id: str
    name: str
    version: int
    made: Made | None


def permissions(id_: UUID, preset: str, written: str, version: int, mac: bytes) -> frozenset[Permission]:
    """Return what a role gives, from its columns: nothing when nobody vouches for them."""
    if not vouching.holds(mac, "role", str(id_), preset, written, version):
        return frozenset()
    return _read(preset, written).permissions


def everything() -> list[Kept]:
    """Return every role of the company's own, by name."""
    rows = list(RoleClone.objects.order_by("name"))
    decided = decided_versions(row.id for row in rows)
    return [_kept(row, decided.get(row.id, 0)) for row in rows]


def one(public_id: str) -> Kept | None:
    """Return one of them."""
    row = RoleClone.objects.filter(public_id=public_id).first()
    return _kept(row, decided_versions([row.id]).get(row.id, 0)) if row else None


def settle(row: RoleClone, made: Made, *, entry: Entry) -> None:
    """Make the next version of a role, in the caller's transaction; *entry* says so."""
    row.version = max(row.version, decided_versions([row.id]).get(row.id, 0)) + 1
    row.preset = made.preset.value
    row.written = written(made)
    row.mac = vouching.mac("role", *_parts(row))
    row.save()
    objects = {**entry.objects, "made_role": f"{row.id}:{row.version}", "given": ",".join(sorted(made.given))}
    audit.record([replace(entry, objects=objects)])


def sweep(*, now: datetime) -> int:
    """Put on record, once for each version, the roles that nobody vouches for; return how many there are since now."""
    rows = list(RoleClone.objects.all())
    decided = decided_versions(row.id for row in rows)
    wrong = [row for row in rows if not _holds(row, decided.get(row.id, 0))]
    new = [row for row in wrong if not log.any_tagged([REFUSED], naming=f'"role_version":"{row.id}:{row.version}"')]
    for row in new:
        with transaction.atomic():
            entry = Entry(tag=REFUSED, at=now, objects={"role_version": f"{row.id}:{row.version}"})
            vouching.put_on_record(entry, kind="role")
    # one that is older than the log says still verifies by itself: take what it gives away
    for row in wrong:
        if row.mac and vouching.holds(row.mac, "role", *_parts(row)):
            RoleClone.objects.filter(pk=row.pk).update(mac=b"")
    return len(new)


def written(made: Made) -> str:
    """Return a role as it is kept and vouched for."""
    return json.dumps({"given": sorted(made.given), "taken": sorted(made.taken)}, sort_keys=True)


def decided_versions(roles: Iterable[UUID]) -> dict[UUID, int]:
    """Return the newest version of each role that the log knows with an index."""
    sought = {made_role(role): role for role in roles}
    return {sought[what]: _version(sought[what], entry) for what, entry in log.last_mentioning(sought).items()}


def _kept(row: RoleClone, decided: int) -> Kept:
    made = _read(row.preset, row.written) if _holds(row, decided) else None
    return Kept(id=row.id, public_id=row.public_id, name=row.name, version=row.version, made=made)


def _holds(row: RoleClone, decided: int) -> bool:
    return row.version >= decided and vouching.holds(row.mac, "role", *_parts(row))


def _parts(row: RoleClone) -> tuple[str | int, ...]:
    return str(row.id), row.preset, row.written, row.version


def _read(preset: str, kept: str) -> Made:
    """Return a role that is vouched for; what the product does not offer any more is left out."""
    said = json.loads(kept)
    known = {each.value for each in Permission}
    taken = frozenset(Permission(each) for each in said["taken"] if each in known)
    given = frozenset(Permission(each) for each in said["given"] if each in known)
    made = Made(preset=Role(preset), taken=taken, given=given)
    return replace(made, given=frozenset()) if refused(made) else made


def _version(role: UUID, entry: LoggedEntry) -> int:
    about, _, version = entry.objects.get("made_role", "").partition(":")
    return int(version) if about == str(role) and version.isdecimal() else 0
