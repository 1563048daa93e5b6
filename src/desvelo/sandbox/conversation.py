"""What happens between the customer's phone and the business: writing, arriving, being read, failing.

Every step puts the bubble right first and then sends the webhook that Meta would send.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desvelo.sandbox import attachments, error_codes, pricing, webhooks, wire
from desvelo.sandbox.courier import Courier
from desvelo.sandbox.sends.bubble import Bubble
from desvelo.sandbox.shelf import File
from desvelo.sandbox.world import TYPING_SECONDS, Message, Phone, World

_REACTION_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a customer sends: *content* goes into the webhook, *text* onto the phone, *extra* beside the content."""

    kind: str
    content: object
    text: str
    reply_to: str | None = None
    at: int | None = None
    file: File | None = None
    about: str | None = None
    group_id: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


class Conversation:
    """The acts of both sides, over one world and one courier."""

    def __init__(self, world: World, courier: Courier) -> None:
        self.world = world
        self.courier = courier

    def with_file(self, kind: str, raw: dict[str, Any], *, origin: str, **more: Any) -> Written:
        """Return what a customer sends who attaches a file; *more* is the rest of ``Written``; raises Refusal."""
        now = self.world.clock.now()
        file = attachments.received(kind, raw, self.world.shelf, now=now)
        url = self.world.shelf.address(file, origin=origin, now=now)
        content = attachments.in_webhook(kind, file, raw, url=url)
        caption = str(content.get("caption", ""))
        return Written(kind=kind, content=content, text=caption, file=file, **more)

    def customer_writes(self, phone: Phone, written: Written) -> Message:
        """Put a message of the customer on their phone and send its webhook."""
        message = self._written(phone, written)
        webhook = self._webhook_of(phone, message, written)
        if phone.is_blocked:  # WhatsApp keeps it from the business, and does not tell the customer
            return message
        self.courier.post(webhook, lane=phone.wa_id, what="message", on_accepted=lambda: self._arrived(message))
        return message

    def customers_write_at_once(self, all_written: list[tuple[Phone, Written]], *, shape: str) -> list[Message]:
        """Put many messages on their phones and send them in one webhook."""
        messages = [self._written(phone, written) for phone, written in all_written]
        bodies = [
            self._webhook_of(phone, message, written)
            for (phone, written), message in zip(all_written, messages, strict=True)
        ]
        self.courier.post(webhooks.together(bodies, shape=shape), lane="batch", what=f"batch:{len(bodies)}")
        return messages

    def business_writes(self, phone: Phone, message: Message, *, fails: int | None = None) -> None:
        """Put a message of the business on its way, and tell what becomes of it; *fails* is a code of the table."""
        code = fails or self._fails(phone, message)
        if code is not None:
            self.world.messages[message.id] = message
            self.tell(phone, message, "failed", code=code)
            return
        message.pricing = message.pricing or pricing.of_service(self.world)
        self.world.add(message)
        ladder = list(self._ladder(phone, message))
        if self.world.faults.take(("status_disorder",), phone.wa_id):
            ladder.reverse()
        for status in ladder:
            self.tell(phone, message, status)

    def _ladder(self, phone: Phone, message: Message) -> tuple[str, ...]:
        """Return the statuses that come by themselves."""
        if message.kind == "reaction":  # Meta reports nothing more about reactions
            return ("sent",)
        read = ("read",) if self.world.auto_read else ()
        if self.world.faults.take(("skip_delivered",), phone.wa_id):
            return ("sent", "read")
        return (*phone.ladder, *(one for one in read if one not in phone.ladder))

    def _fails(self, phone: Phone, message: Message) -> int | None:
        """Return the code under which Meta drops an accepted message, if it does."""
        needs_window = message.kind != "template" and message.category is None and message.group_id is None
        if needs_window and not self.world.window_is_open(phone):
            return 131047
        if message.key_hash is not None and message.key_hash != phone.identity_key:
            return 137000
        if phone.refuses_marketing and (message.pricing or {}).get("category") == "marketing":
            return 131050
        if message.kind == "reaction" and not self._may_be_reacted_to(message.bubble):
            return 131009
        return 131053 if _is_wrong_file(message) else None

    def _may_be_reacted_to(self, bubble: Bubble) -> bool:
        """Say whether the message is known, no reaction itself, and at most 30 days old."""
        about = self.world.messages.get(bubble.about or "")
        return (
            about is not None
            and about.kind != "reaction"
            and self.world.clock.now() - about.at <= _REACTION_DAYS * 24 * 3_600
        )

    def customer_reads(self, phone: Phone) -> int:
        """Mark everything on the phone as read; return how many messages that were."""
        unread = [one for one in phone.messages if one.direction == "out" and one.status == "delivered"]
        for message in unread:
            self.tell(phone, message, "read")
        return len(unread)

    def customer_plays(self, phone: Phone) -> int:
        """Play every voice note that was not played yet; return how many those were."""
        unplayed = [one for one in phone.messages if one.direction == "out" and one.kind == "audio"]
        unplayed = [one for one in unplayed if one.status in {"delivered", "read"}]
        for message in unplayed:
            self.tell(phone, message, "played")
        return len(unplayed)

    def business_reads(self, message: Message, *, typing: bool) -> None:
        """Mark a customer's message, and all before it, as read by the business."""
        phone = self.world.phone(message.wa_id)
        for earlier in phone.messages:
            if earlier.direction == "in" and earlier.at <= message.at:
                earlier.status = "read"
        if typing:
            phone.typing_until = self.world.clock.now() + TYPING_SECONDS
        self.world.changed(phone.wa_id)

    def _written(self, phone: Phone, written: Written) -> Message:
        message = Message(
            id=wire.inbound_id(phone.wa_id),
            wa_id=phone.wa_id,
            direction="in",
            kind=written.kind,
            bubble=Bubble(text=written.text, about=written.about),
            at=int(self.world.clock.now()) if written.at is None else written.at,
            author=phone.name,
            reply_to=written.reply_to,
            file=written.file,
            group_id=written.group_id,
            payload=written.content,
        )
        self.world.add(message)
        return message

    def _webhook_of(self, phone: Phone, message: Message, written: Written) -> dict[str, Any]:
        key = self.world.account.number.checks_identity
        return webhooks.inbound(self.world.config, phone, message, dict(written.extra), key=key)

    def _arrived(self, message: Message) -> None:
        if message.status == "sent":
            message.status = "delivered"
            self.world.changed(message.wa_id)

    def tell(self, phone: Phone, message: Message, status: str, *, code: int | None = None) -> None:
        """Put a status on the bubble and send its webhook."""
        message.status = status
        message.error = error_codes.in_webhook(code) if code is not None else None
        report = webhooks.Report(
            status=status,
            at=int(self.world.clock.now()),
            code=code,
            key=self.world.account.number.checks_identity,
        )
        told = webhooks.status(self.world.config, phone, message, report)
        self.courier.post(told, lane=phone.wa_id, what=f"status:{status}")
        self.world.changed(phone.wa_id)


def _is_wrong_file(message: Message) -> bool:
    """Say whether the file that was uploaded is none of the kind it was sent as."""
    file, kind = message.file, message.kind
    if file is None or kind not in attachments.KINDS or kind == "document":
        return False
    major = file.mime_type.partition("/")[0]
    return major != ("image" if kind == "sticker" else kind)
