"""A send request read and judged by the limits of the Cloud API.

Text is judged in full; every other kind is judged lightly, accepted, and shown on the phone as what it is.

Source: Meta, "Messages" reference, v26.0, read November 2026.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from desvelo.sandbox import graph_errors

MAX_TEXT: Final = 4_096
MAX_CAPTION: Final = 1_024
MAX_MARK: Final = 512
MAX_BUTTONS: Final = 3
MAX_TITLE: Final = 20
_NATIONAL_DIGITS: Final = 11
KINDS: Final = (
    "audio",
    "contacts",
    "document",
    "image",
    "interactive",
    "location",
    "reaction",
    "sticker",
    "template",
    "text",
    "video",
)
WITH_FILES: Final = frozenset({"audio", "document", "image", "sticker", "video"})
_USER_ID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}", re.ASCII)
_NOT_DIGITS = re.compile(r"[^0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SendRequest:
    """A message that may go out."""

    input: str
    number: str | None
    user_id: str | None
    kind: str
    text: str
    reply_to: str | None
    opaque: str | None
    buttons: tuple[tuple[str, str], ...]
    file_id: str | None = None


def read(raw: dict[str, Any], *, business_number: str) -> SendRequest:
    """Judge *raw*; raises GraphError."""
    if raw.get("messaging_product") != "whatsapp":
        raise graph_errors.missing("messaging_product")
    kind = _kind(raw)
    content = raw.get(kind)
    if not isinstance(content, list if kind == "contacts" else dict):
        raise graph_errors.missing(kind)
    number, user_id, given = _addressee(raw, business_number)
    return SendRequest(
        input=given,
        number=number,
        user_id=user_id,
        kind=kind,
        text=_shown_text(kind, content),
        reply_to=_context(raw),
        opaque=_mark(raw),
        buttons=_buttons(content) if kind == "interactive" else (),
        file_id=_file_id(kind, content) if kind in WITH_FILES else None,
    )


def _kind(raw: dict[str, Any]) -> str:
    kind = raw.get("type", "text")
    if kind not in KINDS:
        choices = ", ".join(KINDS).upper()
        raise graph_errors.parameter(f'Param type must be one of {{{choices}}} - got "{str(kind)[:40]}".')
    return str(kind)


def _addressee(raw: dict[str, Any], business_number: str) -> tuple[str | None, str | None, str]:
    """Return (number, user id, as given); a phone wins over a user id."""
    to = raw.get("to")
    if to not in (None, ""):
        return _phone(str(to), business_number), None, str(to)
    recipient = raw.get("recipient")
    if not isinstance(recipient, str) or not recipient:
        raise graph_errors.missing("to")
    if not _USER_ID.fullmatch(recipient):
        raise graph_errors.parameter("recipient is not a user id.", code=131009, title="Parameter value is not valid")
    return None, recipient, recipient


def _phone(to: str, business_number: str) -> str:
    """Return the number dialled; without "+", a short one is taken for a number of the business's own country."""
    digits = _NOT_DIGITS.sub("", to)
    if not digits or any(letter.isalpha() for letter in to):
        raise graph_errors.parameter("to is not a phone number.", code=131009, title="Parameter value is not valid")
    is_national = not to.startswith("+") and len(digits) <= _NATIONAL_DIGITS
    return _NOT_DIGITS.sub("", business_number)[:2] + digits if is_national else digits


def _shown_text(kind: str, content: Any) -> str:
    if kind == "text":
        return _bounded(content.get("body"), "text['body']", MAX_TEXT)
    if kind == "interactive":
        return _bounded(_object(content.get("body")).get("text"), "interactive['body']['text']", MAX_TEXT)
    if kind == "template":
        return _bounded(content.get("name"), "template['name']", MAX_MARK)
    if kind == "contacts":
        return ""
    shown = content.get("caption") or content.get("filename") or content.get("emoji") or content.get("name") or ""
    return _bounded(shown, f"{kind}['caption']", MAX_CAPTION) if shown else ""


def _file_id(kind: str, content: Any) -> str | None:
    """Return the id of an uploaded file, or None for one that Meta would fetch by its link."""
    if isinstance(content.get("link"), str) and content["link"]:
        return None
    file_id = content.get("id")
    if not isinstance(file_id, str | int) or not str(file_id):
        raise graph_errors.missing(f"{kind}['id']")
    return str(file_id)


def _bounded(value: Any, name: str, limit: int) -> str:
    if not isinstance(value, str) or not value.strip():
        raise graph_errors.missing(name)
    if len(value) > limit:
        raise graph_errors.parameter(f"Param {name} must be at most {limit} characters long.")
    return value


def _context(raw: dict[str, Any]) -> str | None:
    context = raw.get("context")
    if context is None:
        return None
    quoted = context.get("message_id") if isinstance(context, dict) else None
    if not isinstance(quoted, str) or not quoted:
        raise graph_errors.missing("context['message_id']")
    return quoted


def _mark(raw: dict[str, Any]) -> str | None:
    mark = raw.get("biz_opaque_callback_data")
    return None if mark is None else _bounded(mark, "biz_opaque_callback_data", MAX_MARK)


def _buttons(content: Any) -> tuple[tuple[str, str], ...]:
    """Return the reply buttons; Meta allows three, with distinct ids and titles."""
    listed = _object(_object(content).get("action")).get("buttons")
    replies = [_object(_object(one).get("reply")) for one in listed] if isinstance(listed, list) else []
    found = tuple((str(reply.get("id", "")), str(reply.get("title", ""))) for reply in replies if reply)
    titles = {title for _, title in found}
    if len(found) > MAX_BUTTONS or len(titles) < len(found) or len(dict(found)) < len(found):
        raise graph_errors.parameter("Param buttons must be at most three, with distinct ids and titles.")
    if not all(1 <= len(title) <= MAX_TITLE for title in titles):
        raise graph_errors.parameter(f"Button title length invalid. Min length: 1, Max length: {MAX_TITLE}")
    return found


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
