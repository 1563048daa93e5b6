"""Take in what the door left: open once, find, seal, store, forget; a batch in one transaction.

A batch that fails is tried again one delivery at a time and element by element; an element that breaks us is set aside,
sealed under a key of its own, with the reason.  So nothing is lost and nothing blocks its neighbours.

Source: architecture section 4; security-design D2.4.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from desvelo.base import clock
from desvelo.base.keeper.errors import KeeperUnusable
from desvelo.base.keyring import KeyMissing, keyring
from desvelo.guards.vault.contacts import RacingContact
from desvelo.kernel.errors import DesveloError
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.intake import BatchOpener
from desvelo.kernel.sealing.plaintext import Plaintext
from desvelo.kernel.whatsapp import payload
from desvelo.kernel.whatsapp.envelope import Whole
from desvelo.kernel.whatsapp.errors import Unparsable
from desvelo.kernel.whatsapp.items import (
    ContactCard,
    InboundMessage,
    Item,
    Notice,
    Poison,
    StatusUpdate,
    Unknown,
)
from desvelo.service.channel import hearing, notices, receiving, setting_aside, statuses, store
from desvelo.service.channel.app_secrets import Door
from desvelo.service.channel.models import Number
from desvelo.service.channel.notices import Told
from desvelo.service.channel.protecting import Incoming
from desvelo.service.channel.store import RawDelivery, SetAside

BATCH = 64
_log = logging.getLogger("desvelo.intake")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A delivery with its body in memory, for the time of one batch."""

    raw: RawDelivery
    body: Plaintext[bytes] = field(repr=False)
    whole: Whole = field(repr=False)
    only: Item | None = None


@dataclass(slots=True, kw_only=True)
class Sorted:
    """The elements of a batch by what happens to them."""

    messages: list[Incoming] = field(default_factory=list)
    statuses: list[StatusUpdate] = field(default_factory=list)
    notices: list[Told] = field(default_factory=list)
    cards: list[ContactCard] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    heard: dict[str, datetime] = field(default_factory=dict)


def take_in(limit: int = BATCH) -> int:
    """Take in up to *limit* deliveries; return how many were waiting, zero when there is nothing to do."""
    try:
        with transaction.atomic():
            return _take(store.claim(limit))
    except Exception as error:  # noqa: BLE001  whatever it was, the deliveries are untouched: find the one that did it
        _log.warning("intake.batch_failed", extra={"code": _code(error)})
    return _one_by_one(limit)


def _one_by_one(limit: int) -> int:
    taken = 0
    for _ in range(limit):
        with transaction.atomic():
            claimed = store.claim(1)
            if not claimed:
                break
            _take_apart(claimed[0])
        taken += 1
    return taken


def _take(claimed: Sequence[RawDelivery]) -> int:
    _apply(_sort([_open(raw) for raw in claimed]))
    if claimed:
        store.forget(claimed)
    else:
        store.forget_empty_batches()
    return len(claimed)


def _apply(sorted_items: Sorted) -> None:
    if sorted_items.messages:
        receiving.receive(sorted_items.messages, now=clock.business(), ahead=clock.ahead())
    if sorted_items.statuses:
        statuses.apply(sorted_items.statuses, now=clock.business())
    if sorted_items.notices:
        notices.keep(sorted_items.notices, now=clock.business())
    if sorted_items.cards:
        receiving.name_customers(sorted_items.cards, now=clock.business())
    if sorted_items.aside:
        store.set_aside(sorted_items.aside)
    hearing.note(sorted_items.heard)


def _take_apart(raw: RawDelivery) -> None:
    """Take one delivery in element by element; one that breaks us is set aside and its neighbours go on.

    A database that does not answer breaks no element, nor does another worker who met the same new customer: that is
    raised, and the delivery waits.
    """
    try:
        opened = _open(raw)
    except (KeyMissing, NotReadable) as trouble:
        store.set_aside([_aside_unread(raw, trouble)])
        store.forget([raw])
        return
    for item in _items(opened):
        try:
            with transaction.atomic():
                _apply(_sort([replace(opened, only=item)]))
        except (OperationalError, InterfaceError, RacingContact, KeeperUnusable):
            raise
        except Exception as error:  # noqa: BLE001  an element that breaks us is kept aside, whatever broke
            store.set_aside([_aside(item, opened, reason=f"failed:{_code(error)}")])
    store.forget([raw])


