"""The elements of one change, each read on its own, so that trouble in one never takes its neighbours down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from desvelo.kernel.whatsapp import identity, reading, strict_json
from desvelo.kernel.whatsapp.errors import SenderUnknown, Unreadable
from desvelo.kernel.whatsapp.items import InboundMessage, Item, Poison, StatusUpdate, Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change with the envelope facts its elements share.

    *at* is the time of the entry, where it has one; *display* the digits of our number as they are written for people.
    """

    field: str
    value: dict[str, object]
    number: str | None
    waba_id: str | None
    contacts: identity.Contacts
    pointer: str
    at: int | None = None
    display: str = ""

    def below(self, name: str) -> "Change":
        """Return what stands one level deeper, under *name*."""
        value = reading.mapping(self.value.get(name))
        return replace(
            self, value=value, pointer=f"{self.pointer}/{name}", contacts=self.contacts.after(contacts(value))
        )


Reader: TypeAlias = Callable[[dict[str, object], Change, str, str], Item]


def read(change: Change, name: str, reader: Reader) -> Iterator[Item]:
    """Yield each element of the list *name*, read by *reader*."""
    for pointer, raw in listed(change, name):
        yield alone(raw, change=change, pointer=pointer, reader=reader)


def listed(change: Change, name: str) -> Iterator[tuple[str, object]]:
    """Yield the elements of a list; something else in its place is one bad element."""
    found = change.value.get(name, [])
    if not isinstance(found, list):
        yield f"{change.pointer}/{name}", found
        return
    for index, raw in enumerate(found):
        yield f"{change.pointer}/{name}/{index}", raw


def alone(raw: object, *, change: Change, pointer: str, reader: Reader) -> Item:
    """Return one element read by *reader*, or the poison it is, or the unknown it is for want of a sender."""
    poison = partial(Poison, pointer=pointer, phone_number_id=change.number)
    if not isinstance(raw, dict):
        return poison(reason=flaw(raw, "not_an_object"))
    if change.number is None:
        return poison(reason="no_number")
    try:
        mended, altered = strict_json.mend(raw)
        item = reader(reading.mapping(mended), change, change.number, pointer)
    except Unreadable as trouble:
        return poison(reason=trouble.reason)
    except SenderUnknown:
        return unknown(change, reason="no_sender", pointer=pointer)
    if altered and isinstance(item, InboundMessage | StatusUpdate):
        return replace(item, altered=True)
    return item


def contacts(value: dict[str, object]) -> Iterator[identity.Contact]:
    """Yield the readable contacts; a bad one costs a message its sender's name, never the message."""
    for raw in reading.sequence(value.get("contacts")):
        try:
            mended, _ = strict_json.mend(raw)
        except Unreadable:
            continue
        yield identity.contact(reading.mapping(mended))


def unknown(change: Change, *, reason: str, pointer: str = "", codes: tuple[int, ...] = ()) -> Unknown:
    """Return an element that is kept as it came, under a reason."""
    return Unknown(
        field=change.field,
        reason=reason,
        pointer=pointer or change.pointer,
        phone_number_id=change.number,
        waba_id=change.waba_id,
        error_codes=codes,
    )


def flaw(value: object, otherwise: str) -> str:
    """Return what is wrong with a value that stands where an object should."""
    return value.reason if isinstance(value, strict_json.Flaw) else otherwise
