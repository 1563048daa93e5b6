"""What the desk tells of itself: ids and instants."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from desvelo.base.outbox.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationTransferred(Event):
    """A conversation went to another team; for a moment it may still be had back."""

    tag: ClassVar[str] = "conversation:transfer"
    conversation_id: UUID
    moved_at: datetime
