"""The entries that say which sealed records were written anew, or are gone, with an act whose own entry has no room.

Source: security-design D3.3.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from desvelo.guards.audit.entry import Entry
from desvelo.kernel.ledger import digests
from desvelo.kernel.ledger.digests import Key, Record


def resealed(bound: Sequence[Record], contact: UUID, *, now: datetime) -> list[Entry]:
    """Return the entries about records that were sealed again, some hundreds in each."""
    return [_entry(contact, digests.written(part), now=now) for part in digests.chunks(bound)]


def gone(keys: Sequence[Key], contact: UUID, *, now: datetime) -> list[Entry]:
    """Return the entries about records that were deleted, some hundreds in each."""
    starts = range(0, len(keys), digests.MOST_IN_ONE)
    return [_entry(contact, digests.gone(keys[at : at + digests.MOST_IN_ONE]), now=now) for at in starts]


def _entry(contact: UUID, said: str, *, now: datetime) -> Entry:
    return Entry(tag=digests.RESEALED, at=now, contact=contact, objects={digests.SEALED: said})
