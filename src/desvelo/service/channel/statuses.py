"""What became of our messages: statuses only climb, whatever order they come in.

A status speaks of a message of its own number alone, found by Meta's name for it or by the mark we put on it.
"""

from collections.abc import Sequence

from desvelo.base.outbox import queue
from desvelo.kernel.whatsapp import statuses as rule
from desvelo.kernel.whatsapp.items import StatusUpdate
from desvelo.service.channel import wamids
from desvelo.service.channel.actions import REPLACED
from desvelo.service.channel.events import StatusChanged
from desvelo.service.channel.models import Message


def apply(updates: Sequence[StatusUpdate]) -> None:
    """Apply *updates* to the messages they speak of; those about messages we never sent change nothing."""
    named, marked = _messages(updates)
    changed: dict[str, Message] = {}
    for update in updates:
        message = named.get(_index(update)) or marked.get((update.phone_number_id, update.opaque or ""))
        if message is None:
            continue
        named.setdefault(_index(update), message)
        if _climb(message, update):
            changed[str(message.id)] = message
    Message.objects.bulk_update(changed.values(), ["status", "failure", "wamid_index"])
    queue.publish([_event(message) for message in changed.values()])


def _messages(updates: Sequence[StatusUpdate]) -> tuple[dict[str, Message], dict[tuple[str, str], Message]]:
    """Lock the messages that *updates* speak of; return them by Meta's name and by number and mark."""
    sent = Message.objects.select_for_update(of=("self",)).select_related("number").order_by("id")
    sent = sent.filter(direction=Message.Direction.OUT)
    named = {str(row.wamid_index): row for row in sent.filter(wamid_index__in=[_index(update) for update in updates])}
    marks = [update.opaque for update in updates if update.opaque and _index(update) not in named]
    marked = {(row.number.phone_number_id, row.public_id): row for row in sent.filter(public_id__in=marks)}
    return named, marked


def _climb(message: Message, update: StatusUpdate) -> bool:
    if message.status == REPLACED and update.status == "failed":
        return False
    before = (message.status, message.wamid_index)
    current = message.status if message.status in rule.LADDER or message.status == "failed" else rule.LADDER[0]
    message.status = rule.advance(current, update.status)
    message.wamid_index = message.wamid_index or _index(update)
    if message.status != before[0]:
        message.failure = str(update.errors[0].code) if message.status == "failed" and update.errors else ""
    return before != (message.status, message.wamid_index)


def _index(update: StatusUpdate) -> str:
    return wamids.index(number=update.phone_number_id, wamid=update.wamid)


def _event(message: Message) -> StatusChanged:
    return StatusChanged(message_id=message.id, contact_id=message.contact_id, number_id=message.number_id)
