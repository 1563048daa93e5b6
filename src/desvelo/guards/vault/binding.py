"""The entries that say which sealed records were written anew, or are gone, with an act whose own entry has no room.

Source: security-design D3.3.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from desvelo.guards.audit.entry import Entry
from desvelo.kernel.ledger import digests
from desvelo.kernel.ledger.digests import Key, Record

KEPT = "record:keep"


@dataclass(frozen=True, slots=True)
class Bindings:
    """What an act writes for contacts, and takes from them, beside messages: told in one entry for each contact."""

    _written: dict[UUID, list[Record]] = field(default_factory=dict)
    _gone: dict[UUID, list[Key]] = field(default_factory=dict)

    def write(self, contact: UUID, record: Record) -> None:
        """Note that a record of *contact* is stored."""
        self._written.setdefault(contact, []).append(record)

    def take(self, contact: UUID, key: Key) -> None:
        """Note that a record is no longer stored, or no longer that of *contact*."""
        self._gone.setdefault(contact, []).append(key)

    def put(self, contact: UUID, kind: str, row: UUID, content: bytes | memoryview | None) -> None:
        """Note what stands in a row that may hold nothing."""
        if content is None:
            self.take(contact, (kind, row))
        else:
            self.write(contact, Record(kind=kind, row=row, content=bytes(content)))

    def entries(self, *, now: datetime) -> list[Entry]:
        """Return the entries about it."""
        whose = dict.fromkeys([*self._gone, *self._written])
        return [
            each
            for contact in whose
            for each in kept(self._written.get(contact, ()), contact, gone=self._gone.get(contact, ()), now=now)
        ]


def kept(written: Iterable[Record], contact: UUID, *, gone: Iterable[Key] = (), now: datetime) -> list[Entry]:
    """Return the entries about records that are written, and others that are gone, for an act that has no entry."""
    return as_they_are(
        {(each.kind, each.row): digests.digest(each.content) for each in written}, contact, gone, now=now
    )


def as_they_are(there: Mapping[Key, bytes], contact: UUID, gone: Iterable[Key], *, now: datetime) -> list[Entry]:
    """Return the same for records of which the hashes are known."""
    texts = [*(digests.gone([key]) for key in gone), *(digests.as_it_is(key, value) for key, value in there.items())]
    starts = range(0, len(texts), digests.MOST_IN_ONE)
    return [_entry(contact, " ".join(texts[at : at + digests.MOST_IN_ONE]), tag=KEPT, now=now) for at in starts]


def resealed(bound: Sequence[Record], contact: UUID, *, now: datetime) -> list[Entry]:
    """Return the entries about records that were sealed again, some hundreds in each."""
    return [_entry(contact, digests.written(part), now=now) for part in digests.chunks(bound)]


def gone(keys: Sequence[Key], contact: UUID, *, now: datetime) -> list[Entry]:
    """Return the entries about records that were deleted, some hundreds in each."""
    starts = range(0, len(keys), digests.MOST_IN_ONE)
    return [_entry(contact, digests.gone(keys[at : at + digests.MOST_IN_ONE]), now=now) for at in starts]


def _entry(contact: UUID, said: str, *, tag: str = digests.RESEALED, now: datetime) -> Entry:
    return Entry(tag=tag, at=now, contact=contact, objects={digests.SEALED: said})
