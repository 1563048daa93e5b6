"""What somebody may is vouched for: a MAC over role, teams and factors as they were given, and an entry that says so.

Whoever can only write the database can give themselves a role, a team or a factor and cannot vouch for it: that account
enters nothing, its sessions end, and the log says so.  An older state put back with its older MAC is behind the newest
entry about it, which is asked at each entrance and by a sweep; the sweep also reads the entries themselves.

Source: security-design D9.6 (T6).
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from desvelo.guards.access import guest_passes, role_clones, vouching
from desvelo.guards.access.held import Held
from desvelo.guards.access.models import Grant, Session, User
from desvelo.guards.access.newest import Newest
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.guards.audit.entry import Entry, granting
from desvelo.guards.audit.queries import LoggedEntry
from desvelo.kernel.authority import Permission, Role
from desvelo.kernel.sealing import context

REFUSED: Final = "grant:refuse"
ADOPTED: Final = "grant:adopt"
VOUCHED: Final = "grant:vouch"
_GIVEN_BY: Final = (ADOPTED, VOUCHED, "user:create")
_STORED = """
SELECT u.email, u.role, u.is_active, u.password_hash, u.totp_sealed, u.totp_confirmed_at,
    ARRAY(SELECT team_id FROM access_user_teams t WHERE t.user_id = u.id ORDER BY team_id),
    ARRAY(SELECT credential_id FROM access_passkey p WHERE p.user_id = u.id ORDER BY credential_id),
    ARRAY(SELECT public_key FROM access_passkey p WHERE p.user_id = u.id ORDER BY credential_id),
    ARRAY(SELECT provider_id::text FROM access_federatedidentity i WHERE i.user_id = u.id ORDER BY provider_id),
    ARRAY(SELECT subject FROM access_federatedidentity i WHERE i.user_id = u.id ORDER BY provider_id),
    ARRAY(SELECT slot || code_hash FROM access_recoverycode r WHERE r.user_id = u.id ORDER BY slot),
    u.passkey_only, u.must_recover,
    ARRAY(SELECT concat_ws('|', p.id, p.team_id, p.way, extract(epoch FROM p.ends_at)::bigint, encode(p.mac, 'hex'))
        FROM access_guestpass p WHERE p.user_id = u.id AND p.ends_at > now()),
    c.id, c.name, c.preset, c.written, c.version, c.mac,
    g.version, g.entry, g.mac, g.refused_at, u.id
FROM access_user u LEFT JOIN access_grant g ON g.user_id = u.id LEFT JOIN access_roleclone c ON c.id = u.clone_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Somebody's account as the database has it, and since when it is refused; None if it is vouched for."""

    id: UUID
    name: str
    email: str
    role: str
    teams: tuple[str, ...]
    passkeys: int
    identities: int
    has_code_app: bool
    refused_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Clone:
    """The role of the company's own that somebody holds, as the database has it."""

    id: UUID
    name: str
    preset: str
    written: str
    version: int
    mac: bytes = field(repr=False)

    def gives(self, *, role: str) -> frozenset[Permission]:
        """Return what it gives to who holds *role*: nothing when nobody vouches for it, or it is of another preset."""
        if self.preset != role:
            return frozenset()
        return role_clones.permissions(self.id, self.preset, self.written, self.version, bytes(self.mac))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    """A person's row and what hangs on it, as the database has them now."""

    user: UUID
    email: str
    role: str
    is_active: bool
    password_hash: str = field(repr=False)
    code_app: bytes = field(repr=False)
    code_app_since: str
    teams: Sequence[UUID]
    passkeys: Sequence[bytes] = field(repr=False)
    identities: Sequence[str] = field(repr=False)
    recovery_codes: Sequence[str] = field(repr=False)
    passkey_only: bool
    must_recover: bool
    passes: Sequence[str] = field(repr=False)
    clone: "_Clone | None"
    version: int
    entry: UUID | None
    mac: bytes = field(repr=False)
    refused: bool


