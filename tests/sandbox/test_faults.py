"""What can be made to go wrong: each fault does what its name says, to whom it was meant for, as often as asked."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.whatsapp import outbound
from desvelo.sandbox import error_codes, faults, wire
from desvelo.sandbox.fault_rules import Asked, Faults

from .running import BIA, SECRET, TOKEN, eventually, sandbox
from .test_send import error, statuses

OTHER = "5511900004499"


def messages(webhook, count):
    values = [json.loads(post.body)["entry"][0]["changes"][0]["value"] for post in webhook.wait_for(count)]
    return [value["messages"][0]["text"]["body"] for value in values if "messages" in value]


@pytest.mark.parametrize("kind", sorted(faults.NOW))
def test_every_code_that_is_told_at_once_refuses_with_its_status_and_sends_nothing(meta, kind):
    meta.writes()
    meta.control("faults", kind=kind, times=1)

    answer = meta.send()

    code = {"500": 1, "503": 2}.get(kind) or int(kind)
    assert (answer.status_code, error(answer)["code"]) == (error_codes.CODES[code].status, code)
    assert len(meta.messages()) == 1
    assert meta.send().status_code == 200


@pytest.mark.parametrize("kind", sorted(faults.LATER))
def test_every_code_that_is_told_later_is_accepted_first(meta, webhook, kind):
    meta.writes()
    meta.control("faults", kind=kind, times=1)

    answer = meta.send(biz_opaque_callback_data="m")

    told = statuses(webhook, 2)
    assert answer.status_code == 200
    assert [(one["id"], one["status"], one["errors"][0]["code"]) for one in told] == [
        (answer.json()["messages"][0]["id"], "failed", int(kind))
    ]
    assert len(meta.messages()) == 1


def test_metas_edge_answers_429_without_metas_words(meta):
    meta.control("faults", kind="429", times=1)

    answer = meta.send()

    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert outbound.outcome(answer.status_code, answer.content) == outbound.Refused(code=None, retry=True)


def test_a_rule_is_for_one_recipient_after_so_many_occasions_and_so_often(meta):
    meta.writes()
    meta.writes(**{"from": OTHER})
    rule = meta.control("faults", kind="131056", recipient=OTHER, after=1, times=2)

    codes = [meta.send(to=f"+{OTHER}").status_code for _ in range(5)]

    assert codes == [200, 400, 400, 200, 200]
    assert meta.send().status_code == 200
    listed = meta.http.get("/control/faults").json()["rules"]
    assert [(one["id"], one["suffered"], one["left"]) for one in listed] == [(rule["id"], 2, 0)]
    meta.control("faults/clear")
    assert meta.http.get("/control/faults").json()["rules"] == []


@given(st.integers(), st.floats(min_value=0, max_value=1), st.integers(min_value=1, max_value=40))
def test_the_same_seed_brings_the_same_luck(seed, probability, occasions):
    def lived():
        rules = Faults(seed=0)
        rules.add(Asked(kind="x", probability=probability, seed=seed))
        return [rules.take(("x",), None) is not None for _ in range(occasions)]

    assert lived() == lived()


@pytest.mark.parametrize(("probability", "struck"), [(0.0, 0), (1.0, 20)])
def test_the_ends_of_luck_are_never_and_always(probability, struck):
    rules = Faults(seed=1)
    rules.add(Asked(kind="x", probability=probability))

    assert sum(rules.take(("x",), None) is not None for _ in range(20)) == struck


def test_statuses_come_before_an_answer_that_waits(meta, webhook):
    meta.writes()
    meta.control("faults", kind="answer_delay", times=1, seconds=0.4)

    def known():
        return [one["state"] for one in meta.deliveries() if one["what"].startswith("status")]

    answer = meta.send()

    assert known() == ["accepted", "accepted"]
    assert statuses(webhook, 3)[0]["id"] == answer.json()["messages"][0]["id"]


@pytest.mark.parametrize(
    ("kind", "ladder"), [("skip_delivered", ["sent", "read"]), ("status_disorder", ["delivered", "sent"])]
)
def test_the_ladder_of_statuses_can_be_spoilt(meta, webhook, kind, ladder):
    meta.writes()
    meta.control("faults", kind=kind, times=1)

    meta.send()

    assert [one["status"] for one in statuses(webhook, 3)] == ladder


def test_a_webhook_is_doubled_as_often_as_asked(meta, webhook):
    meta.control("faults", kind="webhook_duplicate", copies=3, times=1)

    meta.writes("um")

    bodies = [post.body for post in webhook.wait_for(4)]
    assert len(set(bodies)) == 1


def test_a_thousand_copies_are_delivered(meta, webhook):
    meta.control("faults", kind="webhook_duplicate", copies=999, times=1)

    meta.writes("um")

    eventually(lambda: len(webhook.posts) == 1_000)


def test_a_message_is_overtaken_by_the_next_of_its_customer(meta, webhook):
    meta.control("faults", kind="webhook_reorder", times=1, seconds=30)

    meta.writes("um")
    meta.writes("dois")
    meta.writes("três")

    assert messages(webhook, 3) == ["dois", "um", "três"]


def test_a_message_that_nobody_overtakes_comes_by_itself(meta, webhook):
    meta.control("faults", kind="webhook_reorder", times=1, seconds=0.1)

    meta.writes("um")

    assert messages(webhook, 1) == ["um"]


def test_a_late_webhook_lets_others_pass(meta, webhook):
    meta.control("faults", kind="webhook_delay", recipient=BIA, times=1, seconds=0.3)

    meta.writes("tarde")
    meta.writes("cedo", **{"from": OTHER})

    assert messages(webhook, 2) == ["cedo", "tarde"]


def test_a_replay_is_the_same_bytes_under_the_same_signature_later(meta, webhook):
    meta.control("faults", kind="webhook_replay", times=1, seconds=0.1)

    meta.writes()

    one, other = webhook.wait_for(2)
    assert (one.body, one.headers["x-hub-signature-256"]) == (other.body, other.headers["x-hub-signature-256"])


@pytest.mark.parametrize(("kind", "is_signed"), [("webhook_forged", True), ("webhook_unsigned", False)])
def test_a_forger_comes_first_and_the_genuine_one_after(meta, webhook, kind, is_signed):
    meta.control("faults", kind=kind, times=1)
    webhook.codes.append(401)

    meta.writes()

    forged, genuine = webhook.wait_for(2)
    assert ("x-hub-signature-256" in forged.headers) == is_signed
    assert forged.headers.get("x-hub-signature-256") != wire.signature(SECRET, forged.body)
    assert genuine.headers["x-hub-signature-256"] == wire.signature(SECRET, genuine.body)
    attempts = eventually(lambda: meta.deliveries()[0]["attempts"][1:] and meta.deliveries()[0]["attempts"])
    assert [one["code"] for one in attempts] == [401, 200]


def test_a_lost_answer_brings_the_webhook_again(meta, webhook):
    meta.control("faults", kind="webhook_drop_answer", times=1)

    meta.writes()

    one, other = webhook.wait_for(2)
    assert one.body == other.body


@pytest.mark.parametrize("shape", ["entries", "changes", "messages"])
def test_a_thousand_customers_write_in_one_webhook(meta, webhook, shape):
    wamids = meta.control("batch", count=1_000, shape=shape)["wamids"]

    body = json.loads(webhook.wait_for(1)[0].body)

    values = [change["value"] for entry in body["entry"] for change in entry["changes"]]
    assert [message["id"] for value in values for message in value["messages"]] == wamids
    counts = {"entries": (1_000, 1_000), "changes": (1, 1_000), "messages": (1, 1)}[shape]
    assert (len(body["entry"]), len(values)) == counts
    assert len({one["wa_id"] for value in values for one in value["contacts"]}) == 1_000
    assert len(set(wamids)) == 1_000


def test_a_batch_reaches_three_megabytes(meta, webhook):
    meta.control("batch", count=1_000, text="x" * 2_600)

    assert 3_000_000 < len(webhook.wait_for(1)[0].body) < 3_500_000


@pytest.mark.parametrize("kind", ["media_corrupt", "media_wrong_type"])
def test_a_file_can_be_other_than_it_was_said_to_be(meta, kind):
    file_id = meta.uploads(b"\x89PNG....").json()["id"]
    meta.control("faults", kind=kind, times=1)

    described = meta.get(f"/v26.0/{file_id}").json()
    content = meta.http.get(described["url"], headers={"authorization": f"Bearer {TOKEN}"}).content

    assert (content != b"\x89PNG....") == (kind == "media_corrupt")
    assert (described["mime_type"] != "image/png") == (kind == "media_wrong_type")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "earthquake"},
        {"kind": "503", "probability": 2},
        {"kind": "503", "seconds": -1},
        {"kind": "503", "recipient": "x"},
    ],
)
def test_a_fault_that_does_not_exist_is_refused_with_a_sentence(meta, wrong):
    answer = meta.http.post("/control/faults", json=wrong)

    assert (answer.status_code, len(answer.json()["error"]) > 10) == (400, True)


def test_an_identity_that_changed_stops_a_message_bound_to_the_old_one(meta, webhook):
    from .running import NUMBER
    from .test_templates import ask

    check = {"enable_identity_key_check": True}
    ask(meta, "POST", f"{NUMBER}/settings", user_identity_change=check)
    meta.writes()
    first = json.loads(webhook.wait_for(1)[0].body)["entry"][0]["changes"][0]["value"]["contacts"][0]
    trusted = first["identity_key_hash"]

    meta.send(recipient_identity_key_hash=trusted)
    meta.control("change-identity", wa_id=BIA)
    meta.send(recipient_identity_key_hash=trusted)
    meta.send()

    told = statuses(webhook, 6)
    assert [one["status"] for one in told] == ["sent", "delivered", "failed", "sent", "delivered"]
    assert told[2]["errors"][0]["code"] == 137000
    assert told[0]["recipient_identity_key_hash"] == trusted != told[3]["recipient_identity_key_hash"]


def test_old_versions_carry_the_conversation_and_new_ones_do_not(tmp_path, webhook):
    with sandbox(tmp_path, webhook_url=webhook.url, graph_version="v23.0") as meta:
        webhook.forget()
        meta.writes()
        meta.send()
        told = statuses(webhook, 2)[0]

        assert set(told["conversation"]) == {"id", "expiration_timestamp", "origin"}
        assert told["conversation"]["origin"] == {"type": "service"}
    webhook.forget()


def test_any_status_is_told_at_any_time(meta, webhook):
    meta.writes()
    wamid = meta.send().json()["messages"][0]["id"]

    meta.control("status", wamid=wamid, status="failed", code=131026)
    meta.control("status", wamid=wamid, status="sent")

    told = statuses(webhook, 5)
    assert [one["status"] for one in told] == ["sent", "delivered", "failed", "sent"]
    assert told[2]["errors"][0]["code"] == 131026


def test_voice_notes_are_played(meta, webhook):
    meta.writes()
    meta.send(type="audio", text=None, audio={"link": "https://a.example/x", "voice": True})
    statuses(webhook, 3)

    assert meta.control("read", wa_id=BIA, played=True) == {"read": 1}

    assert [one["status"] for one in statuses(webhook, 4)] == ["sent", "delivered", "played"]


def test_after_a_thousand_free_messages_service_is_charged(meta, webhook):
    from types import SimpleNamespace

    from desvelo.sandbox import pricing
    from desvelo.sandbox.account import FREE_SERVICE_MESSAGES

    world = SimpleNamespace(account=SimpleNamespace(service_deliveries=FREE_SERVICE_MESSAGES - 1))

    assert [pricing.of_service(world)["type"] for _ in range(2)] == ["free_customer_service", "regular"]
