"""A customer presses what a message offers, quotes it, reacts to it: the right webhook leaves."""

import json

import pytest

from .running import BIA, BUSINESS_PHONE
from .test_kinds_sent import FLOW, LIST, interactive, named, reply
from .test_templates import FULL, PARAMETERS


def sent(meta, content, kind="interactive"):
    meta.writes()
    wamid = meta.send(**{"type": kind, "text": None, kind: content}).json()["messages"][0]["id"]
    return wamid, meta.messages()[-1]["buttons"]


def act(meta, path, **content):
    return meta.http.post(f"/phone/{path}", json={"wa_id": BIA, **content})


def received(webhook, number):
    """Return the message of the webhook with this number; two statuses stand before an answer."""
    body = json.loads(webhook.wait_for(number)[number - 1].body)
    return body["entry"][0]["changes"][0]["value"]["messages"][0]


OFFERS = [
    (
        interactive("button", {"buttons": [reply("s", "Sim"), reply("n", "Não")]}),
        1,
        "interactive",
        {"type": "button_reply", "button_reply": {"id": "n", "title": "Não"}},
    ),
    (
        interactive("list", LIST),
        0,
        "interactive",
        {"type": "list_reply", "list_reply": {"id": "manha", "title": "Manhã", "description": "8h às 12h"}},
    ),
    (
        interactive("list", LIST),
        1,
        "interactive",
        {"type": "list_reply", "list_reply": {"id": "tarde", "title": "Tarde"}},
    ),
    (
        interactive("flow", named("flow", **FLOW)),
        0,
        "interactive",
        {
            "type": "nfm_reply",
            "nfm_reply": {"name": "flow", "body": "Sent", "response_json": '{"flow_token": "t-1"}'},
        },
    ),
    (
        interactive("request_contact_info", named("request_contact_info")),
        0,
        "contacts",
        [
            {
                "name": {"formatted_name": "Beatriz Nogueira", "first_name": "Beatriz", "last_name": "Nogueira"},
                "phones": [{"phone": f"+{BIA}", "wa_id": BIA, "type": "MOBILE"}],
            }
        ],
    ),
    (
        {"type": "product", "action": {"catalog_id": "c1", "product_retailer_id": "p1"}},
        0,
        "order",
        {
            "catalog_id": "c1",
            "text": "",
            "product_items": [{"product_retailer_id": "p1", "quantity": 1, "item_price": 10, "currency": "BRL"}],
        },
    ),
]


@pytest.mark.parametrize("offered", OFFERS)
def test_pressing_what_a_message_offers_answers_that_very_message(meta, webhook, offered):
    content, place, kind, expected = offered
    wamid, buttons = sent(meta, content)

    assert act(meta, "tap", wamid=wamid, button=buttons[place]["id"]).status_code == 200

    message = received(webhook, 4)
    assert (message["type"], message[kind]) == (kind, expected)
    assert message["context"] == {"from": BUSINESS_PHONE, "id": wamid}


@pytest.mark.parametrize(
    ("content", "kind", "key"),
    [
        (interactive("location_request_message", named("send_location")), "location", "latitude"),
        (
            interactive("call_permission_request", named("call_permission_request")),
            "interactive",
            "call_permission_reply",
        ),
        (interactive("address_message", named("address_message", country="IN")), "interactive", "nfm_reply"),
    ],
)
def test_what_is_asked_for_is_given(meta, webhook, content, kind, key):
    wamid, buttons = sent(meta, content)

    act(meta, "tap", wamid=wamid, button=buttons[0]["id"])

    assert key in received(webhook, 4)[kind]


def test_a_quick_reply_of_a_template_brings_its_payload(meta, webhook):
    meta.control("template", name="consulta", components=FULL)
    template = {"name": "consulta", "language": {"code": "pt_BR"}, "components": PARAMETERS}
    wamid, buttons = sent(meta, template, "template")

    assert act(meta, "tap", wamid=wamid, button=buttons[0]["id"]).status_code == 200
    assert act(meta, "tap", wamid=wamid, button=buttons[2]["id"]).status_code == 404

    message = received(webhook, 4)
    assert (message["type"], message["button"]) == ("button", {"payload": "SIM", "text": "Confirmo"})


def test_nobody_presses_quotes_or_reacts_to_what_is_on_another_phone(meta):
    wamid, buttons = sent(meta, interactive("button", {"buttons": [reply("s", "Sim")]}))
    stranger = {"wa_id": "5511900004499", "wamid": wamid}

    answers = [
        meta.http.post("/phone/tap", json={**stranger, "button": buttons[0]["id"]}),
        meta.http.post("/phone/react", json={**stranger, "emoji": "👍"}),
        meta.http.post("/phone/messages", json={**stranger, "text": "oi", "reply_to": wamid}),
    ]

    assert [one.status_code for one in answers] == [404, 404, 404]
    assert meta.messages("5511900004499") == []


def test_a_reaction_is_put_and_taken_away(meta, webhook):
    wamid, _ = sent(meta, interactive("button", {"buttons": [reply("s", "Sim")]}))

    act(meta, "react", wamid=wamid, emoji="👍")
    act(meta, "react", wamid=wamid, emoji="")

    assert received(webhook, 4)["reaction"] == {"message_id": wamid, "emoji": "👍"}
    assert received(webhook, 5)["reaction"] == {"message_id": wamid}


def test_a_message_is_quoted(meta, webhook):
    wamid, _ = sent(meta, interactive("button", {"buttons": [reply("s", "Sim")]}))

    act(meta, "messages", text="Qual endereço?", reply_to=wamid)

    assert received(webhook, 4)["context"] == {"from": BUSINESS_PHONE, "id": wamid}
