"""What each kind of message becomes on the wire, and the limits that Meta sets for it.

A limit that Meta would refuse is refused here, with the name of the part and the limit, before anything is stored or
sent.

Source: whatsapp-cloud-api section 14.2.

>>> from desvelo.kernel.whatsapp.outbound_kinds import Button, Buttons
>>> payload(Buttons(body="Quinta?", buttons=(Button(id="y", title="Sim"), Button(id="n", title="Não"))))["type"]
'button'
"""

import math
from collections.abc import Sequence
from typing import Final, TypeVar

import msgspec

from desvelo.kernel.whatsapp.errors import ContentRefused, TextEmpty, TextTooLong
from desvelo.kernel.whatsapp.outbound_kinds import (
    Buttons,
    Card,
    Cards,
    Choices,
    File,
    Freeform,
    Location,
    Reaction,
    Row,
    Section,
    Text,
)

MAX_TEXT: Final = 4_096
MAX_CAPTION: Final = 1_024
MAX_BODY: Final = 1_024
MAX_LIST_BODY: Final = 4_096
MAX_HEADER: Final = 60
MAX_FOOTER: Final = 60
MAX_BUTTONS: Final = 3
MAX_BUTTON_ID: Final = 256
MAX_BUTTON_TITLE: Final = 20
MAX_SECTIONS: Final = 10
MAX_ROWS: Final = 10
MAX_ROW_ID: Final = 200
MAX_ROW_TITLE: Final = 24
MAX_ROW_DESCRIPTION: Final = 72
MAX_CARDS: Final = 257
MAX_PLACE: Final = 1_000
_LATITUDE, _LONGITUDE = 90.0, 180.0
_WITH_CAPTION: Final = frozenset({"document", "image", "video"})
_Item = TypeVar("_Item")


def payload(  # noqa: PLR0911  a line for each kind
    content: Freeform, *, about: str | None = None
) -> dict[str, object] | list[dict[str, object]]:
    """Return the object that stands under the kind's name; *about* is the message a reaction is put on.

    Raises TextEmpty, TextTooLong, ContentRefused(part, reason, limit).
    """
    match content:
        case Text():
            return _text(content)
        case Reaction():
            return {"message_id": needed(about, "about"), "emoji": content.emoji}
        case Buttons():
            return _buttons(content)
        case Choices():
            return _choices(content)
        case Location():
            return _location(content)
        case Cards():
            return [_card(each) for each in counted(content.cards, "cards", MAX_CARDS)]
        case File():
            return _file(content)


def bounded(text: str, part: str, limit: int, *, may_be_empty: bool = False) -> str:
    """Return *text* if Meta takes it there; raise ContentRefused(empty, too_long)."""
    if not may_be_empty and not text.strip():
        raise ContentRefused(part=part, reason="empty")
    if len(text) > limit:
        raise ContentRefused(part=part, reason="too_long", limit=limit)
    return text


def counted(values: Sequence[_Item], part: str, limit: int) -> Sequence[_Item]:
    """Return *values* if there is at least one and at most *limit*; raise ContentRefused(empty, too_many)."""
    if not values:
        raise ContentRefused(part=part, reason="empty")
    if len(values) > limit:
        raise ContentRefused(part=part, reason="too_many", limit=limit)
    return values


def needed(value: str | None, part: str) -> str:
    """Return *value*; raise ContentRefused(empty) when there is none."""
    if not value:
        raise ContentRefused(part=part, reason="empty")
    return value


def _text(content: Text) -> dict[str, object]:
    if not content.body.strip():
        raise TextEmpty
    if len(content.body) > MAX_TEXT:
        raise TextTooLong(length=len(content.body), limit=MAX_TEXT)
    return {"body": content.body, "preview_url": content.preview}


def _buttons(content: Buttons) -> dict[str, object]:
    buttons = counted(content.buttons, "buttons", MAX_BUTTONS)
    _distinct([each.id for each in buttons], "buttons.id")
    _distinct([each.title for each in buttons], "buttons.title")
    replies = [
        {
            "id": bounded(each.id, "buttons.id", MAX_BUTTON_ID),
            "title": bounded(each.title, "buttons.title", MAX_BUTTON_TITLE),
        }
        for each in buttons
    ]
    return {
        "type": "button",
        **_frame(content, MAX_BODY),
        "action": {"buttons": [{"type": "reply", "reply": each} for each in replies]},
    }


