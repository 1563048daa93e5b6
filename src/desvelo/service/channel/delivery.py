"""Send a written message: claim it, call the Graph API, record what came of it.

Between "about to send" and "sent" there is a mark in the database.  Whoever finds the mark set, after a crash, cannot
know whether Meta took the message: it is flagged for a person, never sent again by a machine.

What was tried as often as the queue tries anything is failed, with the reason it met, and leaves the queue: whoever
wrote it reads why and may send it again.

Source: security-design D2.9; whatsapp-cloud-api sections 14 and 16.
"""

from typing import cast

from django.db import transaction

from desvelo.base import clock
from desvelo.base.http.errors import RequestFailed
from desvelo.base.outbox import queue
from desvelo.base.outbox.event import Event
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes, canaries, contacts
from desvelo.guards.vault.boxes import Box
from desvelo.kernel.errors import DesveloError
from desvelo.kernel.sealing.plaintext import Plaintext
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp import error_table, outbound
from desvelo.kernel.whatsapp.details import Detail
from desvelo.kernel.whatsapp.outbound_kinds import File, FileKind, Text
from desvelo.service.channel import (
    alarms,
    graph,
    identities,
    limits,
    planting,
    preferences,
    sealed,
    statuses,
    steps,
    uploading,
)
from desvelo.service.channel.errors import MarketingRefused, SendAgainLater
from desvelo.service.channel.events import MessageWritten, StatusChanged
from desvelo.service.channel.models import Media, Message, Number
from desvelo.service.channel.steps import Step

QUEUED, SENDING, ACCEPTED, FAILED, UNSURE = "queued", "sending", "accepted", "failed", "unsure"
NO_CODE = "refused"
_LONGEST_FAILURE = 40
_STEPS = {QUEUED: steps.AGAIN}
_MOST_GIVEN_UP = 100


def deliver(event: Event) -> None:
    """Send the message that a MessageWritten speaks of, once; raise SendAgainLater when it has to wait."""
    written = cast("MessageWritten", event)
    _wait_its_turn(written)
    message = _claim(written)
    if message is None:
        return
    try:
        result = _send(message)
    except DesveloError as error:
        _settle(message, status=QUEUED, code=error.code)  # raised before anything reached Meta: it may go again
        raise
    if isinstance(result, outbound.Refused) and result.retry:
        _put_off(message, code=result.code)
    elif isinstance(result, outbound.Sent):
        _settle(message, status=ACCEPTED, wamid=result.wamid)
    elif isinstance(result, outbound.Refused):
        _settle(message, status=FAILED, code=str(result.code or result.reason or NO_CODE))
    else:
        _settle(message, status=UNSURE, code=getattr(result, "reason", "unexpected"))


def settle_given_up() -> int:
    """Fail the messages that the queue tries no more; return how many rows left it."""
    with transaction.atomic():
        rows = queue.given_up(MessageWritten.tag, limit=_MOST_GIVEN_UP)
        for row in rows:
            _give_up(row)
            queue.finish(row.claimed)
    return len(rows)


def _give_up(row: queue.GivenUp) -> None:
    """Say of a message why it did not leave; one that was on its way when we stopped may have left."""
    event = cast("MessageWritten | None", row.claimed.event())
    message = Message.objects.select_related("number").filter(pk=event.message_id).first() if event else None
    if message is None or message.status not in {QUEUED, SENDING}:
        return
    if message.status == SENDING:
        _settle(message, status=UNSURE, code="interrupted")
        return
    met = steps.last_code(message.id, steps.AGAIN) if row.error == SendAgainLater.code else row.error
    _settle(message, status=FAILED, code=f"{error_table.GAVE_UP}:{met}"[:_LONGEST_FAILURE])


def _wait_its_turn(event: MessageWritten) -> None:
    """Raise SendAgainLater, which counts as no attempt, while a limit of Meta's is used up."""
    message = Message.objects.select_related("number").filter(pk=event.message_id, status=QUEUED).first()
    if message is None:
        return
    wait = limits.take(limits.of(message, now=clock.business()), now=clock.business())
    if wait:
        raise SendAgainLater(after=wait, was_tried=False)


def _put_off(message: Message, *, code: int | None) -> None:
    """Leave a message in the queue for as long as Meta asks, and let the next ones wait instead of being refused."""
    wait = error_table.wait(code, attempt=steps.count(message.id, steps.AGAIN))
    _settle(message, status=QUEUED, code=str(code or ""))
    limits.reached(message, code=code, wait=wait, now=clock.business())
    alarms.note(message.number, str(code), now=clock.business())
    raise SendAgainLater(after=wait)


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
    box = boxes.of(message.contact_id, why=Why.WRITE)
    if canaries.among([message.contact_id]):
        return outbound.Sent(wamid=planting.wamid())  # to nobody, and it reads as any other
    to = contacts.address_of(box)
    if to is None:
        return outbound.Refused(code=None, retry=False, reason="no_address")
    body = vault.open_body(box, message=message.id, record=bytes(message.body))
    detail = _detail(message, box)
    outgoing = outbound.load(detail.sends)
    content = outgoing.content or _content(message, box, detail, [part for part in body.parts if isinstance(part, str)])
    if isinstance(content, outbound.Refused):
        return content
    try:
        preferences.require_wanted(content, contact=message.contact_id)
    except MarketingRefused:  # said while it waited: what was not sent yet is not sent
        return outbound.Refused(code=None, retry=False, reason="stopped_marketing")
    around = outbound.Envelope(
        to=to,
        opaque=message.public_id,
        about=outgoing.about or None,
        identity_hash=identities.trusted_hash(box) if outgoing.personal else None,
        category=outgoing.category,
    )
    return _call(message.number, outbound.message(content, around))


def _detail(message: Message, box: boxes.Box) -> Detail:
    if message.detail is None:
        return Detail()
    return sealed.open_detail(box, message=message.id, record=bytes(message.detail))


def _content(message: Message, box: Box, detail: Detail, parts: list[str]) -> Text | File | outbound.Refused:
    """Return words, or a file that was brought to Meta first; the parts before the words are the name of a document."""
    words = Plaintext("".join(parts[detail.heading :]))
    row = Media.objects.filter(message=message).first()
    if row is None:
        return Text(body=words.expose())
    media_id = uploading.uploaded(row, message.number, box, now=clock.business())
    if isinstance(media_id, outbound.Refused):
        return media_id
    kind = cast("FileKind", message.kind)
    return File(kind=kind, media_id=media_id, caption=words.expose(), filename="".join(parts[: detail.heading]))


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
            statuses.name(row, wamid=wamid, number=message.number.phone_number_id)
        row.save(update_fields=["status", "failure", "wamid_index", "detail"])
        _tell_who_can_mend(message, status=row.status, code=code)
        steps.note([Step(message=row.id, name=_STEPS.get(status, status), code=code)])
        queue.publish([StatusChanged(message_id=row.id, contact_id=row.contact_id, number_id=row.number_id)])


def _tell_who_can_mend(message: Message, *, status: str, code: str) -> None:
    """Raise the alarm that a refusal is worth, or end the one that an acceptance disproves."""
    if status == FAILED:
        alarms.note(message.number, code, now=clock.business())
        if code == statuses.CHANGED_PHONE:
            identities.doubt([message.contact_id], now=clock.business())
    elif status == ACCEPTED:
        alarms.over(message.number)
