"""Which field of a webhook is read by what.

A notice that comes as a list of groups or events is one notice for each.  Everything here has a webhook's own shape;
what is in no table, ``payload`` keeps as unknown.

Source: whatsapp-cloud-api sections 10 to 13.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from desvelo.kernel.whatsapp import about_people, coexistence, elements, notices, reading, routing, strict_json
from desvelo.kernel.whatsapp.elements import Change
from desvelo.kernel.whatsapp.errors import Unreadable
from desvelo.kernel.whatsapp.items import Item, Notice, Origin, Poison

_LISTS: Final = ("groups", "automatic_events", "tracking_events")


def _notices(change: Change) -> Iterator[Item]:
    """Yield the notices of a change: one for each element of its list, or the change itself."""
    name = next((each for each in _LISTS if each in change.value), None)
    if name is None:
        yield _notice(change.value, change=change, pointer=change.pointer)
        return
    for pointer, raw in elements.listed(change, name):
        yield _notice(raw, change=change, pointer=pointer)


def _notice(raw: object, *, change: Change, pointer: str) -> Item:
    poison = partial(Poison, pointer=pointer, phone_number_id=change.number)
    if not isinstance(raw, dict):
        return poison(reason=elements.flaw(raw, "not_an_object"))
    try:
        mended, _ = strict_json.mend(raw)
    except Unreadable as trouble:
        return poison(reason=trouble.reason)
    content = reading.mapping(notices.keepable(mended))
    value = notices.value(change.field, content)
    partner_of = value.waba_id if isinstance(value, notices.AccountChanged) else None
    return Notice(
        name=change.field,
        value=value,
        content=content,
        phone_number_id=change.number or (value.phone_number_id if isinstance(value, notices.NumberChanged) else None),
        waba_id=partner_of or change.waba_id,
        at=change.at or reading.instant(content.get("timestamp")),
        pointer=pointer,
    )


READERS: Final[Mapping[str, Callable[[Change], Iterator[Item]]]] = {
    **dict.fromkeys(notices.FIELDS, _notices),
    "calls": about_people.calls,
    "history": coexistence.history,
    "message_echoes": partial(coexistence.echoes, origin=Origin.STANDBY),
    "messaging_handovers": routing.handover,
    "smb_app_state_sync": coexistence.address_book,
    "smb_message_echoes": coexistence.echoes,
    "standby": routing.standby,
    "user_id_update": about_people.user_ids,
    "user_preferences": about_people.preferences,
}
