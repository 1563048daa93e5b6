"""What a customer's message of each kind holds: an example of everything WhatsApp can send, in the shape it is sent in.

``POST /control/messages`` takes the example when no content is given, so that every kind is one call away.

Source: whatsapp-cloud-api section 7 and the published samples; the values are invented.
"""

import json
from typing import Any, Final

UNSUPPORTED: Final = (
    *("button", "edit", "errors", "gif", "group_invite", "hsm", "image", "interactive", "keep_in_chat"),
    *("link_preview", "list", "location", "media_placeholder", "order", "pin", "poll_creation", "poll_update"),
    *("product", "reaction"),
)
_QUOTED: Final = "wamid.HBgNNTUxMTkwMDAwNDQxNxUCABEYEjAwMDAwMDAwMDAwMDAwMDAwMAA="
_NOT_SUPPORTED: Final = {
    "code": 131051,
    "title": "Message type unknown",
    "message": "Message type unknown",
    "error_data": {"details": "Message type is currently not supported."},
}
_FORM: Final = json.dumps({"flow_token": "unused", "screen_0_nome_0": "Beatriz", "screen_0_turno_1": "tarde"})
_CARD: Final = {
    "name": {"formatted_name": "Clara Neves", "first_name": "Clara", "last_name": "Neves"},
    "org": {"company": "Padaria Neves"},
    "phones": [{"phone": "+55 11 90000-7788", "wa_id": "5511900007788", "type": "CELL"}],
    "emails": [{"email": "clara@neves.example", "type": "WORK"}],
}

# kind -> (content, what the phone shows); None as content means that the kind has no object of its own.
EXAMPLES: Final[dict[str, tuple[Any, str]]] = {
    "text": ({"body": "Olá!"}, "Olá!"),
    "location": (
        {"latitude": -23.561414, "longitude": -46.655881, "name": "Museu", "address": "Avenida 1, São Paulo"},
        "Museu",
    ),
    "contacts": ([_CARD], "Clara Neves"),
    "button": ({"payload": "SAIR", "text": "Não quero mais"}, "Não quero mais"),
    "reaction": ({"message_id": _QUOTED, "emoji": "👍"}, "👍"),
    "order": (
        {
            "catalog_id": "194836987003835",
            "text": "Para sexta",
            "product_items": [
                {"product_retailer_id": "camisa-azul", "quantity": 2, "item_price": 30, "currency": "BRL"}
            ],
        },
        "Para sexta",
    ),
    "system": (
        {"body": "User changed number", "wa_id": "5511900009999", "type": "user_changed_number"},
        "",
    ),
    "unsupported": ({"type": "poll_creation"}, ""),
    "unknown": (None, ""),
    "edit": (
        {"original_message_id": _QUOTED, "message": {"type": "text", "text": {"body": "Quinta, não quarta"}}},
        "Quinta, não quarta",
    ),
    "revoke": ({"original_message_id": _QUOTED}, ""),
    "request_welcome": (None, ""),
    "ephemeral": (None, ""),
}
INTERACTIVE: Final[dict[str, tuple[Any, str]]] = {
    "button_reply": ({"id": "sim", "title": "Sim"}, "Sim"),
    "list_reply": ({"id": "tarde", "title": "Tarde", "description": "14h às 18h"}, "Tarde"),
    "nfm_reply": ({"name": "flow", "body": "Sent", "response_json": _FORM}, "Sent"),
    "call_permission_reply": (
        {"response": "accept", "expiration_timestamp": 1_800_000_000, "response_source": "user_action"},
        "",
    ),
}
# What goes beside the content when the example is taken.
BESIDE: Final[dict[str, dict[str, Any]]] = {
    "unsupported": {"errors": [_NOT_SUPPORTED]},
    "unknown": {
        "errors": [{"code": 501, "title": "Unknown message type", "details": "Message type is not supported."}]
    },
    "ephemeral": {"errors": [_NOT_SUPPORTED]},
}
REFERRAL: Final = {
    "source_url": "https://fb.me/3cr4Wqqkv",
    "source_id": "120226305854810726",
    "source_type": "ad",
    "body": "Consultas a partir de sexta",
    "headline": "Fale com a clínica",
    "media_type": "image",
    "image_url": "https://scontent.example/v/t45.1",
    "ctwa_clid": "Aff-n8ZTODiE79d22KtAwQKj9e",
    "welcome_message": {"text": "Olá! Como podemos ajudar?"},
}
REFERRED_PRODUCT: Final = {"catalog_id": "194836987003835", "product_retailer_id": "camisa-azul"}


def example(kind: str, *, form: str = "") -> tuple[Any, str]:
    """Return (content, text) of a kind; *form* is the type of an interactive answer, or of what is not supported."""
    if kind == "interactive":
        chosen = form or "button_reply"
        content, text = INTERACTIVE[chosen]
        return {"type": chosen, chosen: content}, text
    if kind == "unsupported" and form:
        return {"type": form}, ""
    return EXAMPLES.get(kind, ({}, ""))
