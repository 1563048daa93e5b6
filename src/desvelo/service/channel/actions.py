"""Connect a number; write a message, or write one again.

Source: architecture section 4 (out); security-design D2.9.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from desvelo.base.ids import new_uuid
from desvelo.base.keyring import keyring
from desvelo.base.outbox import queue
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes
from desvelo.kernel.detection.masked import MaskedText
from desvelo.kernel.sealing import cobblestone, context
from desvelo.kernel.whatsapp import outbound, window
from desvelo.service.channel import app_secrets, attaching, queries, steps, store
from desvelo.service.channel.attaching import Kept
from desvelo.service.channel.errors import NothingToSendAgain, TextRefused, WindowClosed
from desvelo.service.channel.events import MessageWritten
from desvelo.service.channel.models import Message, Number
from desvelo.service.channel.steps import Step

REPLACED = "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """All that connects a number: Meta's ids, the token to send with, the app secret its webhooks are signed with."""

    phone_number_id: str
    waba_id: str
    display: str
    access_token: str = field(repr=False)
    app_id: str
    app_secret: str = field(repr=False)
    verify_token: str = field(repr=False)
    first_team: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message somebody wrote, to whom, over which number; *text* holds nothing sensitive, that was asked before."""

    contact: UUID
    number: UUID
    text: str = field(repr=False)
    author: UUID | None
    automatic: bool = False
    last_inbound_at: datetime | None
    file: Kept | None = None


def connect_number(connection: Connection, *, now: datetime) -> UUID:
    """Store a number with its token sealed, and let the door know the secret of its app."""
    sealed = cobblestone.seal(
        _token_key(), _token_context(connection.phone_number_id), connection.access_token.encode()
    )
    with transaction.atomic():
        number, _ = Number.objects.update_or_create(
            phone_number_id=connection.phone_number_id,
            defaults={
                "waba_id": connection.waba_id,
                "display": connection.display,
                "token_sealed": sealed,
                "first_team_id": connection.first_team,
            },
        )
        audit.record([Entry(tag="number:connect", at=now, objects={"number": str(number.id)})])
    app_secrets.write(settings.DESVELO.keys, _door_file(connection))
    return number.id


def token_of(number: Number) -> str:
    """Open the token to send with."""
    return cobblestone.open_record(
        _token_key(), _token_context(number.phone_number_id), bytes(number.token_sealed)
    ).decode()


def write(draft: Draft, *, now: datetime) -> UUID:
    """Store a message sealed and let it be sent, in one transaction; return its id.

    Raises TextRefused, WindowClosed, ContactGone.
    """
    _require_sendable(draft, now=now)
    message_id = new_uuid()
    box = boxes.of(draft.contact)
    with transaction.atomic():
        message = Message.objects.create(
            id=message_id,
            arrival=store.next_arrivals(1)[0],
            number_id=draft.number,
            contact_id=draft.contact,
            direction=Message.Direction.OUT,
            kind=draft.file.kind if draft.file else "text",
            body=vault.seal_body(box, message=message_id, body=_body(draft)),
            detail=attaching.detail(box, draft.file, message=message_id) if draft.file else None,
            status="queued",
            author_id=draft.author,
            automatic=draft.automatic,
            sent_at=now,
            received_at=now,
        )
        if draft.file is not None:
            attaching.row(box, draft.file, message, now=now).save(force_insert=True)
        audit.record([_written_entry(message, now=now)])
        steps.note([Step(message=message_id, name=steps.WRITTEN)])
        queue.publish([_written_event(message)])
    return message_id


def write_again(*, message: UUID, draft: Draft, now: datetime) -> UUID:
    """Write *draft* in the place of a message that may go again; of two who ask at once, one does.

    Raises NothingToSendAgain, TextRefused, WindowClosed, ContactGone.
    """
    with transaction.atomic():
        row = Message.objects.select_for_update(of=("self",)).get(pk=message)
        if not queries.may_go_again(status=row.status, failure=row.failure):
            raise NothingToSendAgain
        row.status = REPLACED
        row.save(update_fields=["status"])
        steps.note([Step(message=row.id, name=REPLACED)])
        return write(draft, now=now)


def _body(draft: Draft) -> MaskedText:
    """Return the words of a draft, after the name of its document."""
    heading = draft.file.heading if draft.file else ()
    return MaskedText(parts=(*heading, draft.text) if draft.text or not heading else heading)


def _require_sendable(draft: Draft, *, now: datetime) -> None:
    if draft.file is None and not draft.text.strip():
        raise TextRefused(reason="empty")
    if len(draft.text) > outbound.MAX_TEXT:
        raise TextRefused(reason="too_long")
    if not window.is_open(draft.last_inbound_at, now=now):
        closed_at = window.closes_at(draft.last_inbound_at) if draft.last_inbound_at else None
        raise WindowClosed(closed_at=closed_at)


def _door_file(connection: Connection) -> app_secrets.DoorFile:
    """Return the door's file with this app's number added to whatever it already knew."""
    known = app_secrets.Door(settings.DESVELO.keys).refresh().file
    others = tuple(app for app in known.apps if app.id != connection.app_id)
    numbers = {number for app in known.apps if app.id == connection.app_id for number in app.phone_number_ids}
    app = app_secrets.StoredSecret(
        id=connection.app_id,
        secret=connection.app_secret,
        phone_number_ids=tuple(sorted(numbers | {connection.phone_number_id})),
    )
    return app_secrets.DoorFile(verify_token=connection.verify_token, apps=(*others, app))


def _written_entry(message: Message, *, now: datetime) -> Entry:
    return Entry(
        tag=MessageWritten.tag,
        at=now,
        actor=message.author_id,
        contact=message.contact_id,
        objects={"message": str(message.id), "automatic": str(message.automatic).lower()},
    )


def _written_event(message: Message) -> MessageWritten:
    return MessageWritten(
        message_id=message.id,
        contact_id=message.contact_id,
        number_id=message.number_id,
        arrival=message.arrival,
        automatic=message.automatic,
        written_at=message.sent_at,
    )


def _token_key() -> bytes:
    return keyring(settings.DESVELO.keys).service("channel-token")


def _token_context(phone_number_id: str) -> bytes:
    return context.encode("desvelo/1", "number", phone_number_id)
