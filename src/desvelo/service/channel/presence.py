"""Ask that a customer may see that somebody is there; what then happens stands in ``receipts``.

Off unless an installation says otherwise (``DESVELO_READ_RECEIPTS``): a receipt reveals when somebody looked.

Source: whatsapp-cloud-api section 14.5.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from desvelo.base.outbox import queue
from desvelo.service.channel.events import ReceiptAsked
from desvelo.service.channel.models import Message

READABLE_FOR = timedelta(days=30)


def ask(*, contact: UUID, number: UUID, typing: bool, now: datetime) -> None:
    """Let the customer see that their newest message was read, or that an answer is being written, if that is on."""
    if not settings.DESVELO.read_receipts:
        return
    newest = Message.objects.filter(contact_id=contact, number_id=number, direction=Message.Direction.IN)
    row = newest.filter(sent_at__gt=now - READABLE_FOR).order_by("-arrival").values_list("id", flat=True).first()
    if row is not None:
        with transaction.atomic():
            queue.publish(
                [ReceiptAsked(message_id=row, contact_id=contact, number_id=number, typing=typing, asked_at=now)]
            )
