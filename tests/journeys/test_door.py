"""Wrong things at the door, over real HTTP: refused, set aside, and never in the way of their neighbours.

Source: issue 2, "Done when" 4.
"""

import base64
import hashlib
import hmac
import json
import os

import httpx
import pytest

from house import webhook_body
from opening import opened_with_every_key
from started import eventually, last_arrival, rows

CARD = "meu cartão 5555 5555 5555 4444 val 08/29 cvv 123"


def body_of(text: str, customer, **more: str) -> bytes:
    return webhook_body(text, phone=customer.phone, name=customer.name, wamid=f"wamid.{os.urandom(9).hex()}", **more)


def signed(secret: str, body: bytes) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def post(info, body: bytes, signature: str | None) -> int:
    headers = {"content-type": "application/json"}
    if signature is not None:
        headers["x-hub-signature-256"] = signature
    return httpx.post(info["webhook_url"], content=body, headers=headers, timeout=10, trust_env=False).status_code


def with_a_poison_message(body: bytes) -> bytes:
    """Put a message that is none before the good one."""
    delivery = json.loads(body)
    messages = delivery["entry"][0]["changes"][0]["value"]["messages"]
    messages.insert(0, "no message")
    return json.dumps(delivery).encode()


def quarantined(info) -> list[tuple[str, str]]:
    return rows(info["database_url"], "SELECT reason, phone_number_id FROM intake.quarantine ORDER BY received_at")


WRONG = {
    "wrong": lambda secret, body: signed(secret, body + b" "),
    "another secret": lambda secret, body: signed(secret[::-1], body),
    "missing": lambda *_: None,
    "empty": lambda *_: "",
    "truncated": lambda secret, body: signed(secret, body)[:-24],
    "without its prefix": lambda secret, body: signed(secret, body).removeprefix("sha256="),
    "in base64": lambda secret, body: (
        "sha256=" + base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
    ),
    "of the older kind": lambda secret, body: "sha1=" + hmac.new(secret.encode(), body, hashlib.sha1).hexdigest(),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_signature_is_refused_that_is(info, customer, kind):
    body, before = body_of("Bom dia", customer), last_arrival(info)

    assert post(info, body, WRONG[kind](info["app_secret"], body)) == 401

    assert rows(info["database_url"], "SELECT count(*) FROM intake.raw") == [(0,)]
    assert last_arrival(info) == before


def test_the_same_content_in_other_bytes_is_refused_under_the_signature_of_the_first(info, customer):
    body = body_of("Olá, tudo bem? Já é amanhã", customer)
    signature = signed(info["app_secret"], body)
    again = json.dumps(json.loads(body), ensure_ascii=False, separators=(",", ":")).encode()
    before = last_arrival(info)

    assert post(info, again, signature) == 401
    assert last_arrival(info) == before
    assert post(info, body, signature) == 200
    eventually(lambda: last_arrival(info) > before)


@pytest.mark.parametrize("kind", ["wrong", "missing", "truncated"])
def test_the_sandbox_can_send_a_signature_that_is(info, customer, kind):
    raw = {"body": body_of("Bom dia", customer).decode(), "signature": kind}

    answer = httpx.post(f"{info['sandbox_control_url']}/raw", json=raw, timeout=10, trust_env=False)

    assert answer.json()["code"] == 401


def test_a_poison_message_is_set_aside_alone_and_the_good_one_beside_it_appears(info, demo, customer, visitors):
    before, aside = last_arrival(info), len(quarantined(info))
    body = with_a_poison_message(body_of(CARD, customer))

    assert post(info, body, signed(info["app_secret"], body)) == 200
    eventually(lambda: last_arrival(info) > before)

    assert [reason.split(":")[0] for reason, _ in quarantined(info)[aside:]] == ["poison"]
    page = visitors.page("marina")
    customer.opened_by(page)
    assert page.locator("#items .msg.in .chip").count() == 3
    kept = [text for column, text in opened_with_every_key(demo.data)["opened"] if column == "intake.quarantine.record"]
    assert len(kept) == len(quarantined(info))
    assert [text for text in kept if "5555" in text] == []


def test_a_number_of_somebody_else_is_acknowledged_and_set_aside(info, customer):
    before, aside = last_arrival(info), len(quarantined(info))
    body = body_of("Isto é para outra empresa", customer, number="999999999999999")

    assert post(info, body, signed(info["app_secret"], body)) == 200
    eventually(lambda: len(quarantined(info)) > aside)

    assert quarantined(info)[aside:] == [("unknown_number", "999999999999999")]
    assert last_arrival(info) == before


def test_the_same_delivery_twice_is_one_message(info, customer):
    body = body_of("Uma vez só", customer)
    first = last_arrival(info)
    for _ in range(2):
        assert post(info, body, signed(info["app_secret"], body)) == 200
    eventually(lambda: last_arrival(info) > first)
    eventually(lambda: rows(info["database_url"], "SELECT count(*) FROM intake.raw") == [(0,)])

    query = "SELECT count(*) FROM channel_message WHERE direction = 'in' AND arrival > %s"
    assert rows(info["database_url"], query, first) == [(1,)]


def test_only_whoever_knows_the_verify_token_is_told_the_challenge(info):
    asked = {"hub.mode": "subscribe", "hub.challenge": "81473", "hub.verify_token": info["verify_token"]}

    right = httpx.get(info["webhook_url"], params=asked, trust_env=False)
    wrong = httpx.get(info["webhook_url"], params={**asked, "hub.verify_token": "guess"}, trust_env=False)

    assert (right.status_code, right.text) == (200, "81473")
    assert wrong.status_code == 403
    assert "81473" not in wrong.text
