"""Webhooks that are no messages and speak of one customer: a call, a preference, a new user id.

Each becomes a line in the customer's thread, read as a message of a kind of its own: so it is sealed, found, merged and
erased with everything else of that customer.  The offer of a call (SDP) holds addresses of devices; it is not kept.

Source: whatsapp-cloud-api sections 10 and 11.
"""

from collections.abc import Iterator
from typing import Final

from desvelo.kernel.whatsapp import elements, messages, reading
from desvelo.kernel.whatsapp.elements import Change
from desvelo.kernel.whatsapp.items import Item

MARKETING: Final = "marketing_messages"
OUR_CALL: Final = "ours"


def calls(change: Change) -> Iterator[Item]:
    """Yield the calls; what became of a call of ours is kept, and means nothing to the thread."""
    yield from elements.read(change, "calls", _call)
    for pointer, _ in elements.listed(change, "statuses"):
        yield elements.unknown(change, reason="call_status", pointer=pointer)


def preferences(change: Change) -> Iterator[Item]:
    """Yield what customers wish to receive, or no longer."""
    return elements.read(change, "user_preferences", _preference)


def user_ids(change: Change) -> Iterator[Item]:
    """Yield changes of user id as the field that was withdrawn in August 2026 told them."""
    return elements.read(change, "user_id_update", _user_id)


def _call(raw: dict[str, object], change: Change, number: str, pointer: str) -> Item:
    is_ours = raw.get("direction") == "BUSINESS_INITIATED"
    event = reading.word(raw.get("event")) or "unknown"
    line = {
        "id": reading.name(raw.get("id"), event),
        "timestamp": raw.get("timestamp"),
        "from": raw.get("to" if is_ours else "from"),
        "from_user_id": raw.get("to_user_id" if is_ours else "from_user_id"),
        "type": "call",
        "call": {
            "type": event.lower(),
            "payload": OUR_CALL if is_ours else (reading.word(raw.get("status")) or "").lower(),
            "duration": raw.get("duration"),
        },
    }
    return messages.read(line, number=number, waba_id=change.waba_id, contacts=change.contacts, pointer=pointer)


def _preference(raw: dict[str, object], change: Change, number: str, pointer: str) -> Item:
    category, value = reading.word(raw.get("category")) or "", reading.word(raw.get("value")) or ""
    who = reading.word(raw.get("user_id")) or reading.word(raw.get("wa_id"))
    line = {
        "id": reading.name("preference", who, category, value, raw.get("timestamp")),
        "timestamp": raw.get("timestamp"),
        "from": raw.get("wa_id"),
        "from_user_id": raw.get("user_id"),
        "type": "preference",
        "preference": {"type": category, "payload": value},
    }
    return messages.read(line, number=number, waba_id=change.waba_id, contacts=change.contacts, pointer=pointer)


def _user_id(raw: dict[str, object], change: Change, number: str, pointer: str) -> Item:
    ids = reading.mapping(raw.get("user_id"))
    line = {
        "id": reading.name("user_id", ids.get("current"), raw.get("timestamp")),
        "timestamp": raw.get("timestamp"),
        "type": "system",
        "system": {
            "type": "user_changed_user_id",
            "wa_id": raw.get("wa_id"),
            "user_id": ids.get("current"),
            "previous_user_id": ids.get("previous"),
        },
    }
    return messages.read(line, number=number, waba_id=change.waba_id, contacts=change.contacts, pointer=pointer)
