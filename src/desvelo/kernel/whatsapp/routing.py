"""Several apps, or Meta's own agent, at one number: one owns a thread, the others stand by and may not answer.

What comes in standby is kept and shown as such.  Control that changes hands is a line in the thread, with the summary
that Meta's agent wrote of it: words about the customer by a machine, to be marked and not trusted.

Source: whatsapp-cloud-api section 13 (beta, July to September 2026).
"""

from collections.abc import Iterator
from dataclasses import replace

from desvelo.kernel.whatsapp import coexistence, elements, messages, reading, statuses
from desvelo.kernel.whatsapp.elements import Change
from desvelo.kernel.whatsapp.errors import SenderUnknown
from desvelo.kernel.whatsapp.items import Item, Origin

_OF_A_REQUEST = frozenset({"messaging_product", "recipient", "recipient_type"})


def standby(change: Change) -> Iterator[Item]:
    """Yield what customers and the owner of their threads wrote while we may not answer."""
    inside = change.below("standby")
    yield from elements.read(inside, "messages", _message)
    yield from elements.read(inside, "message_echoes", _echo)
    yield from elements.read(inside, "statuses", _status)


def handover(change: Change) -> Iterator[Item]:
    """Yield the line that says who answers from here on."""
    to = reading.identifier(reading.mapping(change.value.get("recipient")).get("phone_number_id"))
    ours = replace(change, number=to or change.number)
    yield elements.alone(change.value, change=ours, pointer=change.pointer, reader=_handover)


def summary(change: Change) -> Item:
    """Return the line that holds what Meta's agent says of the talk so far, beside the message it came with."""
    pointer = f"{change.pointer}/conversation_context"
    return elements.alone(change.value, change=change, pointer=pointer, reader=_summary)


def _message(raw: dict[str, object], change: Change, number: str, pointer: str) -> Item:
    read = messages.read(raw, number=number, waba_id=change.waba_id, contacts=change.contacts, pointer=pointer)
    return replace(read, origin=Origin.STANDBY)


def _echo(raw: dict[str, object], change: Change, number: str, pointer: str) -> Item:
    """Read what the owner of the thread sent: the whole request stands under ``message``."""
    request = reading.mapping(raw.get("message"))
    to = {"to": raw.get("to") or request.get("to"), "to_user_id": raw.get("to_user_id") or request.get("recipient")}
    said = {key: value for key, value in request.items() if key not in _OF_A_REQUEST}
    flat = {**said, **{key: value for key, value in raw.items() if key != "message" or not request}, **to}
    return coexistence.echo(flat, change, number=number, pointer=pointer, origin=Origin.STANDBY)


def _status(raw: dict[str, object], change: Change, number: str, pointer: str) -> Item:
    return statuses.read(raw, number=number, waba_id=change.waba_id, pointer=pointer)


def _handover(raw: dict[str, object], change: Change, number: str, pointer: str) -> Item:
    kind = reading.word(raw.get("type")) or ""
    told = reading.mapping(raw.get(kind))
    sender = reading.mapping(raw.get("sender"))
    context = reading.mapping(told.get("conversation_context"))
    line = {
        "id": reading.name(kind, sender.get("phone_number") or sender.get("user_id"), raw.get("timestamp")),
        "timestamp": raw.get("timestamp"),
        "from": sender.get("phone_number"),
        "from_user_id": sender.get("user_id"),
        "type": "handover",
        "handover": {
            "type": kind,
            "payload": reading.word(told.get("new_owner_role")) or "",
            "summary": reading.mapping(context.get("summary")).get("text"),
            "metadata": told.get("metadata"),
        },
    }
    return messages.read(line, number=number, waba_id=change.waba_id, contacts=change.contacts, pointer=pointer)


def _summary(raw: dict[str, object], change: Change, number: str, pointer: str) -> Item:
    first = next((each for each in map(reading.mapping, reading.sequence(raw.get("messages"))) if each), None)
    if first is None:
        raise SenderUnknown
    context = reading.mapping(raw.get("conversation_context"))
    line = {
        **{key: first.get(key) for key in ("from", "from_user_id", "timestamp")},
        "id": reading.name(first.get("id"), "summary"),
        "type": "summary",
        "summary": {"text": reading.mapping(context.get("summary")).get("text") or context.get("text")},
    }
    return messages.read(line, number=number, waba_id=change.waba_id, contacts=change.contacts, pointer=pointer)
