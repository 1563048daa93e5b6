"""Messages as they are stored, still sealed; whoever renders them opens them with the contact's box.

Also what was set aside, counted: by reason, never by content.  Whoever shows these numbers asks the gate first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import connection
from django.db.models import Count, Q, QuerySet

from desvelo.guards.vault.boxes import Box
from desvelo.kernel.whatsapp import error_table, outbound
from desvelo.kernel.whatsapp import outbound_templates as template_rule
from desvelo.kernel.whatsapp.details import Detail
from desvelo.kernel.whatsapp.error_table import Told
from desvelo.kernel.whatsapp.items import Media as File
from desvelo.kernel.whatsapp.notice_words import Level
from desvelo.kernel.whatsapp.notices import Topic, Value
from desvelo.service.channel import alarms, identities, preferences, sealed
from desvelo.service.channel.models import Media, Message, Notice, Number, Template
from desvelo.service.channel.notices import value_of
from desvelo.service.channel.part import Part

ACTS = ("edit", "reaction", "revoke")
_NOTHING_MORE = Detail()
_BEFORE_IT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMedia:
    """A file that came with a message: how far we got with it, and its sealed description."""

    id: UUID
    state: str
    failure: str
    description: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMessage:
    """One message: its text, its detail and its file sealed, the rest in the clear."""

    id: UUID
    public_id: str
    arrival: int
    direction: str
    kind: str
    body: bytes = field(repr=False)
    detail: bytes | None = field(repr=False)
    media: StoredMedia | None
    wamid_index: str | None
    about_index: str | None
    status: str
    failure: str
    author: UUID | None
    automatic: bool
    protected_count: int
    discarded_count: int
    sent_at: datetime
    received_at: datetime
    trail: tuple[int, ...]


def thread_messages(part: Part, *, limit: int, first: int = 0) -> list[StoredMessage]:
    """Return the newest messages of a part, none before *first*, oldest of them first."""
    rows = _with_files(part.rows()).filter(arrival__gte=first).order_by("-arrival")
    return [_stored(row) for row in reversed(rows[:limit])]


def page_before(part: Part, *, arrival: int, limit: int) -> int:
    """Return where the page of messages before the one at *arrival* begins."""
    rows = part.rows().filter(arrival__lt=arrival).order_by("-arrival")
    return min(rows.values_list("arrival", flat=True)[:limit], default=arrival)


def first_around(part: Part, *, public_id: str, newest: int) -> int | None:
    """Return where a page begins that holds a message and some before it; None when the *newest* hold it, or none."""
    rows = part.rows()
    arrival = rows.filter(public_id=public_id).values_list("arrival", flat=True).first()
    if arrival is None or rows.filter(arrival__gt=arrival)[:newest].count() < newest:
        return None
    return page_before(part, arrival=arrival, limit=_BEFORE_IT)


def has_older(part: Part, *, arrival: int) -> bool:
    """Tell whether there are messages before the one at *arrival*."""
    return part.rows().filter(arrival__lt=arrival).exists()


def related_messages(part: Part, *, to: Sequence[StoredMessage]) -> list[StoredMessage]:
    """Return the messages that those in *to* speak of, and whatever acts on one of them, oldest first.

    Only within the part: a name that another customer's message has, or one out of reach, finds nothing.
    """
    spoken_of = Q(wamid_index__in={each.about_index for each in to if each.about_index})
    acting = Q(about_index__in={each.wamid_index for each in to if each.wamid_index}, kind__in=ACTS)
    rows = _with_files(part.rows()).filter(spoken_of | acting)
    return [_stored(row) for row in rows.order_by("arrival")]


def detail_of(message: StoredMessage, box: Box) -> Detail:
    """Open what a message is beside its words."""
    if message.detail is None:
        return _NOTHING_MORE
    return sealed.open_detail(box, message=message.id, record=message.detail)


def file_of(message: StoredMessage, box: Box) -> File | None:
    """Open what is known of the file that came with a message."""
    media = message.media
    return sealed.open_description(box, media=media.id, record=media.description) if media else None


def messages_by_id(ids: Iterable[UUID]) -> dict[UUID, StoredMessage]:
    """Return messages by id."""
    return {row.id: _stored(row) for row in _messages().filter(pk__in=list(ids))}


def written(part: Part, *, public_id: str) -> StoredMessage | None:
    """Return a message of ours, by its public id."""
    rows = _with_files(part.rows()).filter(direction=Message.Direction.OUT)
    row = rows.filter(public_id=public_id).first()
    return _stored(row) if row else None


def said(part: Part, *, public_id: str) -> UUID | None:
    """Return a message, whoever wrote it, by its public id."""
    rows = part.rows().filter(public_id=public_id)
    return rows.values_list("id", flat=True).first()


def sent_as(message: StoredMessage, box: Box) -> outbound.Outgoing:
    """Open what a message of ours was beside its words: its kind, what it answered, whether it spoke of one person."""
    return outbound.load(detail_of(message, box).sends)


def answered_by(message: StoredMessage, *, among: Part) -> UUID | None:
    """Return which message of the same conversation this one answers or reacts to."""
    rows = among.rows().filter(wamid_index=message.about_index)
    return rows.values_list("id", flat=True).first() if message.about_index else None


def doubted_at(contacts: Iterable[UUID]) -> Mapping[UUID, datetime]:
    """Return since when it is open who writes, for those contacts of whom it is."""
    return identities.doubted_at(contacts)


def wish_of(contact: UUID) -> preferences.Wish | None:
    """Return what a contact last said about promotions, with when and by which message."""
    return preferences.wishes([contact]).get(contact)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTemplate:
    """A template as Meta last told it."""

    public_id: str
    waba_id: str
    status: str
    category: str
    next_category: str
    quality: str
    reason: str
    content: template_rule.Template
    told_at: datetime


def templates(*, number: UUID | None = None, sendable: bool = False) -> list[StoredTemplate]:
    """Return the templates of a number's account, or of all; *sendable* leaves out what Meta would refuse."""
    rows = Template.objects.exclude(status="DELETED").order_by("name", "language")
    if number is not None:
        rows = rows.filter(waba_id__in=Number.objects.filter(pk=number).values("waba_id"))
    if sendable:
        rows = rows.filter(status=template_rule.SENDABLE)
    return [_template(row) for row in rows]


