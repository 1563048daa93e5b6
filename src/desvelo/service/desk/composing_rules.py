"""What may stand in the fields of a form: each thing that is wrong says what to do, at its field.

Source: whatsapp-cloud-api section 14.2 (limits); limits themselves are the kernel's.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _

from desvelo.kernel.whatsapp import outbound_payload as limits
from desvelo.service.desk.composing_fields import Field, Group, Shape, Typed, degrees, rows

_DEGREES: Final = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,15})?", re.ASCII)
_PHONE: Final = re.compile(r"\+?[0-9() .\-]{8,30}", re.ASCII)
_PHONE_DIGITS: Final = (8, 15)
_DEGREES_MOST: Final = {"latitude": 90, "longitude": 180}


def wrong(kind: str, typed: Typed, shape: Shape, groups: Sequence[Group]) -> dict[str, str]:
    """Return what is wrong, by field: each says what to do."""
    found = {each.name: said for group in groups for each in group.fields if (said := _length(each))}
    more = _MORE.get(kind)
    return {**(more(typed, shape) if more else {}), **found}


def _length(each: Field) -> str:
    if each.needed and not each.value:
        return _("Fill this in.")
    if len(each.value) > each.longest:
        return _("WhatsApp carries up to %(limit)s characters here; this has %(count)s.") % {
            "limit": each.longest,
            "count": len(each.value),
        }
    return ""


def _wrong_buttons(typed: Typed, _shape: Shape) -> dict[str, str]:
    seen: set[str] = set()
    found = {}
    for at in range(1, limits.MAX_BUTTONS + 1):
        title = typed.get(f"button.{at}", "")
        if title and title in seen:
            found[f"button.{at}"] = _("Another button says this already. Each must be different.")
        seen.add(title)
    return found


def _wrong_choices(typed: Typed, shape: Shape) -> dict[str, str]:
    found = {
        f"row.{at}.{row}": _("Fill this in, or take the description away.")
        for at, count in enumerate(shape)
        for row in range(count)
        if typed.get(f"about.{at}.{row}") and not typed.get(f"row.{at}.{row}")
    }
    filled = [at for at in range(len(shape)) if any(rows(typed, shape, at))]
    if not filled:
        found.setdefault("row.0.0", _("A list needs at least one line."))
    if len(filled) > 1:
        untitled = [at for at in filled if not typed.get(f"section.{at}")]
        found |= {f"section.{at}": _("With more than one section, each needs a title.") for at in untitled}
    return found


def _wrong_place(typed: Typed, _shape: Shape) -> dict[str, str]:
    found = {}
    for name, most in _DEGREES_MOST.items():
        value = degrees(typed.get(name, ""))
        if value and not _DEGREES.fullmatch(value):
            found[name] = _("Write it in degrees, such as -23.5614.")
        elif value and abs(float(value)) > most:
            found[name] = _("It goes from -%(most)s to %(most)s.") % {"most": most}
    return found


def _wrong_card(typed: Typed, shape: Shape) -> dict[str, str]:
    names = [f"phone.{at}" for at in range(1, shape[0] + 1)]
    said = _("Write it with country and area code, such as +55 11 3000-1000.")
    return {name: said for name in names if typed.get(name) and not _is_phone(typed[name])}


_MORE: Final[Mapping[str, Callable[[Typed, Shape], dict[str, str]]]] = {
    "botoes": _wrong_buttons,
    "contato": _wrong_card,
    "lista": _wrong_choices,
    "lugar": _wrong_place,
}


def _is_phone(text: str) -> bool:
    least, most = _PHONE_DIGITS
    return bool(_PHONE.fullmatch(text)) and least <= sum(map(str.isdecimal, text)) <= most