def settle(user: UUID, entry: Entry) -> None:
    """Vouch for what *user* may from now on, in the transaction that changes it, and put *entry* on record for it."""
    with transaction.atomic():
        User.objects.select_for_update().filter(pk=user).first()
        stored = _stored(user)
        if stored is None:
            return
        version = stored.version + 1
        objects = {**entry.objects, "grant": f"{user}:{version}"}
        vouched = replace(stored, version=version, entry=entry.id)
        mac = vouching.mac("grant", *_written(vouched))
        Grant.objects.update_or_create(
            user_id=user, defaults={"version": version, "entry": entry.id, "mac": mac, "refused_at": None}
        )
        audit.record([replace(entry, objects=objects)])


def held(user: UUID) -> Held | None:
    """Return what *user* was given, in one query; None when that is not what the database says, or was refused."""
    stored = _stored(user)
    if stored is None or not _holds(stored):
        return None
    teams = frozenset(stored.teams)
    guest_in = frozenset(guest_passes.teams_of(user, stored.passes)) - teams
    clone = stored.clone
    return Held(
        role=Role(stored.role),
        teams=teams,
        version=stored.version,
        guest_in=guest_in,
        permissions=clone.gives(role=stored.role) if clone else None,
        role_name=clone.name if clone else "",
    )


def is_newest(user: UUID) -> bool:
    """Tell whether *user* holds what was given last, and not something older that was put back."""
    newest = _versions([user])
    stored = _stored(user)  # after the log: what is given meanwhile is newer than it, never older
    return stored is not None and _holds(stored) and stored.version >= newest.get(user, 0)


def refuse(user: UUID, *, now: datetime) -> None:
    """End every session of *user*, who holds what nobody gave; put that on record the first time."""
    with transaction.atomic():
        Session.objects.filter(user_id=user).delete()
        Grant.objects.get_or_create(user_id=user, defaults={"version": 0, "entry": user, "mac": b""})
        if Grant.objects.filter(user_id=user, refused_at=None).update(refused_at=now):
            entry = Entry(tag=REFUSED, at=now, objects={"user": str(user)})
            vouching.put_on_record(entry, kind="grant")


def sweep(*, now: datetime, leaves: Newest | None = None) -> int:
    """Refuse everybody active who holds what nobody gave; return how many were refused now.

    Five queries, if nobody; the log is asked before the rows, as in ``is_newest``.  It is asked twice: by what entries
    are found by, and *leaves* reads on in the entries themselves, where a newer grant stands that nothing leads to.
    """
    given = (leaves or Newest()).read_on()
    newest = _versions(User.objects.filter(is_active=True).values_list("id", flat=True))
    newest = {user: max(newest.get(user, 0), given.get(user, 0)) for user in newest.keys() | given.keys()}
    people = _read("WHERE u.is_active AND g.refused_at IS NULL", [])
    found = [each.user for each in people if not _holds(each) or each.version < newest.get(each.user, 0)]
    for user in found:
        refuse(user, now=now)
    return len(found)


def standings() -> list[Standing]:
    """Return every active account as the database has it, by e-mail."""
    rows = (
        User.objects.filter(is_active=True)
        .select_related("grant", "clone")
        .prefetch_related("teams", "passkeys", "identities")
    )
    return [_standing(row) for row in rows.order_by("email")]


def vouch_again(user: UUID, *, now: datetime) -> None:
    """Take somebody's account as the database has it for what was given, on record.

    For whoever holds the keys of the installation, at the machine, once they have read it and know that it is right.
    """
    settle(user, Entry(tag=VOUCHED, at=now, objects={"user": str(user)}))


def adopt(*, now: datetime) -> int:
    """Vouch once for the people of an installation older than this table; return how many there were.

    Never a second time: somebody who emptied the table would have everything vouched for.
    """
    if Grant.objects.exists() or log.any_tagged(_GIVEN_BY, naming='"grant"'):
        return 0
    people = list(User.objects.values_list("id", flat=True))
    for user in people:
        settle(user, Entry(tag=ADOPTED, at=now, objects={"user": str(user)}))
    return len(people)


