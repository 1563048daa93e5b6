"""The parameters of a send held against the template itself, and what the customer then sees.

Source: whatsapp-cloud-api section 14.3 and the codes 132000 to 132018 of section 16.
"""

from typing import Any, Final

from desvelo.sandbox import graph_errors
from desvelo.sandbox.graph_errors import GraphError
from desvelo.sandbox.sends import checks, plain
from desvelo.sandbox.sends.bubble import Bubble, Button, Tap
from desvelo.sandbox.templates import VARIABLE, Component, Template, Templates, variables

MAX_FILLED: Final = 1_024
MAX_COUPON: Final = 15
_FILES: Final = frozenset({"image", "video", "document"})
_TAPS: Final[dict[str, Tap]] = {
    "QUICK_REPLY": "quick_reply",
    "URL": "url",
    "PHONE_NUMBER": "phone_number",
    "COPY_CODE": "copy_code",
    "OTP": "otp",
    "FLOW": "flow",
    "CATALOG": "catalog",
    "MPM": "catalog",
    "SPM": "catalog",
    "VOICE_CALL": "voice_call",
    "REQUEST_CONTACT_INFO": "contact_request",
}
_NEEDS_PARAMETER: Final = frozenset({"COPY_CODE", "OTP"})


def template_of(raw: dict[str, Any], templates: Templates) -> Template:
    """Return the template a send names; raises GraphError."""
    language = checks.inner(raw.get("language"), "language").get("code")
    name = str(raw.get("name"))
    template = templates.find(name, language) if isinstance(language, str) else None
    if template is None or template.status in {"PENDING", "REJECTED", "ARCHIVED", "IN_APPEAL"}:
        details = f"template name ({name}) does not exist in {language}"
        raise _refused(132001, "Template name does not exist in the translation", details, status=404)
    if template.status == "PAUSED":
        raise _refused(132015, "Template is paused", f"Template {name} is paused due to low quality.")
    if template.status == "DISABLED":
        raise _refused(132016, "Template is disabled", f"Template {name} has been disabled permanently.")
    return template


def filled(raw: dict[str, Any], template: Template) -> Bubble:
    """Return what the customer sees; raises GraphError when the parameters do not fit."""
    given = raw.get("components", [])
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise graph_errors.parameter("Param template['components'] must be an array of objects.")
    header, file_id, link = _header(template, _one(given, "header"))
    body = template.component("BODY") or {}
    text = _fill(_body_text(template, body), _parameters(_one(given, "body")), template, "body")
    if len(text) > MAX_FILLED:
        raise _refused(132005, "Translated text too long", f"body: {len(text)} characters")
    return Bubble(
        text=text,
        header=header,
        footer=str((template.component("FOOTER") or {}).get("text", "")),
        buttons=tuple(_buttons(template, given)),
        file_id=file_id,
        link=link,
    )


def needs_phone(template: Template) -> bool:
    """Say whether only a phone number can receive it: codes that fill themselves in, or are copied."""
    buttons = (template.component("BUTTONS") or {}).get("buttons", [])
    return template.category == "AUTHENTICATION" and any(one.get("type") == "OTP" for one in buttons)


def _refused(code: int, title: str, details: str, *, status: int = 400) -> GraphError:
    error = graph_errors.parameter(details, code=code, title=title)
    error.status = status
    return error


def _one(given: list[Component], kind: str) -> Component:
    return next((one for one in given if str(one.get("type", "")).lower() == kind), {})


