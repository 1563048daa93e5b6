"""A template leaves with every place filled, in the form the reference gives for each component."""

import pytest

from desvelo.kernel.whatsapp import outbound, outbound_templates
from desvelo.kernel.whatsapp.errors import ContentRefused
from desvelo.kernel.whatsapp.outbound import Envelope
from desvelo.kernel.whatsapp.outbound_templates import Filled, Part, Template, TemplateButton

BODY = Part(type="BODY", text="Oi, {{1}}! Sua consulta é {{2}}.")
BUTTONS = Part(
    type="BUTTONS",
    buttons=(
        TemplateButton(type="QUICK_REPLY", text="Confirmar"),
        TemplateButton(type="URL", text="Ver", url="https://aurora.example/{{1}}"),
        TemplateButton(type="COPY_CODE", text="Copiar"),
    ),
)


def template(*parts, is_named=False, category="UTILITY"):
    return Template(name="lembrete", language="pt_BR", category=category, parts=parts, is_named=is_named)


FULL = template(Part(type="HEADER", format="IMAGE"), BODY, Part(type="FOOTER", text="Aurora"), BUTTONS)
VALUES = {"header.image": "77", "body.1": "Bia", "body.2": "quinta", "button.1.url": "a1", "button.2.code": "ABC"}


def test_every_component_is_what_the_api_expects():
    sent = outbound.message(Filled(template=FULL, values=VALUES), Envelope(to="5511900004417", opaque="m1"))

    assert (sent["type"], sent["template"]) == (
        "template",
        {
            "name": "lembrete",
            "language": {"code": "pt_BR"},
            "components": [
                {"type": "header", "parameters": [{"type": "image", "image": {"id": "77"}}]},
                {
                    "type": "body",
                    "parameters": [{"type": "text", "text": "Bia"}, {"type": "text", "text": "quinta"}],
                },
                {
                    "type": "button",
                    "sub_type": "url",
                    "index": "1",
                    "parameters": [{"type": "text", "text": "a1"}],
                },
                {
                    "type": "button",
                    "sub_type": "copy_code",
                    "index": "2",
                    "parameters": [{"type": "coupon_code", "coupon_code": "ABC"}],
                },
            ],
        },
    )


def test_a_template_without_places_has_no_components():
    assert outbound_templates.filled(template(Part(type="BODY", text="Oi!")), {}) == {
        "name": "lembrete",
        "language": {"code": "pt_BR"},
    }


def test_named_places_leave_with_their_names():
    named = template(Part(type="BODY", text="Oi, {{nome}}!"), is_named=True)

    assert outbound_templates.filled(named, {"body.nome": "Bia"})["components"] == [
        {"type": "body", "parameters": [{"type": "text", "parameter_name": "nome", "text": "Bia"}]}
    ]


def test_a_one_time_code_stands_in_the_body_and_on_the_button():
    otp = template(
        Part(type="BODY", text="{{1}} é o código."),
        Part(type="BUTTONS", buttons=(TemplateButton(type="OTP", text="Copiar"),)),
        category="AUTHENTICATION",
    )

    components = outbound_templates.filled(otp, {"body.1": "1234", "button.0.code": "1234"})["components"]

    assert components[1] == {
        "type": "button",
        "sub_type": "url",
        "index": "0",
        "parameters": [{"type": "text", "text": "1234"}],
    }


def test_a_place_on_a_map_is_read_from_its_field():
    mapped = template(Part(type="HEADER", format="LOCATION"), Part(type="BODY", text="Aqui"))

    assert outbound_templates.filled(mapped, {"header.location": "-23.5;-46.6;Aurora"})["components"] == [
        {
            "type": "header",
            "parameters": [{"type": "location", "location": {"latitude": -23.5, "longitude": -46.6, "name": "Aurora"}}],
        }
    ]


@pytest.mark.parametrize(
    ("missing", "value", "reason"),
    [
        ("body.1", "", "empty"),
        ("body.2", " ", "empty"),
        ("header.image", "", "empty"),
        ("button.1.url", "", "empty"),
        ("body.1", "x" * 1_025, "too_long"),
        ("button.2.code", "x" * 16, "too_long"),
        ("body.1", "duas\nlinhas", "wrong_form"),
        ("body.1", "a     b", "wrong_form"),
    ],
)
def test_a_value_that_meta_would_refuse_is_refused_by_the_name_of_its_place(missing, value, reason):
    with pytest.raises(ContentRefused) as refused:
        outbound_templates.filled(FULL, {**VALUES, missing: value})

    assert (refused.value.params["part"], refused.value.params["reason"]) == (missing, reason)


def test_a_preview_shows_the_values_and_names_what_is_missing():
    assert outbound_templates.preview(FULL, {"body.1": "Bia"}) == "Oi, Bia! Sua consulta é [2].\nAurora"


def test_what_meta_lists_is_read_and_what_it_lacks_is_left_out():
    raw = {
        "id": "5",
        "name": "lembrete",
        "language": "pt_BR",
        "status": "APPROVED",
        "category": "utility",
        "components": [
            {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["x"]}},
            {"type": "BODY", "text": BODY.text},
            {"type": "FOOTER", "text": "Aurora"},
            {
                "type": "BUTTONS",
                "buttons": [
                    {"type": "QUICK_REPLY", "text": "Confirmar"},
                    {"type": "URL", "text": "Ver", "url": "https://aurora.example/{{1}}"},
                    {"type": "COPY_CODE", "text": "Copiar"},
                ],
            },
        ],
    }

    assert outbound_templates.read(raw) == FULL


@pytest.mark.parametrize("raw", [{}, {"name": "x"}, {"name": 7, "language": "pt_BR"}, {"name": "x", "language": ""}])
def test_what_has_no_name_or_language_is_no_template(raw):
    assert outbound_templates.read(raw) is None


@pytest.mark.parametrize("parts", [None, 7, "x", [7, None], [{"type": 7, "buttons": 7, "text": None}]])
def test_strange_components_break_nothing(parts):
    read = outbound_templates.read({"name": "x", "language": "pt_BR", "components": parts})

    assert outbound_templates.places(read) == ()


def test_asking_for_a_template_gives_an_example_for_every_place():
    asked = outbound_templates.created(template(BODY), {"body.1": "Bia", "body.2": "quinta"})

    assert asked == {
        "name": "lembrete",
        "language": "pt_BR",
        "category": "UTILITY",
        "components": [{"type": "BODY", "text": BODY.text, "example": {"body_text": [["Bia", "quinta"]]}}],
    }


def test_asking_for_a_named_template_names_its_examples():
    asked = outbound_templates.created(
        template(Part(type="BODY", text="Oi, {{nome}}!"), is_named=True), {"body.nome": "Bia"}
    )

    assert asked["parameter_format"] == "NAMED"
    assert asked["components"][0]["example"] == {"body_text_named_params": [{"param_name": "nome", "example": "Bia"}]}


@pytest.mark.parametrize("name", ["", "Lembrete", "a b", "a" * 513, "lembrete\n"])
def test_a_name_that_meta_does_not_take_is_refused(name):
    with pytest.raises(ContentRefused):
        outbound_templates.created(Template(name=name, language="pt_BR", category="UTILITY", parts=(BODY,)), VALUES)
