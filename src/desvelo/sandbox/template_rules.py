"""What a new template must look like.

Source: whatsapp-cloud-api sections 14.3 and 20; Meta, "Templates" and "Error codes" (2388019 to 2388299), read
November 2026.
"""

import re
from typing import Any, Final

from desvelo.sandbox import graph_errors
from desvelo.sandbox.graph_errors import GraphError
from desvelo.sandbox.templates import CATEGORIES, Component, variables

MAX_NAME: Final = 512
MAX_BODY: Final = 1_024
MAX_SMALL: Final = 60
MAX_BUTTON: Final = 25
MAX_BUTTONS: Final = 10
_NAME = re.compile(r"[a-z0-9_]{1,512}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:_[A-Z]{2})?", re.ASCII)
_FORMATS: Final = ("POSITIONAL", "NAMED")
_HEADERS: Final = ("TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION")
_TYPES: Final = ("HEADER", "BODY", "FOOTER", "BUTTONS", "CAROUSEL", "LIMITED_TIME_OFFER", "ORDER_STATUS")
_BUTTONS: Final = (
    *("QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE", "OTP", "FLOW", "CATALOG", "MPM", "SPM"),
    *("VOICE_CALL", "REQUEST_CONTACT_INFO"),
)
_EDGES = re.compile(r"\A\s*\{\{|\}\}\s*\Z")
_TTL: Final = {"AUTHENTICATION": (30, 900), "UTILITY": (30, 43_200), "MARKETING": (43_200, 2_592_000)}


def read(raw: dict[str, Any]) -> dict[str, Any]:
    """Judge a request to create a template and return its parts; raises GraphError."""
    name, language, category = raw.get("name"), raw.get("language"), str(raw.get("category", "")).upper()
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise graph_errors.parameter("Param name must be 1 to 512 characters of a-z, 0-9 and _.")
    if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
        raise graph_errors.parameter("Param language must be a language code such as pt_BR.")
    if category not in CATEGORIES:
        raise graph_errors.parameter(f"Param category must be one of {{{', '.join(CATEGORIES)}}}.")
    form = str(raw.get("parameter_format") or "POSITIONAL").upper()
    if form not in _FORMATS:
        raise graph_errors.parameter(f"Param parameter_format must be one of {{{', '.join(_FORMATS)}}}.")
    return {
        "name": name,
        "language": language,
        "category": category,
        "parameter_format": form,
        "components": components(raw.get("components"), category=category, form=form),
        "ttl_seconds": _ttl(raw.get("message_send_ttl_seconds"), category),
    }


def components(given: Any, *, category: str, form: str) -> list[Component]:
    """Judge the components; a body there must be, and each type only once."""
    if not isinstance(given, list) or not given or not all(isinstance(one, dict) for one in given):
        raise graph_errors.parameter("Param components must be a non-empty array.")
    found = [{**one, "type": str(one.get("type", "")).upper()} for one in given]
    types = [one["type"] for one in found]
    if any(kind not in _TYPES for kind in types) or len(set(types)) < len(types):
        raise graph_errors.parameter(f"Param components must hold each of {{{', '.join(_TYPES)}}} at most once.")
    if "BODY" not in types:
        raise content(2_388_072, "Body is missing", "A template needs a component of type BODY.")
    for one in found:
        _judge(one, category=category, form=form)
    return found


def content(subcode: int, title: str, sentence: str) -> GraphError:
    """Return the refusal of what a template says."""
    return GraphError(
        400,
        "Invalid parameter",
        code=100,
        error_subcode=subcode,
        is_transient=False,
        error_user_title=title,
        error_user_msg=sentence,
    )


