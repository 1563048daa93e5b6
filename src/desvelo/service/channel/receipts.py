"""Read receipts and "typing": what shows a customer that a person is there.

Both are courtesies: they are asked for once, never repeated, and never hold anything up.  A receipt reveals when
somebody looked, so an installation decides whether it asks for any (see ``presence``).

Source: whatsapp-cloud-api section 14.5.
"""

import logging
from datetime import timedelta
from typing import cast

from desvelo.base import clock
from desvelo.base.http.errors import RequestFailed
from desvelo.base.outbox.event import Event
from desvelo.guards.vault import boxes, canaries
from desvelo.guards.vault.errors import ContactGone
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp import outbound
from desvelo.service.channel import graph, sealed
from desvelo.service.channel.errors import SendAgainLater
from desvelo.service.channel.events import ReceiptAsked
from desvelo.service.channel.models import Message

TYPING_LASTS = timedelta(seconds=20)
_log = logging.getLogger("desvelo.receipts")


def send(event: Event) -> None:
    """Tell Meta, once; whatever goes wrong is not worth another try."""
    asked = cast("ReceiptAsked", event)
    if asked.typing and clock.business() - asked.asked_at > TYPING_LASTS:
        return
    row = Message.objects.select_related("number").filter(pk=asked.message_id).first()
    if row is None or row.detail is None or canaries.among([row.contact_id]):
        return
    try:
        wamid = sealed.open_detail(
            boxes.of(row.contact_id, why=Why.WRITE), message=row.id, record=bytes(row.detail)
        ).wamid
        build = outbound.typing_indicator if asked.typing else outbound.read_receipt
        answer = graph.post(row.number, f"{row.number.phone_number_id}/messages", build(wamid=wamid))
    except (ContactGone, RequestFailed, SendAgainLater) as trouble:
        _log.info("receipts.dropped", extra={"code": trouble.code})
        return
    result = outbound.outcome(answer.status_code, answer.body)
    if not isinstance(result, outbound.Done):
        _log.info("receipts.dropped", extra={"code": f"graph:{getattr(result, 'code', None)}"})
