"""Every kind a business may send: accepted, and shown on the phone as what it is; and refused with Meta's code."""

import json

import pytest

from .running import BIA
from .test_send import error, statuses

BODY = {"text": "Qual horário?"}
LINK = "https://arquivos.example/a"


def interactive(kind, action, **more):
    return {"type": kind, "body": BODY, "action": action, **more}


def named(name, **parameters):
    return {"name": name, **({"parameters": parameters} if parameters else {})}


def reply(key, title):
    return {"type": "reply", "reply": {"id": key, "title": title}}


ROWS = [{"id": "manha", "title": "Manhã", "description": "8h às 12h"}, {"id": "tarde", "title": "Tarde"}]
LIST = {"button": "Ver horários", "sections": [{"title": "Quinta", "rows": ROWS}]}
FLOW = {"flow_message_version": "3", "flow_id": "77", "flow_cta": "Agendar", "flow_token": "t-1"}
CARDS = [
    {"card_index": n, "type": "cta_url", "action": named("cta_url", display_text=f"Abrir {n}", url=f"{LINK}/{n}")}
    for n in range(2)
]
PRODUCTS = {"catalog_id": "c1", "sections": [{"product_items": [{"product_retailer_id": "p1"}]}]}

# kind, content, what must stand on the phone
ACCEPTED = [
    ("text", {"body": "Olá https://a.example", "preview_url": True}, {"text": "Olá https://a.example"}),
    ("image", {"link": LINK, "caption": "Mapa"}, {"text": "Mapa", "link": LINK}),
    ("video", {"link": LINK}, {"link": LINK}),
    ("audio", {"link": LINK, "voice": True}, {"link": LINK}),
    ("document", {"link": LINK, "filename": "guia.pdf"}, {"text": "guia.pdf", "link": LINK}),
    ("sticker", {"link": LINK}, {"link": LINK}),
    (
        "location",
        {"latitude": "-23.5", "longitude": -46.6, "name": "Clínica", "address": "Rua 1"},
        {"text": "Clínica", "footer": "Rua 1"},
    ),
    ("location", {"latitude": -23.5, "longitude": -46.6}, {"text": "-23.5, -46.6"}),
    ("contacts", [{"name": {"formatted_name": "Ana Sá", "first_name": "Ana"}}], {"text": "Ana Sá"}),
    (
        "interactive",
        interactive(
            "button",
            {"buttons": [reply("s", "Sim"), reply("n", "Não")]},
            header={"type": "text", "text": "Confirma?"},
            footer={"text": "Clínica"},
        ),
        {
            "text": "Qual horário?",
            "header": "Confirma?",
            "footer": "Clínica",
            "buttons": [{"id": "s", "title": "Sim", "tap": "reply"}, {"id": "n", "title": "Não", "tap": "reply"}],
        },
    ),
    (
        "interactive",
        interactive("button", {"buttons": [reply("s", "Sim")]}, header={"type": "image", "image": {"link": LINK}}),
        {"link": LINK},
    ),
    (
        "interactive",
        interactive("list", LIST),
        {
            "menu": "Ver horários",
            "buttons": [
                {"id": "manha", "title": "Manhã", "tap": "row", "description": "8h às 12h", "section": "Quinta"},
                {"id": "tarde", "title": "Tarde", "tap": "row", "section": "Quinta"},
            ],
        },
    ),
    (
        "interactive",
        interactive("cta_url", named("cta_url", display_text="Abrir", url=LINK)),
        {"buttons": [{"id": "cta_url", "title": "Abrir", "tap": "url", "value": LINK}]},
    ),
    (
        "interactive",
        interactive("flow", named("flow", **FLOW)),
        {"buttons": [{"id": "77", "title": "Agendar", "tap": "flow", "value": "t-1"}]},
    ),
    (
        "interactive",
        interactive("location_request_message", named("send_location")),
        {"buttons": [{"id": "send_location", "title": "", "tap": "location_request"}]},
    ),
    (
        "interactive",
        interactive("request_contact_info", named("request_contact_info")),
        {"buttons": [{"id": "request_contact_info", "title": "", "tap": "contact_request"}]},
    ),
    (
        "interactive",
        interactive("call_permission_request", named("call_permission_request")),
        {"buttons": [{"id": "call_permission_request", "title": "", "tap": "call_permission"}]},
    ),
    (
        "interactive",
        interactive("voice_call", named("voice_call", display_text="Ligar")),
        {"buttons": [{"id": "voice_call", "title": "Ligar", "tap": "voice_call"}]},
    ),
    (
        "interactive",
        interactive("address_message", named("address_message", country="IN")),
        {"buttons": [{"id": "address_message", "title": "", "tap": "address"}]},
    ),
    (
        "interactive",
        {"type": "product", "action": {"catalog_id": "c1", "product_retailer_id": "p1"}},
        {"buttons": [{"id": "p1", "title": "", "tap": "catalog", "value": "c1"}]},
    ),
    (
        "interactive",
        interactive("product_list", PRODUCTS, header={"type": "text", "text": "Produtos"}),
        {"header": "Produtos", "buttons": [{"id": "p1", "title": "p1", "tap": "catalog", "value": "c1"}]},
    ),
    (
        "interactive",
        interactive("catalog_message", named("catalog_message")),
        {"buttons": [{"id": "catalog", "title": "", "tap": "catalog"}]},
    ),
    (
        "interactive",
        interactive("carousel", {"cards": CARDS}),
        {"buttons": [{"id": "cta_url", "title": f"Abrir {n}", "tap": "url", "value": f"{LINK}/{n}"} for n in range(2)]},
    ),
]


