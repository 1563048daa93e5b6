"""Give messages of a filled installation files: sealed, each with a key of its own, by the product's own functions."""

import os
from datetime import datetime

from benchmarks.figures import MEGABYTE
from desvelo.base import clock
from desvelo.base.ids import new_uuid
from desvelo.guards.vault import boxes, file_keys
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp import items
from desvelo.service.channel import objects, sealed
from desvelo.service.channel.models import Media, Message

EACH = 250_000  # bytes: a photo as WhatsApp sends it


def main(megabytes: int) -> dict[str, int]:
    """Add files until they are *megabytes*, a file for a message, newest first; return how many."""
    count, now = max(1, megabytes * MEGABYTE // EACH), clock.wall()
    without = Message.objects.filter(media=None, direction=Message.Direction.IN).order_by("-arrival")[:count]
    rows = [_file(message, now=now) for message in without]
    Media.objects.bulk_create(rows, batch_size=500)
    if len(rows) < count:
        raise LookupError(count - len(rows))
    return {"files": len(rows)}


def _file(message: Message, *, now: datetime) -> Media:
    box, row = boxes.of(message.contact_id, why=Why.UPKEEP), new_uuid()
    key = file_keys.new(row)
    told = items.Media(id=str(row.int)[:15], mime_type="image/jpeg", sha256="")
    return Media(
        id=row,
        message=message,
        contact_id=message.contact_id,
        state=Media.State.KEPT,
        description=sealed.description(box, media=row, content=told),
        due_at=now,
        dies_at=now,
        object_name=objects.put(key, pieces=[os.urandom(EACH)], now=now),
        file_key=sealed.close_key(box, key),
    )
