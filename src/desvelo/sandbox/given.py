"""What a request of the control interface holds, read with a sentence for whoever got it wrong."""

import re
from http import HTTPStatus
from typing import Any, Final, TypeVar

from desvelo.sandbox.http import Refusal

_WA_ID = re.compile(r"[0-9]{8,15}", re.ASCII)
_T = TypeVar("_T")
_REQUIRED: Final = object()


def wrong(sentence: str) -> Refusal:
    """Return the refusal of a request that is not right."""
    return Refusal(HTTPStatus.BAD_REQUEST, sentence)


def absent(sentence: str) -> Refusal:
    """Return the refusal of a request about something that is not there."""
    return Refusal(HTTPStatus.NOT_FOUND, sentence)


def field(raw: dict[str, Any], name: str, kind: type[_T], *, default: Any = _REQUIRED) -> Any:
    """Return a field of a type; raises Refusal when it is missing without a default, or of another type."""
    value = raw.get(name, default)
    if value is default and default is not _REQUIRED:
        return default
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise wrong(f"{name} is missing or not of type {kind.__name__}.")
    return value


def wa_id(raw: dict[str, Any], name: str) -> str:
    """Return a phone number."""
    given = str(raw.get(name, "")).removeprefix("+")
    if not _WA_ID.fullmatch(given):
        raise wrong(f"{name} is a phone number of 8 to 15 digits.")
    return given


def one_of(raw: dict[str, Any], name: str, known: tuple[str, ...], *, default: str | None = None) -> str:
    """Return one of a few words."""
    given = raw.get(name, default)
    if given not in known:
        raise wrong(f"{name} is one of {', '.join(known)}.")
    return str(given)
