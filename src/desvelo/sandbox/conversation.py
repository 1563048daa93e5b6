"""What happens between the customer's phone and the business: writing, arriving, being read, failing.

Every step puts the bubble right first and then sends the webhook that Meta would send.
"""

from dataclasses import dataclass
from typing import Any

from desvelo.sandbox import attachments, webhooks, wire
from desvelo.sandbox.courier import Courier
from desvelo.sandbox.shelf import File
from desvelo.sandbox.world import TYPING_SECONDS, Message, Phone, World

_NEEDS_NO_WINDOW = frozenset({"template"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a customer sends: *content* goes into the webhook, *text* onto the phone."""

    kind: str
    content: object
    text: str
    reply_to: str | None = None
    at: int | None = None
    file: File | None = None


class Conversation:
    """The acts of both sides, over one world and one courier."""

    def __init__(self, world: World, courier: Courier) -> None:
        self.world = world
        self.courier = courier

    def with_file(
        self, kind: str, raw: dict[str, Any], *, origin: str, reply_to: str | None = None, at: int | None = None
    ) -> Written:
        """Return what a customer sends who attaches a file; raises Refusal."""
        now = self.world.clock.now()
        file = attachments.received(kind, raw, self.world.shelf, now=now)
        url = self.world.shelf.address(file, origin=origin, now=now)
        content = attachments.in_webhook(kind, file, raw, url=url)
        caption = str(content.get("caption", ""))
        return Written(kind=kind, content=content, text=caption, reply_to=reply_to, at=at, file=file)

    def customer_writes(self, phone: Phone, written: Written) -> Message:
        """Put a message of the customer on their phone and send its webhook."""
        message = Message(
            id=wire.inbound_id(phone.wa_id),
            wa_id=phone.wa_id,
            direction="in",
            kind=written.kind,
            text=written.text,
            at=int(self.world.clock.now()) if written.at is None else written.at,
            author=phone.name,
            reply_to=written.reply_to,
            file=written.file,
        )
        self.world.add(message)
        webhook = webhooks.inbound(self.world.config, phone, message, written.content)
        self.courier.post(webhook, lane=phone.wa_id, what="message", on_accepted=lambda: self._arrived(message))
        return message

    def business_writes(self, phone: Phone, message: Message) -> None:
        """Put a message of the business on its way, and tell what becomes of it."""
        if message.kind not in _NEEDS_NO_WINDOW and not self.world.window_is_open(phone):
            self.world.messages[message.id] = message
            self._tell(phone, message, "failed")
            return
        self.world.add(message)
        self._tell(phone, message, "sent")
        if message.kind == "reaction":  # Meta reports nothing more about reactions
            return
        self._tell(phone, message, "delivered")
        if self.world.auto_read:
            self._tell(phone, message, "read")

    def customer_reads(self, phone: Phone) -> int:
        """Mark everything on the phone as read; return how many messages that were."""
        unread = [one for one in phone.messages if one.direction == "out" and one.status == "delivered"]
        for message in unread:
            self._tell(phone, message, "read")
        return len(unread)

    def business_reads(self, message: Message, *, typing: bool) -> None:
        """Mark a customer's message, and all before it, as read by the business."""
        phone = self.world.phone(message.wa_id)
        for earlier in phone.messages:
            if earlier.direction == "in" and earlier.at <= message.at:
                earlier.status = "read"
        if typing:
            phone.typing_until = self.world.clock.now() + TYPING_SECONDS
        self.world.changed(phone.wa_id)

    def _arrived(self, message: Message) -> None:
        if message.status == "sent":
            message.status = "delivered"
            self.world.changed(message.wa_id)

    def _tell(self, phone: Phone, message: Message, status: str) -> None:
        message.status = status
        told = webhooks.status(self.world.config, phone, message, at=int(self.world.clock.now()))
        self.courier.post(told, lane=phone.wa_id, what=f"status:{status}")
        self.world.changed(phone.wa_id)
