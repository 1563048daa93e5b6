"""A webhook body read into its elements, each on its own.

``entry`` > ``changes`` > ``value`` > ``messages`` and ``statuses``: any of them may hold several, and a batch mixes
customers.  So each element is read alone, and trouble in one becomes a ``Poison`` beside its healthy neighbours.  Other
fields (templates, account, coexistence, standby…) become ``Unknown`` with their name; nothing is dropped in silence.

The caller has verified the signature of the very same bytes before, and keeps them sealed.

Source: Meta, webhook envelope, v24.0 to v26.0, read November 2026; limits of design rule D2.5.

>>> parse(b'{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"flows","value":{}}]}]}').items
(Unknown(field='flows', reason='other_field', pointer='/entry/0/changes/0', phone_number_id=None, waba_id='1', error_codes=()),)
"""  # noqa: E501 - a doctest shows the value as Python prints it

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Final

from desvelo.kernel.whatsapp import identity, messages, reading, statuses, strict_json
from desvelo.kernel.whatsapp.errors import SenderUnknown, Unparsable, Unreadable
from desvelo.kernel.whatsapp.items import Delivery, InboundMessage, Item, Poison, StatusUpdate, Unknown

MAX_ITEMS: Final = 1_000
_OBJECT: Final = "whatsapp_business_account"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """One change with the envelope facts its elements share."""

    value: dict[str, object]
    number: str | None
    waba_id: str | None
    contacts: tuple[identity.Contact, ...]
    pointer: str


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
            yield Poison(reason=_flaw(entry, "no_changes"), pointer=pointer)
            continue
        waba_id = reading.identifier(entry.get("id"))
        for at, change in enumerate(entry["changes"]):
            yield from _change(change, waba_id=waba_id, pointer=f"{pointer}/changes/{at}", is_ours=is_ours)


def _change(change: object, *, waba_id: str | None, pointer: str, is_ours: bool) -> Iterator[Item]:
    value = change.get("value") if isinstance(change, dict) else change
    field = reading.identifier(change.get("field")) if isinstance(change, dict) else None
    if not isinstance(value, dict):
        yield Poison(reason=_flaw(value, "no_value"), pointer=pointer)
        return
    number = reading.identifier(reading.mapping(value.get("metadata")).get("phone_number_id"))
    if field != "messages" or not is_ours:
        reason = "other_field" if is_ours else "other_object"
        yield Unknown(field=field or "", reason=reason, pointer=pointer, phone_number_id=number, waba_id=waba_id)
        return
    contacts = tuple(_contacts(value))
    yield from _elements(
        _Change(value=value, number=number, waba_id=waba_id, contacts=contacts, pointer=f"{pointer}/value")
    )


def _elements(change: _Change) -> Iterator[Item]:
    nothing = True
    for name, read in (("messages", _message), ("statuses", _status)):
        for pointer, raw in _listed(change, name):
            nothing = False
            yield _alone(raw, change=change, pointer=pointer, read=read)
    codes = tuple(error.code for error in messages.errors(change.value.get("errors")))
    if codes or nothing:
        reason = "platform_error" if codes else "nothing_known"
        pointer = f"{change.pointer}/errors" if codes else change.pointer
        yield _unknown(change, reason=reason, pointer=pointer, codes=codes)


def _listed(change: _Change, name: str) -> Iterator[tuple[str, object]]:
    """Yield the elements of a list; something else in its place is one bad element."""
    listed = change.value.get(name, [])
    if not isinstance(listed, list):
        yield f"{change.pointer}/{name}", listed
        return
    for index, raw in enumerate(listed):
        yield f"{change.pointer}/{name}/{index}", raw


_Reader = Callable[[dict[str, object], _Change, str, str], Item]


def _alone(raw: object, *, change: _Change, pointer: str, read: _Reader) -> Item:
    poison = partial(Poison, pointer=pointer, phone_number_id=change.number)
    if not isinstance(raw, dict):
        return poison(reason=_flaw(raw, "not_an_object"))
    if change.number is None:
        return poison(reason="no_number")
    try:
        mended, altered = strict_json.mend(raw)
        item = read(reading.mapping(mended), change, change.number, pointer)
    except Unreadable as trouble:
        return poison(reason=trouble.reason)
    if altered and isinstance(item, InboundMessage | StatusUpdate):
        return replace(item, altered=True)
    return item


def _message(raw: dict[str, object], change: _Change, number: str, pointer: str) -> Item:
    try:
        return messages.read(raw, number=number, waba_id=change.waba_id, contacts=change.contacts, pointer=pointer)
    except SenderUnknown:
        return _unknown(change, reason="no_sender", pointer=pointer)


def _contacts(value: dict[str, object]) -> Iterator[identity.Contact]:
    """Yield the readable contacts; a bad one costs a message its sender's name, never the message."""
    for raw in reading.sequence(value.get("contacts")):
        try:
            mended, _ = strict_json.mend(raw)
        except Unreadable:
            continue
        yield identity.contact(reading.mapping(mended))


def _status(raw: dict[str, object], change: _Change, number: str, pointer: str) -> Item:
    if raw.get("type") == "payment":
        return _unknown(change, reason="payment_status", pointer=pointer)
    return statuses.read(raw, number=number, waba_id=change.waba_id, pointer=pointer)


def _unknown(change: _Change, *, reason: str, pointer: str, codes: tuple[int, ...] = ()) -> Unknown:
    return Unknown(
        field="messages",
        reason=reason,
        pointer=pointer,
        phone_number_id=change.number,
        waba_id=change.waba_id,
        error_codes=codes,
    )


def _flaw(value: object, otherwise: str) -> str:
    return value.reason if isinstance(value, strict_json.Flaw) else otherwise