@pytest.mark.parametrize(("kind", "content", "shown"), ACCEPTED)
def test_what_is_sent_is_what_the_phone_shows(meta, webhook, kind, content, shown):
    meta.writes()

    answer = meta.send(**{"type": kind, "text": None, kind: content})

    assert answer.status_code == 200, answer.text
    bubble = meta.messages()[-1]
    assert {name: bubble[name] for name in shown} == shown
    assert (bubble["id"], bubble["kind"]) == (answer.json()["messages"][0]["id"], kind)
    assert bubble["payload"][kind] == json.loads(json.dumps(content))
    assert [one["status"] for one in statuses(webhook, 3)] == ["sent", "delivered"]


BUTTON = {"buttons": [reply("a", "A")]}
REFUSED = [
    ("text", {"body": "x", "preview_url": "yes"}, 100, "preview_url"),
    ("image", {}, 100, "image['id'] is required"),
    ("image", {"id": "1", "link": LINK}, 100, "Only one of"),
    ("image", {"link": "ftp://a"}, 131009, "not a valid URI"),
    ("image", {"id": "../../etc"}, 131009, "not a valid whatsapp business account media"),
    ("image", {"id": "999"}, 131009, "not a valid whatsapp business account media"),
    ("image", {"link": LINK, "caption": "x" * 1_025}, 100, "at most 1024"),
    ("audio", {"link": LINK, "caption": "x"}, 100, 'Unexpected key "caption"'),
    ("sticker", {"link": LINK, "caption": "x"}, 100, 'Unexpected key "caption"'),
    ("location", {"latitude": 1}, 100, "location['longitude'] is required"),
    ("location", {"latitude": 91, "longitude": 0}, 131009, "-90 to 90"),
    ("location", {"latitude": "norte", "longitude": 0}, 131009, "-90 to 90"),
    ("contacts", [], 131009, "contacts count"),
    ("contacts", [{}], 131008, "name"),
    ("contacts", [{"name": {"formatted_name": "Ana"}}], 131009, "one more part"),
    ("reaction", {"emoji": "👍"}, 100, "message_id"),
    ("reaction", {"message_id": "wamid.1"}, 100, "emoji"),
    ("reaction", {"message_id": "wamid.1", "emoji": "ok"}, 131009, "not an emoji"),
    ("interactive", {"type": "fax", "body": BODY, "action": {}}, 100, "must be one of"),
    ("interactive", {"type": "button", "body": BODY}, 131008, "action"),
    ("interactive", interactive("button", {"buttons": []}), 131009, "count"),
    ("interactive", interactive("button", {"buttons": [reply(str(n), str(n)) for n in range(4)]}), 131009, "count"),
    ("interactive", interactive("button", {"buttons": [reply("a", "A"), reply("a", "B")]}), 131009, "Duplicated id"),
    ("interactive", interactive("button", {"buttons": [reply("a", "x" * 21)]}), 131009, "Max length: 20"),
    ("interactive", interactive("button", {"buttons": [reply("x" * 257, "A")]}), 131009, "Max length: 256"),
    ("interactive", {**interactive("button", BUTTON), "body": {"text": "x" * 1_025}}, 131009, "Max length: 1024"),
    ("interactive", interactive("button", BUTTON, footer={"text": "x" * 61}), 131009, "Max length: 60"),
    ("interactive", interactive("list", LIST, header={"type": "image", "image": {"link": LINK}}), 131009, "Header"),
    ("interactive", interactive("list", {"sections": LIST["sections"]}), 131009, "Button length"),
    ("interactive", interactive("list", {"button": "Ver", "sections": [{"rows": ROWS}] * 2}), 131009, "Section title"),
    (
        "interactive",
        interactive("list", {"button": "V", "sections": [{"rows": [{"id": str(n), "title": "a"} for n in range(11)]}]}),
        131009,
        "Max allowed rows: 10",
    ),
    (
        "interactive",
        interactive(
            "list",
            {
                "button": "V",
                "sections": [
                    {"title": str(s), "rows": [{"id": f"{s}{n}", "title": "a"} for n in range(6)]} for s in range(2)
                ],
            },
        ),
        131009,
        "Total row count",
    ),
    ("interactive", interactive("cta_url", named("cta_url", display_text="A", url="javascript:1")), 131009, "URI"),
    ("interactive", interactive("cta_url", named("flow")), 131009, "Action name"),
    ("interactive", interactive("flow", named("flow", **{**FLOW, "flow_name": "b"})), 131008, "Exactly one"),
    ("interactive", interactive("product_list", PRODUCTS), 131008, "header"),
    ("interactive", interactive("address_message", named("address_message", country="BR")), 131009, "country"),
    ("interactive", interactive("carousel", {"cards": CARDS[:1]}), 131009, "count"),
]


