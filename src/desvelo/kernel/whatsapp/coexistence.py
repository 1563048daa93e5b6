"""What is written elsewhere on the same number: on the phone with the Business app, and before we were connected.

Echoes are what the owner sent from the phone or a linked device: messages of ours that we did not send.  History is
what was said before, in both directions; a file in it comes as a placeholder and, later, as a message of its own under
the same name.  Contacts of the phone's address book come too.

Source: whatsapp-cloud-api section 12.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from desvelo.kernel.whatsapp import elements, identity, messages, reading
from desvelo.kernel.whatsapp.elements import Change
from desvelo.kernel.whatsapp.errors import Unreadable
from desvelo.kernel.whatsapp.items import ContactCard, InboundMessage, Item, Origin

PLACEHOLDER: Final = "media_placeholder"
_STATUSES: Final = {"PENDING": "accepted", "SENT": "sent", "DELIVERED": "delivered", "READ": "read", "PLAYED": "played"}
_STATUSES_FAILED: Final = "ERROR"
_OF_THE_ENVELOPE: Final = ("to", "to_user_id", "to_parent_user_id", "from", "from_user_id", "history_context")


def echoes(change: Change, *, origin: Origin = Origin.PHONE) -> Iterator[Item]:
    """Yield what was sent from elsewhere to customers."""

    def _echo(raw: dict[str, object], change: Change, number: str, pointer: str) -> Item:
        return echo(raw, change, number=number, pointer=pointer, origin=origin)

    return elements.read(change, "message_echoes", _echo)


def echo(raw: dict[str, object], change: Change, *, number: str, pointer: str, origin: Origin) -> InboundMessage:
    """Read one message that left our number elsewhere; raises Unreadable, SenderUnknown."""
    said = {key: value for key, value in raw.items() if key not in _OF_THE_ENVELOPE}
    customer = {"from": raw.get("to"), "from_user_id": raw.get("to_user_id")}
    sent = messages.read(
        {**said, **customer}, number=number, waba_id=change.waba_id, contacts=change.contacts, pointer=pointer
    )
    return replace(sent, from_us=True, origin=origin, status="sent")


def history(change: Change) -> Iterator[Item]:
    """Yield what was said before, chunk by chunk, and the files that follow it."""
    for pointer, chunk in elements.listed(change, "history"):
        inside = replace(change, value=reading.mapping(chunk), pointer=pointer)
        threads = list(elements.listed(inside, "threads"))
        for place, thread in threads:
            yield from _thread(replace(change, value=reading.mapping(thread), pointer=place))
        codes = tuple(error.code for error in messages.errors(inside.value.get("errors")))
        if codes or not threads:
            reason = "no_history" if codes else "nothing_known"
            yield elements.unknown(change, reason=reason, pointer=pointer, codes=codes)
    yield from elements.read(change, "messages", _past)


def address_book(change: Change) -> Iterator[Item]:
    """Yield the contacts that the phone's address book gained, lost or renamed."""
    return elements.read(change, "state_sync", _card)


def _thread(change: Change) -> Iterator[Item]:
    context = reading.mapping(change.value.get("context"))
    customer = identity.Contact(
        wa_id=reading.phone(context.get("wa_id")) or reading.phone(change.value.get("id")),
        user_id=reading.user_id(context.get("user_id")),
    )

    def _said(raw: dict[str, object], change: Change, number: str, pointer: str) -> Item:
        return _past(raw, change, number, pointer, customer=customer)

    return elements.read(change, "messages", _said)


def _past(
    raw: dict[str, object], change: Change, number: str, pointer: str, customer: identity.Contact | None = None
) -> Item:
    """Read one message of the past; it is ours when our own number sent it."""
    them = {} if customer is None else {"from": customer.wa_id, "from_user_id": customer.user_id}
    if _is_ours(raw, change=change, customer=customer):
        to = {} if customer is None else {"to": customer.wa_id, "to_user_id": customer.user_id}
        sent = echo({**raw, **to}, change, number=number, pointer=pointer, origin=Origin.HISTORY)
        return replace(sent, status=_status(raw))
    said = {key: value for key, value in {**raw, **them}.items() if key != "history_context"}
    read = messages.read(said, number=number, waba_id=change.waba_id, contacts=change.contacts, pointer=pointer)
    return replace(read, origin=Origin.HISTORY)


def _is_ours(raw: dict[str, object], *, change: Change, customer: identity.Contact | None) -> bool:
    writer = reading.phone(raw.get("from"))
    if writer is None or reading.user_id(raw.get("from_user_id")) is not None:
        return False
    if customer is not None and customer.wa_id is not None:
        return writer != customer.wa_id
    return writer == change.display


def _status(raw: dict[str, object]) -> str:
    told = reading.word(reading.mapping(raw.get("history_context")).get("status")) or ""
    return "failed" if told == _STATUSES_FAILED else _STATUSES.get(told, "sent")


def _card(raw: dict[str, object], _: Change, number: str, pointer: str) -> Item:
    person = reading.mapping(raw.get("contact"))
    card = ContactCard(
        phone_number_id=number,
        wa_id=reading.phone(person.get("phone_number")),
        user_id=reading.user_id(person.get("user_id")),
        name=reading.word(person.get("full_name")) or reading.word(person.get("first_name")),
        removed=raw.get("action") == "remove",
        pointer=pointer,
    )
    if card.wa_id is None and card.user_id is None:
        raise Unreadable(reason="no_contact")
    return card