def _choices(content: Choices) -> dict[str, object]:
    sections = counted(content.sections, "sections", MAX_SECTIONS)
    rows = [row for section in sections for row in counted(section.rows, "sections.rows", MAX_ROWS)]
    counted(rows, "sections.rows", MAX_ROWS)
    _distinct([row.id for row in rows], "sections.rows.id")
    button = bounded(content.button, "button", MAX_BUTTON_TITLE)
    listed = [_section(each, alone=len(sections) == 1) for each in sections]
    return {"type": "list", **_frame(content, MAX_LIST_BODY), "action": {"button": button, "sections": listed}}


def _section(section: Section, *, alone: bool) -> dict[str, object]:
    title = bounded(section.title, "sections.title", MAX_ROW_TITLE, may_be_empty=alone)
    return {**({"title": title} if title else {}), "rows": [_row(each) for each in section.rows]}


def _row(row: Row) -> dict[str, object]:
    described = bounded(row.description, "sections.rows.description", MAX_ROW_DESCRIPTION, may_be_empty=True)
    return {
        "id": bounded(row.id, "sections.rows.id", MAX_ROW_ID),
        "title": bounded(row.title, "sections.rows.title", MAX_ROW_TITLE),
        **({"description": described} if described else {}),
    }


def _frame(content: Buttons | Choices, longest_body: int) -> dict[str, object]:
    footer = bounded(content.footer, "footer", MAX_FOOTER, may_be_empty=True)
    return {
        **_header(content),
        "body": {"text": bounded(content.body, "body", longest_body)},
        **({"footer": {"text": footer}} if footer else {}),
    }


def _header(content: Buttons | Choices) -> dict[str, object]:
    """Return the line or the file over the words; one of the two, and only buttons may have a file."""
    file = content.header_file if isinstance(content, Buttons) else None
    if file is not None and content.header:
        raise ContentRefused(part="header", reason="repeated")
    if file is not None and file.kind not in _WITH_CAPTION:
        raise ContentRefused(part="header", reason="not_with_this_kind")
    if file is not None:
        named = {"filename": file.filename} if file.filename and file.kind == "document" else {}
        return {"header": {"type": file.kind, file.kind: {"id": needed(file.media_id, "header"), **named}}}
    text = bounded(content.header, "header", MAX_HEADER, may_be_empty=True)
    return {"header": {"type": "text", "text": text}} if text else {}


def _location(content: Location) -> dict[str, object]:
    for part, value, most in (
        ("latitude", content.latitude, _LATITUDE),
        ("longitude", content.longitude, _LONGITUDE),
    ):
        if not math.isfinite(value) or abs(value) > most:
            raise ContentRefused(part=part, reason="out_of_range", limit=int(most))
    named = {"name": content.name, "address": content.address}
    words = {name: bounded(text, name, MAX_PLACE) for name, text in named.items() if text}
    return {"latitude": content.latitude, "longitude": content.longitude, **words}


def _card(card: Card) -> dict[str, object]:
    name = bounded(card.name, "cards.name", MAX_PLACE)
    phones = [{key: text for key, text in msgspec.structs.asdict(each).items() if text} for each in card.phones]
    return {
        "name": {"formatted_name": name, "first_name": name.split(" ")[0]},
        **({"phones": phones} if phones else {}),
        **({"emails": [{"email": each} for each in card.emails]} if card.emails else {}),
        **({"org": {"company": card.company}} if card.company else {}),
    }


def _file(content: File) -> dict[str, object]:
    if content.caption and content.kind not in _WITH_CAPTION:
        raise ContentRefused(part="caption", reason="not_with_this_kind")
    caption = bounded(content.caption, "caption", MAX_CAPTION, may_be_empty=True)
    return {
        "id": needed(content.media_id, "media_id"),
        **({"caption": caption} if caption else {}),
        **({"filename": content.filename} if content.filename and content.kind == "document" else {}),
        **({"voice": True} if content.voice and content.kind == "audio" else {}),
    }


def _distinct(values: Sequence[str], part: str) -> None:
    if len(set(values)) < len(values):
        raise ContentRefused(part=part, reason="repeated")
