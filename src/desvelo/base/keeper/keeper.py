"""What a keeper of keys does, whether it is this process or another one.

Keys of contacts travel wrapped to it and plain from it; the keys that wrap them never leave.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID

import msgspec

from desvelo.kernel.sealing import context
from desvelo.kernel.sealing.whys import Why


class Closed(StrEnum):
    """Why one key did not open: the key of its epoch is not there (any more), or it is not what it should be."""

    NO_EPOCH = "no_epoch"
    UNREADABLE = "unreadable"


class Wrapped(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A contact's key as stored: wrapped by the key of its epoch."""

    contact: UUID
    version: int
    epoch: int
    sealed: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """For whom keys are opened, a person's id or nobody's, and what for."""

    why: Why
    actor: UUID | None = None


class Use(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of the record of uses: so many *keys* opened at an instant (ISO 8601, UTC) for a person and a reason.

    *contacts* names them where each look has an entry of its own in the log; *refused* says none was opened.
    """

    at: str
    why: Why
    keys: int
    actor: UUID | None = None
    refused: bool = False
    contacts: tuple[UUID, ...] = ()


class Keeper(Protocol):
    """What can be asked of a keeper; each method raises KeyMissing, RootUnavailable, and over a socket KeeperGone."""

    def exists(self) -> bool:
        """Tell whether keys were made here."""

    def create(self) -> None:
        """Make the root, the first epoch and the service keys; keep those that exist."""

    def fingerprint(self) -> bytes:
        """Return what identifies the root key without revealing it."""

    def copy_code(self) -> str:
        """Return what only a whole copy of the lasting keys gives."""

    def root_place(self) -> tuple[str, str]:
        """Return the kind of place that the root key is kept at, and the place in words."""

    def service(self, name: str) -> bytes:
        """Return the key of one purpose."""

    def services(self) -> set[str]:
        """Name the service keys there are."""

    def epochs(self) -> list[int]:
        """List the numbers of the epochs alive, oldest first."""

    def require_epoch(self, number: int) -> None:
        """Return if the key of an epoch opens."""

    def add_epoch(self, number: int) -> None:
        """Make the key of the next epoch, unless it is there; raise EpochRefused for any other."""

    def epoch_digest(self, number: int) -> bytes | None:
        """Return the SHA-256 of an epoch's file; None if there is none."""

    def destroy_epoch(self, number: int) -> None:
        """Overwrite and remove the key of an epoch; raise EpochRefused for the newest one."""

    def wrap(self, contact: UUID, version: int, epoch: int, key: bytes) -> bytes:
        """Close the key of a contact under an epoch."""

    def unwrap(self, asked: Sequence[Wrapped], *, by: Asker) -> list[bytes | Closed]:
        """Return each key, or why it does not open, in order, once that it was asked for is on record.

        Raises QuotaSpent, UseUnrecorded.
        """

    def rewrap(self, asked: Sequence[Wrapped], *, to: int) -> list[bytes | Closed]:
        """Return each key as the epoch *to* wraps it, or why it does not open, in order; none leaves the keeper."""

    def uses(self, on: date, *, begin: int) -> tuple[list[Use], int]:
        """Return some of what was opened on a day (UTC), in order, and where to go on; zero when that was all."""


def uses_of(keeper: Keeper, on: date) -> Iterator[Use]:
    """Yield all that was opened on a day (UTC), in order."""
    begin, more = 0, True
    while more:
        found, begin = keeper.uses(on, begin=begin)
        yield from found
        more = begin > 0


def purpose(contact: UUID, version: int, epoch: int) -> bytes:
    """Return what ties the wrapped key of a contact to its place."""
    return context.encode("desvelo/1", "dek", str(contact), version, epoch)