def alarms_for(told: Told, *, now: datetime) -> list[alarms.Open]:
    """Return what somebody has to mend at Meta.  Whoever shows it asks the gate first."""
    return alarms.open_for(told, now=now)


def place_of(message: UUID) -> tuple[UUID, int] | None:
    """Return the number of ours that a message came to or left from, and its place in the order of all."""
    return Message.objects.filter(pk=message).values_list("number_id", "arrival").first()


def may_go_again(*, status: str, failure: str) -> bool:
    """Tell whether a message of ours may be sent again: nobody knows whether it left, or what stopped it can end."""
    return status == "unsure" or (status == "failed" and not error_table.is_final(failure))


def answered_after(part: Part, *, arrival: int, but_by: UUID) -> StoredMessage | None:
    """Return the newest answer a person other than *but_by* wrote after the message at *arrival*."""
    rows = _with_files(part.rows()).filter(arrival__gt=arrival, automatic=False)
    written = rows.filter(direction=Message.Direction.OUT).exclude(author=but_by).exclude(author=None)
    row = written.order_by("-arrival").first()
    return _stored(row) if row else None


def last_received(contact: UUID) -> StoredMessage | None:
    """Return the newest message a contact sent."""
    row = _messages().filter(contact_id=contact, direction=Message.Direction.IN).order_by("-arrival").first()
    return _stored(row) if row else None


def received_count(contact: UUID) -> int:
    """Return how many messages a contact sent."""
    return Message.objects.filter(contact_id=contact, direction=Message.Direction.IN).count()


