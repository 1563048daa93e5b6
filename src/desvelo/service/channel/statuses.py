"""What became of our messages: statuses only climb, whatever order they come in."""

from collections.abc import Sequence

from desvelo.base.outbox import queue
from desvelo.kernel.whatsapp import statuses as rule
from desvelo.kernel.whatsapp.items import StatusUpdate
from desvelo.service.channel.events import StatusChanged
from desvelo.service.channel.models import Message


def apply(updates: Sequence[StatusUpdate]) -> None:
    """Apply *updates* to the messages they speak of, found by wamid or by the mark we put on them."""
    found = _messages(updates)
    changed: dict[str, Message] = {}
    for update in updates:
        message = found.get(update.wamid) or found.get(update.opaque or "")
        if message is not None and _climb(message, update):
            changed[str(message.id)] = message
    Message.objects.bulk_update(changed.values(), ["status", "failure", "wamid"])
    queue.publish([_event(message) for message in changed.values()])


def _messages(updates: Sequence[StatusUpdate]) -> dict[str, Message]:
    by_wamid = Message.objects.select_for_update().filter(
        direction=Message.Direction.OUT, wamid__in=[update.wamid for update in updates]
    )
    found = {str(message.wamid): message for message in by_wamid}
    marks = [update.opaque for update in updates if update.opaque and update.wamid not in found]
    by_mark = Message.objects.select_for_update().filter(direction=Message.Direction.OUT, public_id__in=marks)
    return found | {message.public_id: message for message in by_mark}


def _climb(message: Message, update: StatusUpdate) -> bool:
    before = (message.status, message.wamid)
    current = message.status if message.status in rule.LADDER or message.status == "failed" else rule.LADDER[0]
    message.status = rule.advance(current, update.status)
    message.wamid = message.wamid or update.wamid
    if message.status == "failed" and update.errors:
        message.failure = str(update.errors[0].code)
    return before != (message.status, message.wamid)


def _event(message: Message) -> StatusChanged:
    return StatusChanged(message_id=message.id, contact_id=message.contact_id, number_id=message.number_id)