def _parameters(component: Component) -> list[dict[str, Any]]:
    listed = component.get("parameters", [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise graph_errors.parameter("Param parameters must be an array of objects.")
    return listed


def _body_text(template: Template, body: Component) -> str:
    """Return the body; authentication templates have one that Meta wrote."""
    if template.category == "AUTHENTICATION":
        return "{{1}} é seu código." if template.language.startswith("pt") else "{{1}} is your code."
    return str(body.get("text", ""))


def _header(template: Template, given: Component) -> tuple[str, str | None, str]:
    header, parameters = template.component("HEADER"), _parameters(given)
    if header is None:
        if parameters:
            raise _count("header", len(parameters), 0)
        return "", None, ""
    form = header["format"].lower()
    if form == "text":
        return _fill(header["text"], parameters, template, "header"), None, ""
    if len(parameters) != 1 or parameters[0].get("type") != form:
        got = parameters[0].get("type", "unknown") if parameters else "unknown"
        raise _format(f"header: Format mismatch, expected {form.upper()}, received {str(got).upper()}")
    content = checks.inner(parameters[0].get(form), form)
    if form == "location":
        return plain.location(content).text, None, ""
    return ("", *plain.file(form, content))


def _fill(text: str, parameters: list[dict[str, Any]], template: Template, place: str) -> str:
    """Put the parameters into a text, by order or by name."""
    names = variables(text)
    if len(parameters) != len(names):
        raise _count(place, len(parameters), len(names))
    if template.parameter_format == "NAMED":
        said = {str(one.get("parameter_name")): _word(one, place) for one in parameters}
        if set(said) != set(names):
            raise _format(f"{place}: parameter_name must be each of {', '.join(names)}")
    else:
        said = dict(zip(sorted(names, key=int), (_word(one, place) for one in parameters), strict=True))
    return VARIABLE.sub(lambda found: said[found[1]], text)


def _word(one: dict[str, Any], place: str) -> str:
    """Return what stands in for a variable: a text, an amount or a date."""
    kind = str(one.get("type", "text"))
    value = one.get("text") if kind == "text" else None
    if kind in {"currency", "date_time"}:
        value = checks.inner(one.get(kind), kind).get("fallback_value")
    if not isinstance(value, str) or not value:
        raise _format(f"{place}: parameter of type {kind[:20]} has no text")
    if "\n" in value or "\t" in value or "     " in value:
        raise _format(f"{place}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces")
    return value


def _buttons(template: Template, given: list[Component]) -> list[Button]:
    listed = (template.component("BUTTONS") or {}).get("buttons", [])
    sent = {_index(one): _parameters(one) for one in given if str(one.get("type", "")).lower() == "button"}
    strangers = set(sent) - set(range(len(listed)))
    if strangers:
        raise _format(f"buttons: there is no button at index {min(strangers)}")
    return [_button(one, number, sent.get(number, [])) for number, one in enumerate(listed)]


def _index(one: Component) -> int:
    try:
        return int(one.get("index", -1))
    except (TypeError, ValueError):
        raise _format("buttons: index must be a number") from None


def _button(one: Component, number: int, parameters: list[dict[str, Any]]) -> Button:
    kind = one["type"]
    said = _said(parameters)
    place = f"button at index {number}"
    if kind in _NEEDS_PARAMETER and not said:
        raise _count(place, 0, 1)
    if kind == "COPY_CODE" and len(said) > MAX_COUPON:
        raise _format(f"{place}: a coupon code has at most {MAX_COUPON} characters")
    value = said or str(one.get("phone_number", ""))
    if kind == "URL":
        value = _address(str(one.get("url", "")), said, place)
    title = str(one.get("text", ""))
    return Button(id=str(number), title=title, tap=_TAPS[kind], value=value or title)


def _address(url: str, said: str, place: str) -> str:
    names = variables(url)
    if bool(said) != bool(names):
        raise _count(place, int(bool(said)), len(names))
    return VARIABLE.sub(lambda _: said, url)


def _said(parameters: list[dict[str, Any]]) -> str:
    """Return what a button was given: a payload, the end of an address, a code, the token of a form."""
    if not parameters:
        return ""
    first = parameters[0]
    action = first.get("action")
    token = action.get("flow_token") if isinstance(action, dict) else None
    return str(first.get("payload") or first.get("text") or first.get("coupon_code") or token or "")


def _count(place: str, got: int, wanted: int) -> GraphError:
    details = f"{place}: number of localizable_params ({got}) does not match the expected number of params ({wanted})"
    return _refused(132000, "Number of parameters does not match the expected number of params", details)


def _format(details: str) -> GraphError:
    return _refused(132012, "Parameter format does not match format in the created template", details)
