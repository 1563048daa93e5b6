"""A message of ours before it is stored: what it says on a screen, what it is beside that, what it speaks of.

Source: whatsapp-cloud-api sections 14.1, 14.6 and 14.7.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings

from desvelo.guards.vault.boxes import Box
from desvelo.kernel.whatsapp import outbound, window
from desvelo.kernel.whatsapp.details import Detail
from desvelo.kernel.whatsapp.errors import TextEmpty, TextTooLong
from desvelo.kernel.whatsapp.outbound_kinds import Buttons, Cards, Choices, Reaction, Text
from desvelo.service.channel import preferences, sealed
from desvelo.service.channel.attaching import Kept
from desvelo.service.channel.errors import NothingToAnswer, TextRefused, WindowClosed
from desvelo.service.channel.models import Message

_SUBTYPES: dict[type, str] = {Buttons: "buttons", Choices: "list"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message somebody wrote, to whom, over which number; nothing sensitive is in it, that was asked before.

    A plain text is *text* alone; every other kind is *content*, and *text* is then made from it.  *about* is the
    message it answers or reacts to.  *personal* binds it to the phone we know, even when its kind does not.  *file* is
    what it brings, and *text* then its caption.
    """

    contact: UUID
    number: UUID
    text: str = field(default="", repr=False)
    author: UUID | None
    automatic: bool = False
    last_inbound_at: datetime | None
    content: outbound.Content | None = None
    about: UUID | None = None
    personal: bool = False
    file: Kept | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What the row of a message of ours holds, before it is sealed; *detail* is None for a plain text alone."""

    kind: str
    parts: tuple[str, ...] = field(repr=False)
    detail: Detail | None
    about_index: str | None


def prepare(draft: Draft, box: Box, *, now: datetime) -> Prepared:
    """Judge *draft* and say what is stored of it.

    Raises TextRefused, ContentRefused, MarketingRefused, WindowClosed, NothingToAnswer.
    """
    preferences.require_wanted(draft.content, contact=draft.contact)
    if draft.file is not None:
        return _with_file(draft, draft.file, box, now=now)
    content = draft.content or Text(body=draft.text)
    with _said_as_ours():
        outbound.require_sendable(content)
    words, kind = outbound.words(content), outbound.kind_of(content)
    category = _require_window(draft, kind=kind, length=len(words), now=now)
    about, about_index = _spoken_of(draft, box)
    outgoing = outbound.Outgoing(
        content=draft.content,
        about=about,
        category=category,
        personal=draft.personal or outbound.is_personal(content),
    )
    return Prepared(kind=kind, parts=(words,), detail=_detail(content, outgoing), about_index=about_index)


def _with_file(draft: Draft, file: Kept, box: Box, *, now: datetime) -> Prepared:
    """Say what is stored of a message that brings a file: it always speaks of one person."""
    category = _require_window(draft, kind=file.kind, length=len(draft.text), now=now)
    about, about_index = _spoken_of(draft, box)
    around = outbound.Outgoing(about=about, category=category, personal=True)
    said = (draft.text,) if draft.text or not file.heading else ()
    return Prepared(
        kind=file.kind,
        parts=(*file.heading, *said),
        detail=Detail(heading=len(file.heading), sends=outbound.dump(around)),
        about_index=about_index,
    )


def _require_window(draft: Draft, *, kind: str, length: int, now: datetime) -> str:
    """Return the category it leaves under; raise WindowClosed when it may not."""
    is_open = window.is_open(draft.last_inbound_at, now=now)
    way = window.way(kind, length=length, is_open=is_open, direct_send=settings.DESVELO.direct_send)
    if not way.allowed:
        closed_at = window.closes_at(draft.last_inbound_at) if draft.last_inbound_at else None
        raise WindowClosed(closed_at=closed_at)
    return way.category


def _spoken_of(draft: Draft, box: Box) -> tuple[str, str | None]:
    """Return Meta's name and our index of the message *draft* answers; only within the same conversation."""
    if draft.about is None:
        return "", None
    row = Message.objects.filter(pk=draft.about, contact_id=draft.contact, number_id=draft.number).first()
    if row is None or row.detail is None or not row.wamid_index:
        raise NothingToAnswer
    wamid = sealed.open_detail(box, message=row.id, record=bytes(row.detail)).wamid
    if not wamid:
        raise NothingToAnswer
    return wamid, row.wamid_index


def _detail(content: outbound.Content, outgoing: outbound.Outgoing) -> Detail | None:
    if outgoing == outbound.Outgoing():
        return None
    return Detail(
        subtype=_SUBTYPES.get(type(content), ""),
        count=len(content.cards) if isinstance(content, Cards) else 0,
        removed=isinstance(content, Reaction) and not content.emoji,
        sends=outbound.dump(outgoing),
    )


@contextmanager
def _said_as_ours() -> Iterator[None]:
    """Say of a text what the desk has words for."""
    try:
        yield
    except TextEmpty as error:
        raise TextRefused(reason="empty") from error
    except TextTooLong as error:
        raise TextRefused(reason="too_long") from error
