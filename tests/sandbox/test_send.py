import json

import httpx
import pytest

from desvelo.kernel.whatsapp import outbound

from .running import BIA, NUMBER, eventually


def statuses(webhook, count):
    """Return the status objects among the first *count* webhooks."""
    values = [json.loads(post.body)["entry"][0]["changes"][0]["value"] for post in webhook.wait_for(count)]
    return [value["statuses"][0] for value in values if "statuses" in value]


def error(answer):
    return answer.json()["error"]


def test_a_text_is_accepted_shown_and_reported_up_the_ladder(meta, webhook):
    meta.writes()

    answer = meta.send(biz_opaque_callback_data="m-1")

    wamid = answer.json()["messages"][0]["id"]
    assert answer.json() == {
        "messaging_product": "whatsapp",
        "contacts": [{"input": f"+{BIA}", "wa_id": BIA}],
        "messages": [{"id": wamid}],
    }
    told = statuses(webhook, 3)
    assert [(one["id"], one["status"], one["biz_opaque_callback_data"]) for one in told] == [
        (wamid, "sent", "m-1"),
        (wamid, "delivered", "m-1"),
    ]
    assert told[0]["pricing"] == {
        "billable": False,
        "pricing_model": "PMP",
        "category": "service",
        "type": "free_customer_service",
    }
    shown = meta.messages()[-1]
    assert (shown["id"], shown["direction"], shown["text"], shown["status"]) == (wamid, "out", "Olá", "delivered")


def test_what_the_kernel_builds_is_what_the_api_takes(meta):
    meta.writes()

    answer = meta.send(outbound.text_message(to=BIA, body="Olá 😊", opaque="m-2", reply_to="wamid.X"))

    assert outbound.outcome(answer.status_code, answer.content) == outbound.Sent(meta.messages()[-1]["id"])
    assert (meta.messages()[-1]["text"], meta.messages()[-1]["reply_to"]) == ("Olá 😊", "wamid.X")


def test_the_customer_opening_the_chat_tells_that_it_was_read(meta, webhook):
    meta.writes()
    meta.send()

    assert meta.control("read", wa_id=BIA) == {"read": 1}

    assert [one["status"] for one in statuses(webhook, 4)] == ["sent", "delivered", "read"]
    assert meta.control("read", wa_id=BIA) == {"read": 0}


def test_reading_can_be_automatic(meta, webhook):
    meta.control("settings", auto_read=True)
    meta.writes()

    meta.send()

    assert [one["status"] for one in statuses(webhook, 4)] == ["sent", "delivered", "read"]


def test_a_day_after_the_customer_wrote_a_text_fails_later_and_a_template_goes(meta, webhook):
    meta.writes()
    meta.control("clock", advance_seconds=86_399)
    assert meta.send().status_code == 200
    meta.control("clock", advance_seconds=1)

    late = meta.send(biz_opaque_callback_data="m-3")
    meta.control("template", name="aviso")
    template = meta.send(type="template", text=None, template={"name": "aviso", "language": {"code": "pt_BR"}})

    assert late.status_code == 200
    told = statuses(webhook, 6)
    assert [one["status"] for one in told] == ["sent", "delivered", "failed", "sent", "delivered"]
    failed = told[2]
    assert (failed["id"], failed["errors"][0]["code"]) == (late.json()["messages"][0]["id"], 131047)
    assert (failed["biz_opaque_callback_data"], "recipient_user_id" in failed) == ("m-3", False)
    assert [one["id"] for one in meta.messages()][-1] == template.json()["messages"][0]["id"]


def test_somebody_who_never_wrote_is_outside_the_window(meta, webhook):
    assert meta.send().status_code == 200

    assert [one["errors"][0]["code"] for one in statuses(webhook, 1)] == [131047]
    assert meta.messages() == []


@pytest.mark.parametrize("token", [None, "x", "EAAother", "EAAtest_tokené"])
def test_a_wrong_token_is_refused_like_metas(meta, token):
    headers = {} if token is None else {"authorization": b"Bearer " + token.encode("latin-1")}

    answer = meta.http.post(f"/v26.0/{NUMBER}/messages", headers=headers, json={})

    assert (answer.status_code, error(answer)["code"], error(answer)["type"]) == (401, 190, "OAuthException")
    assert answer.headers["www-authenticate"].startswith('OAuth "Facebook Platform" "invalid_token"')
    assert error(answer)["fbtrace_id"].startswith("A")


@pytest.mark.parametrize(
    ("proof", "says"),
    [(None, "API calls from the server require"), ("", "API calls from"), ("0" * 64, "Invalid appsecret_proof")],
)
def test_a_stolen_token_without_the_apps_secret_sends_nothing(meta, proof, says):
    meta.writes()

    answer = meta.send(proof=proof)

    assert (answer.status_code, error(answer)["code"]) == (400, 100)
    assert error(answer)["message"].startswith(says)
    assert len(meta.messages()) == 1


