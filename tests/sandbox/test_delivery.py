import hmac
import json
from hashlib import sha256
from itertools import pairwise

import pytest

from .receiver import Receiver
from .running import BIA, BUSINESS_PHONE, NUMBER, WABA, eventually, sandbox


def expected_signature(body, secret=b"test_app_secret"):
    return "sha256=" + hmac.new(secret, body, sha256).hexdigest()


def states(meta):
    return [one["state"] for one in meta.deliveries()]


def codes(meta, number=1):
    return [attempt["code"] for attempt in meta.deliveries()[number - 1]["attempts"]]


def test_a_message_arrives_signed_over_its_exact_bytes(meta, webhook):
    wamid = meta.writes("Olá, ñ 😊 https://exemplo.com/a")

    [post] = webhook.wait_for(1)

    assert post.headers["x-hub-signature-256"] == expected_signature(post.body)
    assert post.headers["content-type"] == "application/json"
    assert post.headers["user-agent"] == "facebookexternalua"
    assert rb'"text":{"body":"Ol\u00e1, \u00f1 \ud83d\ude0a https:\/\/exemplo.com\/a"}' in post.body
    assert wamid.replace("/", "\\/").encode() in post.body
    assert post.body.isascii()


def test_the_envelope_has_the_shape_and_order_of_version_24_and_later(meta, webhook):
    wamid = meta.writes("oi", at=1790416800)

    [post] = webhook.wait_for(1)

    user_id = meta.http.get("/control/phones").json()["phones"][0]["user_id"]
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": BUSINESS_PHONE, "phone_number_id": NUMBER},
        "contacts": [{"profile": {"name": "Beatriz Nogueira"}, "wa_id": BIA, "user_id": user_id}],
        "messages": [
            {
                "from": BIA,
                "from_user_id": user_id,
                "id": wamid,
                "timestamp": "1790416800",
                "type": "text",
                "text": {"body": "oi"},
            }
        ],
    }
    envelope = {
        "object": "whatsapp_business_account",
        "entry": [{"id": WABA, "changes": [{"value": value, "field": "messages"}]}],
    }
    assert post.body == json.dumps(envelope, separators=(",", ":")).replace("/", "\\/").encode()


@pytest.mark.parametrize("failure", [500, 503, 404, 401, 201, 202, 204, 302])
def test_anything_but_200_is_tried_again_with_the_same_bytes(meta, webhook, failure):
    webhook.codes.extend([failure, failure])

    meta.writes()

    posts = webhook.wait_for(3)
    assert {post.body for post in posts} == {posts[0].body}
    assert eventually(lambda: states(meta) == ["accepted"])
    assert codes(meta) == [failure, failure, 200]


def test_the_gaps_between_attempts_grow(meta, webhook):
    webhook.codes.extend([500] * 5)

    meta.writes()

    webhook.wait_for(6)
    attempts = eventually(lambda: len(meta.deliveries()[0]["attempts"]) == 6 and meta.deliveries()[0]["attempts"])
    gaps = [later["at"] - earlier["at"] for earlier, later in pairwise(attempts)]
    assert all(gap >= 0.02 * 2**n for n, gap in enumerate(gaps))


def test_after_seven_days_a_body_is_dropped(meta, webhook):
    webhook.codes.extend([500] * 400)
    meta.writes()

    for day in range(1, 8):
        webhook.wait_for(day)
        meta.control("clock", advance_seconds=24 * 3600)
        eventually(lambda day=day: len(codes(meta)) > day)

    assert eventually(lambda: states(meta) == ["dropped"])


def test_one_customers_messages_keep_their_order(meta, webhook):
    wamids = [meta.writes(str(n)) for n in range(20)]

    posts = webhook.wait_for(20)

    arrived = [json.loads(post.body)["entry"][0]["changes"][0]["value"]["messages"][0]["id"] for post in posts]
    assert arrived == wamids


def test_one_customers_failure_does_not_hold_up_another(meta, webhook):
    webhook.codes.extend([500])
    meta.control("clock", advance_seconds=1)
    meta.writes("presa")
    webhook.wait_for(1)

    meta.control("messages", **{"from": "5511900009999", "text": "livre"})

    eventually(lambda: meta.deliveries()[1]["state"] == "accepted")


def test_nothing_is_doubled_unless_asked_for(meta, webhook):
    meta.writes()
    eventually(lambda: states(meta) == ["accepted"])

    meta.control("repeat", id=1)

    first, second = webhook.wait_for(2)
    assert (second.body, second.headers["x-hub-signature-256"]) == (
        first.body,
        first.headers["x-hub-signature-256"],
    )
    assert eventually(lambda: codes(meta) == [200, 200])


def test_a_message_counts_as_delivered_when_the_desk_has_taken_it(meta, webhook):
    webhook.codes.append(500)

    meta.writes()

    eventually(lambda: meta.messages()[0]["status"] == "delivered")
    assert codes(meta) == [500, 200]


@pytest.mark.parametrize(
    ("signature", "header"),
    [
        ("valid", expected_signature(b'{"x":1}')),
        ("wrong", expected_signature(b'{"x":1} ')),
        ("missing", None),
        ("truncated", expected_signature(b'{"x":1}')[:-24]),
    ],
)
def test_any_bytes_can_be_sent_under_any_signature(meta, webhook, signature, header):
    webhook.codes.append(401)

    answer = meta.control("raw", body='{"x":1}', signature=signature)

    [post] = webhook.wait_for(1)
    assert answer["code"] == 401
    assert (post.body, post.headers.get("x-hub-signature-256")) == (b'{"x":1}', header)


def test_raw_bytes_can_be_signed_with_another_tenants_secret(meta, webhook):
    meta.control("raw", body={"a": "é/"}, secret="otro_secreto")

    [post] = webhook.wait_for(1)
    assert post.body == rb'{"a":"\u00e9\/"}'
    assert post.headers["x-hub-signature-256"] == expected_signature(post.body, b"otro_secreto")


def test_the_challenge_is_asked_with_the_token_before_anything_is_delivered(tmp_path):
    webhook = Receiver().start()
    webhook.challenges.extend([(403, ""), (200, "something else")])
    try:
        with sandbox(tmp_path, webhook_url=webhook.url) as meta:
            meta.writes()
            webhook.wait_for(1)
            verification = meta.http.get("/control/deliveries").json()["verification"]
    finally:
        webhook.stop()

    assert verification == {"verified": True, "attempts": 3, "last_code": 200}
    assert [(ask["hub.mode"], ask["hub.verify_token"]) for ask in webhook.asked] == [("subscribe", "palavra")] * 3
    assert all(ask["hub.challenge"].isdigit() for ask in webhook.asked)


def test_a_webhook_that_refuses_the_challenge_gets_nothing(tmp_path):
    webhook = Receiver().start()
    webhook.challenges.extend([(403, "")] * 200)
    try:
        with sandbox(tmp_path, webhook_url=webhook.url) as meta:
            meta.writes()
            eventually(lambda: meta.http.get("/control/deliveries").json()["verification"]["attempts"] >= 3)
            waiting = meta.deliveries()
    finally:
        webhook.stop()

    assert [(one["state"], one["attempts"]) for one in waiting] == [("waiting", [])]
    assert webhook.posts == []