def has_received() -> bool:
    """Tell whether any customer ever wrote."""
    return Message.objects.filter(direction=Message.Direction.IN).exists()


def newest_received() -> tuple[int, UUID] | None:
    """Return what a customer wrote last: where it stands among all, and the message."""
    rows = Message.objects.filter(direction=Message.Direction.IN).order_by("-arrival")
    return rows.values_list("arrival", "id").first()


def waiting_count() -> int:
    """Return how many deliveries wait to be taken in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM intake.raw")
        return int(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAsideCount:
    """How many elements of webhooks were set aside for one reason, and when the first and the last of them came."""

    reason: str
    count: int
    first_at: datetime
    last_at: datetime


def set_aside() -> list[SetAsideCount]:
    """Return what was not taken in, by reason: kept sealed, or, for statuses of messages unknown to us, as codes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reason, count(*), min(received_at), max(received_at) FROM intake.quarantine GROUP BY reason "
            "UNION ALL SELECT 'status_of_unknown_message', count(*), min(parked_at), max(parked_at) "
            "FROM intake.parked_status HAVING count(*) > 0 ORDER BY 1"
        )
        rows = cursor.fetchall()
    return [SetAsideCount(reason=row[0], count=row[1], first_at=row[2], last_at=row[3]) for row in rows]


def media_counts() -> dict[str, int]:
    """Return how many files are in each state; those that are lost ask for a person."""
    rows = Media.objects.values_list("state").annotate(total=Count("id")).order_by("state")
    return dict(rows)


def _template(row: Template) -> StoredTemplate:
    return StoredTemplate(
        public_id=row.public_id,
        waba_id=row.waba_id,
        status=row.status,
        category=row.category,
        next_category=row.next_category,
        quality=row.quality,
        reason=row.reason,
        content=msgspec.convert(row.content, type=template_rule.Template),
        told_at=row.told_at,
    )


def _messages() -> QuerySet[Message]:
    return _with_files(Message.objects.all())


def _with_files(rows: QuerySet[Message]) -> QuerySet[Message]:
    return rows.select_related("media")


def _stored(row: Message) -> StoredMessage:
    return StoredMessage(
        id=row.id,
        public_id=row.public_id,
        arrival=row.arrival,
        direction=row.direction,
        kind=row.kind,
        body=bytes(row.body),
        detail=bytes(row.detail) if row.detail is not None else None,
        media=_media(row),
        wamid_index=row.wamid_index,
        about_index=row.about_index,
        status=row.status,
        failure=row.failure,
        author=row.author_id,
        automatic=row.automatic,
        protected_count=row.protected_count,
        discarded_count=row.discarded_count,
        sent_at=row.sent_at,
        received_at=row.received_at,
        trail=tuple(row.trail),
    )


def _media(row: Message) -> StoredMedia | None:
    media = getattr(row, "media", None)
    if media is None:
        return None
    return StoredMedia(id=media.id, state=media.state, failure=media.failure, description=bytes(media.description))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNotice:
    """Something Meta told of an account or a number; *said_at* is Meta's time of it, where it gave one."""

    id: UUID
    name: str
    topic: Topic
    level: Level
    value: Value
    waba_id: str
    number: UUID | None
    said_at: datetime | None
    received_at: datetime


def notice(notice_id: UUID) -> StoredNotice | None:
    """Open one notice."""
    row = Notice.objects.filter(pk=notice_id).first()
    return _noticed(row) if row else None


def notices(*, waba_id: str, limit: int = 50) -> list[StoredNotice]:
    """Return what was told of an account and its numbers, newest first."""
    return [_noticed(row) for row in Notice.objects.filter(waba_id=waba_id).order_by("-received_at", "-id")[:limit]]


def _noticed(row: Notice) -> StoredNotice:
    return StoredNotice(
        id=row.id,
        name=row.name,
        topic=Topic(row.topic),
        level=Level(row.level),
        value=value_of(row),
        waba_id=row.waba_id,
        number=row.number_id,
        said_at=row.said_at,
        received_at=row.received_at,
    )
