"""What the vault tells those above it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from desvelo.base.outbox.event import Event
from desvelo.guards.vault.erasures import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class DatumRevealed(Event):
    """Somebody saw a datum; the entry about it has this index."""

    tag: ClassVar[str] = "datum:reveal"
    contact_id: UUID
    datum_id: UUID
    actor_id: UUID
    entry_index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsMerged(Event):
    """Two contacts turned out to be one person: what hung on *merged_id* hangs on *contact_id* from here on."""

    tag: ClassVar[str] = "contact:merge"
    contact_id: UUID
    merged_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased(Event):
    """Something of a contact was erased: all of it, or the object named."""

    tag: ClassVar[str] = "contact:erased"
    contact_id: UUID
    scope: Scope
    object_id: UUID | None
    erasure_id: UUID
