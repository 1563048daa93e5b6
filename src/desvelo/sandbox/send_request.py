"""A send request read and judged by the limits of the Cloud API.

Here stands what all kinds share (to whom, answering what, under which mark); what belongs to one kind is in ``sends``.

Source: Meta, "Messages" reference, v26.0, read November 2026; whatsapp-cloud-api sections 14.1 and 14.2.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from desvelo.sandbox import graph_errors
from desvelo.sandbox.sends import checks, interactive, plain
from desvelo.sandbox.sends.bubble import Bubble

MAX_MARK: Final = 512
MAX_NAME: Final = 512
MAX_HASH: Final = 256
_NATIONAL_DIGITS: Final = 11
WITH_FILES: Final = frozenset({"audio", "document", "image", "sticker", "video"})
_USER_ID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}", re.ASCII)
_NOT_DIGITS = re.compile(r"[^0-9]")
_RECIPIENTS: Final = ("individual", "group")
_CATEGORIES: Final = ("authentication", "service", "utility")


def _template(content: Any) -> Bubble:
    """Judge the frame; the parameters are judged against the template itself."""
    given = checks.parameter(content, "template", dict)
    return Bubble(text=checks.bounded(given.get("name"), "template['name']", MAX_NAME))


_JUDGES: Final[dict[str, Callable[[Any], Bubble]]] = {
    **{kind: partial(plain.media, kind) for kind in sorted(WITH_FILES)},
    "contacts": plain.contacts,
    "interactive": interactive.interactive,
    "location": plain.location,
    "reaction": plain.reaction,
    "template": _template,
    "text": plain.text,
}
KINDS: Final = tuple(sorted(_JUDGES))


@dataclass(frozen=True, slots=True, kw_only=True)
class SendRequest:
    """A message that may go out; *raw* is the request as it came."""

    input: str
    number: str | None
    user_id: str | None
    group_id: str | None
    kind: str
    bubble: Bubble
    reply_to: str | None
    opaque: str | None
    key_hash: str | None
    category: str | None
    raw: dict[str, Any]

    def showing(self, bubble: Bubble) -> "SendRequest":
        """Return the same request with another content on the phone."""
        return replace(self, bubble=bubble)


def read(raw: dict[str, Any], *, business_number: str) -> SendRequest:
    """Judge *raw*; raises GraphError."""
    if raw.get("messaging_product") != "whatsapp":
        raise graph_errors.missing("messaging_product")
    kind = _kind(raw)
    bubble = _JUDGES[kind](raw.get(kind))
    is_group = recipient_type(raw) == "group"
    number, user_id, given = (None, None, _group(raw)) if is_group else _addressee(raw, business_number)
    return SendRequest(
        input=given,
        number=number,
        user_id=user_id,
        group_id=given if is_group else None,
        kind=kind,
        bubble=bubble,
        reply_to=_context(raw, kind),
        opaque=_text_or_none(raw, "biz_opaque_callback_data", MAX_MARK),
        key_hash=_text_or_none(raw, "recipient_identity_key_hash", MAX_HASH),
        category=_category(raw, kind),
        raw=raw,
    )


def recipient_type(raw: dict[str, Any]) -> str:
    """Return to what kind of recipient this goes."""
    given = raw.get("recipient_type", "individual")
    if given not in _RECIPIENTS:
        raise graph_errors.parameter("Param recipient_type must be one of {individual, group}.")
    return str(given)


def _kind(raw: dict[str, Any]) -> str:
    kind = raw.get("type", "text")
    if not isinstance(kind, str) or kind not in _JUDGES:
        choices = ", ".join(KINDS).upper()
        raise graph_errors.parameter(f'Param type must be one of {{{choices}}} - got "{str(kind)[:40]}".')
    return kind


def _group(raw: dict[str, Any]) -> str:
    return checks.bounded(raw.get("to"), "to", MAX_NAME)


def _addressee(raw: dict[str, Any], business_number: str) -> tuple[str | None, str | None, str]:
    """Return (number, user id, as given); a phone wins over a user id."""
    to = raw.get("to")
    if to not in (None, ""):
        return _phone(str(to), business_number), None, str(to)
    recipient = raw.get("recipient")
    if not isinstance(recipient, str) or not recipient:
        raise graph_errors.missing("to")
    if not _USER_ID.fullmatch(recipient):
        raise graph_errors.invalid("recipient is not a user id.")
    return None, recipient, recipient


def _phone(to: str, business_number: str) -> str:
    """Return the number dialled; without "+", a short one is taken for a number of the business's own country."""
    digits = _NOT_DIGITS.sub("", to)
    if not digits or any(letter.isalpha() for letter in to):
        raise graph_errors.invalid("to is not a phone number.")
    is_national = not to.startswith("+") and len(digits) <= _NATIONAL_DIGITS
    return _NOT_DIGITS.sub("", business_number)[:2] + digits if is_national else digits


def _context(raw: dict[str, Any], kind: str) -> str | None:
    context = raw.get("context")
    if context is None:
        return None
    quoted = context.get("message_id") if isinstance(context, dict) else None
    if not isinstance(quoted, str) or not quoted:
        raise graph_errors.missing("context['message_id']")
    return None if kind in {"reaction", "template"} else quoted


def _text_or_none(raw: dict[str, Any], name: str, most: int) -> str | None:
    given = raw.get(name)
    return None if given is None else checks.bounded(given, name, most)


def _category(raw: dict[str, Any], kind: str) -> str | None:
    """Return the category of a Direct Send, which only texts and buttons may have (section 14.7)."""
    given = raw.get("category")
    if given is None:
        return None
    if kind not in {"interactive", "text"}:
        raise graph_errors.parameter(f'Unexpected key "category" on a message of type {kind}.')
    return checks.one_of(given, "category", _CATEGORIES)