def test_a_number_that_is_not_the_tokens_does_not_exist(meta):
    answer = meta.send(number="999")

    assert (answer.status_code, error(answer)["code"], error(answer)["error_subcode"]) == (400, 100, 33)
    assert "Object with ID '999' does not exist" in error(answer)["message"]
    assert b"https:\\/\\/developers.facebook.com" in answer.content


@pytest.mark.parametrize(
    ("changes", "code", "says"),
    [
        ({"messaging_product": None}, 100, "messaging_product is required"),
        ({"messaging_product": "telegram"}, 100, "messaging_product is required"),
        ({"to": None}, 100, "to is required"),
        ({"to": "amanhã"}, 131009, "not a phone number"),
        ({"to": "BR.123"}, 131009, "not a phone number"),
        ({"to": None, "recipient": "not a user id"}, 131009, "not a user id"),
        ({"to": None, "recipient": "BR.123"}, 131026, "undeliverable"),
        ({"type": "telegram"}, 100, "must be one of"),
        ({"text": None}, 100, "text is required"),
        ({"text": {}}, 100, "text['body'] is required"),
        ({"text": {"body": " "}}, 100, "text['body'] is required"),
        ({"text": {"body": "x" * 4_097}}, 100, "at most 4096 characters"),
        ({"context": {}}, 100, "context['message_id'] is required"),
        ({"biz_opaque_callback_data": "x" * 513}, 100, "at most 512 characters"),
        (
            {"type": "interactive", "interactive": {"type": "button", "body": "x"}},
            100,
            "interactive['body']['text'] is required",
        ),
        ({"type": "contacts", "contacts": {}}, 100, "contacts is required"),
    ],
)
def test_a_request_outside_the_limits_is_refused_with_details(meta, changes, code, says):
    answer = meta.send(**changes)

    assert (answer.status_code, error(answer)["code"]) == (400, code)
    assert says in error(answer)["error_data"]["details"]
    assert meta.deliveries() == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"null"])
def test_a_body_that_is_no_object_is_refused(meta, body):
    answer = meta.http.post(
        f"/v26.0/{NUMBER}/messages",
        params={"appsecret_proof": "9c413fb40d0ad691bdaaf8d25cf7a6157590b5fbc7f110a1edc8bd1d2c969cfb"},
        headers={"authorization": "Bearer EAAtest_token"},
        content=body,
    )

    assert (answer.status_code, error(answer)["code"]) == (400, 100)


def test_the_longest_text_goes(meta):
    meta.writes()

    assert meta.send(text={"body": "é" * 4_096}).status_code == 200


def test_a_user_id_reaches_the_same_phone_and_is_answered_without_the_number(meta):
    meta.writes()
    user_id = meta.http.get("/control/phones").json()["phones"][0]["user_id"]

    answer = meta.send(to=None, recipient=user_id)

    assert answer.json()["contacts"] == [{"input": user_id, "user_id": user_id}]
    assert meta.messages()[-1]["text"] == "Olá"


def test_a_phone_wins_over_a_user_id(meta):
    meta.writes()

    assert meta.send(recipient="BR.999").json()["contacts"][0]["wa_id"] == BIA


def test_a_number_without_its_ninth_digit_reaches_the_same_phone(meta):
    meta.writes()

    answer = meta.send(to="+551100004417")

    assert answer.json()["contacts"] == [{"input": "+551100004417", "wa_id": BIA}]


def test_a_short_number_without_plus_is_taken_for_one_of_the_business_country(meta):
    assert meta.send(to="11900004417").json()["contacts"][0]["wa_id"] == BIA
    assert meta.send(to="+11900004417").json()["contacts"][0]["wa_id"] == "11900004417"


@pytest.mark.parametrize(
    ("kind", "content", "shown"),
    [
        ("image", {"link": "https://x.example/1", "caption": "segue"}, "segue"),
        ("document", {"link": "https://x.example/1", "filename": "rg.pdf"}, "rg.pdf"),
        ("audio", {"link": "https://x.example/1"}, ""),
        ("contacts", [{"name": {"formatted_name": "Ana Sá", "first_name": "Ana"}}], "Ana Sá"),
        ("location", {"latitude": 1, "longitude": 2, "name": "Recepção"}, "Recepção"),
    ],
)
def test_other_kinds_are_accepted_and_shown_as_what_they_are(meta, kind, content, shown):
    meta.writes()

    assert meta.send(**{"type": kind, "text": None, kind: content}).status_code == 200

    assert (meta.messages()[-1]["kind"], meta.messages()[-1]["text"]) == (kind, shown)


def test_of_a_reaction_nothing_more_than_sent_is_told(meta, webhook):
    wamid = meta.writes()

    meta.send(type="reaction", text=None, reaction={"message_id": wamid, "emoji": "👍"})
    meta.send()

    assert [one["status"] for one in statuses(webhook, 4)] == ["sent", "sent", "delivered"]


def buttons(*titles):
    listed = [{"type": "reply", "reply": {"id": f"b{n}", "title": title}} for n, title in enumerate(titles)]
    return {"type": "button", "body": {"text": "É você?"}, "action": {"buttons": listed}}