def _judge(one: Component, *, category: str, form: str) -> None:
    match one["type"]:
        case "HEADER":
            _header(one, form)
        case "BODY" if category != "AUTHENTICATION":
            _text(one, MAX_BODY, form=form, subcode=2_388_072)
            if _EDGES.search(one["text"]):
                raise content(2_388_299, "Variables at the edge", "A body cannot begin or end with a variable.")
        case "FOOTER" if category != "AUTHENTICATION":
            _text(one, MAX_SMALL, form=form, subcode=2_388_073)
            if variables(one["text"]):
                raise content(2_388_073, "Footer format is incorrect", "A footer has no variables.")
        case "BUTTONS":
            _buttons(one.get("buttons"))
        case "CAROUSEL":
            if not isinstance(one.get("cards"), list) or not one["cards"]:
                raise graph_errors.parameter("Param cards must be a non-empty array.")


def _header(one: Component, form: str) -> None:
    one["format"] = str(one.get("format", "TEXT")).upper()
    if one["format"] not in _HEADERS:
        raise content(2_388_047, "Header format is incorrect", f"The format is one of {', '.join(_HEADERS)}.")
    if one["format"] == "TEXT":
        _text(one, MAX_SMALL, form=form, subcode=2_388_047)
        if len(variables(one["text"])) > 1:
            raise content(2_388_047, "Header format is incorrect", "A header has at most one variable.")
    elif one["format"] != "LOCATION" and not _example(one).get("header_handle"):
        raise content(2_388_273, "Example is missing", "A header with a file needs example.header_handle.")


def _text(one: Component, most: int, *, form: str, subcode: int) -> None:
    text = one.get("text")
    if not isinstance(text, str) or not text.strip():
        raise content(subcode, "Text is missing", f"{one['type']} needs a text.")
    if len(text) > most:
        raise content(2_388_040, "Character limit exceeded", f"{one['type']} has at most {most} characters.")
    named = variables(text)
    counted = [str(number) for number in range(1, len(named) + 1)]
    if form == "POSITIONAL" and sorted(named, key=len) != counted:
        raise content(subcode, "Variables out of order", "Variables are {{1}}, {{2}} and so on.")
    if form == "NAMED" and any(name.isdigit() or name != name.lower() for name in named):
        raise content(subcode, "Variables without name", "Named variables are lower case letters, digits and _.")
    if named and not _example(one):
        raise content(2_388_043, "Example is missing", f"{one['type']} has variables and needs an example of each.")


def _example(one: Component) -> dict[str, Any]:
    example = one.get("example")
    return example if isinstance(example, dict) else {}


def _buttons(given: Any) -> None:
    if not isinstance(given, list) or not 1 <= len(given) <= MAX_BUTTONS:
        raise graph_errors.parameter(f"Param buttons must have 1 to {MAX_BUTTONS} elements.")
    for one in given:
        kind = str(one.get("type", "")).upper() if isinstance(one, dict) else ""
        if kind not in _BUTTONS:
            raise graph_errors.parameter(f"Button type must be one of {{{', '.join(_BUTTONS)}}}.")
        one["type"] = kind
        _button(one, kind)


def _button(one: Component, kind: str) -> None:
    text = one.get("text")
    if kind in {"QUICK_REPLY", "URL", "PHONE_NUMBER"} and (not isinstance(text, str) or not text.strip()):
        raise graph_errors.parameter(f"A button of type {kind} needs a text.")
    if isinstance(text, str) and len(text) > MAX_BUTTON:
        raise content(2_388_040, "Character limit exceeded", f"A button has at most {MAX_BUTTON} characters.")
    needed = {"URL": "url", "PHONE_NUMBER": "phone_number", "OTP": "otp_type"}.get(kind)
    if needed is not None and not one.get(needed):
        raise graph_errors.parameter(f"A button of type {kind} needs {needed}.")


def _ttl(given: Any, category: str) -> int | None:
    least, most = _TTL[category]
    if given is None:
        return None
    if not isinstance(given, int) or isinstance(given, bool) or not (given == -1 or least <= given <= most):
        raise graph_errors.parameter(f"Param message_send_ttl_seconds must be -1, or from {least} to {most}.")
    return given
