"""Take in what the door left: open once, find, seal, store, forget; a batch in one transaction.

A batch that fails is tried again one delivery at a time, and a delivery that fails alone is set aside, sealed under a
key of its own, with the reason.  So nothing is lost and nothing blocks its neighbours.

Source: architecture section 4; security-design D2.4.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError, transaction

from desvelo.base import clock
from desvelo.base.keyring import keyring
from desvelo.kernel.errors import DesveloError
from desvelo.kernel.sealing import cobblestone, context
from desvelo.kernel.sealing.intake import BatchOpener
from desvelo.kernel.sealing.plaintext import Plaintext
from desvelo.kernel.whatsapp import payload
from desvelo.kernel.whatsapp.errors import Unparsable
from desvelo.kernel.whatsapp.items import InboundMessage, Item, Poison, StatusUpdate, Unknown
from desvelo.service.channel import receiving, statuses, store
from desvelo.service.channel.app_secrets import Door
from desvelo.service.channel.models import Number
from desvelo.service.channel.store import RawDelivery, SetAside

BATCH = 64
_log = logging.getLogger("desvelo.intake")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A delivery with its body in memory, for the time of one batch."""

    raw: RawDelivery
    body: Plaintext = field(repr=False)
    opened_at_us: int


@dataclass(slots=True, kw_only=True)
class Sorted:
    """The elements of a batch by what happens to them."""

    messages: list[receiving.Incoming] = field(default_factory=list)
    statuses: list[StatusUpdate] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)


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
            try:
                with transaction.atomic():
                    _take(claimed)
            except DatabaseError:
                raise
            except Exception as error:  # noqa: BLE001  a delivery that breaks us is kept aside, whatever broke
                _set_whole_aside(claimed[0], reason=f"failed:{_code(error)}")
        taken += 1
    return taken


def _take(claimed: Sequence[RawDelivery]) -> int:
    if not claimed:
        return 0
    sorted_items = _sort([_open(raw) for raw in claimed])
    if sorted_items.messages:
        receiving.receive(sorted_items.messages, now=clock.business())
    if sorted_items.statuses:
        statuses.apply(sorted_items.statuses)
    if sorted_items.aside:
        store.set_aside(sorted_items.aside)
    store.forget(claimed)
    return len(claimed)


def _open(raw: RawDelivery) -> Opened:
    private = keyring(settings.DESVELO.keys).intake_private(raw.key_id)
    body = BatchOpener(private, raw.batch.bytes, raw.sealed_key).open(raw.id, raw.record)
    return Opened(raw=raw, body=Plaintext(body), opened_at_us=_since(raw))


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
    try:
        return payload.parse(_bytes(delivery.body)).items
    except Unparsable as error:
        return (Poison(reason=str(error.params.get("reason", error.code)), pointer=""),)


def _place(item: Item, delivery: Opened, *, numbers: dict[str, Number], result: Sorted) -> None:
    number = numbers.get(item.phone_number_id or "")
    if isinstance(item, InboundMessage) and number is not None and (item.user_id or item.wa_id):
        result.messages.append(receiving.Incoming(item=item, number=number, raw=delivery.raw))
    elif isinstance(item, StatusUpdate) and number is not None:
        result.statuses.append(item)
    else:
        result.aside.append(_aside(item, delivery, number=number))


def _aside(item: Item, delivery: Opened, *, number: Number | None) -> SetAside:
    if isinstance(item, Poison):
        reason = f"poison:{item.reason}"
    elif isinstance(item, Unknown) and (number is not None or item.phone_number_id is None):
        reason = f"{item.reason}:{item.field}"
    else:
        reason = "unknown_number" if number is None else "no_sender"
    return SetAside(
        delivery=delivery.raw.id,
        pointer=item.pointer,
        reason=reason[:80],
        phone_number_id=item.phone_number_id,
        record=_reseal(delivery.raw, _bytes(delivery.body)),
        received_at=delivery.raw.received_at,
    )


def _set_whole_aside(raw: RawDelivery, *, reason: str) -> None:
    body = _bytes(_open(raw).body)
    aside = SetAside(
        delivery=raw.id,
        pointer="",
        reason=reason[:80],
        phone_number_id=None,
        record=_reseal(raw, body),
        received_at=raw.received_at,
    )
    store.set_aside([aside])
    store.forget([raw])


def _reseal(raw: RawDelivery, body: bytes) -> bytes:
    """Seal a delivery that stays, under a key of its own: the intake pair it came under is destroyed in time."""
    key = keyring(settings.DESVELO.keys).service("quarantine")
    return cobblestone.seal(key, context.encode("desvelo/1", "quarantine", raw.id), body)


def _numbers_by_secret() -> dict[str, frozenset[str]]:
    secrets = Door(settings.DESVELO.keys).refresh().secrets
    return {secret.id: secret.phone_number_ids for secret in secrets}


def _bytes(body: Plaintext) -> bytes:
    exposed = body.expose()
    return exposed if isinstance(exposed, bytes) else exposed.encode()


def _since(raw: RawDelivery) -> int:
    return max(0, int(time.time() * 1_000_000 - raw.received_at.timestamp() * 1_000_000))


def _code(error: Exception) -> str:
    return error.code if isinstance(error, DesveloError) else type(error).__name__
