"""Files that customers send: asked about at Meta and fetched at once, again and again until their id dies.

Two steps: an id gives type, size and an address that lives five minutes; the address gives the bytes, which are checked
against their hash while they are sealed, piece by piece, into the store.  Whoever dies in between leaves the file due
again, and an object that nobody names.

Source: security-design D2.8; whatsapp-cloud-api section 17.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus

from django.db import connection, transaction

from desvelo.base import clock
from desvelo.base.http.errors import RequestFailed
from desvelo.base.objects.errors import StoreUnavailable
from desvelo.base.outbox import queue
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault import boxes, file_keys
from desvelo.guards.vault.boxes import Box
from desvelo.guards.vault.errors import ContactGone
from desvelo.guards.vault.file_keys import FileKey
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp import media as rule
from desvelo.kernel.whatsapp.errors import NotTheFile
from desvelo.kernel.whatsapp.items import Media as File
from desvelo.service.channel import binding, graph, objects, sealed
from desvelo.service.channel.errors import SendAgainLater
from desvelo.service.channel.events import MediaDescribed
from desvelo.service.channel.models import Media, Number

CHANNEL = "desvelo_media"
BATCH = 8
LEASE = timedelta(minutes=4)
_EXPIRED = rule.Missing(code="expired", final=True)
_LONGEST_CODE = 40
_log = logging.getLogger("desvelo.media")


def wait_for(rows: Sequence[Media]) -> None:
    """Store files that just arrived, in the caller's transaction, and wake whoever looks them up."""
    if rows:
        Media.objects.bulk_create(rows)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came of one try: what Meta said, if it spoke, and the object, if the bytes are here."""

    found: rule.Found | None = None
    object_name: str = ""
    key: FileKey | None = None
    missing: rule.Missing = rule.NOT_YET


def look_up(limit: int = BATCH) -> int:
    """Fetch up to *limit* files that are due; return how many that were."""
    done = 0
    while done < limit and (row := _claim(now=clock.business())):
        _settle(row, _fetch(row, now=clock.business()), now=clock.business())
        done += 1
    return done


def _claim(*, now: datetime) -> Media | None:
    """Take a file under a lease: whoever dies while fetching leaves it due again when the lease is over."""
    with transaction.atomic():
        due = Media.objects.filter(state=Media.State.WAITING, due_at__lte=now).order_by("due_at")
        row = due.select_for_update(skip_locked=True).first()
        if row is None:
            return None
        Media.objects.filter(pk=row.pk).update(due_at=now + LEASE)
    return row


def _fetch(row: Media, *, now: datetime) -> Fetched:
    if now >= row.dies_at:
        return Fetched(missing=_EXPIRED)
    try:
        number, box = Number.objects.get(message=row.message_id), boxes.of(row.contact_id, why=Why.ARRIVAL)
        told = _ask(number, sealed.open_description(box, media=row.id, record=bytes(row.description)))
    except (ContactGone, Number.DoesNotExist, RequestFailed, SendAgainLater) as trouble:
        return Fetched(missing=rule.Missing(code=getattr(trouble, "code", "vault.contact_gone")))
    if isinstance(told, rule.Missing):
        return Fetched(missing=told)
    return _keep(row, number, box, told, now=now)


def _ask(number: Number, file: File) -> rule.Answer:
    told = graph.get(number, file.id, {"phone_number_id": number.phone_number_id})
    return rule.answer(told.status_code, told.body)


def _keep(row: Media, number: Number, box: Box, found: rule.Found, *, now: datetime) -> Fetched:
    """Take the bytes from their address into the store; what is wrong with them leaves nothing there."""
    file = _told(sealed.open_description(box, media=row.id, record=bytes(row.description)), found)
    try:
        with graph.fetch(number, found.url) as answer:
            if answer.status_code != HTTPStatus.OK:
                return Fetched(found=found, missing=rule.Missing(code=f"media_{answer.status_code}"))
            pieces = rule.verified(answer.pieces, file)
            key = file_keys.new(row.id)
            return Fetched(found=found, object_name=objects.put(key, pieces=pieces, now=now), key=key)
    except NotTheFile as wrong:
        return Fetched(found=found, missing=rule.Missing(code=wrong.reason))
    except StoreUnavailable as trouble:
        _log.error("media.not_stored", extra={"code": trouble.code})
        return Fetched(found=found, missing=rule.Missing(code=trouble.code))
    except RequestFailed as trouble:
        return Fetched(found=found, missing=rule.Missing(code=trouble.code))


def _settle(row: Media, fetched: Fetched, *, now: datetime) -> None:
    """Record what came of it, unless the contact was erased meanwhile: then nobody names the object, and it goes.

    The file's key is closed here, by the contact the file belongs to by now.
    """
    with transaction.atomic():
        held = Media.objects.select_for_update().filter(pk=row.pk, state=Media.State.WAITING).first()
        if held is None:
            return
        before = bytes(held.description)
        if fetched.found is not None:
            held.description = _described(held, fetched.found, proven=bool(fetched.object_name))
        if fetched.key is not None:
            held.state, held.failure, held.object_name = Media.State.KEPT, "", fetched.object_name
            held.file_key = sealed.close_key(boxes.of(held.contact_id, why=Why.ARRIVAL), fetched.key)
        else:
            _miss(held, fetched.missing, now=now)
        held.save()
        if bytes(held.description) != before:
            audit.record([binding.described(held, now=now)])
        if held.state != Media.State.WAITING or bytes(held.description) != before:
            queue.publish([_event(held)])


def _described(held: Media, found: rule.Found, *, proven: bool) -> bytes:
    """Add what Meta said to what the webhook said; the same bytes when that is nothing new.

    A hash that the bytes did not meet is not written down: Meta may give another one next time.
    """
    box = boxes.of(held.contact_id, why=Why.ARRIVAL)
    known = sealed.open_description(box, media=held.id, record=bytes(held.description))
    told = _told(known, found)
    told = told if proven else replace(told, sha256=known.sha256)
    return bytes(held.description) if told == known else sealed.description(box, media=held.id, content=told)


def _told(file: File, found: rule.Found) -> File:
    """Add what Meta said to what the webhook said, which counts where both speak."""
    return replace(
        file,
        mime_type=found.mime_type if file.mime_type == rule.NO_TYPE else file.mime_type,
        sha256=file.sha256 if rule.digest(file.sha256) else found.sha256,
        size=found.size if found.size is not None else file.size,
    )


def _miss(held: Media, missing: rule.Missing, *, now: datetime) -> None:
    """Ask again later, each time later, as long as the id lives; after that the file is lost, and somebody is told."""
    held.due_at = now + rule.wait(held.attempts)
    held.attempts = min(held.attempts + 1, 1_000)
    held.failure = missing.code[:_LONGEST_CODE]
    if missing.final or held.due_at >= held.dies_at:
        held.state = Media.State.LOST
        _log.error("media.lost", extra={"code": f"graph:{held.failure}", "attempt": held.attempts})


def _event(row: Media) -> MediaDescribed:
    return MediaDescribed(message_id=row.message_id, contact_id=row.contact_id, number_id=row.message.number_id)
