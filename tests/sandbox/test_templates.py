"""Templates: made, judged, decided about, sent with every component, and told."""

import json

import pytest

from .running import BIA, PROOF, TOKEN, WABA, eventually
from .test_send import error, statuses

LINK = "https://arquivos.example/a"
URL = {"type": "URL", "text": "Ver", "url": "https://aurora.example/{{1}}", "example": ["https://aurora.example/1"]}
FULL = [
    {"type": "HEADER", "format": "TEXT", "text": "Olá, {{1}}", "example": {"header_text": ["Bia"]}},
    {"type": "BODY", "text": "Sua consulta é {{1}} às {{2}}.", "example": {"body_text": [["quinta", "9h"]]}},
    {"type": "FOOTER", "text": "Clínica Aurora"},
    {
        "type": "BUTTONS",
        "buttons": [
            {"type": "QUICK_REPLY", "text": "Confirmo"},
            URL,
            {"type": "PHONE_NUMBER", "text": "Ligar", "phone_number": "+551140001234"},
            {"type": "COPY_CODE", "example": "DESC10"},
        ],
    },
]
PARAMETERS = [
    {"type": "header", "parameters": [{"type": "text", "text": "Beatriz"}]},
    {
        "type": "body",
        "parameters": [
            {"type": "date_time", "date_time": {"fallback_value": "quinta"}},
            {"type": "text", "text": "9h"},
        ],
    },
    {"type": "button", "sub_type": "quick_reply", "index": "0", "parameters": [{"type": "payload", "payload": "SIM"}]},
    {"type": "button", "sub_type": "url", "index": 1, "parameters": [{"type": "text", "text": "c-77"}]},
    {
        "type": "button",
        "sub_type": "copy_code",
        "index": 3,
        "parameters": [{"type": "coupon_code", "coupon_code": "DESC20"}],
    },
]


def ask(meta, method, path, *, query=None, **content):
    return meta.http.request(
        method,
        f"/v26.0/{path}",
        params={"appsecret_proof": PROOF, **(query or {})},
        headers={"authorization": f"Bearer {TOKEN}"},
        **({"json": content} if content else {}),
    )


def create(meta, **changes):
    asked = {"name": "consulta", "language": "pt_BR", "category": "UTILITY", "components": FULL, **changes}
    return ask(meta, "POST", f"{WABA}/message_templates", **asked)


def send(meta, *, name="consulta", components=(), language="pt_BR", **more):
    template = {"name": name, "language": {"code": language}, "components": list(components)}
    return meta.send(type="template", text=None, template=template, **more)


def events(webhook, field, count=1):
    """Return the values of the webhooks of a field, once *count* are there."""

    def found():
        changes = [json.loads(post.body)["entry"][0]["changes"][0] for post in list(webhook.posts)]
        values = [change["value"] for change in changes if change["field"] == field]
        return values if len(values) >= count else None

    return eventually(found)


def test_a_new_template_waits_is_approved_and_can_be_sent_with_every_component(meta, webhook):
    answer = create(meta)

    assert (answer.status_code, answer.json()["status"], answer.json()["category"]) == (200, "PENDING", "UTILITY")
    assert events(webhook, "message_template_status_update")[0] == {
        "event": "APPROVED",
        "message_template_id": int(answer.json()["id"]),
        "message_template_name": "consulta",
        "message_template_language": "pt-BR",
        "reason": "NONE",
        "message_template_category": "UTILITY",
    }
    sent = send(meta, components=PARAMETERS)
    assert sent.json()["messages"][0]["message_status"] == "accepted"
    bubble = meta.messages()[-1]
    assert (bubble["header"], bubble["text"], bubble["footer"]) == (
        "Olá, Beatriz",
        "Sua consulta é quinta às 9h.",
        "Clínica Aurora",
    )
    assert bubble["buttons"] == [
        {"id": "0", "title": "Confirmo", "tap": "quick_reply", "value": "SIM"},
        {"id": "1", "title": "Ver", "tap": "url", "value": "https://aurora.example/c-77"},
        {"id": "2", "title": "Ligar", "tap": "phone_number", "value": "+551140001234"},
        {"id": "3", "title": "", "tap": "copy_code", "value": "DESC20"},
    ]
    assert statuses(webhook, 3)[0]["pricing"]["category"] == "utility"


def without(place):
    return [one for number, one in enumerate(PARAMETERS) if number != place]


