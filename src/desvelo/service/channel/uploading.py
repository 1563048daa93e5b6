"""Bring a file of ours to Meta before the message that sends it: bytes first, an id back, then the message.

An upload may be repeated, it reaches nobody; so whatever goes wrong here is tried again, except what Meta refuses for
good.  The id is kept as long as it lives, so a message that is tried again does not bring its file again.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from desvelo.base.http.errors import RequestFailed
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault import boxes
from desvelo.guards.vault.boxes import Box
from desvelo.kernel.errors import DesveloError
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp import media as rule
from desvelo.kernel.whatsapp import outbound, reading, strict_json
from desvelo.kernel.whatsapp.errors import Unparsable
from desvelo.kernel.whatsapp.items import Media as File
from desvelo.service.channel import attaching, binding, files, graph, sealed
from desvelo.service.channel.errors import SendAgainLater
from desvelo.service.channel.models import Media, Number

_AGAIN = outbound.Refused(code=None, retry=True)


def uploaded(row: Media, number: Number, box: Box, *, now: datetime) -> str | outbound.Refused:
    """Return Meta's id of a file, uploading it if it has none that lives; Refused when there is none to be had."""
    file = sealed.open_description(box, media=row.id, record=bytes(row.description))
    if file.id and now < row.dies_at:
        return file.id
    try:
        size = file.size or files.length(row.id)
        told = _upload(number, file.mime_type, files.pieces(row.id, largest=attaching.LARGEST), size=size)
    except SendAgainLater:
        raise
    except DesveloError:
        return _AGAIN
    if isinstance(told, str):
        _remember(row, file, media_id=told, now=now)
    return told


def _upload(number: Number, mime_type: str, pieces: Iterator[bytes], *, size: int) -> str | outbound.Refused:
    try:
        answer = graph.upload(number, mime_type=mime_type, pieces=pieces, size=size)
    except RequestFailed:
        return _AGAIN
    media_id = _id(answer.body)
    if media_id is not None:
        return media_id
    refused = outbound.outcome(answer.status_code, answer.body)
    return refused if isinstance(refused, outbound.Refused) else _AGAIN


def _id(body: bytes) -> str | None:
    try:
        return reading.word(reading.mapping(strict_json.load(body)).get("id"))
    except Unparsable:
        return None


def _remember(row: Media, file: File, *, media_id: str, now: datetime) -> None:
    """Write the id down, sealed for the contact the file belongs to by now; of a contact erased meanwhile, nothing."""
    told = File(id=media_id, mime_type=file.mime_type, sha256=file.sha256, size=file.size)
    with transaction.atomic():
        held = Media.objects.select_for_update().filter(pk=row.pk).first()
        if held is None:
            return
        held.description = sealed.description(boxes.of(held.contact_id, why=Why.UPKEEP), media=held.id, content=told)
        held.dies_at = now + rule.UPLOADED_LIVES
        held.save(update_fields=["description", "dies_at"])
        audit.record([binding.described(held, now=now)])
