"""Pictures that customers send, from the webhook on, and what we know of each."""

from datetime import datetime

import house as company
from house import put_delivery, webhook

PHONE = "5511900004417"
MEDIA_ID = "1003383421387256"


def picture(wamid: str = "w.1", *, kind: str = "image", at: datetime | None = None, **more: object) -> "Message":  # noqa: F821  imported where it is used
    """Let a picture arrive; return its message."""
    from desvelo.service.channel import intake
    from desvelo.service.channel.models import Message

    content = {
        "id": MEDIA_ID,
        "mime_type": "image/jpeg",
        "sha256": "q2Vr",
        "url": "https://lookaside.example/1",
        **more,
    }
    sent = company.text_message("", phone=PHONE, wamid=wamid, at=at)
    put_delivery(webhook({"messages": [{**sent, "text": None, "type": kind, kind: content}]}))
    assert intake.take_in() == 1
    return Message.objects.get(wamid_index=intake_index(wamid))


def intake_index(wamid: str) -> str:
    from desvelo.service.channel import wamids

    return wamids.index(number=company.PHONE_NUMBER_ID, wamid=wamid)


def described(message):
    """Return (state, failure, attempts) and what is known of the file."""
    from desvelo.guards.vault import boxes
    from desvelo.kernel.sealing.whys import Why
    from desvelo.service.channel import sealed
    from desvelo.service.channel.models import Media

    row = Media.objects.get(message=message)
    box = boxes.of(message.contact_id, why=Why.UNSAID)
    return (row.state, row.failure, row.attempts), sealed.open_description(box, media=row.id, record=row.description)


def keep(message, content: bytes) -> None:
    """Let the bytes of a message's file be here."""
    from desvelo.base import clock
    from desvelo.guards.vault import boxes, file_keys
    from desvelo.kernel.sealing.whys import Why
    from desvelo.service.channel import objects, sealed
    from desvelo.service.channel.models import Media

    row = Media.objects.get(message=message)
    key = file_keys.new(row.id)
    name = objects.put(key, pieces=[content], now=clock.business())
    closed = sealed.close_key(boxes.of(row.contact_id, why=Why.UNSAID), key)
    Media.objects.filter(pk=row.pk).update(state="kept", object_name=name, file_key=closed)
