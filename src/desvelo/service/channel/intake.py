"""Take in what the door left: open once, find, seal, store, forget; a batch in one transaction.

A batch that fails is tried again one delivery at a time and element by element; an element that breaks us is set aside,
sealed under a key of its own, with the reason.  So nothing is lost and nothing blocks its neighbours.

Source: architecture section 4; security-design D2.4.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from desvelo.base import clock
from desvelo.base.keyring import KeyMissing, keyring
from desvelo.guards.vault.contacts import RacingContact
from desvelo.kernel.errors import DesveloError
from desvelo.kernel.sealing import cobblestone, context
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.intake import BatchOpener
from desvelo.kernel.sealing.plaintext import Plaintext
from desvelo.kernel.whatsapp import payload
from desvelo.kernel.whatsapp.errors import Unparsable
from desvelo.kernel.whatsapp.items import InboundMessage, Item, Poison, StatusUpdate, Unknown
from desvelo.service.channel import account_news, receiving, statuses, store
from desvelo.service.channel.account_news import AccountNews
from desvelo.service.channel.app_secrets import Door
from desvelo.service.channel.models import Number
from desvelo.service.channel.protecting import Incoming
from desvelo.service.channel.store import RawDelivery, SetAside

BATCH = 64
_LONGEST_REASON = 80
_log = logging.getLogger("desvelo.intake")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A delivery with its body in memory, for the time of one batch."""

    raw: RawDelivery
    body: Plaintext[bytes] = field(repr=False)
    only: Item | None = None


@dataclass(slots=True, kw_only=True)
class Sorted:
    """The elements of a batch by what happens to them."""

    messages: list[Incoming] = field(default_factory=list)
    statuses: list[StatusUpdate] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    account: list[AccountNews] = field(default_factory=list)


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
    for told in sorted_items.account:
        account_news.apply(told, now=clock.business())
    if sorted_items.aside:
        store.set_aside(sorted_items.aside)


def _take_apart(raw: RawDelivery) -> None:
    """Take one delivery in element by element; one that breaks us is set aside and its neighbours go on.

    A database that does not answer breaks no element, nor does another worker who met the same new customer: that is
    raised, and the delivery waits.
    """
    try:
        opened = _open(raw)
    except (KeyMissing, NotReadable):
        store.set_aside([_aside_unread(raw)])
        store.forget([raw])
        return
    for item in _items(opened):
        try:
            with transaction.atomic():
                _apply(_sort([replace(opened, only=item)]))
        except (OperationalError, InterfaceError, RacingContact):
            raise
        except Exception as error:  # noqa: BLE001  an element that breaks us is kept aside, whatever broke
            store.set_aside([_aside(item, opened, reason=f"failed:{_code(error)}")])
    store.forget([raw])


def _open(raw: RawDelivery) -> Opened:
    private = keyring(settings.DESVELO.keys).intake_private(raw.key_id)
    body = BatchOpener(private, raw.batch.bytes, raw.sealed_key).open(raw.id, raw.record)
    return Opened(raw=raw, body=Plaintext(body))


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
    if isinstance(item, Unknown) and item.field in account_news.FIELDS:
        covered = {each.waba_id for each in numbers.values()}
        if item.waba_id in covered and (
            told := account_news.read(item, _element(delivery.body.expose(), item.pointer))
        ):
            result.account.append(told)
            return
    if isinstance(item, InboundMessage) and number is not None and (item.user_id or item.wa_id):
        result.messages.append(Incoming(item=item, number=number, raw=delivery.raw))
    elif isinstance(item, StatusUpdate) and number is not None:
        result.statuses.append(item)
    else:
        result.aside.append(_aside(item, delivery, reason=_reason(item, number=number)))


def _reason(item: Item, *, number: Number | None) -> str:
    """Say why an element is not taken in."""
    if isinstance(item, Poison):
        return f"poison:{item.reason}"
    if isinstance(item, Unknown) and (number is not None or item.phone_number_id is None):
        return f"{item.reason}:{item.field}"
    return "unknown_number" if number is None else "no_sender"


def _aside(item: Item, delivery: Opened, *, reason: str) -> SetAside:
    """Return the element as it is set aside: alone, so its neighbours' data is not kept with it."""
    return SetAside(
        delivery=delivery.raw.id,
        pointer=item.pointer,
        reason=reason[:_LONGEST_REASON],
        phone_number_id=item.phone_number_id,
        record=_reseal(delivery.raw, _element(delivery.body.expose(), item.pointer)),
        received_at=delivery.raw.received_at,
    )


def _aside_unread(raw: RawDelivery) -> SetAside:
    """Return a delivery that does not open as it is set aside: still closed, for whoever may find its key."""
    return SetAside(
        delivery=raw.id,
        pointer="",
        reason="not_readable",
        phone_number_id=None,
        record=context.encode(raw.key_id, raw.batch.bytes, raw.sealed_key, raw.record),
        received_at=raw.received_at,
    )


def _element(body: bytes, pointer: str) -> bytes:
    """Return the part of *body* that *pointer* names (RFC 6901, our own pointers only), or all of it if it cannot."""
    try:
        found = json.loads(body)
        for step in pointer.split("/")[1:]:
            found = found[int(step)] if isinstance(found, list) else found[step]
        return json.dumps(found).encode()
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        return body


def _reseal(raw: RawDelivery, content: bytes) -> bytes:
    """Seal what stays under a key of its own: the intake pair it came under is destroyed in time."""
    key = keyring(settings.DESVELO.keys).service("quarantine")
    return cobblestone.seal(key, context.encode("desvelo/1", "quarantine", raw.id), content)


def _numbers_by_secret() -> dict[str, frozenset[str]]:
    secrets = Door(settings.DESVELO.keys).refresh().secrets
    return {secret.id: secret.phone_number_ids for secret in secrets}


def _code(error: Exception) -> str:
    return error.code if isinstance(error, DesveloError) else type(error).__name__
