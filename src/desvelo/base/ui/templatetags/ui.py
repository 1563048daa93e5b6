"""Tags and filters of the interface: icons, protected chips, masked text.

The invariant: `masked` draws only objects that have `parts`.  A plain string given to it is a programming error and
stops the page, so unmasked text cannot be printed by accident where a message body is expected.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from django import template
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from desvelo.base.ui.look import Look
from desvelo.base.ui.looks import look
from desvelo.base.ui.refusals import Told, told
from desvelo.base.ui.shortcuts import GROUPS, Group

register = template.Library()

_DRAWN = "•* "  # the mask is drawn here, so a hint that brings its own dots loses them


class Chip(Protocol):
    """What a chip tells the screen: never the value."""

    datum: str
    label: str
    hint: str
    discarded: bool


class Masked(Protocol):
    """A body in pieces: plain text and chips."""

    @property
    def parts(self) -> Iterable[str | Chip]:
        """Return text and chips in reading order."""


@register.simple_tag
def icon(name: str, size: int = 16, extra: str = "") -> SafeString:
    """Draw the icon *name* from the sprite; decoration only, the words stand beside it."""
    return format_html(
        '<svg class="i {}" width="{}" height="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        extra,
        size,
        size,
        static("ui/icons.svg"),
        name,
    )


@register.inclusion_tag("ui/components/chip.html")
def chip(
    part: Chip, *, place: str = "", live: bool = False, unasked: Collection[str] | None = None
) -> dict[str, object]:
    """Draw one protected datum; *live* makes it a button, *place* keeps its id unique on the page.

    *unasked* are the classes that are shown for now without asking why.
    """
    seen = look(part.label)
    wide = live and place != "c"
    hint = part.hint.strip(_DRAWN)
    return {
        "chip": part,
        "hint": hint,
        "look": seen,
        "name": seen.short if wide else seen.brief or seen.short,
        "small": not live,
        "place": place,
        "live": live and not part.discarded,
        "unasked": part.label in (unasked or ()),
        "asks": live and bool(part.datum),
        "dots": "•" * (seen.dots if hint else 0),
        "detail": getattr(part, "detail", ""),
    }


@register.inclusion_tag("ui/components/masked.html")
def masked(
    body: Masked, *, place: str = "", live: bool = False, unasked: Collection[str] | None = None
) -> dict[str, object]:
    """Draw masked text; a plain string is refused."""
    if isinstance(body, str):
        raise TypeError("masked text is not a string")
    return {"parts": list(_pieces(body)), "place": place, "live": live, "unasked": unasked}


def _pieces(body: Masked) -> Iterator[tuple[str, Chip | None]]:
    for part in body.parts:
        if isinstance(part, str):
            yield part, None
        else:
            yield "", part


@register.simple_tag
def refusal(status: int | str | None, code: str = "") -> Told:
    """Return the words for an error page or fragment."""
    return told(status=int(status or 500), code=code or "")


@register.simple_tag
def shortcuts() -> tuple[Group, ...]:
    """Return the table of keys."""
    return GROUPS


@register.filter
def as_sent(body: Masked) -> str:
    """Return masked text the way the customer will read it: each datum as its ending, or as dots."""
    return "".join(text if part is None else part.hint or "••••" for text, part in _pieces(body))


@register.filter
def this_datum(code: str) -> str | Promise:
    """Point at a datum of class *code*: «este CPF»."""
    return look(code).this


@register.filter
def short_label(code: str) -> str | Promise:
    """Name the class *code*: «CPF»."""
    return look(code).short


@register.filter
def label_icon(code: str) -> str:
    """Name the icon of the class *code*."""
    return look(code).icon


@register.filter
def one_of_each(codes: Iterable[str]) -> str:
    """Say which classes are present, each counted once: «um cartão e um CPF»."""
    *others, last = [str(each.one) for each in _distinct(codes)] or [""]
    if not others:
        return last
    return _("%(first)s and %(last)s") % {"first": ", ".join(others), "last": last}


def _distinct(codes: Iterable[str]) -> list[Look]:
    return [look(code) for code in dict.fromkeys(codes)]


@register.filter
def grouped(secret: str, size: int = 4) -> str:
    """Cut a long code into groups a person can type."""
    whole = "".join(secret.split())
    return " ".join(whole[start : start + size] for start in range(0, len(whole), size))
