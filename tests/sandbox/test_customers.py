"""What the sandbox sends is what the desk's own kernel reads."""

import json

import pytest

from desvelo.kernel.whatsapp import payload, signature

from .running import BIA, NUMBER

SECRET = signature.AppSecret(id="s", secret=b"test_app_secret", phone_number_ids=frozenset({NUMBER}))


def read(webhook, count=1):
    posts = webhook.wait_for(count)
    for post in posts:
        assert signature.verify(post.headers["x-hub-signature-256"], post.body, [SECRET]).covers(NUMBER)
    return [item for post in posts for item in payload.parse(post.body).items]


@pytest.mark.parametrize(
    ("identity", "shown"),
    [
        ("phone", (True, False, None)),
        ("both", (True, True, None)),
        ("username", (True, True, "bia.n")),
        ("hidden", (False, True, "bia.n")),
    ],
)
def test_a_customer_shows_as_much_of_herself_as_she_chose(meta, webhook, identity, shown):
    has_phone, has_user_id, username = shown
    meta.writes("oi", identity=identity, username=username or "")

    [item] = read(webhook)

    assert (item.wa_id == BIA, item.user_id is not None) == (has_phone, has_user_id)
    assert (item.name, item.username, item.text) == ("Beatriz Nogueira", username, "oi")


def test_a_hidden_phone_appears_nowhere_in_the_body(meta, webhook):
    meta.writes("oi", identity="hidden")

    value = json.loads(webhook.wait_for(1)[0].body)["entry"][0]["changes"][0]["value"]

    message, [contact] = value["messages"][0], value["contacts"]
    assert ("from" in message, "wa_id" in contact) == (False, False)


def test_statuses_of_a_hidden_customer_name_the_user_id_alone(meta, webhook):
    meta.writes("oi", identity="hidden")
    user_id = meta.http.get("/control/phones").json()["phones"][0]["user_id"]

    meta.send(to=None, recipient=user_id)

    *_, sent, delivered = read(webhook, 3)
    assert [(one.status, one.wa_id, one.user_id) for one in (sent, delivered)] == [
        ("sent", None, user_id),
        ("delivered", None, user_id),
    ]


def test_a_reply_quotes_and_a_file_keeps_its_caption(meta, webhook):
    first = meta.writes("1")
    meta.control("messages", **{"from": BIA, "text": "2", "reply_to": first})
    content = {"id": "9", "mime_type": "image/jpeg", "sha256": "x", "caption": "meu RG"}
    meta.control("messages", **{"from": BIA, "type": "image", "content": content})

    _, reply, image = read(webhook, 3)

    assert (reply.reply_to, image.kind, image.caption, image.media.id) == (first, "image", "meu RG", "9")
    assert meta.messages()[-1]["text"] == "meu RG"


def test_an_unknown_kind_can_be_sent(meta, webhook):
    meta.control("messages", **{"from": BIA, "type": "hologram", "content": {"said": "x"}})

    [item] = read(webhook)

    assert (item.kind, item.known) == ("hologram", False)


def test_late_messages_carry_the_time_they_were_written(meta, webhook):
    meta.writes("oi", at=1_700_000_000)

    assert read(webhook)[0].sent_at == 1_700_000_000


def test_reset_forgets_everything(meta):
    meta.writes()
    meta.control("fault", kind="500")
    meta.control("clock", advance_seconds=10_000_000)

    meta.control("reset")

    assert (meta.messages(), meta.deliveries()) == ([], [])
    meta.writes()
    assert meta.send().status_code == 200


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("messages", {}),
        ("messages", {"from": "abc", "text": "x"}),
        ("messages", {"from": BIA}),
        ("messages", {"from": BIA, "text": ""}),
        ("messages", {"from": BIA, "text": 7}),
        ("messages", {"from": BIA, "text": "x" * 65_537}),
        ("messages", {"from": BIA, "type": "Not A Kind", "content": {}}),
        ("messages", {"from": BIA, "text": "x", "identity": "ghost"}),
        ("messages", {"from": BIA, "text": "x", "at": "soon"}),
        ("clock", {"advance_seconds": -1}),
        ("clock", {"advance_seconds": True}),
        ("clock", {}),
        ("fault", {"kind": "earthquake"}),
        ("settings", {"auto_read": "yes"}),
        ("raw", {"body": "", "signature": "forged"}),
        ("read", {"wa_id": ""}),
    ],
)
def test_a_control_that_makes_no_sense_is_refused_with_a_sentence(meta, path, content):
    answer = meta.http.post(f"/control/{path}", json=content)

    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/control/nothing"), ("POST", "/control/nothing"), ("PUT", "/control/reset"), ("GET", "/control/reset")],
)
def test_a_control_that_does_not_exist_is_not_found(meta, method, path):
    assert meta.http.request(method, path, json={}).status_code == 404


def test_a_body_larger_than_four_megabytes_is_refused(meta):
    answer = meta.http.post("/control/raw", json={"body": "x" * (4 * 1024 * 1024)})

    assert answer.status_code == 413
