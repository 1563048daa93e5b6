"""Files that customers send: asked about at Meta until it says what they are, or until their id dies.

The first of two steps: an id gives type, size and an address that lives five minutes.  The second, fetching the bytes
and keeping them sealed, belongs in ``_settle`` at the place where a file is found: nothing else has to change for it.

Source: security-design D2.8; whatsapp-cloud-api section 17.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import connection, transaction

from desvelo.base import clock
from desvelo.base.http.errors import RequestFailed
from desvelo.base.outbox import queue
from desvelo.guards.vault import boxes
from desvelo.guards.vault.errors import ContactGone
from desvelo.kernel.whatsapp import media as rule
from desvelo.kernel.whatsapp.items import Media as File
from desvelo.service.channel import graph, sealed
from desvelo.service.channel.errors import SendAgainLater
from desvelo.service.channel.events import MediaDescribed
from desvelo.service.channel.models import Media

CHANNEL = "desvelo_media"
BATCH = 8
LEASE = timedelta(seconds=60)
_EXPIRED = rule.Missing(code="expired", final=True)
_LONGEST_CODE = 40
_log = logging.getLogger("desvelo.media")


def wait_for(rows: Sequence[Media]) -> None:
    """Store files that just arrived, in the caller's transaction, and wake whoever looks them up."""
    if rows:
        Media.objects.bulk_create(rows)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def look_up(limit: int = BATCH) -> int:
    """Ask Meta about up to *limit* files that are due; return how many that were."""
    claimed = _claim(limit, now=clock.business())
    for row in claimed:
        answer = _ask(row, now=clock.business())
        _settle(row, answer, now=clock.business())
    return len(claimed)


def _claim(limit: int, *, now: datetime) -> list[Media]:
    """Take files under a lease: whoever dies while asking leaves them due again a minute later."""
    with transaction.atomic():
        due = Media.objects.filter(state=Media.State.WAITING, due_at__lte=now).order_by("due_at")
        rows = list(due.select_for_update(skip_locked=True)[:limit])
        Media.objects.filter(pk__in=[row.pk for row in rows]).update(due_at=now + LEASE)
    return list(Media.objects.filter(pk__in=[row.pk for row in rows]).select_related("message__number"))


def _ask(row: Media, *, now: datetime) -> rule.Answer:
    if now >= row.dies_at:
        return _EXPIRED
    number = row.message.number
    try:
        told = graph.get(number, _file(row).id, {"phone_number_id": number.phone_number_id})
    except (ContactGone, RequestFailed, SendAgainLater) as trouble:
        return rule.Missing(code=trouble.code)
    return rule.answer(told.status_code, told.body)


def _settle(row: Media, answer: rule.Answer, *, now: datetime) -> None:
    """Record what Meta said, unless the contact was erased meanwhile."""
    with transaction.atomic():
        held = Media.objects.select_for_update().filter(pk=row.pk, state=Media.State.WAITING).first()
        if held is None:
            return
        if isinstance(answer, rule.Found):
            held.state, held.failure = Media.State.KNOWN, ""
            held.description = _described(held, answer)
        else:
            _miss(held, answer, now=now)
        held.save()
        if held.state != Media.State.WAITING:
            queue.publish([_event(row)])


def _described(held: Media, found: rule.Found) -> bytes:
    """Add what Meta said to what the webhook said, which counts where both speak."""
    file = _file(held)
    told = replace(
        file,
        mime_type=found.mime_type if file.mime_type == rule.NO_TYPE else file.mime_type,
        sha256=file.sha256 or found.sha256,
        size=found.size if found.size is not None else file.size,
    )
    return sealed.description(boxes.of(held.contact_id), media=held.id, content=told)


def _miss(held: Media, missing: rule.Missing, *, now: datetime) -> None:
    """Ask again later, each time later, as long as the id lives; after that the file is lost, and somebody is told."""
    held.due_at = now + rule.wait(held.attempts)
    held.attempts = min(held.attempts + 1, 1_000)
    held.failure = missing.code[:_LONGEST_CODE]
    if missing.final or held.due_at >= held.dies_at:
        held.state = Media.State.LOST
        _log.error("media.lost", extra={"code": f"graph:{held.failure}", "attempt": held.attempts})


def _file(row: Media) -> File:
    return sealed.open_description(boxes.of(row.contact_id), media=row.id, record=bytes(row.description))


def _event(row: Media) -> MediaDescribed:
    return MediaDescribed(message_id=row.message_id, contact_id=row.contact_id, number_id=row.message.number_id)
