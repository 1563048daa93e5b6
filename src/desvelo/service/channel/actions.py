"""Connect a number; write a message, or write one again.

Source: architecture section 4 (out); security-design D2.9.
"""

from dataclasses import dataclass, field, replace
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
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import (
    app_secrets,
    attaching,
    binding,
    identities,
    outgoing,
    preferences,
    presence,
    queries,
    sealed,
    steps,
    store,
)
from desvelo.service.channel.errors import NothingToSendAgain
from desvelo.service.channel.events import IdentityConfirmed, MessageWritten, TemplatesAsked
from desvelo.service.channel.models import Media, Message, Number
from desvelo.service.channel.steps import Step

REPLACED = "replaced"
CONNECTED = "number:connect"
Draft = outgoing.Draft  # what ``write`` takes: a context is entered by its actions


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


def connect_number(connection: Connection, *, now: datetime, entry: Entry | None = None) -> UUID:
    """Store a number with its token sealed, and let the door know the secret of its app.

    *entry* says who wants that; without one it is the installation itself, as in a demonstration.
    """
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
        said = entry or Entry(tag=CONNECTED, at=now)
        audit.record([replace(said, objects={**said.objects, "number": str(number.id)})])
    app_secrets.write(settings.DESVELO.keys, _door_file(connection))
    return number.id


def token_of(number: Number) -> str:
    """Open the token to send with."""
    return cobblestone.open_record(
        _token_key(), _token_context(number.phone_number_id), bytes(number.token_sealed)
    ).decode()


def write(draft: Draft, *, now: datetime) -> UUID:
    """Store a message sealed and let it be sent, in one transaction; return its id.

    Raises TextRefused, ContentRefused, MarketingRefused, WindowClosed, NothingToAnswer, ContactGone.
    """
    message_id = new_uuid()
    with transaction.atomic():
        box = boxes.to_write_in(draft.contact)
        prepared = outgoing.prepare(draft, box, now=now)
        body = MaskedText(parts=prepared.parts)
        detail = sealed.detail(box, message=message_id, content=prepared.detail) if prepared.detail else None
        message = Message.objects.create(
            id=message_id,
            arrival=store.next_arrivals(1)[0],
            number_id=draft.number,
            contact_id=draft.contact,
            direction=Message.Direction.OUT,
            kind=prepared.kind,
            body=vault.seal_body(box, message=message_id, body=body),
            detail=detail,
            about_index=prepared.about_index,
            status="queued",
            author_id=draft.author,
            automatic=draft.automatic,
            sent_at=now,
            received_at=now,
        )
        vault.note_orders(box, message=message_id, body=body)
        media = attaching.row(box, draft.file, message, now=now) if draft.file is not None else None
        if media is not None:
            media.save(force_insert=True)
        audit.record([_written_entry(message, media, now=now)])
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


def ask_for_templates(*, entry: Entry, with_essentials: bool, now: datetime) -> int:
    """Let Meta be asked for the templates of every account; *entry* says who wants that.  Return how many accounts."""
    rows = Number.objects.order_by("waba_id", "id").distinct("waba_id").values_list("id", flat=True)
    with transaction.atomic():
        audit.record([entry])
        asked = [TemplatesAsked(number_id=row, with_essentials=with_essentials, asked_at=now) for row in rows]
        queue.publish(asked)
    return len(asked)


def show_presence(*, contact: UUID, number: UUID, typing: bool, now: datetime) -> None:
    """Let the customer see that somebody read what they wrote, or is writing, if this installation wants that."""
    presence.ask(contact=contact, number=number, typing=typing, now=now)


def take_preference_to_answer(message: UUID, *, now: datetime) -> UUID | None:
    """Return whom to tell, once, that we heard what they said about promotions; None when nothing has to be told."""
    return preferences.to_answer(message, now=now)


def confirm_identity(*, contact: UUID, entry: Entry, now: datetime) -> None:
    """Trust the phone a contact writes from now; *entry* says who confirmed it, and how.

    Raises ContactGone.
    """
    box = boxes.of(contact, why=Why.WRITE)
    with transaction.atomic():
        identities.confirm(box, now=now)
        audit.record([entry])
        queue.publish([IdentityConfirmed(contact_id=contact, at=now)])


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


def _written_entry(message: Message, media: Media | None, *, now: datetime) -> Entry:
    return Entry(
        tag=MessageWritten.tag,
        at=now,
        actor=message.author_id,
        contact=message.contact_id,
        objects={**binding.sealed(message, media=media), "automatic": str(message.automatic).lower()},
    )


def _written_event(message: Message) -> MessageWritten:
    return MessageWritten(
        message_id=message.id,
        contact_id=message.contact_id,
        number_id=message.number_id,
        arrival=message.arrival,
        automatic=message.automatic,
        answers=message.kind != "reaction",
        written_at=message.sent_at,
    )


def _token_key() -> bytes:
    return keyring(settings.DESVELO.keys).service("channel-token")


def _token_context(phone_number_id: str) -> bytes:
    return context.encode("desvelo/1", "number", phone_number_id)