@pytest.mark.parametrize(
    ("components", "code"),
    [
        (without(0), 132000),
        (without(1), 132000),
        (without(3), 132000),
        (without(4), 132000),
        ([{"type": "header", "parameters": [{"type": "image", "image": {"link": LINK}}]}, *without(0)], 132012),
        ([*PARAMETERS, {"type": "button", "index": 9, "parameters": [{"type": "text", "text": "x"}]}], 132012),
        ([{"type": "body", "parameters": [{"type": "text", "text": "a\nb"}] * 2}, *without(1)], 132012),
        ([{"type": "body", "parameters": [{"type": "text", "text": "x" * 600}] * 2}, *without(1)], 132005),
    ],
)
def test_parameters_that_do_not_fit_are_refused(meta, components, code):
    create(meta)

    answer = send(meta, components=components)

    assert (answer.status_code, error(answer)["code"]) == (400, code), answer.text
    assert meta.messages() == []


@pytest.mark.parametrize(
    ("status", "http", "code"),
    [
        ("PENDING", 404, 132001),
        ("REJECTED", 404, 132001),
        ("PAUSED", 400, 132015),
        ("DISABLED", 400, 132016),
        ("APPROVED", 200, None),
    ],
)
def test_only_an_approved_template_goes_out(meta, status, http, code):
    meta.control("template", name="aviso", status=status)

    answer = send(meta, name="aviso")

    assert (answer.status_code, answer.json().get("error", {}).get("code")) == (http, code)


def test_a_template_in_another_language_does_not_exist(meta):
    meta.control("template", name="aviso")

    answer = send(meta, name="aviso", language="en_US")

    assert (answer.status_code, error(answer)["code"]) == (404, 132001)
    assert error(answer)["error_data"]["details"] == "template name (aviso) does not exist in en_US"


def test_a_template_is_made_in_one_call_from_its_words(meta):
    meta.control("template", name="retomar", text="Oi, {{1}}!")

    assert send(meta, name="retomar", components=[{"type": "body", "parameters": [{"type": "text", "text": "Bia"}]}])
    assert meta.messages()[-1]["text"] == "Oi, Bia!"


def test_named_variables_are_filled_by_name(meta):
    body = {"type": "BODY", "text": "Oi, {{nome}}, até {{dia}}!", "example": {"body_text_named_params": [1]}}
    meta.control("template", name="nomes", components=[body], parameter_format="NAMED")
    given = [
        {"type": "text", "parameter_name": "dia", "text": "sexta"},
        {"type": "text", "parameter_name": "nome", "text": "Bia"},
    ]

    assert send(meta, name="nomes", components=[{"type": "body", "parameters": given}]).status_code == 200

    assert meta.messages()[-1]["text"] == "Oi, Bia, até sexta!"
    wrong = [{**given[0], "parameter_name": "data"}, given[1]]
    assert error(send(meta, name="nomes", components=[{"type": "body", "parameters": wrong}]))["code"] == 132012


@pytest.mark.parametrize("form", ["image", "video", "document"])
def test_a_header_may_be_a_file(meta, form):
    header = {"type": "HEADER", "format": form.upper(), "example": {"header_handle": ["4::x"]}}
    meta.control("template", name="arquivo", components=[header, {"type": "BODY", "text": "Segue o guia."}])

    answer = send(
        meta, name="arquivo", components=[{"type": "header", "parameters": [{"type": form, form: {"link": LINK}}]}]
    )

    assert answer.status_code == 200, answer.text
    assert meta.messages()[-1]["link"] == LINK
    assert error(send(meta, name="arquivo"))["code"] == 132012


