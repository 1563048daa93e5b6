"""The kinds of message a business sends, as typed values.

``mapped`` rebuilds a value with every text in it changed, so that a guard that reads texts reads all of them.  What
each becomes on the wire, and its limits, stands in ``outbound_payload``; templates in ``outbound_templates``.

Source: whatsapp-cloud-api sections 14.1 and 14.2.

>>> texts(Location(latitude=-23.56, longitude=-46.65, name="Clínica Aurora"))
('Clínica Aurora', '')
"""

from collections.abc import Callable
from typing import Literal, TypeAlias, TypeVar

import msgspec

FileKind: TypeAlias = Literal["audio", "document", "image", "sticker", "video"]


_Struct = TypeVar("_Struct", bound=msgspec.Struct)


class _Content(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    def __repr__(self) -> str:
        return f"{type(self).__name__}(•••)"


class Text(_Content, frozen=True, tag="text"):
    """Words; no preview of a link unless asked for, because fetching it tells a stranger that it was sent."""

    body: str
    preview: bool = False


class Reaction(_Content, frozen=True, tag="reaction"):
    """An emoji on the message that this one is about; empty takes it back."""

    emoji: str = ""


class Button(msgspec.Struct, frozen=True, kw_only=True):
    """A reply the customer gives by one touch; *id* comes back with it."""

    id: str
    title: str


class File(_Content, frozen=True, tag="file"):
    """A file that was uploaded before, by Meta's id for it; *voice* shows a sound as a voice message."""

    kind: FileKind
    media_id: str
    caption: str = ""
    filename: str = ""
    voice: bool = False


class Buttons(_Content, frozen=True, tag="buttons"):
    """Words with up to three replies, under a line of text or a picture, film or document."""

    body: str
    buttons: tuple[Button, ...]
    header: str = ""
    header_file: File | None = None
    footer: str = ""


class Row(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a list."""

    id: str
    title: str
    description: str = ""


class Section(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Lines of a list under one title, which only a list of one section may do without."""

    rows: tuple[Row, ...]
    title: str = ""


class Choices(_Content, frozen=True, tag="list"):
    """Words with a list that *button* opens: up to ten lines in all."""

    body: str
    button: str
    sections: tuple[Section, ...]
    header: str = ""
    footer: str = ""


class Location(_Content, frozen=True, tag="location"):
    """A place, in degrees."""

    latitude: float
    longitude: float
    name: str = ""
    address: str = ""


class Phone(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A number on a card; *wa_id* makes it one that can be written to."""

    phone: str
    type: str = ""
    wa_id: str = ""


class Card(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person or a company to write to."""

    name: str
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    company: str = ""


class Cards(_Content, frozen=True, tag="contacts"):
    """Cards of people."""

    cards: tuple[Card, ...]


Freeform: TypeAlias = Text | Reaction | Buttons | Choices | Location | Cards | File


def kind_of(content: Freeform) -> str:
    """Return Meta's name for the kind."""
    match content:
        case Text():
            return "text"
        case Reaction():
            return "reaction"
        case Buttons() | Choices():
            return "interactive"
        case Location():
            return "location"
        case Cards():
            return "contacts"
        case File():
            return content.kind


def texts(content: Freeform) -> tuple[str, ...]:
    """Return every text a person wrote in *content*, in reading order."""
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    mapped(content, keep)
    return tuple(found)


def phones(content: Freeform) -> frozenset[str]:
    """Return what stands where the number of a card does: it is there to be called."""
    cards = content.cards if isinstance(content, Cards) else ()
    return frozenset(each.phone for card in cards for each in card.phones)


def mapped(content: Freeform, change: Callable[[str], str]) -> Freeform:
    """Return *content* with each text replaced by what *change* makes of it; ids and coordinates stay."""
    match content:
        case Text() | Reaction():
            return _replaced(content, change, "body" if isinstance(content, Text) else "emoji")
        case Buttons():
            file = _replaced(content.header_file, change, "filename") if content.header_file else None
            changed = _replaced(content, change, "header", "body", "footer")
            buttons = tuple(_replaced(each, change, "title") for each in content.buttons)
            return msgspec.structs.replace(changed, buttons=buttons, header_file=file)
        case Choices():
            listed = _replaced(content, change, "header", "body", "footer", "button")
            sections = tuple(_section_mapped(each, change) for each in content.sections)
            return msgspec.structs.replace(listed, sections=sections)
        case Location():
            return _replaced(content, change, "name", "address")
        case Cards():
            return Cards(cards=tuple(_card_mapped(each, change) for each in content.cards))
        case File():
            return _replaced(content, change, "filename", "caption")


def _section_mapped(section: Section, change: Callable[[str], str]) -> Section:
    titled = _replaced(section, change, "title")
    rows = tuple(_replaced(each, change, "title", "description") for each in section.rows)
    return msgspec.structs.replace(titled, rows=rows)


def _card_mapped(card: Card, change: Callable[[str], str]) -> Card:
    named = _replaced(card, change, "name", "company")
    phones = tuple(_replaced(each, change, "phone") for each in card.phones)
    emails = tuple(change(each) for each in card.emails)
    return msgspec.structs.replace(named, phones=phones, emails=emails)


def _replaced(value: _Struct, change: Callable[[str], str], *names: str) -> _Struct:
    return msgspec.structs.replace(value, **{name: change(getattr(value, name)) for name in names})
