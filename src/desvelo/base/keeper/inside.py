"""The keeper inside a process: it has the files of keys, counts what it opens, and stops who asks for too much.

The key process serves this one over its socket; without one, each process has its own.
"""

import logging
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from desvelo.base.keeper.errors import EpochRefused, QuotaSpent
from desvelo.base.keeper.keeper import Asker, Closed, Use, Wrapped, purpose
from desvelo.base.keeper.quota import Quota
from desvelo.base.keeper.uses import Uses
from desvelo.base.keyring import KeyMissing, Keyring
from desvelo.kernel.sealing import keys
from desvelo.kernel.sealing.errors import NotReadable

_MOST_EPOCHS = 2
_log = logging.getLogger("desvelo.keeper")


class Inside:
    """A ``Keeper`` of the keys in one folder."""

    def __init__(self, ring: Keyring, *, quota: Quota | None = None, uses: Uses | None = None) -> None:
        self.ring = ring
        self._quota = quota or Quota()
        self._uses = uses or Uses(ring.folder / "uses")

    def exists(self) -> bool:
        """Tell whether keys were made here."""
        return self.ring.exists

    def create(self) -> None:
        """Make the root, the first epoch and the service keys; keep those that exist."""
        self.ring.create_lasting()

    def fingerprint(self) -> bytes:
        """Return what identifies the root key without revealing it."""
        return self.ring.fingerprint()

    def copy_code(self) -> str:
        """Return what only a whole copy of the lasting keys gives."""
        return self.ring.copy_code()

    def root_place(self) -> tuple[str, str]:
        """Return the kind of place that the root key is kept at, and the place in words."""
        return self.ring.root_place()

    def service(self, name: str) -> bytes:
        """Return the key of one purpose."""
        return self.ring.service(name)

    def services(self) -> set[str]:
        """Name the service keys there are."""
        return self.ring.services()

    def epochs(self) -> list[int]:
        """List the numbers of the epochs alive, oldest first."""
        return self.ring.epochs()

    def require_epoch(self, number: int) -> None:
        """Return if the key of an epoch opens."""
        self.ring.epoch(number)

    def add_epoch(self, number: int) -> None:
        """Make the key of the next epoch, unless it is there; raise EpochRefused for any other."""
        alive = self.ring.epochs()
        if number not in alive and alive and (number != alive[-1] + 1 or len(alive) >= _MOST_EPOCHS):
            raise EpochRefused(number=number)
        self.ring.add_epoch(number)

    def epoch_digest(self, number: int) -> bytes | None:
        """Return the SHA-256 of an epoch's file; None if there is none."""
        return self.ring.epoch_digest(number)

    def destroy_epoch(self, number: int) -> None:
        """Overwrite and remove the key of an epoch; raise EpochRefused for the newest one."""
        if number == max(self.ring.epochs(), default=None):
            raise EpochRefused(number=number)
        self.ring.destroy_epoch(number)

    def wrap(self, contact: UUID, version: int, epoch: int, key: bytes) -> bytes:
        """Close the key of a contact under an epoch."""
        return keys.wrap(self.ring.epoch(epoch), purpose(contact, version, epoch), key)

    def unwrap(self, asked: Sequence[Wrapped], *, by: Asker) -> list[bytes | Closed]:
        """Return each key, or why it does not open, in order, once that it was asked for is on record.

        Raises QuotaSpent, UseUnrecorded.
        """
        contacts = [each.contact for each in asked]
        wait_seconds = self._quota.spend(contacts, by=by)
        if wait_seconds:
            self._uses.note(contacts, by=by, refused=True)
            is_first = self._quota.is_first_refusal(by)
            if is_first:
                _log.critical("keeper.quota_spent", extra={"actor_id": str(by.actor or ""), "code": by.why.value})
            raise QuotaSpent(again_at=datetime.now(UTC) + timedelta(seconds=wait_seconds), is_first=is_first)
        if contacts:
            self._uses.note(contacts, by=by)
        return [self._opened(each) for each in asked]

    def rewrap(self, asked: Sequence[Wrapped], *, to: int) -> list[bytes | Closed]:
        """Return each key as the epoch *to* wraps it, or why it does not open, in order; none leaves the keeper."""
        return [
            opened if isinstance(opened, Closed) else self.wrap(each.contact, each.version, to, opened)
            for each in asked
            for opened in [self._opened(each)]
        ]

    def uses(self, on: date, *, begin: int) -> tuple[list[Use], int]:
        """Return some of what was opened on a day (UTC), in order, and where to go on; zero when that was all."""
        return self._uses.on(on, begin=begin)

    def _opened(self, each: Wrapped) -> bytes | Closed:
        try:
            kek = self.ring.epoch(each.epoch)
        except KeyMissing:
            return Closed.NO_EPOCH
        try:
            return keys.unwrap(kek, purpose(each.contact, each.version, each.epoch), each.sealed)
        except NotReadable:
            return Closed.UNREADABLE
