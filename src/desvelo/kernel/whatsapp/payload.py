"""A webhook body read into its elements, each on its own.

``entry`` > ``changes`` > ``value``, whose shape depends on the field.  Any of them may hold several, and a batch mixes
customers.  So each element is read alone, and trouble in one becomes a ``Poison`` beside its healthy neighbours.  What
``messages`` holds is read here; the other fields are read by ``other_fields``; one that nobody has heard of becomes an
``Unknown`` with its name.  Nothing is dropped in silence.

The caller has verified the signature of the very same bytes before, and keeps them sealed.

A POST carries up to 1,000 updates and 3 MB.  An update may hold more than one element, and a chunk of history holds
thousands, so the bound on elements stands above both; it is there for the memory, not for Meta.

Source: Meta, webhook envelope, v24.0 to v26.0, read November 2026; limits of design rule D2.5 (see decision 0020).

>>> parse(b'{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"new","value":{}}]}]}').items
(Unknown(field='new', reason='other_field', pointer='/entry/0/changes/0', phone_number_id=None, waba_id='1', error_codes=()),)
"""  # noqa: E501 - a doctest shows the value as Python prints it

from collections.abc import Iterator
from itertools import islice
from typing import Final

from desvelo.kernel.whatsapp import elements, identity, messages, other_fields, reading, routing, statuses, strict_json
from desvelo.kernel.whatsapp.elements import Change
from desvelo.kernel.whatsapp.errors import Unparsable
from desvelo.kernel.whatsapp.items import Delivery, Item, Poison

MAX_ITEMS: Final = 20_000
_OBJECT: Final = "whatsapp_business_account"


def parse(body: bytes) -> Delivery:
    """Read *body*; raises Unparsable when it cannot be taken apart at all."""
    root = strict_json.load(body)
    if isinstance(root, strict_json.Flaw):
        raise Unparsable(reason=root.reason)
    entries = reading.mapping(root).get("entry")
    if not isinstance(entries, list):
        raise Unparsable(reason="no_entries")
    is_ours = reading.mapping(root).get("object", _OBJECT) == _OBJECT
    items = tuple(islice(_entries(entries, is_ours=is_ours), MAX_ITEMS + 1))
    if len(items) > MAX_ITEMS:
        raise Unparsable(reason="too_many_items")
    return Delivery(items=items)


def _entries(entries: list[object], *, is_ours: bool) -> Iterator[Item]:
    for index, entry in enumerate(entries):
        pointer = f"/entry/{index}"
        if not isinstance(entry, dict) or not isinstance(entry.get("changes"), list):
            yield Poison(reason=elements.flaw(entry, "no_changes"), pointer=pointer)
            continue
        for at, change in enumerate(entry["changes"]):
            yield from _change(change, entry=entry, pointer=f"{pointer}/changes/{at}", is_ours=is_ours)


def _change(change: object, *, entry: dict[str, object], pointer: str, is_ours: bool) -> Iterator[Item]:
    value = change.get("value") if isinstance(change, dict) else change
    if not isinstance(value, dict):
        yield Poison(reason=elements.flaw(value, "no_value"), pointer=pointer)
        return
    field = reading.identifier(reading.mapping(change).get("field")) or ""
    metadata = reading.mapping(value.get("metadata"))
    read = Change(
        field=field,
        value=value,
        number=reading.identifier(metadata.get("phone_number_id")),
        display=reading.phone(metadata.get("display_phone_number")) or "",
        waba_id=reading.identifier(entry.get("id")),
        contacts=identity.Contacts(elements.contacts(value)),
        pointer=f"{pointer}/value",
        at=reading.instant(entry.get("time")),
    )
    yield from _elements(read, whole=pointer, is_ours=is_ours)


def _elements(change: Change, *, whole: str, is_ours: bool) -> Iterator[Item]:
    if not is_ours:
        yield elements.unknown(change, reason="other_object", pointer=whole)
    elif change.field == "messages":
        yield from _messages(change)
    elif change.field in other_fields.READERS:
        found = False
        for item in other_fields.READERS[change.field](change):
            found = True
            yield item
        if not found:
            yield elements.unknown(change, reason="nothing_known", pointer=whole)
    else:
        yield elements.unknown(change, reason="other_field", pointer=whole)


def _messages(change: Change) -> Iterator[Item]:
    nothing = True
    for name, reader in (("messages", _message), ("statuses", _status)):
        for item in elements.read(change, name, reader):
            nothing = False
            yield item
    if "conversation_context" in change.value:
        nothing = False
        yield routing.summary(change)
    codes = tuple(error.code for error in messages.errors(change.value.get("errors")))
    if codes or nothing:
        reason = "platform_error" if codes else "nothing_known"
        pointer = f"{change.pointer}/errors" if codes else change.pointer
        yield elements.unknown(change, reason=reason, pointer=pointer, codes=codes)


def _message(raw: dict[str, object], change: Change, number: str, pointer: str) -> Item:
    return messages.read(raw, number=number, waba_id=change.waba_id, contacts=change.contacts, pointer=pointer)


def _status(raw: dict[str, object], change: Change, number: str, pointer: str) -> Item:
    if raw.get("type") == "payment":
        return elements.unknown(change, reason="payment_status", pointer=pointer)
    return statuses.read(raw, number=number, waba_id=change.waba_id, pointer=pointer)