def test_a_code_needs_a_phone_number_and_shows_the_code(meta):
    buttons = {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE", "text": "Copiar"}]}
    meta.control("template", name="codigo", category="AUTHENTICATION", components=[{"type": "BODY"}, buttons])
    code = [
        {"type": "body", "parameters": [{"type": "text", "text": "4417"}]},
        {"type": "button", "sub_type": "url", "index": "0", "parameters": [{"type": "text", "text": "4417"}]},
    ]
    meta.writes()
    user_id = meta.http.get("/control/phones").json()["phones"][0]["user_id"]

    assert send(meta, name="codigo", components=code).status_code == 200
    assert error(send(meta, name="codigo", components=code, to=None, recipient=user_id))["code"] == 131062

    assert meta.messages()[-1]["text"] == "4417 é seu código."


@pytest.mark.parametrize(
    ("changes", "subcode"),
    [
        ({"name": "Consulta"}, None),
        ({"language": "português"}, None),
        ({"category": "SPAM"}, None),
        ({"components": []}, None),
        ({"components": [{"type": "FOOTER", "text": "x"}]}, 2388072),
        ({"components": [{"type": "BODY", "text": "x" * 1_025}]}, 2388040),
        ({"components": [{"type": "BODY", "text": "Oi, {{1}}."}]}, 2388043),
        ({"components": [{"type": "BODY", "text": "{{1}}, oi.", "example": {"body_text": [["a"]]}}]}, 2388299),
        ({"components": [{"type": "BODY", "text": "Oi, {{2}}.", "example": {"body_text": [["a"]]}}]}, 2388072),
        ({"components": [{"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "x"}]}, 2388273),
        ({"components": [{"type": "BODY", "text": "x"}, {"type": "BUTTONS", "buttons": [{"type": "FAX"}]}]}, None),
        ({"message_send_ttl_seconds": 5}, None),
    ],
)
def test_a_template_that_breaks_a_rule_is_refused(meta, changes, subcode):
    answer = create(meta, **changes)

    assert (answer.status_code, error(answer)["code"], error(answer).get("error_subcode")) == (400, 100, subcode)
    assert [one["name"] for one in ask(meta, "GET", f"{WABA}/message_templates").json()["data"]] == ["hello_world"]


def test_templates_are_listed_in_pages_edited_and_deleted(meta, webhook):
    for language in ("pt_BR", "en_US", "es"):
        create(meta, language=language)
    listed = ask(meta, "GET", f"{WABA}/message_templates", query={"name": "consulta", "limit": 2}).json()
    rest = ask(
        meta,
        "GET",
        f"{WABA}/message_templates",
        query={"name": "consulta", "after": listed["paging"]["cursors"]["after"]},
    )

    assert [one["language"] for one in listed["data"] + rest.json()["data"]] == ["pt_BR", "en_US", "es"]
    assert ("next" in listed["paging"], "next" in rest.json()["paging"]) == (True, False)

    first = listed["data"][0]["id"]
    edited = ask(meta, "POST", first, components=[{"type": "BODY", "text": "Outro texto."}])
    assert edited.json() == {"success": True}
    assert ask(meta, "GET", first, query={"fields": "components"}).json()["components"][0]["text"] == "Outro texto."

    deleted = ask(meta, "DELETE", f"{WABA}/message_templates", query={"name": "consulta", "hsm_id": first})
    assert deleted.json() == {"success": True}
    assert error(ask(meta, "GET", first))["error_subcode"] == 33
    assert ask(meta, "DELETE", f"{WABA}/message_templates", query={"name": "consulta"}).json() == {"success": True}
    again = ask(meta, "DELETE", f"{WABA}/message_templates", query={"name": "consulta"})
    assert (error(again)["code"], error(again)["error_subcode"]) == (100, 2593002)
    told = [one["event"] for one in events(webhook, "message_template_status_update", 7)]
    assert told == ["APPROVED"] * 4 + ["DELETED"] * 3


def test_a_second_template_in_the_same_language_is_refused(meta):
    create(meta)

    assert error(create(meta))["error_subcode"] == 2388024


@pytest.mark.parametrize(("review", "event"), [("approve", "APPROVED"), ("reject", "REJECTED")])
def test_metas_review_is_scripted(meta, webhook, review, event):
    meta.control("settings", template_review=review)

    create(meta)

    told = events(webhook, "message_template_status_update")[0]
    assert (told["event"], "rejection_info" in told) == (event, event == "REJECTED")
    assert (
        ask(meta, "GET", f"{WABA}/message_templates", query={"name": "consulta"}).json()["data"][0]["status"] == event
    )


def test_who_stopped_marketing_gets_none(meta, webhook):
    meta.control("template", name="oferta", category="MARKETING")
    meta.control("template", name="aviso")
    meta.control("customer", wa_id=BIA, refuses_marketing=True)

    send(meta, name="oferta")
    send(meta, name="aviso")

    told = statuses(webhook, 3)
    assert [one["status"] for one in told] == ["failed", "sent", "delivered"]
    assert told[0]["errors"][0]["code"] == 131050
