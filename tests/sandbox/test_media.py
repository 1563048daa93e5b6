"""Files in two steps, as Meta gives them: an id that lives days, an address that lives minutes, a token for both."""

import base64
import hashlib
import json

import pytest

from desvelo.kernel.whatsapp import media, payload
from desvelo.sandbox import attachments, shelf
from desvelo.sandbox.shelf import Shelf

from .running import BIA, NUMBER, TOKEN, eventually
from .test_send import error, statuses

PNG = attachments.png(8, 8)
WEEK, MONTH, FIVE_MINUTES = 7 * 86_400, 30 * 86_400, 300


def received(webhook, count=1):
    """Return the content of the newest message among the first *count* webhooks, as Meta writes it."""
    post = webhook.wait_for(count)[-1]
    [message] = json.loads(post.body)["entry"][0]["changes"][0]["value"]["messages"]
    return message[message["type"]]


def described(meta, file_id, **query):
    return meta.get(f"/v26.0/{file_id}", **query)


def fetched(meta, address, *, token=TOKEN):
    return meta.http.get(address, headers={"authorization": f"Bearer {token}"} if token else {})


def sends_picture(meta, webhook, **more):
    """Let the customer send a picture; return its id."""
    meta.attaches(base64=base64.b64encode(PNG).decode(), mime_type="image/png", **more)
    return received(webhook)["id"]


def test_a_picture_a_customer_sends_is_announced_as_meta_announces_it(meta, webhook):
    sends_picture(meta, webhook, caption="eu")

    told = received(webhook)
    assert sorted(told) == ["caption", "id", "mime_type", "sha256", "url"]
    assert base64.b64decode(told["sha256"]) == hashlib.sha256(PNG).digest()
    [item] = payload.parse(webhook.posts[0].body).items
    assert (item.kind, item.caption, item.media.mime_type, item.media.id) == ("image", "eu", "image/png", told["id"])


