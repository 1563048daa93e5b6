"""Everything WhatsApp can tell is made by the control interface, in the shape of the published bodies."""

import json
import os
from pathlib import Path

import pytest

from desvelo.kernel.whatsapp import payload
from desvelo.kernel.whatsapp.items import Poison
from desvelo.sandbox import events, kinds

from .running import BIA, BUSINESS_PHONE, eventually

_ROOT = Path(__file__).resolve().parents[2]
_SHARED = Path(os.environ.get("DESVELO_SHARED", _ROOT.parent / "shared"))
PUBLISHED = sorted((_SHARED / "reference" / "webhook-samples").glob("*.json"))


def value_of(webhook, number=1):
    body = json.loads(webhook.wait_for(number)[number - 1].body)
    return body["entry"][0], body["entry"][0]["changes"][0]


@pytest.mark.parametrize("kind", sorted(kinds.EXAMPLES))
def test_an_example_of_every_kind_is_one_call_away(meta, webhook, kind):
    meta.control("messages", **{"from": BIA, "type": kind, **({"text": "Olá!"} if kind == "text" else {})})

    message = value_of(webhook)[1]["value"]["messages"][0]
    content, _ = kinds.EXAMPLES[kind]
    assert message["type"] == kind
    assert message.get(kind) == content
    assert ("errors" in message) == (kind in kinds.BESIDE)


@pytest.mark.parametrize("form", sorted(kinds.INTERACTIVE))
def test_every_interactive_answer_is_one_call_away(meta, webhook, form):
    asked = meta.writes()
    meta.control("messages", **{"from": BIA, "type": "interactive", "form": form, "reply_to": asked})

    message = value_of(webhook, 2)[1]["value"]["messages"][0]
    assert message["interactive"] == {"type": form, form: kinds.INTERACTIVE[form][0]}
    assert message["context"] == {"from": BUSINESS_PHONE, "id": asked}


@pytest.mark.parametrize("form", kinds.UNSUPPORTED)
def test_every_unsupported_kind_names_itself(meta, webhook, form):
    meta.control("messages", **{"from": BIA, "type": "unsupported", "form": form})

    message = value_of(webhook)[1]["value"]["messages"][0]
    assert (message["unsupported"], message["errors"][0]["code"]) == ({"type": form}, 131051)


@pytest.mark.parametrize(
    ("beside", "key", "expected"),
    [
        ({"forwarded": "once"}, "context", {"forwarded": True}),
        ({"forwarded": "often"}, "context", {"frequently_forwarded": True}),
        ({"referral": True}, "referral", kinds.REFERRAL),
        ({"referral": {"source_type": "post"}}, "referral", {"source_type": "post"}),
        ({"referred_product": True}, "context", {"referred_product": kinds.REFERRED_PRODUCT}),
        ({"group_id": "Y2Fw"}, "group_id", "Y2Fw"),
        ({"extra": {"hologram": {"id": 7}}}, "hologram", {"id": 7}),
    ],
)
def test_what_rides_on_a_message_is_beside_it(meta, webhook, beside, key, expected):
    meta.control("messages", **{"from": BIA, "text": "oi", **beside})

    assert value_of(webhook)[1]["value"]["messages"][0][key] == expected


def test_a_kind_that_does_not_exist_yet_is_made_too(meta, webhook):
    meta.control("messages", **{"from": BIA, "type": "hologram", "content": {"id": "7"}})

    assert value_of(webhook)[1]["value"]["messages"][0]["hologram"] == {"id": "7"}


def test_a_file_that_whatsapp_lost_says_so_and_leads_nowhere(meta, webhook):
    meta.attaches("image", generated=True, lost=True)

    message = value_of(webhook)[1]["value"]["messages"][0]
    assert message["errors"][0]["code"] == 131052
    assert meta.get(f"/v26.0/{message['image']['id']}").status_code == 400


@pytest.mark.parametrize("field", events.FIELDS)
def test_every_field_has_an_example_that_says_when_or_about_which_number(meta, webhook, field):
    meta.control("event", field=field, wa_id=BIA)

    entry, change = value_of(webhook)
    assert change["field"] == field
    names_the_number = {"metadata", "phone_number_settings"} & set(change["value"])
    assert ("time" in entry) != bool(names_the_number)


def test_a_field_carries_any_value_that_is_given(meta, webhook):
    meta.control("event", field="account_update", value={"event": "DISABLED_UPDATE"})

    assert value_of(webhook)[1]["value"] == {"event": "DISABLED_UPDATE"}


@pytest.mark.parametrize(
    ("identity", "contact", "sender"),
    [
        ("phone", {"wa_id"}, {"from"}),
        ("both", {"wa_id", "user_id"}, {"from", "from_user_id"}),
        ("username", {"wa_id", "user_id"}, {"from", "from_user_id"}),
        ("hidden", {"user_id"}, {"from_user_id"}),
        ("empty", {"wa_id", "user_id"}, {"from", "from_user_id"}),
    ],
)
def test_a_customer_shows_as_much_of_themselves_as_they_chose(meta, webhook, identity, contact, sender):
    meta.control("messages", **{"from": BIA, "text": "oi", "identity": identity})

    value = value_of(webhook)[1]["value"]
    assert set(value["contacts"][0]) - {"profile"} == contact
    assert {"from", "from_user_id"} & set(value["messages"][0]) == sender
    if identity == "empty":
        assert (value["contacts"][0]["wa_id"], value["messages"][0]["from"]) == ("", "")