def _standing(row: User) -> Standing:
    grant = getattr(row, "grant", None)
    return Standing(
        id=row.id,
        name=row.name,
        email=row.email,
        role=f"{row.role} ({row.clone.name})" if row.clone else row.role,
        teams=tuple(sorted(each.name for each in row.teams.all())),
        passkeys=len(row.passkeys.all()),
        identities=len(row.identities.all()),
        has_code_app=row.totp_confirmed_at is not None,
        refused_at=grant.refused_at if grant else None,
    )


def _stored(user: UUID) -> _Stored | None:
    return next(iter(_read("WHERE u.id = %s", [user])), None)


def _read(condition: str, values: list[Any]) -> list[_Stored]:
    with connection.cursor() as cursor:
        cursor.execute(_STORED + condition, values)
        return [_from(row) for row in cursor.fetchall()]


def _from(row: tuple[Any, ...]) -> _Stored:
    email, role, is_active, password_hash, code_app, since, teams, ids, keys, providers, subjects, *more = row
    codes, passkey_only, must_recover, passes, *grant = more
    *clone, version, entry, mac, refused_at, user = grant
    return _Stored(
        user=user,
        email=email,
        role=role,
        is_active=is_active,
        password_hash=password_hash,
        code_app=bytes(code_app or b"") if since else b"",  # not a factor before its first code
        code_app_since=since.astimezone(UTC).isoformat() if since else "",
        teams=teams,
        passkeys=[bytes(each) for pair in zip(ids, keys, strict=True) for each in pair],
        identities=[each for pair in zip(providers, subjects, strict=True) for each in pair],
        recovery_codes=codes,
        passkey_only=passkey_only,
        must_recover=must_recover,
        passes=passes,
        clone=_Clone(*clone) if clone[0] else None,
        version=version or 0,
        entry=entry,
        mac=bytes(mac or b""),
        refused=refused_at is not None,
    )


def _written(stored: _Stored) -> tuple[str | bytes | int, ...]:
    return (
        str(stored.user),
        stored.version,
        str(stored.entry),
        stored.email,
        stored.role,
        int(stored.is_active),
        stored.password_hash,
        sha256(stored.code_app).digest(),
        stored.code_app_since,
        len(stored.teams),
        *map(str, stored.teams),
        *stored.passkeys,
        *_more(stored),
    )


def _more(stored: _Stored) -> tuple[bytes, ...]:
    """Return one part for all that came later, and none where there is nothing: what was vouched before still is.

    So what was vouched before they existed still is.  Passkeys come in pairs: an odd part more is never one of theirs.
    """
    if stored.recovery_codes or stored.passkey_only or stored.must_recover or stored.clone is not None:
        role = str(stored.clone.id) if stored.clone is not None else ""
        flags = (role, int(stored.passkey_only), int(stored.must_recover))
        parts: tuple[str | int, ...] = (*flags, len(stored.identities), *stored.identities, *stored.recovery_codes)
        return (sha256(context.encode(context.FORMAT, "ways", *parts)).digest(),)
    if not stored.identities:
        return ()
    return (sha256(context.encode(context.FORMAT, "identities", *stored.identities)).digest(),)


def _holds(stored: _Stored) -> bool:
    return not stored.refused and vouching.holds(stored.mac, "grant", *_written(stored))


def _versions(users: Iterable[UUID]) -> dict[UUID, int]:
    """Return the newest version of each grant that the log knows with an index.

    Somebody found by an entry that is not about them has a version that nobody holds: it was put there to hide theirs.
    """
    sought = {granting(user): user for user in users}
    return {sought[what]: _version(sought[what], entry) for what, entry in log.last_mentioning(sought).items()}


def _version(user: UUID, entry: LoggedEntry) -> int:
    about, _, version = entry.objects.get("grant", "").partition(":")
    return int(version) if about == str(user) and version.isdecimal() else sys.maxsize