def _open(raw: RawDelivery) -> Opened:
    private = keyring(settings.DESVELO.keys).intake_private(raw.key_id)
    body = BatchOpener(private, raw.batch.bytes, raw.sealed_key).open(raw.id, raw.record)
    return Opened(raw=raw, body=Plaintext(body), whole=Whole(body))


def _sort(opened: Sequence[Opened]) -> Sorted:
    result = Sorted()
    numbers = {number.phone_number_id: number for number in Number.objects.all()}
    allowed = _numbers_by_secret()
    for delivery in opened:
        covered = frozenset().union(*(allowed.get(secret, frozenset()) for secret in delivery.raw.secret_ids))
        for item in _items(delivery):
            _place(item, delivery, numbers={n: numbers[n] for n in covered if n in numbers}, result=result)
    return result


def _items(delivery: Opened) -> tuple[Item, ...]:
    if delivery.only is not None:
        return (delivery.only,)
    try:
        return payload.parse(delivery.body.expose()).items
    except Unparsable as error:
        return (Poison(reason=str(error.params.get("reason", error.code)), pointer=""),)


def _place(item: Item, delivery: Opened, *, numbers: dict[str, Number], result: Sorted) -> None:
    number = numbers.get(item.phone_number_id or "")
    if number is not None:
        at = delivery.raw.received_at
        result.heard[number.phone_number_id] = max(result.heard.get(number.phone_number_id, at), at)
    if isinstance(item, InboundMessage) and number is not None and (item.user_id or item.wa_id):
        result.messages.append(Incoming(item=item, number=number, raw=delivery.raw))
    elif isinstance(item, StatusUpdate) and number is not None:
        result.statuses.append(item)
    elif isinstance(item, ContactCard) and number is not None:
        result.cards.append(item)
    elif isinstance(item, Notice) and (told := _told(item, delivery, numbers=numbers)) is not None:
        result.notices.append(told)
    else:
        result.aside.append(_aside(item, delivery, reason=_reason(item, number=number)))


def _told(item: Notice, delivery: Opened, *, numbers: Mapping[str, Number]) -> Told | None:
    """Return a notice that the app which signed it may give: about its own number, or an account that has one."""
    number = numbers.get(item.phone_number_id or "")
    accounts = {each.waba_id for each in numbers.values()}
    waba_id = number.waba_id if number is not None else item.waba_id
    if (item.phone_number_id is not None and number is None) or waba_id not in accounts:
        return None
    named = number or _displayed(item, numbers=numbers)
    return Told(item=item, waba_id=waba_id or "", number=named, received_at=delivery.raw.received_at)


def _displayed(item: Notice, *, numbers: Mapping[str, Number]) -> Number | None:
    """Return the number a notice shows, if it is written as ours is: only to say which, never to route a message."""
    digits = getattr(item.value, "display", "")
    found = [each for each in numbers.values() if each.waba_id == item.waba_id and digits == _digits(each.display)]
    return found[0] if digits and len(found) == 1 else None


def _digits(display: str) -> str:
    return "".join(filter(str.isdigit, display))


def _reason(item: Item, *, number: Number | None) -> str:
    """Say why an element is not taken in."""
    if isinstance(item, Poison):
        return f"poison:{item.reason}"
    if isinstance(item, Notice) and item.phone_number_id is None:
        return f"unknown_account:{item.name}"
    if isinstance(item, Unknown) and (number is not None or item.phone_number_id is None):
        return f"{item.reason}:{item.field}"
    return "unknown_number" if number is None else "no_sender"


def _aside(item: Item, delivery: Opened, *, reason: str) -> SetAside:
    """Return the element as it is set aside: alone, so its neighbours' data is not kept with it."""
    return setting_aside.element(
        delivery.raw, delivery.whole, pointer=item.pointer, number=item.phone_number_id, reason=reason
    )


def _aside_unread(raw: RawDelivery, trouble: KeyMissing | NotReadable) -> SetAside:
    """Return a delivery that does not open as it is set aside, unless all keys are gone: then it waits for them."""
    is_missing = isinstance(trouble, KeyMissing)
    if is_missing and keyring(settings.DESVELO.keys).current_intake() is None:
        raise trouble
    return setting_aside.unread(raw, key_missing=is_missing)


def _numbers_by_secret() -> dict[str, frozenset[str]]:
    secrets = Door(settings.DESVELO.keys).refresh().secrets
    return {secret.id: secret.phone_number_ids for secret in secrets}


def _code(error: Exception) -> str:
    return error.code if isinstance(error, DesveloError) else type(error).__name__
