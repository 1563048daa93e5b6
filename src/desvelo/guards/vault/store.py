"""The tables of the schema ``vault`` in SQL: keys of contacts and how contacts are found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection

from desvelo.base.ids import new_uuid


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedKey:
    """A contact's key as stored: wrapped by the key of its epoch."""

    contact: UUID
    version: int
    epoch: int
    sealed: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedIdentifier:
    """A phone number or user id as stored: findable by its keyed index, readable only with the contact's key.

    *said_at* is WhatsApp's time of the message that told it, *left_at* when the person gave it up, where that is known.
    *id* names the row in the log: the index could be made again by who has its key, also after an erasure.
    """

    contact: UUID
    kind: str
    index: bytes
    sealed: bytes
    said_at: datetime | None = None
    left_at: datetime | None = None
    id: UUID = field(default_factory=new_uuid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whom an identifier leads to, until *left_at* if they gave it up."""

    contact: UUID
    left_at: datetime | None = None


def wait_for_turn(*names: str) -> None:
    """Wait until this transaction alone holds each of *names*, always taken in the same order."""
    with connection.cursor() as cursor:
        for name in sorted(names):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def installation() -> tuple[UUID, bytes] | None:
    """Return the id of this installation and the fingerprint of its root key, once it has them.

    A database without a single table of ours has none, so this may be asked before the first migration.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('vault.installation') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return None
        cursor.execute("SELECT id, root_fingerprint FROM vault.installation")
        row = cursor.fetchone()
    return (row[0], bytes(row[1])) if row else None


def set_installation(*, install: UUID, fingerprint: bytes) -> None:
    """Fix the id and the root key of this installation, unless another process just did."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault.installation (id, root_fingerprint) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [install, fingerprint],
        )


def keys_of(contacts: Iterable[UUID]) -> dict[UUID, SealedKey]:
    """Return the newest key of each contact that still has one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (contact_id) contact_id, version, epoch, sealed FROM vault.contact_key "
            "WHERE contact_id = ANY(%s) ORDER BY contact_id, version DESC",
            [list(contacts)],
        )
        rows = cursor.fetchall()
    return {row[0]: SealedKey(contact=row[0], version=row[1], epoch=row[2], sealed=bytes(row[3])) for row in rows}


def insert_key(key: SealedKey) -> None:
    """Store the key of a new contact."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault.contact_key (contact_id, version, epoch, sealed) VALUES (%s, %s, %s, %s)",
            [key.contact, key.version, key.epoch, key.sealed],
        )


def every_key_of(contacts: Iterable[UUID]) -> list[SealedKey]:
    """Return every version of every key of *contacts*, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT contact_id, version, epoch, sealed FROM vault.contact_key "
            "WHERE contact_id = ANY(%s) ORDER BY contact_id, version",
            [list(contacts)],
        )
        rows = cursor.fetchall()
    return [SealedKey(contact=row[0], version=row[1], epoch=row[2], sealed=bytes(row[3])) for row in rows]


def delete_key(contact: UUID, version: int) -> None:
    """Delete one version of a contact's key."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM vault.contact_key WHERE contact_id = %s AND version = %s", [contact, version])


def find(indexes: Sequence[tuple[str, bytes]]) -> dict[tuple[str, bytes], Owner]:
    """Return which contact each (kind, index) belongs to, for those that are known."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.kind, i.index, i.contact_id, i.left_at FROM vault.identifier i "
            "JOIN unnest(%s::text[], %s::bytea[]) AS w(kind, index) ON i.kind = w.kind AND i.index = w.index",
            [[kind for kind, _ in indexes], [index for _, index in indexes]],
        )
        return {(row[0], bytes(row[1])): Owner(contact=row[2], left_at=row[3]) for row in cursor.fetchall()}


def hold(contacts: Iterable[UUID]) -> bool:
    """Keep *contacts* from being merged or erased until this transaction ends; False if one of them just was."""
    wanted = sorted(set(contacts))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM vault_contact WHERE id = ANY(%s) AND merged_into_id IS NULL ORDER BY id FOR KEY SHARE",
            [wanted],
        )
        return len(cursor.fetchall()) == len(wanted)


def lock(contacts: Iterable[UUID]) -> None:
    """Wait until nobody writes for *contacts*, and let nobody until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM vault_contact WHERE id = ANY(%s) ORDER BY id FOR UPDATE", [sorted(contacts)])


def insert_identifier(identifier: SealedIdentifier) -> bool:
    """Store how a contact is found; return False when somebody else just took this identifier."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault.identifier (id, kind, index, contact_id, sealed, said_at, left_at) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [
                identifier.id,
                identifier.kind,
                identifier.index,
                identifier.contact,
                identifier.sealed,
                identifier.said_at,
                identifier.left_at,
            ],
        )
        return bool(cursor.rowcount)


def move_identifier(identifier: SealedIdentifier) -> UUID | None:
    """Give an identifier to the contact it now leads to; return the id of its row, which stays; None if it is gone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE vault.identifier SET contact_id = %s, sealed = %s, said_at = %s, left_at = %s "
            "WHERE kind = %s AND index = %s RETURNING id",
            [
                identifier.contact,
                identifier.sealed,
                identifier.said_at,
                identifier.left_at,
                identifier.kind,
                identifier.index,
            ],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def leave(contact: UUID, *, kind: str, but: bytes | None, at: datetime) -> None:
    """Note that from *at* on a contact no longer has what it had of this kind, *but* one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE vault.identifier SET left_at = %s WHERE contact_id = %s AND kind = %s AND left_at IS NULL "
            "AND index IS DISTINCT FROM %s AND (said_at IS NULL OR said_at <= %s)",
            [at, contact, kind, but, at],
        )


def has_identifier(contact: UUID, kind: str) -> bool:
    """Tell whether a contact is known by this kind of identifier."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM vault.identifier WHERE contact_id = %s AND kind = %s)", [contact, kind]
        )
        return bool(cursor.fetchone()[0])


def identifiers_of(contact: UUID) -> list[SealedIdentifier]:
    """Return every identifier of a contact."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, index, sealed, said_at, left_at, id FROM vault.identifier WHERE contact_id = %s", [contact]
        )
        rows = cursor.fetchall()
    return [
        SealedIdentifier(
            contact=contact,
            kind=row[0],
            index=bytes(row[1]),
            sealed=bytes(row[2]),
            said_at=row[3],
            left_at=row[4],
            id=row[5],
        )
        for row in rows
    ]
