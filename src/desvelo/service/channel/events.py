"""What the channel tells those above it: ids, codes, counts, instants."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from desvelo.base.outbox.event import Event
from desvelo.kernel.whatsapp.marketing_words import Way
from desvelo.kernel.whatsapp.notice_words import Level
from desvelo.kernel.whatsapp.notices import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReceived(Event):
    """A customer's message is stored; what was found in it is protected.

    *opens_window* tells a message to us from what only speaks of another: a reaction, an edit, a notice.  One that
    *is_past* was said before we were connected: nobody waits for an answer to it.
    """

    tag: ClassVar[str] = "message:receive"
    message_id: UUID
    contact_id: UUID
    number_id: UUID
    first_team_id: UUID
    arrival: int
    protected_count: int
    discarded_count: int
    sent_at: datetime
    received_at: datetime
    opens_window: bool = True
    is_past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageCovered(Event):
    """More of a message is protected than when it came: by hand, or by a detector that improved."""

    tag: ClassVar[str] = "message:cover"
    message_id: UUID
    contact_id: UUID
    number_id: UUID
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaDescribed(Event):
    """Meta said what a customer's file is, or that it is gone."""

    tag: ClassVar[str] = "media:describe"
    message_id: UUID
    contact_id: UUID
    number_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageWritten(Event):
    """A message of ours is stored and waits to be sent; one that does not *answer* leaves the customer waiting."""

    tag: ClassVar[str] = "message:write"
    message_id: UUID
    contact_id: UUID
    number_id: UUID
    arrival: int
    automatic: bool
    written_at: datetime
    answers: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptAsked(Event):
    """Somebody opened what a customer wrote, or began to answer it, and the customer may see that."""

    tag: ClassVar[str] = "message:receipt"
    message_id: UUID
    contact_id: UUID
    number_id: UUID
    typing: bool
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChanged(Event):
    """Meta said more about a message of ours, or refused it."""

    tag: ClassVar[str] = "message:status"
    message_id: UUID
    contact_id: UUID
    number_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEchoed(Event):
    """A message left our number elsewhere: on the phone, by another app, or before we were connected (*is_past*)."""

    tag: ClassVar[str] = "message:echo"
    message_id: UUID
    contact_id: UUID
    number_id: UUID
    first_team_id: UUID
    arrival: int
    sent_at: datetime
    is_past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferenceStated(Event):
    """A customer said whether they want promotions: in WhatsApp's own settings, or with a word in the chat (*way*).

    One that *is_past* was said before we were connected: it counts, and nobody answers it.
    """

    tag: ClassVar[str] = "preference:state"
    message_id: UUID
    contact_id: UUID
    number_id: UUID
    wants_marketing: bool
    stated_at: datetime
    way: Way = Way.SETTINGS
    is_past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReceived(Event):
    """Meta told something of an account, a number or a template; ``channel.queries.notice`` opens what."""

    tag: ClassVar[str] = "notice:receive"
    notice_id: UUID
    topic: Topic
    level: Level
    number_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatesAsked(Event):
    """Somebody wants to see what templates Meta has for a number, perhaps with the essential ones submitted."""

    tag: ClassVar[str] = "template:ask"
    number_id: UUID
    with_essentials: bool
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityDoubted(Event):
    """A contact writes from another phone than before; nobody confirmed yet who it is."""

    tag: ClassVar[str] = "identity:doubt"
    contact_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityConfirmed(Event):
    """Somebody confirmed who writes."""

    tag: ClassVar[str] = "identity:confirm"
    contact_id: UUID
    at: datetime
