"""Templates: what Meta keeps of one, what must be filled in, how it reads, and the components that are sent.

A template is text that Meta read and approved, with places.  Places are numbered (``{{1}}``) or named (``{{nome}}``),
never both.  They stand in the header, the body and the addresses of buttons; some buttons take a value of their own.

Source: whatsapp-cloud-api sections 14.3 and 20; Meta, "Templates", v26.0, read November 2026.

>>> parts = (Part(type="BODY", text="Oi, {{1}}!"),)
>>> retake = Template(name="retomar", language="pt_BR", category="UTILITY", parts=parts)
>>> places(retake)
(Place(part='body', name='1', index=0),)
>>> preview(retake, {"body.1": "Bia"})
'Oi, Bia!'
>>> filled(retake, {"body.1": "Bia"})["components"]
[{'type': 'body', 'parameters': [{'type': 'text', 'text': 'Bia'}]}]
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from desvelo.kernel.whatsapp.errors import ContentRefused
from desvelo.kernel.whatsapp.outbound_payload import bounded, needed

MAX_VALUE: Final = 1_024
MAX_COUPON: Final = 15
SENDABLE: Final = "APPROVED"
_PLACE = re.compile(r"\{\{\s*([A-Za-z0-9_]{1,60})\s*\}\}", re.ASCII)
_MEDIA: Final = frozenset({"DOCUMENT", "IMAGE", "VIDEO"})
_SUB_TYPES: Final = {"COPY_CODE": "copy_code", "FLOW": "flow", "OTP": "url", "QUICK_REPLY": "quick_reply", "URL": "url"}
_NAME = re.compile(r"[a-z0-9_]{1,512}", re.ASCII)


class TemplateButton(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One button of a template: what it is, what stands on it, and an address that may have a place at its end."""

    type: str
    text: str = ""
    url: str = ""
    phone_number: str = ""


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One part of a template: HEADER (of a *format*), BODY, FOOTER or BUTTONS."""

    type: str
    format: str = ""
    text: str = ""
    buttons: tuple[TemplateButton, ...] = ()


class Template(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A template in one language, as Meta keeps it."""

    name: str
    language: str
    category: str
    parts: tuple[Part, ...]
    is_named: bool = False

    def part(self, kind: str) -> Part | None:
        """Return the part of this type, if there is one."""
        return next((each for each in self.parts if each.type == kind), None)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Something to fill in: in which *part*, under which *name*; *index* counts buttons."""

    part: str
    name: str
    index: int = 0

    @property
    def key(self) -> str:
        """Return what the value is called in a form: ``body.1``, ``header.image``, ``button.0.url``."""
        return f"{self.part}.{self.index}.{self.name}" if self.part == "button" else f"{self.part}.{self.name}"


class Filled(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="template", tag_field="type"):
    """A template with its values, ready to be sent, and how it reads."""

    template: Template
    values: dict[str, str]

    def __repr__(self) -> str:
        return f"Filled({self.template.name})"


def places(template: Template) -> tuple[Place, ...]:
    """Return what has to be filled in, in reading order."""
    return tuple(_places(template))


def preview(template: Template, values: Mapping[str, str]) -> str:
    """Return how the words read with *values*; a place without one shows its name."""
    shown = [part for part in template.parts if part.type in {"BODY", "FOOTER"} or part.format == "TEXT"]
    return "\n".join(text for part in shown if (text := _filled_in(part, values)))


def filled(template: Template, values: Mapping[str, str]) -> dict[str, object]:
    """Return the object that stands under ``template``; raise ContentRefused for a value that is missing or wrong."""
    for place in places(template):
        _require_fit(place, values.get(place.key, ""))
    components = [*_text_components(template, values), *_button_components(template, values)]
    return {
        "name": bounded(template.name, "template.name", 512),
        "language": {"code": needed(template.language, "template.language")},
        **({"components": components} if components else {}),
    }


def read(raw: Mapping[str, object]) -> Template | None:
    """Read a template as Graph lists it, or None when it has no name or language."""
    name, language = raw.get("name"), raw.get("language")
    if not isinstance(name, str) or not isinstance(language, str) or not name or not language:
        return None
    parts = raw.get("components")
    return Template(
        name=name,
        language=language,
        category=_word(raw.get("category")).upper(),
        parts=tuple(_part(each) for each in parts if isinstance(each, dict)) if isinstance(parts, list) else (),
        is_named=_word(raw.get("parameter_format")).upper() == "NAMED",
    )


def created(template: Template, examples: Mapping[str, str]) -> dict[str, object]:
    """Return the body that asks Meta to create *template*; *examples* has a value for every place.

    Raises ContentRefused.
    """
    if not _NAME.fullmatch(template.name):
        raise ContentRefused(part="template.name", reason="wrong_form")
    return {
        "name": template.name,
        "language": template.language,
        "category": template.category,
        **({"parameter_format": "NAMED"} if template.is_named else {}),
        "components": [_created_part(template, each, examples) for each in template.parts],
    }


def _places(template: Template) -> Iterator[Place]:
    header, body = template.part("HEADER"), template.part("BODY")
    if header is not None and header.format in _MEDIA | {"LOCATION"}:
        yield Place(part="header", name=header.format.lower())
    for part, found in (("header", header), ("body", body)):
        if found is not None:
            yield from (Place(part=part, name=name) for name in _names(found.text))
    buttons = template.part("BUTTONS")
    for index, button in enumerate(buttons.buttons if buttons else ()):
        if button.type in {"COPY_CODE", "OTP"}:
            yield Place(part="button", name="code", index=index)
        elif _PLACE.search(button.url):
            yield Place(part="button", name="url", index=index)


def _names(text: str) -> list[str]:
    return list(dict.fromkeys(_PLACE.findall(text)))


def _filled_in(part: Part, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda found: values.get(f"{part.type.lower()}.{found[1]}") or f"[{found[1]}]", part.text)


def _require_fit(place: Place, value: str) -> None:
    bounded(value, place.key, MAX_COUPON if place.name == "code" else MAX_VALUE)
    if place.part == "body" and re.search(r"[\n\t]| {5}", value):
        raise ContentRefused(part=place.key, reason="wrong_form")


def _text_components(template: Template, values: Mapping[str, str]) -> Iterator[dict[str, object]]:
    for part in ("header", "body"):
        parameters = [_parameter(template, each, values[each.key]) for each in places(template) if each.part == part]
        if parameters:
            yield {"type": part, "parameters": parameters}


def _parameter(template: Template, place: Place, value: str) -> dict[str, object]:
    if place.name.upper() in _MEDIA and place.part == "header":
        return {"type": place.name, place.name: {"id": value}}
    if place.name == "location" and place.part == "header":
        return {"type": "location", "location": _located(value)}
    named = {"parameter_name": place.name} if template.is_named else {}
    return {"type": "text", **named, "text": value}


def _located(value: str) -> dict[str, object]:
    """Read ``latitude;longitude;name``, as the form gives it."""
    latitude, longitude, name = [*value.split(";", 2), "", ""][:3]
    try:
        return {"latitude": float(latitude), "longitude": float(longitude), "name": name}
    except ValueError:
        raise ContentRefused(part="header.location", reason="wrong_form") from None


def _button_components(template: Template, values: Mapping[str, str]) -> Iterator[dict[str, object]]:
    buttons = template.part("BUTTONS")
    for place in places(template):
        if place.part != "button" or buttons is None:
            continue
        kind = buttons.buttons[place.index].type
        value = values[place.key]
        parameter = (
            {"type": "coupon_code", "coupon_code": value} if kind == "COPY_CODE" else {"type": "text", "text": value}
        )
        yield {
            "type": "button",
            "sub_type": _SUB_TYPES.get(kind, "url"),
            "index": str(place.index),
            "parameters": [parameter],
        }


def _part(raw: Mapping[str, object]) -> Part:
    buttons = raw.get("buttons")
    return Part(
        type=_word(raw.get("type")).upper(),
        format=_word(raw.get("format")).upper() or ("TEXT" if _word(raw.get("type")).upper() == "HEADER" else ""),
        text=_word(raw.get("text")),
        buttons=tuple(_button(each) for each in buttons if isinstance(each, dict)) if isinstance(buttons, list) else (),
    )


def _button(raw: Mapping[str, object]) -> TemplateButton:
    return TemplateButton(
        type=_word(raw.get("type")).upper(),
        text=_word(raw.get("text")),
        url=_word(raw.get("url")),
        phone_number=_word(raw.get("phone_number")),
    )


def _created_part(template: Template, part: Part, examples: Mapping[str, str]) -> dict[str, object]:
    names = _names(part.text)
    shown = {name: needed(examples.get(f"{part.type.lower()}.{name}"), f"{part.type.lower()}.{name}") for name in names}
    return {
        "type": part.type,
        **({"format": part.format} if part.format else {}),
        **({"text": part.text} if part.text else {}),
        **({"example": _example(template, part, shown)} if shown else {}),
        **({"buttons": [msgspec.to_builtins(each) for each in part.buttons]} if part.buttons else {}),
    }


def _example(template: Template, part: Part, shown: Mapping[str, str]) -> dict[str, object]:
    if template.is_named:
        named = [{"param_name": name, "example": value} for name, value in shown.items()]
        return {f"{part.type.lower()}_text_named_params": named}
    values = list(shown.values())
    return {"body_text": [values]} if part.type == "BODY" else {"header_text": values}


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""