def test_buttons_are_shown(meta):
    meta.writes()

    meta.send(type="interactive", text=None, interactive=buttons("Sou eu", "Foi engano"))

    assert meta.messages()[-1]["buttons"] == [
        {"id": "b0", "title": "Sou eu", "tap": "reply"},
        {"id": "b1", "title": "Foi engano", "tap": "reply"},
    ]


@pytest.mark.parametrize("titles", [("a", "b", "c", "d"), ("a", "a"), ("x" * 21,), ("",)])
def test_buttons_outside_the_limits_are_refused(meta, titles):
    assert meta.send(type="interactive", text=None, interactive=buttons(*titles)).status_code == 400


def test_a_receipt_marks_the_message_and_those_before_it_as_read(meta):
    first, second = meta.writes("1", at=1_790_000_000), meta.writes("2", at=1_790_000_001)
    later = meta.writes("3", at=1_790_000_002)

    answer = meta.send(outbound.typing_indicator(wamid=second))

    assert answer.json() == {"success": True}
    found = {one["id"]: one["status"] == "read" for one in meta.messages()}
    assert found == {first: True, second: True, later: False}


@pytest.mark.parametrize("wamid", ["wamid.unknown", "", None])
def test_a_receipt_for_an_unknown_message_is_refused(meta, wamid):
    answer = meta.send({"messaging_product": "whatsapp", "status": "read", "message_id": wamid})

    assert (answer.status_code, error(answer)["code"]) == (400, 100)


@pytest.mark.parametrize(
    ("fault", "status", "meant"),
    [
        ("500", 500, outbound.Ambiguous),
        ("503", 503, outbound.Ambiguous),
        ("131000", 500, outbound.Ambiguous),
        ("131016", 500, outbound.Ambiguous),
        ("130429", 400, outbound.Refused),
        ("131056", 400, outbound.Refused),
        ("131031", 403, outbound.Refused),
        ("190", 401, outbound.Refused),
    ],
)
def test_a_fault_refuses_as_often_as_asked_and_sends_nothing(meta, fault, status, meant):
    meta.writes()
    meta.control("fault", kind=fault, times=1)

    answer, next_one = meta.send(), meta.send()

    assert answer.status_code == status
    assert isinstance(outbound.outcome(answer.status_code, answer.content), meant)
    assert next_one.status_code == 200
    assert [one["direction"] for one in meta.messages()] == ["in", "out"]


def test_a_time_out_after_acceptance_leaves_the_message_sent_and_the_desk_unsure(meta, webhook):
    meta.writes()
    meta.control("fault", kind="timeout_after_accept", times=1)

    with pytest.raises(httpx.ReadTimeout):
        meta.send(timeout=0.3, biz_opaque_callback_data="m-9")

    assert [one["biz_opaque_callback_data"] for one in statuses(webhook, 3)] == ["m-9", "m-9"]
    assert [one["direction"] for one in meta.messages()] == ["in", "out"]


@pytest.mark.parametrize("fault", ["500_after_accept", "garbage_after_accept"])
def test_an_answer_can_be_spoiled_after_acceptance(meta, fault):
    meta.writes()
    meta.control("fault", kind=fault)

    answer = meta.send()

    assert isinstance(outbound.outcome(answer.status_code, answer.content), outbound.Ambiguous)
    assert eventually(lambda: [one["direction"] for one in meta.messages()] == ["in", "out"])


def test_the_number_describes_itself_with_the_fields_asked_for(meta):
    answer = meta.get(f"/v26.0/{NUMBER}", fields="verified_name,quality_rating")

    assert answer.json() == {"verified_name": "Clínica Aurora", "quality_rating": "GREEN", "id": NUMBER}
    assert answer.headers["facebook-api-version"] == "v26.0"
    assert meta.get(f"/v26.0/{NUMBER}").json()["display_phone_number"] == "+55 11 4000-1234"


def test_a_field_that_does_not_exist_is_refused(meta):
    answer = meta.get(f"/v26.0/{NUMBER}", fields="secret")

    assert error(answer)["message"] == "(#100) Tried accessing nonexisting field (secret)"


def test_a_token_describes_itself_and_a_false_one_is_invalid(meta):
    ours = meta.get("/debug_token", input_token="EAAtest_token").json()["data"]
    other = meta.get("/v26.0/debug_token", input_token="EAAother").json()["data"]

    assert (ours["is_valid"], ours["expires_at"], other["is_valid"]) == (True, 0, False)
    assert ours["scopes"] == ["whatsapp_business_management", "whatsapp_business_messaging"]
    assert meta.get("/debug_token", token="x", input_token="EAAtest_token").status_code == 401


@pytest.mark.parametrize("path", ["/", "/v26.0", "/messages", "/v26.0/x/messages", "/v26/1/messages", "/favicon.ico"])
def test_a_path_that_is_not_served_says_so_like_metas(meta, path):
    answer = meta.get(path)

    assert (answer.status_code, error(answer)["code"]) == (400, 2500)
