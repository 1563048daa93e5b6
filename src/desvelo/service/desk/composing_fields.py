"""The fields of each form, what may stand in them, and the message that comes of them.

Source: whatsapp-cloud-api section 14.2 (limits); limits themselves are the kernel's.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from desvelo.kernel.whatsapp import outbound_payload as limits
from desvelo.kernel.whatsapp.outbound_kinds import (
    Button,
    Buttons,
    Card,
    Cards,
    Choices,
    Location,
    Phone,
    Row,
    Section,
)

Typed = Mapping[str, str]
Shape = tuple[int, ...]  # rows of each section of a list, or how many phones a contact has
MAX_PHONES: Final = 5
_FIRST: Final[dict[str, Shape]] = {"lista": (2,), "contato": (1,)}
_SHAPE: Final = re.compile(r"[0-9]{1,2}(?:,[0-9]{1,2}){0,9}", re.ASCII)
_ROW: Final = re.compile(r"row\.([0-9])", re.ASCII)
_PAIR: Final = re.compile(r"([+-]?[0-9]{1,3}\.[0-9]+)\s*[,;]\s*([+-]?[0-9]{1,3}\.[0-9]+)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field, with what is written in it and what is wrong with that; *first* has the focus."""

    name: str
    label: str
    longest: int
    value: str = field(default="", repr=False)
    needed: bool = False
    lines: bool = False
    mode: str = "text"
    hint: str = ""
    error: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields that belong together; *add* names the button that brings one more, *more* says what it brings."""

    title: str = ""
    fields: tuple[Field, ...]
    add: str = ""
    more: str = ""
    add_group: str = ""
    more_group: str = ""


def tidied(typed: Typed) -> dict[str, str]:
    """Return what was typed without space around it; a pair of coordinates in one field is taken apart."""
    words = {name: value.replace("\r\n", "\n").strip() for name, value in typed.items()}
    pair = _PAIR.fullmatch(words.get("latitude", ""))
    if pair and not words.get("longitude"):
        words["latitude"], words["longitude"] = pair.groups()
    return words


def shape_of(kind: str, written_as: str, *, grow: str = "") -> Shape:
    """Return how many fields a form has, within what WhatsApp carries; *grow* asks for one more."""
    shape = tuple(map(int, written_as.split(","))) if _SHAPE.fullmatch(written_as) else _FIRST.get(kind, ())
    if kind == "contato":
        return (min(max(shape[0], 1) + (grow == "phone"), MAX_PHONES),)
    return _list_shape(shape, grow) if kind == "lista" else ()


def grown(shape: Shape, grow: str) -> str:
    """Return the field that *grow* brought, where the person goes on."""
    if not shape:
        return ""
    if grow == "section":
        return f"section.{len(shape) - 1}"
    at = _section_to_grow(grow, len(shape))
    return f"phone.{shape[0]}" if grow == "phone" else f"row.{at}.{shape[at] - 1}" if at is not None else ""


def written(shape: Shape) -> str:
    """Write a shape as the form carries it."""
    return ",".join(map(str, shape))


def _list_shape(shape: Shape, grow: str) -> Shape:
    counts = [max(1, each) for each in shape[: limits.MAX_SECTIONS]]
    is_full = sum(counts) >= limits.MAX_ROWS
    at = None if is_full else _section_to_grow(grow, len(counts))
    if grow == "section" and not is_full and len(counts) < limits.MAX_SECTIONS:
        counts.append(1)
    elif at is not None:
        counts[at] += 1
    while sum(counts) > limits.MAX_ROWS:
        largest = max(range(len(counts)), key=lambda each: counts[each])
        counts[largest] -= 1
    return tuple(counts)


def _section_to_grow(grow: str, count: int) -> int | None:
    found = _ROW.fullmatch(grow)
    return int(found[1]) if found and int(found[1]) < count else None


def buttons(_shape: Shape) -> tuple[Group, ...]:
    """Return the fields of a message with reply buttons."""
    titles = tuple(
        Field(
            name=f"button.{at}",
            label=_("Button %(number)s") % {"number": at},
            longest=limits.MAX_BUTTON_TITLE,
            needed=at == 1,
        )
        for at in range(1, limits.MAX_BUTTONS + 1)
    )
    return (
        Group(fields=(_body(limits.MAX_BODY),)),
        Group(title=_("The customer answers by one touch"), fields=titles),
        Group(fields=(_footer(),)),
    )


def choices(shape: Shape) -> tuple[Group, ...]:
    """Return the fields of a message with a list."""
    opener = Field(
        name="button", label=_("Text of the button that opens the list"), longest=limits.MAX_BUTTON_TITLE, needed=True
    )
    return (
        Group(fields=(_body(limits.MAX_LIST_BODY), opener)),
        *(_section(shape, at) for at in range(len(shape))),
        Group(fields=(_footer(),)),
    )


def place(_shape: Shape) -> tuple[Group, ...]:
    """Return the fields of a place."""
    example = _("In degrees, such as -23.5614. A pair copied from a map may go in the first field.")
    return (
        Group(
            fields=(
                Field(name="name", label=_("Name of the place"), longest=limits.MAX_PLACE),
                Field(name="address", label=_("Address"), longest=limits.MAX_PLACE),
                Field(name="latitude", label=_("Latitude"), longest=40, needed=True, hint=example),
                Field(name="longitude", label=_("Longitude"), longest=40, needed=True),
            )
        ),
    )


def card(shape: Shape) -> tuple[Group, ...]:
    """Return the fields of a contact."""
    [count] = shape
    phones = tuple(
        Field(name=f"phone.{at}", label=_("Phone %(number)s") % {"number": at}, longest=30, needed=at == 1, mode="tel")
        for at in range(1, count + 1)
    )
    return (
        Group(
            fields=(Field(name="name", label=_("Name of the person or place"), longest=limits.MAX_PLACE, needed=True),)
        ),
        Group(fields=phones, add="phone" if count < MAX_PHONES else "", more=_("One more phone")),
    )


def to_buttons(typed: Typed, _shape: Shape) -> Buttons:
    """Return the message; a button without a title is none."""
    titles = [title for at in range(1, limits.MAX_BUTTONS + 1) if (title := typed.get(f"button.{at}", ""))]
    made = tuple(Button(id=f"b{at}", title=title) for at, title in enumerate(titles, start=1))
    return Buttons(body=typed.get("body", ""), buttons=made, footer=typed.get("footer", ""))


def to_choices(typed: Typed, shape: Shape) -> Choices:
    """Return the message; a row without a title is none, and a section without rows is none."""
    sections = tuple(
        Section(title=typed.get(f"section.{at}", ""), rows=listed)
        for at in range(len(shape))
        if (listed := tuple(rows(typed, shape, at)))
    )
    words = {name: typed.get(name, "") for name in ("body", "button", "footer")}
    return Choices(sections=sections, **words)


def to_place(typed: Typed, _shape: Shape) -> Location:
    """Return the place."""
    return Location(
        latitude=float(degrees(typed.get("latitude", ""))),
        longitude=float(degrees(typed.get("longitude", ""))),
        name=typed.get("name", ""),
        address=typed.get("address", ""),
    )


def to_card(typed: Typed, shape: Shape) -> Cards:
    """Return the contact."""
    numbers = [number for at in range(1, shape[0] + 1) if (number := typed.get(f"phone.{at}", ""))]
    phones = tuple(Phone(phone=number, type="WORK") for number in numbers)
    return Cards(cards=(Card(name=typed.get("name", ""), phones=phones),))


def degrees(text: str) -> str:
    """Return degrees as a computer writes them; a comma is a point, and a long dash a minus."""
    return text.replace(",", ".").replace("\u2212", "-").removesuffix("°")


def rows(typed: Typed, shape: Shape, at: int) -> Iterator[Row]:
    """Yield the rows of one section of a list; one without a title is none."""
    for row in range(shape[at]):
        if title := typed.get(f"row.{at}.{row}", ""):
            yield Row(id=f"r{at + 1}.{row + 1}", title=title, description=typed.get(f"about.{at}.{row}", ""))


def _section(shape: Shape, at: int) -> Group:
    number = {"number": at + 1}
    title = Field(name=f"section.{at}", label=_("Title of the section"), longest=limits.MAX_ROW_TITLE)
    lines = [each for row in range(shape[at]) for each in _row(at, row)]
    is_last, is_full = at == len(shape) - 1, sum(shape) >= limits.MAX_ROWS
    return Group(
        title=_("Section %(number)s") % number,
        fields=(title, *lines),
        add="" if is_full else f"row.{at}",
        more=_("One more line"),
        add_group="section" if is_last and not is_full else "",
        more_group=_("One more section"),
    )


def _row(at: int, row: int) -> tuple[Field, Field]:
    number = {"number": row + 1}
    return (
        Field(name=f"row.{at}.{row}", label=_("Line %(number)s") % number, longest=limits.MAX_ROW_TITLE),
        Field(
            name=f"about.{at}.{row}",
            label=_("Description of line %(number)s") % number,
            longest=limits.MAX_ROW_DESCRIPTION,
        ),
    )


def _body(longest: int) -> Field:
    return Field(name="body", label=_("Text"), longest=longest, needed=True, lines=True)


def _footer() -> Field:
    return Field(name="footer", label=_("Small line below"), longest=limits.MAX_FOOTER)
