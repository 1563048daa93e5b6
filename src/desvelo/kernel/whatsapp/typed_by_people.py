"""Every string of a message that a person may have typed, wherever WhatsApp puts it.

The rule is a list of what machines write, not of what people do: a key nobody thought of is treated as typed, so that
it is searched for personal data and sealed like the rest.  Coordinates count as typed too: a place is personal.

>>> list(strings({"type": "reaction", "reaction": {"message_id": "wamid.1", "emoji": "+"}}))
[('reaction.emoji', '+')]
"""

import json
from collections.abc import Iterator
from typing import Final

from desvelo.kernel.whatsapp import reading, strict_json
from desvelo.kernel.whatsapp.errors import Unparsable, Unreadable

_MEDIA: Final = frozenset({"id", "mime_type", "sha256", "url"})
_ENVELOPE: Final = frozenset(
    {"id", "from", "from_logical_id", "from_user_id", "from_parent_user_id", "group_id", "messaging_product"}
    | {"timestamp", "type", "context", "errors"}
)
_MACHINE: Final[dict[str, frozenset[str]]] = {
    "audio": _MEDIA,
    "call": frozenset({"type", "payload", "duration"}),
    "button": frozenset({"payload"}),
    "document": _MEDIA,
    "edit": _MEDIA | {"original_message_id", "type", "message_id", "from"},
    "handover": frozenset({"type", "payload"}),
    "image": _MEDIA,
    "interactive": frozenset({"type", "id", "flow_token", "response", "response_source"}),
    "order": frozenset({"catalog_id", "product_items"}),
    "preference": frozenset({"type", "payload"}),
    "reaction": frozenset({"message_id"}),
    "referral": frozenset(
        {"source_id", "source_type", "media_type", "ctwa_clid", "image_url", "video_url", "thumbnail_url"}
    ),
    "revoke": frozenset({"original_message_id"}),
    "sticker": _MEDIA,
    "system": frozenset(
        {"type", "wa_id", "new_wa_id", "user_id", "previous_user_id", "parent_user_id", "previous_parent_user_id"}
        | {"customer", "identity", "hash"}
    ),
    "template": frozenset({"name", "language", "components.type", "type"}),
    "unsupported": frozenset({"type"}),
    "video": _MEDIA,
    "voice": _MEDIA,
}


def strings(message: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield (where, what) for the whole content of *message*, whatever its kind calls itself."""
    for key, value in message.items():
        if key not in _ENVELOPE:
            yield from _leaves(key, value, _MACHINE.get(key, frozenset()))


def _leaves(where: str, value: object, machine: frozenset[str]) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in machine:
                yield from _leaves(f"{where}.{key}", inner, machine)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(f"{where}.{index}", inner, machine)
    elif where.endswith(".response_json") and isinstance(value, str):
        yield from _form_answers(where, value)
    elif (written := _written(where, value)) is not None:
        yield where, written


def _form_answers(where: str, text: str) -> Iterator[tuple[str, str]]:
    """Read the answers of a Flow, which WhatsApp sends as JSON inside a string."""
    try:
        answers, _ = strict_json.mend(strict_json.load(text.encode()))
    except (Unparsable, Unreadable):
        yield where, text
        return
    if isinstance(answers, dict | list):
        yield from _answers(where, answers)
    else:
        yield where, text


def _answers(where: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield every answer of a form, numbers too: its fields are named by the company and may be called anything."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "flow_token":
                yield from _answers(f"{where}.{key}", inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _answers(f"{where}.{index}", inner)
    elif value not in (None, ""):
        yield where, value if isinstance(value, str) else json.dumps(value)


def _written(where: str, value: object) -> str | None:
    if isinstance(value, str):
        return value or None
    is_coordinate = where in {"location.latitude", "location.longitude"}
    return repr(value) if is_coordinate and reading.is_number(value) else None