@pytest.mark.parametrize(("kind", "content", "code", "says"), REFUSED)
def test_what_metas_limits_forbid_is_refused_with_its_code_and_reaches_nobody(meta, kind, content, code, says):
    meta.writes()

    answer = meta.send(**{"type": kind, "text": None, kind: content})

    assert (answer.status_code, error(answer)["code"]) == (400, code), answer.text
    assert says in error(answer)["error_data"]["details"]
    assert len(meta.messages()) == 1


@pytest.mark.parametrize("target", ["unknown", "reaction", "old"])
def test_a_reaction_to_what_cannot_be_reacted_to_fails_later(meta, webhook, target):
    wamid = meta.writes(type="reaction") if target == "reaction" else meta.writes()
    meta.writes()
    if target == "old":
        meta.control("clock", advance_seconds=31 * 86_400)
        meta.writes()
    about = "wamid.nobody" if target == "unknown" else wamid

    assert meta.send(type="reaction", text=None, reaction={"message_id": about, "emoji": "👍"}).status_code == 200

    told = statuses(webhook, 4 if target == "old" else 3)
    assert [one["errors"][0]["code"] for one in told] == [131009]


def test_a_file_sent_as_another_kind_fails_later(meta, webhook):
    meta.writes()
    file_id = meta.uploads(b"\x89PNG").json()["id"]

    assert meta.send(type="video", text=None, video={"id": file_id}).status_code == 200
    assert meta.send(type="image", text=None, image={"id": file_id}).status_code == 200

    told = statuses(webhook, 4)
    assert [(one["status"], one.get("errors", [{}])[0].get("code")) for one in told[:1]] == [("failed", 131053)]
    assert [one["status"] for one in told[1:]] == ["sent", "delivered"]


def test_a_direct_send_of_utility_needs_no_window(meta, webhook):
    meta.send(category="utility")
    meta.send()

    assert [one["status"] for one in statuses(webhook, 3)] == ["sent", "delivered", "failed"]
    refused = meta.send(type="image", text=None, image={"link": LINK}, category="utility")
    assert error(refused)["code"] == 100
    assert meta.messages(BIA)[0]["text"] == "Olá"
