"""The few questions that every kind asks of a value; each either returns it or raises the GraphError that Meta answers.

Meta words the outermost layer as code 100 ("The parameter x is required") and everything below it as 131008 or 131009.
"""

from typing import Any, Final
from urllib.parse import urlsplit

from desvelo.sandbox import graph_errors

MAX_URL: Final = 2_000


def parameter(value: Any, name: str, kind: type) -> Any:
    """Return a parameter of the outermost layer that must be there."""
    if not isinstance(value, kind):
        raise graph_errors.missing(name)
    return value


def bounded(value: Any, name: str, limit: int) -> str:
    """Return a text of the outermost layer with 1 to *limit* characters."""
    if not isinstance(value, str) or not value.strip():
        raise graph_errors.missing(name)
    if len(value) > limit:
        raise graph_errors.parameter(f"Param {name} must be at most {limit} characters long.")
    return value


def optional(value: Any, name: str, limit: int) -> str:
    """Return a text of the outermost layer, or nothing."""
    return "" if value is None or value == "" else bounded(value, name, limit)


def inner(value: Any, name: str) -> dict[str, Any]:
    """Return an object below the outermost layer that must be there."""
    if not isinstance(value, dict):
        raise graph_errors.needed(f"Parameter '{name}' is mandatory.")
    return value


def items(value: Any, name: str, most: int, *, least: int = 1) -> list[dict[str, Any]]:
    """Return *least* to *most* objects."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise graph_errors.needed(f"Parameter '{name}' is mandatory.")
    if not least <= len(value) <= most:
        raise graph_errors.invalid(f"Invalid {name} count. Min allowed {name}: {least}, Max allowed {name}: {most}")
    return value


def label(value: Any, name: str, most: int) -> str:
    """Return a text below the outermost layer with 1 to *most* characters."""
    if not isinstance(value, str) or not len(value.strip()) >= 1 or len(value) > most:
        raise graph_errors.invalid(f"{name} length invalid. Min length: 1, Max length: {most}")
    return value


def label_or_none(value: Any, name: str, most: int) -> str:
    """Return a text below the outermost layer, or nothing."""
    return "" if value is None else label(value, name, most)


def distinct(values: list[str], name: str) -> None:
    """Let pass what has no two alike."""
    if len(set(values)) < len(values):
        raise graph_errors.invalid(f"Duplicated {name}. Each {name} must be unique.")


def one_of(value: Any, name: str, known: tuple[str, ...]) -> str:
    """Return a value that is one of a few."""
    if value not in known:
        raise graph_errors.invalid(f"{name} must be one of {', '.join(known)}.")
    return str(value)


def url(value: Any, name: str) -> str:
    """Return an http or https address."""
    given = label(value, name, MAX_URL)
    try:
        parts = urlsplit(given)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web:
        raise graph_errors.invalid(f"{name} is not a valid URI.")
    return given


def number(value: Any, name: str, least: float, most: float) -> float:
    """Return a number in a range; Meta also takes one written as a text."""
    try:
        given = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else None
    except (ValueError, OverflowError):
        given = None
    if given is None or not least <= given <= most:
        raise graph_errors.invalid(f"{name} must be a number from {least:g} to {most:g}.")
    return given
