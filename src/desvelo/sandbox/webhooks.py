"""Webhook bodies in the shape of Graph v24.0 and later, with the identity keys of 2026; up to v23.0 when asked.

Source: whatsapp-cloud-api sections 6, 8, 10 and 21.
"""

import re
from dataclasses import dataclass
from hashlib import md5
from typing import Any, Final

from desvelo.sandbox import error_codes
from desvelo.sandbox.config import Config
from desvelo.sandbox.world import WINDOW_SECONDS, Message, Phone

_WITH_CONVERSATION: Final = frozenset({"v21.0", "v22.0", "v23.0"})
KIND = re.compile(r"[a-z_]{1,40}", re.ASCII)
Webhook = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is told of a message: its status, since when, the code it failed with; *key*: with the identity hash."""

    status: str
    at: int
    code: int | None = None
    key: bool = False


def inbound(config: Config, phone: Phone, message: Message, extra: Webhook, *, key: bool) -> Webhook:
    """Return the webhook of something the customer sent; *key* says whether it carries the identity hash."""
    sent = {
        **_context(config, message, extra),
        **({"group_id": message.group_id} if message.group_id else {}),
        **sender(phone),
        "id": message.id,
        "timestamp": str(message.at),
        "type": message.kind,
        **({} if message.payload is None else {message.kind: message.payload}),
        **{name: value for name, value in extra.items() if name != "context"},
    }
    return envelope(config, {"contacts": [contact(phone, key=key)], "messages": [sent]})


def system(config: Config, message: Message, content: Webhook, who: Webhook) -> Webhook:
    """Return the webhook of a notice about a customer; it has no contacts."""
    sent = {**who, "id": message.id, "timestamp": str(message.at), "type": "system", "system": content}
    return envelope(config, {"messages": [sent]})


def status(config: Config, phone: Phone, message: Message, report: Report) -> Webhook:
    """Return the webhook of what became of a message to the customer."""
    told: Webhook = {"id": message.id, "status": report.status, "timestamp": str(report.at)}
    failed = report.status == "failed"
    if message.group_id:
        told |= {"recipient_id": message.group_id, "recipient_type": "group", "recipient_participant_id": phone.wa_id}
    elif message.addressed_by_phone or (not _is_hidden(phone) and not failed):
        told["recipient_id"] = phone.wa_id
    if phone.identity != "phone" and not (failed and message.addressed_by_phone):
        told["recipient_user_id"] = phone.user_id
    if message.opaque is not None:
        told["biz_opaque_callback_data"] = message.opaque
    if report.key and not failed:
        told["recipient_identity_key_hash"] = phone.identity_key
    if report.code is not None:
        told["errors"] = [error_codes.in_webhook(report.code)]
    if failed:
        return envelope(config, {"statuses": [told]})
    if config.graph_version in _WITH_CONVERSATION:
        told["conversation"] = _conversation(message, report.at)
    if message.pricing is not None:
        told["pricing"] = message.pricing
    return envelope(config, {"contacts": [contact(phone, key=False)], "statuses": [told]})


def contact(phone: Phone, *, key: bool) -> Webhook:
    """Return what a business may know of this customer."""
    profile = {"name": phone.name, **({"username": phone.username} if phone.username else {})}
    number = {} if phone.identity == "hidden" else {"wa_id": "" if phone.identity == "empty" else phone.wa_id}
    user = {} if phone.identity == "phone" else {"user_id": phone.user_id}
    return {"profile": profile, **number, **user, **({"identity_key_hash": phone.identity_key} if key else {})}


def sender(phone: Phone) -> Webhook:
    """Return who sent a message, as far as a business may know."""
    number = {} if phone.identity == "hidden" else {"from": "" if phone.identity == "empty" else phone.wa_id}
    user = {} if phone.identity == "phone" else {"from_user_id": phone.user_id}
    return {**number, **user}


def envelope(config: Config, parts: Webhook, *, field: str = "messages") -> Webhook:
    """Return the body of a webhook of the number."""
    value = {"messaging_product": "whatsapp", "metadata": metadata(config), **parts}
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": config.waba_id, "changes": [_change(value, field)]}],
    }


def of_account(config: Config, field: str, value: Webhook, *, at: int, entry_id: str | None = None) -> Webhook:
    """Return the body of a webhook of the account, which says when it happened."""
    entry = {"id": entry_id or config.waba_id, "time": at, "changes": [_change(value, field)]}
    return {"object": "whatsapp_business_account", "entry": [entry]}


def together(bodies: list[Webhook], *, shape: str) -> Webhook:
    """Return one body that carries many, as several entries, several changes of one, or several messages of one."""
    entries = [entry for body in bodies for entry in body["entry"]]
    if shape == "entries":
        return {**bodies[0], "entry": entries}
    changes = [change for entry in entries for change in entry["changes"]]
    if shape == "messages":
        values = [change["value"] for change in changes]
        lists = {name: [one for value in values for one in value[name]] for name in ("contacts", "messages")}
        changes = [{**changes[0], "value": {**values[0], **lists}}]
    return {**bodies[0], "entry": [{**entries[0], "changes": changes}]}


def metadata(config: Config) -> Webhook:
    """Return which number a webhook is about."""
    return {"display_phone_number": config.display_phone_number, "phone_number_id": config.phone_number_id}


def _change(value: Webhook, field: str) -> Webhook:
    return {"value": value, "field": field}


def _is_hidden(phone: Phone) -> bool:
    return phone.identity in {"hidden", "empty"}


def _context(config: Config, message: Message, extra: Webhook) -> Webhook:
    """Return what the message answers, and how often it was passed on."""
    answered = {"from": config.display_phone_number, "id": message.reply_to} if message.reply_to else {}
    context = {**answered, **extra.get("context", {})}
    return {"context": context} if context else {}


def _conversation(message: Message, at: int) -> Webhook:
    """Return the conversation that webhooks up to v23.0 carry; since July 2025 each message has its own."""
    category = (message.pricing or {}).get("category", "service")
    conversation_id = md5(message.id.encode(), usedforsecurity=False).hexdigest()
    return {
        "id": conversation_id,
        "expiration_timestamp": str(at + WINDOW_SECONDS),
        "origin": {"type": category},
    }
