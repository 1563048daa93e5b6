"""A box seals and opens what belongs to one contact, with that contact's key.

Every record is bound to where it stands: installation, table, column, row, version, contact, key version, class.  A
record moved anywhere else does not open.

Source: security-design D3.2, D3.5, D4.1.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID

from django.conf import settings

from desvelo.base.ids import new_uuid
from desvelo.base.keyring import SERVICES, KeyMissing, Keyring, keyring
from desvelo.guards.vault import epochs, store
from desvelo.guards.vault.errors import ContactGone, WrongRootKey
from desvelo.kernel.sealing import context, keys, padding

_KEY_BYTES = 32
_FIRST_EPOCH_LASTS = timedelta(days=7)
_ROW_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a sealed value stands."""

    table: str
    column: str
    row: UUID
    data_class: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One contact's key, in memory for as long as a batch or a request needs it."""

    contact: UUID
    version: int
    key: bytes = field(repr=False)

    def seal(self, place: Place, content: bytes) -> bytes:
        """Seal *content* for *place*."""
        return padding.seal_text(self.key, self._context(place), content)

    def open(self, place: Place, record: bytes) -> bytes:
        """Open what was sealed for *place*; raise NotReadable for anything else."""
        return padding.open_text(self.key, self._context(place), record)

    def reseal(self, place: Place, record: bytes, *, to: "Box") -> bytes:
        """Seal for *to* what was sealed for *place*, which stays where it is; raise NotReadable."""
        return to.seal(place, self.open(place, record))

    def wrap(self, place: Place, key: bytes) -> bytes:
        """Close another *key*, which stands at *place*."""
        return keys.wrap(self.key, self._context(place), key)

    def unwrap(self, place: Place, wrapped: bytes) -> bytes:
        """Return the key that was closed for *place*; raise NotReadable for anything else."""
        return keys.unwrap(self.key, self._context(place), wrapped)

    def rewrap(self, place: Place, wrapped: bytes, *, to: "Box") -> bytes:
        """Close for *to* the key that was closed for *place*, which stays where it is; raise NotReadable."""
        return to.wrap(place, self.unwrap(place, wrapped))

    def _context(self, place: Place) -> bytes:
        return context.record(
            install=str(install_id()),
            table=place.table,
            column=place.column,
            row=str(place.row),
            row_version=_ROW_VERSION,
            contact=str(self.contact),
            key_version=self.version,
            data_class=place.data_class,
        )


def ring() -> Keyring:
    """Return the keys of this installation."""
    return keyring(settings.DESVELO.keys)


@cache
def install_id() -> UUID:
    """Return the id every record is bound to."""
    found = store.installation()
    if found is None:
        raise WrongRootKey
    return found[0]


def settle_installation() -> None:
    """Tie this database to this root key at first start; raise WrongRootKey, before any write, if it has another."""
    found = store.installation()
    fingerprint = ring().fingerprint()
    if found is None:
        store.set_installation(install=new_uuid(), fingerprint=fingerprint)
        found = store.installation()
    if found is None or found[1] != fingerprint:
        raise WrongRootKey
    install_id.cache_clear()
    if epochs.current() is None:
        now = datetime.now(UTC)
        epochs.begin(ring().epochs()[-1], made_at=now, due_at=now + _FIRST_EPOCH_LASTS)
    epochs.note_services(SERVICES)


def require_keys(own: Keyring) -> None:
    """Refuse, before anything is written, a ring without a key that what is stored needs.  Raises KeyMissing."""
    for number in epochs.needed():
        own.epoch(number)
    lost = epochs.known_services() - own.services()
    if lost:
        raise KeyMissing(name=f"service/{min(lost)}")


def new_box(contact: UUID) -> Box:
    """Make and store the key of a new contact, wrapped by the current epoch.  Raises KeyMissing."""
    return _stored(Box(contact=contact, version=1, key=os.urandom(_KEY_BYTES)))


def next_box(box: Box) -> Box:
    """Make and store the next key of a contact; the one before stays until it is deleted.  Raises KeyMissing."""
    return _stored(Box(contact=box.contact, version=box.version + 1, key=os.urandom(_KEY_BYTES)))


def _stored(box: Box) -> Box:
    epoch = epochs.current()
    if epoch is None:
        raise KeyMissing(name="epoch")
    wrapped = keys.wrap(ring().epoch(epoch), _dek_context(box.contact, box.version, epoch), box.key)
    store.insert_key(store.SealedKey(contact=box.contact, version=box.version, epoch=epoch, sealed=wrapped))
    return box


def load(contacts: Iterable[UUID]) -> dict[UUID, Box]:
    """Return the box of each contact that still has a key, in one query."""
    return {contact: _current(sealed) for contact, sealed in store.keys_of(contacts).items()}


def of(contact: UUID) -> Box:
    """Return the box of one contact; raise ContactGone when its key was destroyed."""
    box = load([contact]).get(contact)
    if box is None:
        raise ContactGone
    return box


def to_write_in(contact: UUID) -> Box:
    """Return the box of a contact that stays what it is until this transaction ends.

    Raises ContactGone when it was erased, or became part of another: what is sealed for it now nobody would find.
    """
    if not store.hold([contact]):
        raise ContactGone
    return of(contact)


def rewrap(sealed: store.SealedKey, *, to: int) -> store.SealedKey:
    """Return a contact's key as the epoch *to* wraps it; raise NotReadable, KeyMissing."""
    box = _opened(sealed)
    wrapped = keys.wrap(ring().epoch(to), _dek_context(sealed.contact, sealed.version, to), box.key)
    return replace(sealed, epoch=to, sealed=wrapped)


def _current(sealed: store.SealedKey) -> Box:
    """Open a key; once more as it stands now, if its epoch was destroyed between reading and opening it."""
    try:
        return _opened(sealed)
    except KeyMissing:
        again = store.keys_of([sealed.contact]).get(sealed.contact)
        if again is None or again.epoch == sealed.epoch:
            raise
    return _opened(again)


def _opened(sealed: store.SealedKey) -> Box:
    purpose = _dek_context(sealed.contact, sealed.version, sealed.epoch)
    key = keys.unwrap(ring().epoch(sealed.epoch), purpose, sealed.sealed)
    return Box(contact=sealed.contact, version=sealed.version, key=key)


def _dek_context(contact: UUID, version: int, epoch: int) -> bytes:
    return context.encode("desvelo/1", "dek", str(contact), version, epoch)
