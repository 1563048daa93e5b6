"""``interactive``: the frame that all of them share (header, body, footer), and which action belongs to which.

Source: whatsapp-cloud-api section 14.2; Meta, "Interactive messages", v26.0, read November 2026.
"""

from collections.abc import Callable
from typing import Any, Final

from desvelo.sandbox import graph_errors
from desvelo.sandbox.sends import actions, checks, plain
from desvelo.sandbox.sends.bubble import Bubble, Button

MAX_BODY: Final = 1_024
MAX_LIST_BODY: Final = 4_096
MAX_SMALL: Final = 60
_FILES: Final = ("image", "video", "document")

_Judge = Callable[[dict[str, Any]], tuple[Button, ...]]
ACTIONS: Final[dict[str, _Judge]] = {
    "address_message": actions.address,
    "button": actions.reply_buttons,
    "call_permission_request": actions.call_permission,
    "carousel": actions.carousel,
    "catalog_message": actions.catalog,
    "contact_request": actions.contact_request,
    "cta_url": actions.cta_url,
    "flow": actions.flow,
    "list": actions.rows,
    "location_request_message": actions.location_request,
    "product": actions.product,
    "product_list": actions.product_list,
    "request_contact_info": actions.contact_request,
    "voice_call": actions.voice_call,
}
# Which headers each may carry; those that are not named carry none.
_HEADERS: Final[dict[str, tuple[str, ...]]] = {
    "button": ("text", *_FILES),
    "cta_url": ("text", *_FILES),
    "flow": ("text", *_FILES),
    "list": ("text",),
    "product_list": ("text",),
}
_BODY_MAY_BE_ABSENT: Final = frozenset({"call_permission_request", "product"})
_HEADER_MUST_BE_THERE: Final = frozenset({"product_list"})


def interactive(content: Any) -> Bubble:
    """Judge an interactive message of any type."""
    given = checks.parameter(content, "interactive", dict)
    kind = given.get("type")
    if not isinstance(kind, str) or kind not in ACTIONS:
        raise graph_errors.parameter(f"Param interactive['type'] must be one of {{{', '.join(ACTIONS)}}}.")
    header, file_id, link = _header(kind, given.get("header"))
    body = _body(kind, given.get("body"))
    footer = given.get("footer")
    small = "" if footer is None else checks.label(checks.inner(footer, "footer").get("text"), "Footer text", MAX_SMALL)
    action = checks.inner(given.get("action"), "action")
    return Bubble(
        text=body,
        header=header,
        footer=small,
        menu=str(action.get("button", "")) if kind == "list" else "",
        buttons=ACTIONS[kind](action),
        file_id=file_id,
        link=link,
    )


def _body(kind: str, body: Any) -> str:
    if body is None and kind in _BODY_MAY_BE_ABSENT:
        return ""
    name = "interactive['body']['text']"
    given = body.get("text") if isinstance(body, dict) else None
    if not isinstance(given, str) or not given.strip():
        raise graph_errors.missing(name)
    return checks.label(given, "Body text", MAX_LIST_BODY if kind == "list" else MAX_BODY)


def _header(kind: str, header: Any) -> tuple[str, str | None, str]:
    """Return (text, file id, address of a file)."""
    if header is None and kind not in _HEADER_MUST_BE_THERE:
        return "", None, ""
    given = checks.inner(header, "header")
    form = checks.one_of(given.get("type"), f"Header type of {kind}", _HEADERS.get(kind, ()))
    if form == "text":
        return checks.label(given.get("text"), "Header text", MAX_SMALL), None, ""
    return ("", *plain.file(form, checks.inner(given.get(form), f"header['{form}']")))
