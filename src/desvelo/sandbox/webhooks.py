"""Webhook bodies in the shape of Graph v24.0 and later, with the identity keys of 2026."""

from desvelo.sandbox.config import Config
from desvelo.sandbox.world import Message, Phone

WINDOW_CLOSED = {
    "code": 131047,
    "title": "Re-engagement message",
    "message": "Re-engagement message",
    "error_data": {
        "details": "Message failed to send because more than 24 hours have passed since the customer last replied "
        "to this number."
    },
    "href": "/documentation/business-messaging/whatsapp/support/error-codes/",
}
_SERVICE_PRICING = {
    "billable": False,
    "pricing_model": "PMP",
    "category": "service",
    "type": "free_customer_service",
}


def inbound(config: Config, phone: Phone, message: Message, content: object) -> dict[str, object]:
    """Return the webhook of something the customer sent."""
    context = {"context": {"from": config.display_phone_number, "id": message.reply_to}} if message.reply_to else {}
    sent = {
        **context,
        **_sender(phone),
        "id": message.id,
        "timestamp": str(message.at),
        "type": message.kind,
        message.kind: content,
    }
    return _envelope(config, {"contacts": [contact(phone)], "messages": [sent]})


def status(config: Config, phone: Phone, message: Message, *, at: int) -> dict[str, object]:
    """Return the webhook of what became of a message to the customer."""
    told: dict[str, object] = {"id": message.id, "status": message.status, "timestamp": str(at)}
    failed = message.status == "failed"
    if message.addressed_by_phone or (phone.identity != "hidden" and not failed):
        told["recipient_id"] = phone.wa_id
    if phone.identity != "phone" and not (failed and message.addressed_by_phone):
        told["recipient_user_id"] = phone.user_id
    if message.opaque is not None:
        told["biz_opaque_callback_data"] = message.opaque
    if failed:
        return _envelope(config, {"statuses": [{**told, "errors": [WINDOW_CLOSED]}]})
    told["pricing"] = _SERVICE_PRICING
    return _envelope(config, {"contacts": [contact(phone)], "statuses": [told]})


def contact(phone: Phone) -> dict[str, object]:
    """Return what a business may know of this customer."""
    profile = {"name": phone.name, **({"username": phone.username} if phone.username else {})}
    number = {} if phone.identity == "hidden" else {"wa_id": phone.wa_id}
    user = {} if phone.identity == "phone" else {"user_id": phone.user_id}
    return {"profile": profile, **number, **user}


def _sender(phone: Phone) -> dict[str, object]:
    number = {} if phone.identity == "hidden" else {"from": phone.wa_id}
    user = {} if phone.identity == "phone" else {"from_user_id": phone.user_id}
    return {**number, **user}


def _envelope(config: Config, parts: dict[str, object]) -> dict[str, object]:
    value = {
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": config.display_phone_number,
            "phone_number_id": config.phone_number_id,
        },
        **parts,
    }
    change = {"value": value, "field": "messages"}
    return {"object": "whatsapp_business_account", "entry": [{"id": config.waba_id, "changes": [change]}]}