@pytest.mark.parametrize(("shareable", "kind"), [(True, "user_changed_number"), (False, "user_changed_user_id")])
def test_a_new_number_brings_a_new_user_id_and_a_notice(meta, webhook, shareable, kind):
    meta.writes()
    webhook.wait_for(1)  # between two lanes nothing is promised about the order
    before = meta.http.get("/control/phones").json()["phones"][0]

    after = meta.control("change-number", wa_id=BIA, new_wa_id="5511900008888", shareable=shareable)

    value = value_of(webhook, 2)[1]["value"]
    notice = value["messages"][0]
    assert "contacts" not in value
    assert (notice["type"], notice["system"]["type"]) == ("system", kind)
    assert (notice["system"]["previous_user_id"], notice["system"]["user_id"]) == (before["user_id"], after["user_id"])
    assert before["user_id"] != after["user_id"]
    assert (notice.get("from"), notice["system"].get("wa_id")) == (
        (BIA, "5511900008888") if shareable else (None, None)
    )
    assert [one["text"] for one in meta.messages("5511900008888")] == ["oi"]


def test_a_recycled_number_is_somebody_else(meta, webhook):
    meta.writes()
    webhook.wait_for(1)  # between two lanes nothing is promised about the order
    before = meta.http.get("/control/phones").json()["phones"][0]

    after = meta.control("recycle-number", wa_id=BIA, name="Outra Pessoa")
    meta.control("messages", **{"from": BIA, "text": "oi"})

    contact = value_of(webhook, 2)[1]["value"]["contacts"][0]
    assert (contact["profile"]["name"], contact["wa_id"]) == ("Outra Pessoa", BIA)
    assert contact["user_id"] == after["user_id"] != before["user_id"]
    assert after["identity_key_hash"] != before["identity_key_hash"]


@pytest.mark.parametrize("act", ["rotate-user-id", "change-identity"])
def test_who_somebody_is_can_change_with_a_notice(meta, webhook, act):
    meta.writes()
    webhook.wait_for(1)  # between two lanes nothing is promised about the order

    meta.control(act, wa_id=BIA, notice=True)

    notice = value_of(webhook, 2)[1]["value"]["messages"][0]["system"]
    expected = {"rotate-user-id": "user_changed_user_id", "change-identity": "customer_identity_changed"}[act]
    assert notice["type"] == expected


def shape(value):
    """Return the names that stand in a value, level by level, without what they hold."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value else type(value).__name__


def made_again(meta, message):
    """Let the sandbox send what a published message holds."""
    kind = message["type"]
    known = {"from", "from_user_id", "id", "timestamp", "type", "context", "group_id", kind}
    context = message.get("context", {})
    extra = {name: value for name, value in message.items() if name not in known}
    unanswered = {name: value for name, value in context.items() if name not in {"from", "id"}}
    meta.control(
        "messages",
        **{"from": BIA, "identity": "both" if "from_user_id" in message else "phone", "type": kind},
        **({"content": message[kind]} if kind in message else {}),
        **({"reply_to": context["id"]} if "id" in context else {}),
        **({"group_id": message["group_id"]} if "group_id" in message else {}),
        extra={**extra, **({"context": unanswered} if unanswered else {})},
    )


def change_of(path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))["entry"][0]["changes"][0]


def is_made_by_control(path) -> bool:
    """Tell whether a body is one the control call makes; a status comes of sending (test_send and test_faults)."""
    change = change_of(path)
    return change["field"] != "messages" or bool(change["value"].get("messages"))


@pytest.mark.parametrize("path", [*filter(is_made_by_control, PUBLISHED)], ids=lambda path: path.stem)
def test_the_published_bodies_can_be_made_with_their_exact_shape(meta, webhook, path):
    change = change_of(path)
    listed = change["value"].get("messages") if change["field"] == "messages" else None
    if listed:
        made_again(meta, listed[0])
    else:
        own = {k: v for k, v in change["value"].items() if k not in {"messaging_product", "metadata"}}
        meta.control("event", field=change["field"], value=own)

    made = value_of(webhook)[1]["value"]

    if listed:
        assert shape({**made["messages"][0], "timestamp": ""}) == shape({**listed[0], "timestamp": ""})
    else:
        assert shape(made) == shape(change["value"])


def test_the_products_own_reader_knows_everything_that_is_made(meta, webhook):
    for kind in kinds.EXAMPLES:
        meta.control("messages", **{"from": BIA, "type": kind, **({"text": "oi"} if kind == "text" else {})})
    for field in events.FIELDS:
        meta.control("event", field=field, wa_id=BIA)
    count = len(kinds.EXAMPLES) + len(events.FIELDS)

    bodies = [post.body for post in eventually(lambda: len(webhook.posts) >= count and list(webhook.posts))]

    items = [item for body in bodies for item in payload.parse(body).items]
    assert len(items) >= count
    assert [item for item in items if isinstance(item, Poison)] == []
