"""What a customer sends by pressing something in a message of the business.

Source: whatsapp-cloud-api section 7.
"""

import json
from collections.abc import Callable
from typing import Any

from desvelo.sandbox import kinds
from desvelo.sandbox.conversation import Written
from desvelo.sandbox.sends.bubble import Button
from desvelo.sandbox.world import Message, Phone

_CALL_PERMISSION_SECONDS = 7 * 24 * 3_600


def answer(button: Button, asked: Message, phone: Phone, *, now: int) -> Written | None:
    """Return the message that pressing *button* sends; None when pressing it tells the business nothing."""
    made = _made(button, phone, now)
    if made is None:
        return None
    kind, content, text = made
    extra = {"origin": "contact_request"} if button.tap == "contact_request" else {}
    return Written(kind=kind, content=content, text=text, reply_to=asked.id, extra=extra)


def _made(button: Button, phone: Phone, now: int) -> tuple[str, Any, str] | None:
    made = _MAKERS.get(button.tap)
    return made(button, phone, now) if made else _answer(button)


def _answer(button: Button) -> tuple[str, Any, str] | None:
    """Return what a button or a row says by itself."""
    title = button.title
    chosen = {"id": button.id, "title": title}
    match button.tap:
        case "reply":
            return _interactive("button_reply", chosen, title)
        case "row":
            more = {"description": button.description} if button.description else {}
            return _interactive("list_reply", {**chosen, **more}, title)
        case "quick_reply":
            return "button", {"payload": button.value, "text": title}, title
    return None


def _location(_button: Button, _phone: Phone, _now: int) -> tuple[str, Any, str]:
    return ("location", *kinds.EXAMPLES["location"])


def _contact(_button: Button, phone: Phone, _now: int) -> tuple[str, Any, str]:
    return "contacts", [_card(phone)], phone.name


def _permission(_button: Button, _phone: Phone, now: int) -> tuple[str, Any, str]:
    ends = {"expiration_timestamp": now + _CALL_PERMISSION_SECONDS, "response_source": "user_action"}
    return _interactive("call_permission_reply", {"response": "accept", **ends}, "")


def _order(button: Button, _phone: Phone, _now: int) -> tuple[str, Any, str]:
    item = {"product_retailer_id": button.id, "quantity": 1, "item_price": 10, "currency": "BRL"}
    return "order", {"catalog_id": button.value, "text": "", "product_items": [item]}, button.title


def _interactive(form: str, content: dict[str, Any], text: str) -> tuple[str, Any, str]:
    return "interactive", {"type": form, form: content}, text


def _form(button: Button, _phone: Phone, _now: int) -> tuple[str, Any, str]:
    """Return a form filled in: the answers of an example, with the token that came with the button."""
    name = "flow" if button.tap == "flow" else "address_message"
    answers = {"flow_token": button.value} if button.tap == "flow" else {"values": {"in_pin_code": "400063"}}
    return _interactive("nfm_reply", {"name": name, "body": "Sent", "response_json": json.dumps(answers)}, "")


def _card(phone: Phone) -> dict[str, Any]:
    first, _, last = phone.name.partition(" ")
    name = {"formatted_name": phone.name, "first_name": first, **({"last_name": last} if last else {})}
    return {"name": name, "phones": [{"phone": f"+{phone.wa_id}", "wa_id": phone.wa_id, "type": "MOBILE"}]}


_MAKERS: dict[str, Callable[[Button, Phone, int], tuple[str, Any, str]]] = {
    "address": _form,
    "call_permission": _permission,
    "catalog": _order,
    "contact_request": _contact,
    "flow": _form,
    "location_request": _location,
}