@pytest.mark.parametrize(
    ("kind", "begins", "mime_type"),
    [
        ("image", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("document", b"%PDF-1.4", "application/pdf"),
        ("audio", b"#!AMR\n", "audio/amr"),
    ],
)
def test_a_file_can_be_made_up(meta, webhook, kind, begins, mime_type):
    meta.attaches(kind)

    told = received(webhook)
    content = fetched(meta, described(meta, told["id"]).json()["url"]).content

    assert (content.startswith(begins), told["mime_type"]) == (True, mime_type)


def test_a_voice_note_and_the_name_of_a_document_are_told(meta, webhook):
    meta.attaches("audio", generated=True, voice=True)
    meta.attaches("document", generated=True, filename="rg.pdf", caption="segue")

    voice, document = received(webhook), received(webhook, 2)

    assert (voice["voice"], document["filename"], document["caption"]) == (True, "rg.pdf", "segue")


@pytest.mark.parametrize(
    "asked",
    [
        {"type": "image", "media": {}},
        {"type": "image", "media": {"base64": "não é", "mime_type": "image/png"}},
        {"type": "image", "media": {"base64": "", "mime_type": "image/png"}},
        {"type": "image", "media": {"base64": "aGk="}},
        {"type": "text", "media": {"generated": True}},
        {"type": "video", "media": {"generated": True}},
        {"type": "image", "media": "x"},
    ],
)
def test_what_is_no_file_is_refused_and_nothing_is_sent(meta, asked):
    assert meta.http.post("/control/messages", json={"from": BIA, **asked}).status_code == 400
    assert meta.messages() == []


def test_the_two_steps_give_the_very_bytes(meta, webhook):
    file_id = sends_picture(meta, webhook)

    told = described(meta, file_id, phone_number_id=NUMBER)
    content = fetched(meta, told.json()["url"])

    assert {name: told.json()[name] for name in ("id", "mime_type", "sha256", "file_size", "messaging_product")} == {
        "id": file_id,
        "mime_type": "image/png",
        "sha256": hashlib.sha256(PNG).hexdigest(),
        "file_size": len(PNG),
        "messaging_product": "whatsapp",
    }
    assert media.answer(told.status_code, told.content) == media.Found(
        mime_type="image/png", size=len(PNG), sha256=hashlib.sha256(PNG).hexdigest(), url=told.json()["url"]
    )
    assert (content.status_code, content.content, content.headers["content-type"]) == (200, PNG, "image/png")


@pytest.mark.parametrize("token", [None, "EAAother"])
def test_neither_step_goes_without_the_token(meta, webhook, token):
    file_id = sends_picture(meta, webhook)
    address = described(meta, file_id).json()["url"]

    first = meta.http.get(f"/v26.0/{file_id}", headers={"authorization": f"Bearer {token}"} if token else {})

    assert [(each.status_code, error(each)["code"]) for each in (first, fetched(meta, address, token=token))] == [
        (401, 190),
        (401, 190),
    ]


def test_an_address_lives_five_minutes_and_the_id_gives_a_new_one(meta, webhook):
    file_id = sends_picture(meta, webhook)
    address = described(meta, file_id).json()["url"]
    meta.control("clock", advance_seconds=FIVE_MINUTES - 2)
    in_time = fetched(meta, address).status_code
    meta.control("clock", advance_seconds=3)

    assert (in_time, fetched(meta, address).status_code) == (200, 404)
    assert fetched(meta, described(meta, file_id).json()["url"]).content == PNG


@pytest.mark.parametrize("change", [("hash=", "hash=0"), ("ext=1", "ext=9"), ("ext=", "ext=x"), ("mid=", "mid=1")])
def test_an_address_that_was_touched_leads_nowhere(meta, webhook, change):
    address = described(meta, sends_picture(meta, webhook)).json()["url"]

    assert fetched(meta, address.replace(*change)).status_code == 404


def test_the_id_of_a_customers_file_lives_a_week(meta, webhook):
    file_id = sends_picture(meta, webhook)
    meta.control("clock", advance_seconds=WEEK - 60)
    in_time = described(meta, file_id).status_code
    meta.control("clock", advance_seconds=61)

    late = described(meta, file_id)

    assert in_time == 200
    assert (late.status_code, error(late)["code"], error(late)["error_subcode"]) == (400, 100, 33)
    assert media.answer(late.status_code, late.content) == media.Missing(code="100")


def test_an_uploaded_file_lives_a_month_can_be_sent_and_can_be_deleted(meta, webhook):
    file_id = meta.uploads(PNG).json()["id"]
    meta.control("clock", advance_seconds=MONTH - 60)
    meta.writes()

    sent = meta.send(type="image", text=None, image={"id": file_id, "caption": "segue"})

    assert sent.status_code == 200
    shown = meta.messages()[-1]
    assert (shown["kind"], shown["text"], shown["file"]["mime_type"]) == ("image", "segue", "image/png")
    deleted = meta.http.delete(
        f"/v26.0/{file_id}", params={"appsecret_proof": _proof()}, headers={"authorization": f"Bearer {TOKEN}"}
    )
    assert (deleted.json(), described(meta, file_id).status_code) == ({"success": True}, 400)
    assert [one["status"] for one in statuses(webhook, 3)] == ["sent", "delivered"]


def _proof():
    from .running import PROOF

    return PROOF


def test_after_a_month_an_uploaded_file_is_gone(meta):
    file_id = meta.uploads(PNG).json()["id"]
    meta.control("clock", advance_seconds=MONTH + 1)

    assert described(meta, file_id).status_code == 400


@pytest.mark.parametrize("which", ["unknown", "of_the_customer"])
def test_a_file_that_was_not_uploaded_cannot_be_sent(meta, webhook, which):
    file_id = sends_picture(meta, webhook) if which == "of_the_customer" else "1234567890123456"

    answer = meta.send(type="image", text=None, image={"id": file_id})

    assert (answer.status_code, error(answer)["code"]) == (400, 131009)
    assert "media attachment ID" in error(answer)["error_data"]["details"]


def test_a_file_neither_named_nor_linked_is_refused(meta):
    answer = meta.send(type="image", text=None, image={"caption": "x"})

    assert "image['id'] is required" in error(answer)["error_data"]["details"]


def test_a_day_after_the_customer_wrote_a_file_fails_later_like_a_text(meta, webhook):
    file_id = meta.uploads(PNG).json()["id"]
    meta.attaches()
    meta.control("clock", advance_seconds=86_400)

    late = meta.send(type="image", text=None, image={"id": file_id})

    assert late.status_code == 200
    [told] = statuses(webhook, 2)
    assert (told["status"], told["errors"][0]["code"]) == ("failed", 131047)
    assert [one["direction"] for one in meta.messages()] == ["in"]


def test_a_file_a_customer_sends_opens_the_window_again(meta, webhook):
    meta.writes()
    meta.control("clock", advance_seconds=86_400)
    meta.attaches()

    meta.send()

    assert [one["status"] for one in statuses(webhook, 4)] == ["sent", "delivered"]


@pytest.mark.parametrize(
    ("changes", "code", "says"),
    [
        ({"messaging_product": None}, 100, "messaging_product is required"),
        ({"content": None}, 100, "file is required"),
        ({"mime_type": "text/html"}, 100, "one of the following types"),
        ({"mime_type": "image/svg+xml"}, 100, "one of the following types"),
        ({"content": b""}, 131053, "File size"),
        ({"content": b"x" * (5 * 1024 * 1024 + 1)}, 131053, "File size"),
    ],
)
def test_an_upload_outside_the_limits_is_refused_with_details(meta, changes, code, says):
    answer = meta.uploads(changes.pop("content", PNG), **changes)

    assert (answer.status_code, error(answer)["code"]) == (400, code)
    assert says in error(answer)["error_data"]["details"]


def test_an_upload_that_is_no_form_is_refused(meta):
    answer = meta.http.post(
        f"/v26.0/{NUMBER}/media",
        params={"appsecret_proof": _proof()},
        headers={"authorization": f"Bearer {TOKEN}"},
        json={"file": "x"},
    )

    assert (answer.status_code, error(answer)["code"]) == (400, 100)


@pytest.mark.parametrize("step", ["describe", "fetch"])
def test_a_slow_file_is_late_and_whole(meta, webhook, step):
    file_id = sends_picture(meta, webhook)
    address = described(meta, file_id).json()["url"]
    meta.control("fault", kind="media_slow", times=1)

    answer = described(meta, file_id) if step == "describe" else fetched(meta, address)

    assert (answer.status_code, answer.elapsed.total_seconds() >= 1.5) == (200, True)


def test_a_file_can_be_missing_and_come_back(meta, webhook):
    file_id = sends_picture(meta, webhook)
    meta.control("fault", kind="media_404", times=1)

    answers = [described(meta, file_id) for _ in range(2)]

    assert [each.status_code for each in answers] == [404, 200]
    assert media.answer(404, answers[0].content) == media.Missing(code="100")


def test_an_address_can_be_expired_and_the_next_one_good(meta, webhook):
    file_id = sends_picture(meta, webhook)
    meta.control("fault", kind="media_url_expired", times=1)

    answers = [fetched(meta, described(meta, file_id).json()["url"]).status_code for _ in range(2)]

    assert answers == [404, 200]


def test_a_fault_of_files_does_not_touch_sending(meta):
    meta.writes()
    meta.control("fault", kind="media_404")

    assert meta.send().status_code == 200


def test_a_full_shelf_loses_the_oldest_and_nothing_else(monkeypatch):
    monkeypatch.setattr(shelf, "MOST_BYTES", 100)
    kept = Shelf()
    files = [kept.put(side="in", mime_type="a/b", content=b"x" * 40, filename="", now=0.0) for _ in range(3)]

    assert [kept.find(each.id, now=1.0) is not None for each in files] == [False, True, True]


def test_resetting_forgets_every_file(meta, webhook):
    file_id = sends_picture(meta, webhook)

    meta.control("reset")

    assert described(meta, file_id).status_code == 400


def test_the_phone_sends_a_picture_with_what_stands_in_the_field(meta, webhook):
    content = {"wa_id": BIA, "base64": base64.b64encode(PNG).decode(), "mime_type": "image/png", "caption": "olha"}

    answer = meta.http.post("/phone/media", json=content)

    assert (answer.status_code, received(webhook)["caption"]) == (200, "olha")
    drawn = meta.http.get(f"/phone/file/{meta.messages()[-1]['file']['id']}")
    assert (drawn.content, drawn.headers["content-type"], drawn.headers["x-content-type-options"]) == (
        PNG,
        "image/png",
        "nosniff",
    )
    assert eventually(lambda: meta.messages()[-1]["status"] == "delivered")


@pytest.mark.parametrize("mime_type", ["text/html", "image/svg+xml", "", None])
def test_the_phone_sends_no_file_of_another_type(meta, mime_type):
    content = {"wa_id": BIA, "base64": "aGk=", "mime_type": mime_type}

    assert meta.http.post("/phone/media", json=content).status_code == 400


def test_a_file_that_could_run_is_saved_and_not_drawn(meta, webhook):
    meta.attaches("document", base64=base64.b64encode(b"<script>").decode(), mime_type="text/html")

    answer = meta.http.get(f"/phone/file/{received(webhook)['id']}")

    assert (answer.headers["content-type"], answer.headers["content-disposition"]) == (
        "application/octet-stream",
        "attachment",
    )
    assert "sandbox" in answer.headers["content-security-policy"]
