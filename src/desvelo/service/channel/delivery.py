"""Send a written message: claim it, call the Graph API, record what came of it.

Between "about to send" and "sent" there is a mark in the database.  Whoever finds the mark set, after a crash, cannot
know whether Meta took the message: it is flagged for a person, never sent again by a machine.

Source: security-design D2.9; whatsapp-cloud-api sections 14 and 16.
"""

from typing import cast

from django.db import transaction

from desvelo.base import clock
from desvelo.base.http.errors import RequestFailed
from desvelo.base.outbox import queue
from desvelo.base.outbox.event import Event
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes, contacts
from desvelo.guards.vault.boxes import Box
from desvelo.kernel.errors import DesveloError
from desvelo.kernel.sealing.plaintext import Plaintext
from desvelo.kernel.whatsapp import outbound
from desvelo.service.channel import graph, sealed, statuses, steps, uploading, wamids
from desvelo.service.channel.errors import SendAgainLater
from desvelo.service.channel.events import MessageWritten, StatusChanged
from desvelo.service.channel.models import Media, Message, Number
from desvelo.service.channel.steps import Step

QUEUED, SENDING, ACCEPTED, FAILED, UNSURE = "queued", "sending", "accepted", "failed", "unsure"
_STEPS = {QUEUED: steps.AGAIN}


def deliver(event: Event) -> None:
    """Send the message that a MessageWritten speaks of, once; raise SendAgainLater when Meta asks to wait."""
    message = _claim(cast("MessageWritten", event))
    if message is None:
        return
    try:
        result = _send(message)
    except DesveloError as error:
        _settle(message, status=QUEUED, code=error.code)  # raised before anything reached Meta: it may go again
        raise
    if isinstance(result, outbound.Refused) and result.retry:
        _settle(message, status=QUEUED, code=str(result.code or ""))
        raise SendAgainLater
    if isinstance(result, outbound.Sent):
        _settle(message, status=ACCEPTED, wamid=result.wamid)
    elif isinstance(result, outbound.Refused):
        _settle(message, status=FAILED, code=str(result.code or "refused"))
    else:
        _settle(message, status=UNSURE, code=getattr(result, "reason", "unexpected"))


def _claim(event: MessageWritten) -> Message | None:
    """Mark the message as being sent; None when it already was, or a crash left the mark: then a person decides."""
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(of=("self",)).select_related("number").filter(pk=event.message_id).first()
        )
        if message is None or message.status not in {QUEUED, SENDING}:
            return None
        if message.status == SENDING:
            _settle(message, status=UNSURE, code="interrupted")
            return None
        message.status = SENDING
        message.save(update_fields=["status"])
        steps.note([Step(message=message.id, name=steps.CLAIMED)])
    return message


def _send(message: Message) -> outbound.Outcome:
    box = boxes.of(message.contact_id)
    to = contacts.address_of(box)
    if to is None:
        return outbound.Refused(code=None, retry=False)
    body = vault.open_body(box, message=message.id, record=bytes(message.body))
    file = Media.objects.filter(message=message).first()
    if file is not None:
        return _send_file(message, file, box, to=to, parts=[part for part in body.parts if isinstance(part, str)])
    text = Plaintext("".join(part for part in body.parts if isinstance(part, str)))
    content = outbound.text_message(to=to, body=text.expose(), opaque=message.public_id)
    return _call(message.number, content)


def _send_file(message: Message, file: Media, box: Box, *, to: str, parts: list[str]) -> outbound.Outcome:
    """Bring the file to Meta, then send it by the id it got there; the first part of a document's body is its name."""
    media_id = uploading.uploaded(file, message.number, box, now=clock.business())
    if isinstance(media_id, outbound.Refused):
        return media_id
    detail = sealed.open_detail(box, message=message.id, record=bytes(message.detail or b""))
    content = outbound.file_message(
        to=to,
        kind=message.kind,
        media_id=media_id,
        caption="".join(parts[detail.heading :]),
        filename="".join(parts[: detail.heading]),
        opaque=message.public_id,
    )
    return _call(message.number, content)


def _call(number: Number, content: dict[str, object]) -> outbound.Outcome:
    try:
        answer = graph.post(number, f"{number.phone_number_id}/messages", content)
    except RequestFailed as error:
        if error.after_write:
            return outbound.outcome(None, b"")
        return outbound.Refused(code=None, retry=True)
    return outbound.outcome(answer.status_code, answer.body)


def _settle(message: Message, *, status: str, code: str = "", wamid: str | None = None) -> None:
    """Record what came of it, unless the contact was erased meanwhile; *code* says why it did not go.

    A status that Meta's webhook already brought, and is further on, stays.
    """
    with transaction.atomic():
        row = Message.objects.select_for_update().filter(pk=message.pk).first()
        if row is None:
            return
        if row.status in {QUEUED, SENDING}:
            row.status, row.failure = status, "" if status == QUEUED else code
        if wamid and not row.wamid_index:
            row.wamid_index = wamids.index(number=message.number.phone_number_id, wamid=wamid)
            statuses.catch_up(row, number=message.number.phone_number_id)
        row.save(update_fields=["status", "failure", "wamid_index"])
        steps.note([Step(message=row.id, name=_STEPS.get(status, status), code=code)])
        queue.publish([StatusChanged(message_id=row.id, contact_id=row.contact_id, number_id=row.number_id)])
