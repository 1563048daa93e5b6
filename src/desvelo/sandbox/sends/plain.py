"""Text, files, places, cards, reactions: the kinds with one object and no action.

Source: whatsapp-cloud-api section 14.2.
"""

import re
from typing import Any, Final

from desvelo.sandbox import graph_errors
from desvelo.sandbox.sends import checks
from desvelo.sandbox.sends.bubble import Bubble

MAX_TEXT: Final = 4_096
MAX_CAPTION: Final = 1_024
MAX_CONTACTS: Final = 257
_WITH_CAPTION: Final = frozenset({"document", "image", "video"})
_ID = re.compile(r"[A-Za-z0-9_-]{1,128}", re.ASCII)
_LETTERS = re.compile(r"[A-Za-z0-9\s]")
_LONGEST_EMOJI: Final = 32
_LONGEST_NAME: Final = 1_000


def text(content: Any) -> Bubble:
    """Judge ``text``."""
    given = checks.parameter(content, "text", dict)
    if not isinstance(given.get("preview_url", False), bool):
        raise graph_errors.parameter("Param text['preview_url'] must be a boolean.")
    return Bubble(text=checks.bounded(given.get("body"), "text['body']", MAX_TEXT))


def media(kind: str, content: Any) -> Bubble:
    """Judge ``image``, ``video``, ``audio``, ``document`` or ``sticker``: a file by id, or by an address."""
    given = checks.parameter(content, kind, dict)
    caption = checks.optional(given.get("caption"), f"{kind}['caption']", MAX_CAPTION)
    if caption and kind not in _WITH_CAPTION:
        raise graph_errors.parameter(f'Unexpected key "caption" on param "{kind}".')
    if kind == "audio" and not isinstance(given.get("voice", False), bool):
        raise graph_errors.parameter("Param audio['voice'] must be a boolean.")
    filename = checks.optional(given.get("filename"), f"{kind}['filename']", _LONGEST_NAME)
    file_id, link = file(kind, given)
    return Bubble(text=caption or filename, file_id=file_id, link=link)


def file(kind: str, given: dict[str, Any]) -> tuple[str | None, str]:
    """Return (id, address) of a file, exactly one of which is there."""
    has_id, has_link = bool(given.get("id")), bool(given.get("link"))
    if has_id == has_link:
        raise (
            graph_errors.missing(f"{kind}['id']")
            if not has_id
            else graph_errors.parameter(f"Only one of {kind}['id'] and {kind}['link'] is allowed.")
        )
    if has_link:
        return None, checks.url(given["link"], f"{kind}['link']")
    if not isinstance(given["id"], str | int) or not _ID.fullmatch(str(given["id"])):
        raise graph_errors.invalid(f"Param {kind}['id'] is not a valid whatsapp business account media attachment ID")
    return str(given["id"]), ""


def location(content: Any) -> Bubble:
    """Judge ``location``."""
    given = checks.parameter(content, "location", dict)
    for key in ("latitude", "longitude"):
        if given.get(key) is None:
            raise graph_errors.missing(f"location['{key}']")
    latitude = checks.number(given["latitude"], "location['latitude']", -90, 90)
    longitude = checks.number(given["longitude"], "location['longitude']", -180, 180)
    name = checks.optional(given.get("name"), "location['name']", _LONGEST_NAME)
    address = checks.optional(given.get("address"), "location['address']", _LONGEST_NAME)
    return Bubble(text=name or address or f"{latitude:g}, {longitude:g}", footer=address if name else "")


def contacts(content: Any) -> Bubble:
    """Judge ``contacts``: cards, each with a name."""
    given = checks.parameter(content, "contacts", list)
    if not 1 <= len(given) <= MAX_CONTACTS:
        raise graph_errors.invalid(
            f"Invalid contacts count. Min allowed contacts: 1, Max allowed contacts: {MAX_CONTACTS}"
        )
    return Bubble(text=", ".join(_card(card, number) for number, card in enumerate(given)))


def _card(card: Any, number: int) -> str:
    place = f"contacts[{number}]"
    name = checks.inner(checks.inner(card, place).get("name"), f"{place}['name']")
    shown = checks.label(name.get("formatted_name"), f"{place}['name']['formatted_name']", _LONGEST_NAME)
    if not any(name.get(key) for key in ("first_name", "last_name", "middle_name", "suffix", "prefix")):
        raise graph_errors.invalid(f"{place}['name'] needs formatted_name and at least one more part of the name.")
    for key in ("phones", "emails", "addresses", "urls"):
        if not isinstance(card.get(key, []), list):
            raise graph_errors.invalid(f"{place}['{key}'] must be an array.")
    return shown


def reaction(content: Any) -> Bubble:
    """Judge ``reaction``; an empty emoji takes it away."""
    given = checks.parameter(content, "reaction", dict)
    about = checks.bounded(given.get("message_id"), "reaction['message_id']", MAX_CAPTION)
    emoji = given.get("emoji")
    if not isinstance(emoji, str):
        raise graph_errors.missing("reaction['emoji']")
    if len(emoji) > _LONGEST_EMOJI or _LETTERS.search(emoji):
        raise graph_errors.invalid("reaction['emoji'] is not an emoji.")
    return Bubble(text=emoji, about=about)
