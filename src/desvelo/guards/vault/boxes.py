"""A box seals and opens what belongs to one contact, with that contact's key.

Every record is bound to where it stands: installation, table, column, row, version, contact, key version, class.  A
record moved anywhere else does not open.

Source: security-design D3.2, D3.5, D4.1.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID

from django.conf import settings

from desvelo.base import clock
from desvelo.base.ids import new_uuid
from desvelo.base.keeper import keepers
from desvelo.base.keeper.errors import QuotaSpent
from desvelo.base.keeper.keeper import Asker, Closed, Keeper, Wrapped
from desvelo.base.keyring import SERVICES, KeyMissing, Keyring, keyring
from desvelo.guards.vault import canaries, epochs, overuse, store
from desvelo.guards.vault.errors import ActorMissing, ContactGone, WrongRootKey
from desvelo.kernel.sealing import context, keys, padding
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.whys import OF_LOOKS, OF_SWEEPS, Why

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

    def opener(self, *, table: str, column: str) -> Callable[[str, bytes], bytes]:
        """Return what opens the values of one column by their row, many times faster than ``open`` makes places.

        What it returns raises NotReadable as ``open`` does.
        """
        before, after = context.around(
            install=str(install_id()),
            table=table,
            column=column,
            row_version=_ROW_VERSION,
            contact=str(self.contact),
            key_version=self.version,
            data_class="",
        )
        key, row_part, opens = self.key, context.text, padding.open_text

        def open_value(row: str, record: bytes) -> bytes:
            return opens(key, before + row_part(row) + after, record)

        return open_value

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


def keeper() -> Keeper:
    """Return who wraps and unwraps the keys of contacts: this process, or the key process."""
    return keepers.keeper(settings.DESVELO)


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
        own.require_epoch(number)
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
    wrapped = keeper().wrap(box.contact, box.version, epoch, box.key)
    store.insert_key(store.SealedKey(contact=box.contact, version=box.version, epoch=epoch, sealed=wrapped))
    return box


def load(contacts: Iterable[UUID], *, why: Why, actor: UUID | None = None) -> dict[UUID, Box]:
    """Return the box of each contact that still has a key, in one query; *why* says what for, *actor* for whom.

    Why has no default: a forgotten one would be the worst there is, and an alarm instead of a fault that mypy finds.
    Nobody in particular is asked for by what the processes do by themselves.  Whatever a person looks at is asked for
    in that person's name: it is compared with the log (``unexplained``).
    Raises AlarmUnheard, ActorMissing, QuotaSpent, UseUnrecorded, KeeperGone.
    """
    if actor is None and why in OF_LOOKS | OF_SWEEPS:
        raise ActorMissing
    found = store.keys_of(contacts)
    canaries.watch(found.keys(), why=why)
    by = Asker(why=why, actor=actor)
    return {
        sealed.contact: Box(contact=sealed.contact, version=sealed.version, key=key)
        for sealed, key in _keys(found, by=by)
    }


def of(contact: UUID, *, why: Why, actor: UUID | None = None) -> Box:
    """Return the box of one contact; raise ContactGone when its key was destroyed, and what ``load`` raises."""
    box = load([contact], why=why, actor=actor).get(contact)
    if box is None:
        raise ContactGone
    return box


def to_write_in(contact: UUID, *, why: Why = Why.WRITE, actor: UUID | None = None) -> Box:
    """Return the box of a contact that stays what it is until this transaction ends.

    Raises ContactGone when it was erased, or became part of another: what is sealed for it now nobody would find.
    """
    if not store.hold([contact]):
        raise ContactGone
    return of(contact, why=why, actor=actor)


def rewrap(sealed: Sequence[store.SealedKey], *, to: int) -> list[store.SealedKey]:
    """Return the keys of contacts as the epoch *to* wraps them; one that does not open is left out.

    Raises KeyMissing.
    """
    found = keeper().rewrap([_wrapped(each) for each in sealed], to=to)
    pairs = list(zip(sealed, found, strict=True))
    for each, again in pairs:
        if again is Closed.NO_EPOCH:
            raise KeyMissing(name=f"epoch/{each.epoch:06d}")
    return [replace(each, epoch=to, sealed=again) for each, again in pairs if not isinstance(again, Closed)]


def _keys(found: Mapping[UUID, store.SealedKey], *, by: Asker) -> Iterator[tuple[store.SealedKey, bytes]]:
    """Yield each key, opened; once more as it stands now, if its epoch was destroyed between reading and opening it.

    Raises NotReadable, KeyMissing.
    """
    if not found:
        return
    late: list[store.SealedKey] = []
    for sealed, key in _opened(list(found.values()), by=by):
        if key is Closed.NO_EPOCH:
            late.append(sealed)
        else:
            yield sealed, _readable(key)
    if not late:
        return
    again = store.keys_of(each.contact for each in late)
    for before in late:
        after = again.get(before.contact)
        if after is None or after.epoch == before.epoch:
            raise KeyMissing(name=f"epoch/{before.epoch:06d}")
    for sealed, key in _opened(list(again.values()), by=by):
        if key is Closed.NO_EPOCH:
            raise KeyMissing(name=f"epoch/{sealed.epoch:06d}")
        yield sealed, _readable(key)


def _opened(found: Sequence[store.SealedKey], *, by: Asker) -> Iterable[tuple[store.SealedKey, bytes | Closed]]:
    """Open keys, or raise with why not, on record in the log the first time somebody asked for too many."""
    try:
        opened = keeper().unwrap([_wrapped(each) for each in found], by=by)
    except QuotaSpent as refused:
        if refused.is_first:
            overuse.note(by, at=clock.wall())
        raise
    return zip(found, opened, strict=True)


def _readable(key: bytes | Closed) -> bytes:
    if isinstance(key, Closed):
        raise NotReadable
    return key


def _wrapped(sealed: store.SealedKey) -> Wrapped:
    return Wrapped(contact=sealed.contact, version=sealed.version, epoch=sealed.epoch, sealed=sealed.sealed)
