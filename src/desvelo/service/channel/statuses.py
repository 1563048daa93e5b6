"""What became of our messages: statuses only climb, whatever order they come in.

A status speaks of a message of its own number alone, found by Meta's name for it or by the mark we put on it.  One
that finds no message waits for it (see ``parked``).

A status to a number also tells the user id of whoever has it: so customers are known by it before they hide the number.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from desvelo.base import clock
from desvelo.base.outbox import queue
from desvelo.guards.vault import boxes, contacts
from desvelo.guards.vault.people import Person
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp import statuses as rule
from desvelo.kernel.whatsapp.items import Price, StatusUpdate
from desvelo.service.channel import alarms, identities, parked, prices, sealed, steps, wamids
from desvelo.service.channel.actions import REPLACED
from desvelo.service.channel.events import StatusChanged
from desvelo.service.channel.models import Message
from desvelo.service.channel.parked import Parked
from desvelo.service.channel.prices import Charged
from desvelo.service.channel.steps import Step

CHANGED_PHONE = "137000"


def apply(updates: Sequence[StatusUpdate], *, now: datetime) -> None:
    """Apply *updates* to the messages they speak of; those about messages we do not know yet are parked."""
    contacts.learn([_recipient(update) for update in updates], now=now)
    named, marked = _messages(updates)
    changed: dict[str, Message] = {}
    early: list[StatusUpdate] = []
    heard: list[Step] = []
    charged: list[Charged] = []
    for update in updates:
        message = named.get(_index(update)) or marked.get((update.phone_number_id, update.opaque or ""))
        if message is None:
            early.append(update)
            continue
        named.setdefault(_index(update), message)
        heard += steps.told(message.id, update)
        charged += _charged(message, update.price, said_at=steps.moment(update.at), now=now)
        if _name(message, update) | _climb(message, update.status, failure=parked.code(update)):
            changed[str(message.id)] = message
    parked.park(early, now=now)
    Message.objects.bulk_update(changed.values(), ["status", "failure", "wamid_index", "detail"])
    steps.note(heard)
    prices.note(charged)
    _tell_who_can_mend(changed.values(), now=now)
    queue.publish([_event(message) for message in changed.values()])


def _messages(updates: Sequence[StatusUpdate]) -> tuple[dict[str, Message], dict[tuple[str, str], Message]]:
    """Lock the messages that *updates* speak of; return them by Meta's name and by number and mark."""
    sent = Message.objects.select_for_update(of=("self",)).select_related("number").order_by("id")
    sent = sent.filter(direction=Message.Direction.OUT)
    named = {str(row.wamid_index): row for row in sent.filter(wamid_index__in=[_index(update) for update in updates])}
    marks = [update.opaque for update in updates if update.opaque and _index(update) not in named]
    marked = {(row.number.phone_number_id, row.public_id): row for row in sent.filter(public_id__in=marks)}
    return named, marked


def catch_up(message: Message, *, number: str) -> None:
    """Apply to *message*, whose name was just learnt, what Meta had said of it before; the caller saves it."""
    if message.wamid_index:
        came_first = parked.take(number=number, wamid_index=message.wamid_index)
        for each in came_first:
            _climb(message, each.status, failure=each.failure)
            prices.note(_charged(message, each.price, said_at=each.said_at, now=clock.business()))
        steps.note([_parked_step(message, each) for each in came_first if each.status in steps.TOLD_BY_META])


def name(message: Message, *, wamid: str, number: str) -> None:
    """Give *message* the name Meta has for it, and apply what Meta had said of it before; the caller saves it.

    The name itself is sealed beside the message: it holds the customer's number, and is needed to quote it.
    """
    message.wamid_index = wamids.index(number=number, wamid=wamid)
    box = boxes.load([message.contact_id], why=Why.ARRIVAL).get(message.contact_id)
    if box is not None:
        message.detail = sealed.renamed(box, message=message.id, record=message.detail, wamid=wamid)
    catch_up(message, number=number)


def _name(message: Message, update: StatusUpdate) -> bool:
    """Give a message that was known by its mark the name Meta has for it; tell whether that is new."""
    if message.wamid_index:
        return False
    name(message, wamid=update.wamid, number=update.phone_number_id)
    return True


def _tell_who_can_mend(changed: Iterable[Message], *, now: datetime) -> None:
    """Raise the alarms that refusals are worth; a phone that changed under a message is a person to confirm."""
    failed = [message for message in changed if message.status == "failed"]
    for message in failed:
        alarms.note(message.number, message.failure, now=now)
    identities.doubt([each.contact_id for each in failed if each.failure == CHANGED_PHONE], now=now)


def _climb(message: Message, reported: str, *, failure: str) -> bool:
    before = message.status
    if before == REPLACED and reported == "failed":
        return False
    current = before if before in rule.LADDER or before == "failed" else rule.LADDER[0]
    message.status = rule.advance(current, reported)
    if message.status != before:
        message.failure = failure if message.status == "failed" else ""
    return message.status != before


def _recipient(update: StatusUpdate) -> Person:
    return Person(user_id=update.user_id, phone=update.wa_id, said_at=steps.moment(update.at))


def _charged(message: Message, price: Price | None, *, said_at: datetime | None, now: datetime) -> list[Charged]:
    return [Charged(message=message.id, price=price, at=said_at or now)] if price else []


def _parked_step(message: Message, parked_status: Parked) -> Step:
    return Step(
        message=message.id, name=parked_status.status, said_at=parked_status.said_at, code=parked_status.failure
    )


def _index(update: StatusUpdate) -> str:
    return wamids.index(number=update.phone_number_id, wamid=update.wamid)


def _event(message: Message) -> StatusChanged:
    return StatusChanged(message_id=message.id, contact_id=message.contact_id, number_id=message.number_id)
