"""The number, the account, the app, the tokens: connecting a number as a desk connects it."""

import json

import httpx
import pytest

from .receiver import Receiver
from .running import BIA, NUMBER, PROOF, SECRET, TOKEN, WABA, eventually, sandbox
from .test_send import error
from .test_templates import ask, events

APP = "900000000000001"
APP_TOKEN = f"{APP}|{SECRET}"


def public_key(size=2_048):
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = rsa.generate_private_key(public_exponent=65_537, key_size=size).public_key()
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def by_app(meta, method, path, **query):
    return meta.http.request(method, f"/v26.0/{path}", params=query, headers={"authorization": f"Bearer {APP_TOKEN}"})


def with_token(meta, token, method, path, **content):
    from desvelo.sandbox import wire

    return meta.http.request(
        method,
        f"/v26.0/{path}",
        params={"appsecret_proof": wire.proof(SECRET, token)},
        headers={"authorization": f"Bearer {token}"},
        **({"json": content} if content else {}),
    )


TEXT = {"messaging_product": "whatsapp", "to": f"+{BIA}", "type": "text", "text": {"body": "Olá"}}


def test_an_expired_token_is_190_with_its_own_subcode_and_says_so_of_itself(meta):
    token = meta.control("token", lives_seconds=60)["token"]
    assert with_token(meta, token, "POST", f"{NUMBER}/messages", **TEXT).status_code == 200

    meta.control("clock", advance_seconds=61)

    refused = with_token(meta, token, "POST", f"{NUMBER}/messages", **TEXT)
    assert (refused.status_code, error(refused)["code"], error(refused)["error_subcode"]) == (401, 190, 463)
    described = meta.get("/debug_token", input_token=token).json()["data"]
    assert (described["is_valid"], described["error"]["subcode"], described["expires_at"] > 0) == (False, 463, True)


@pytest.mark.parametrize(
    ("scope", "may", "may_not"),
    [
        ("whatsapp_business_messaging", ("POST", f"{NUMBER}/messages"), ("GET", f"{WABA}/message_templates")),
        ("whatsapp_business_management", ("GET", f"{WABA}/message_templates"), ("POST", f"{NUMBER}/messages")),
    ],
)
def test_a_token_does_what_its_scopes_allow_and_nothing_else(meta, scope, may, may_not):
    token = meta.control("token", scopes=[scope])["token"]

    def call(method, path):
        return with_token(meta, token, method, path, **(TEXT if method == "POST" else {}))

    assert call(*may).status_code == 200
    refused = call(*may_not)
    assert (refused.status_code, error(refused)["code"]) == (403, 10)
    assert meta.get("/debug_token", input_token=token).json()["data"]["granular_scopes"] == [
        {"scope": scope, "target_ids": [WABA]}
    ]


def test_a_revoked_token_is_unknown(meta):
    token = meta.control("token")["token"]

    meta.control("revoke-token", token=token)

    assert with_token(meta, token, "GET", NUMBER).status_code == 401


def test_the_app_gets_its_own_token_with_its_secret_only(meta):
    asked = {"client_id": APP, "grant_type": "client_credentials"}

    got = meta.http.get("/v26.0/oauth/access_token", params={**asked, "client_secret": SECRET}).json()
    refused = meta.http.get("/v26.0/oauth/access_token", params={**asked, "client_secret": "guess"})

    assert got == {"access_token": APP_TOKEN, "token_type": "bearer"}
    assert refused.status_code == 400


def test_a_program_registers_its_webhook_by_itself_and_is_asked_for_the_challenge(tmp_path):
    receiver = Receiver().start()
    with sandbox(tmp_path, webhook_url="") as meta:
        meta.writes("antes")
        answer = by_app(
            meta,
            "POST",
            f"{APP}/subscriptions",
            object="whatsapp_business_account",
            callback_url=receiver.url,
            verify_token="minha",
            fields="messages,security",
        )
        meta.writes("depois")

        assert answer.json() == {"success": True}
        assert receiver.asked[0]["hub.verify_token"] == "minha"
        bodies = [json.loads(post.body) for post in receiver.wait_for(2)]
        texts = [body["entry"][0]["changes"][0]["value"]["messages"][0]["text"]["body"] for body in bodies]
        assert texts == ["antes", "depois"]
        listed = by_app(meta, "GET", f"{APP}/subscriptions").json()["data"][0]
        assert [one["name"] for one in listed["fields"]] == ["messages", "security"]
    receiver.stop()


@pytest.mark.parametrize(
    ("challenge", "says"), [((403, "no"), "HTTP Status Code = 403"), ((200, '"quoted"'), "the challenge did not")]
)
def test_an_address_that_fails_the_challenge_gets_no_webhooks(meta, webhook, challenge, says):
    before = by_app(meta, "GET", f"{APP}/subscriptions").json()
    webhook.challenges.append(challenge)

    answer = by_app(
        meta,
        "POST",
        f"{APP}/subscriptions",
        object="whatsapp_business_account",
        callback_url=f"{webhook.url}/other",
        verify_token="x",
        fields="messages",
    )

    assert (answer.status_code, error(answer)["code"]) == (400, 2200)
    assert says in error(answer)["message"]
    assert by_app(meta, "GET", f"{APP}/subscriptions").json() == before


def test_the_sandbox_calls_no_address_outside_this_computer(meta):
    answer = ask(
        meta, "POST", f"{WABA}/subscribed_apps", override_callback_uri="https://example.com/x", verify_token="x"
    )

    assert (answer.status_code, error(answer)["code"]) == (400, 2200)
    assert "does not call example.com" in error(answer)["message"]


def test_overrides_are_resolved_number_first_then_account_then_app(meta, webhook):
    account, number = Receiver().start(), Receiver().start()
    ask(meta, "POST", f"{WABA}/subscribed_apps", override_callback_uri=account.url, verify_token="a")
    meta.writes("1")
    account.wait_for(1)
    override = {"override_callback_uri": number.url, "verify_token": "n"}
    ask(meta, "POST", NUMBER, webhook_configuration=override)
    meta.writes("2")
    number.wait_for(1)
    meta.control("event", field="account_alerts")
    webhook.wait_for(1)
    configured = ask(meta, "GET", NUMBER, query={"fields": "webhook_configuration"}).json()["webhook_configuration"]
    ask(meta, "POST", NUMBER, webhook_configuration={"override_callback_uri": ""})
    ask(meta, "POST", f"{WABA}/subscribed_apps")
    meta.writes("3")
    webhook.wait_for(2)

    assert (len(account.posts), len(number.posts), len(webhook.posts)) == (1, 1, 2)
    assert configured["phone_number"] == number.url
    assert configured["whatsapp_business_account"] == account.url
    account.stop()
    number.stop()


def test_an_app_that_is_not_on_the_account_hears_nothing(meta, webhook):
    assert ask(meta, "DELETE", f"{WABA}/subscribed_apps").json() == {"success": True}
    meta.writes()
    eventually(lambda: meta.deliveries()[0]["state"] == "unsubscribed")

    ask(meta, "POST", f"{WABA}/subscribed_apps")
    meta.writes("agora")

    assert len(webhook.wait_for(1)) == 1
    assert b"agora" in webhook.posts[0].body


def test_a_pin_is_set_once_and_never_guessed_in_a_loop(meta, webhook):
    def register(pin):
        return ask(meta, "POST", f"{NUMBER}/register", messaging_product="whatsapp", pin=pin)

    assert ask(meta, "POST", NUMBER, pin="123456").json() == {"success": True}
    assert events(webhook, "security")[0]["event"] == "PIN_CHANGED"
    assert error(register("12345"))["code"] == 100
    codes = []
    for _ in range(6):
        codes.append(error(register("000000"))["code"])
        meta.control("clock", advance_seconds=2)
    assert codes == [133005] * 4 + [133008] * 2
    meta.control("clock", advance_seconds=3_600)
    assert register("123456").json() == {"success": True}
    assert (error(register("000000"))["code"], error(register("000000"))["code"]) == (133005, 133009)


def test_a_number_is_registered_ten_times_in_three_days_and_no_more(meta):
    codes = [
        ask(meta, "POST", f"{NUMBER}/register", messaging_product="whatsapp", pin="123456").status_code
        for _ in range(11)
    ]

    assert codes == [200] * 10 + [400]


def test_a_number_that_is_not_registered_sends_nothing(meta):
    assert ask(meta, "POST", f"{NUMBER}/deregister").json() == {"success": True}

    assert error(meta.send())["code"] == 133010
    assert ask(meta, "GET", NUMBER, query={"fields": "status"}).json()["status"] == "DISCONNECTED"


def test_a_number_is_verified_with_the_code(meta):
    meta.control("number", is_verified=False)
    assert error(ask(meta, "POST", f"{NUMBER}/register", messaging_product="whatsapp", pin="123456"))["code"] == 133006

    assert ask(meta, "POST", f"{NUMBER}/request_code", code_method="SMS", language="pt_BR").status_code == 200
    assert error(ask(meta, "POST", f"{NUMBER}/verify_code", code="000000"))["code"] == 136025
    assert ask(meta, "POST", f"{NUMBER}/verify_code", code="123-456").json() == {"success": True}
    assert ask(meta, "POST", f"{NUMBER}/register", messaging_product="whatsapp", pin="123456").status_code == 200


def test_settings_take_one_feature_a_request_and_storage_only_while_unregistered(meta):
    brazil = {"status": "IN_COUNTRY_STORAGE_ENABLED", "data_localization_region": "BR"}
    check = {"enable_identity_key_check": True}

    both = ask(meta, "POST", f"{NUMBER}/settings", user_identity_change=check, storage_configuration=brazil)
    too_early = ask(meta, "POST", f"{NUMBER}/settings", storage_configuration=brazil)
    ask(meta, "POST", f"{NUMBER}/deregister")
    done = ask(meta, "POST", f"{NUMBER}/settings", storage_configuration=brazil)

    assert (error(both)["code"], error(too_early)["code"], done.json()) == (100, 100, {"success": True})
    assert ask(meta, "GET", f"{NUMBER}/settings").json() == {"storage_configuration": brazil}


def test_the_profile_keeps_what_it_is_given_within_its_limits(meta):
    path = f"{NUMBER}/whatsapp_business_profile"
    assert ask(meta, "POST", path, messaging_product="whatsapp", about="Clínica").json() == {"success": True}

    assert ask(meta, "GET", path, query={"fields": "about"}).json()["data"][0]["about"] == "Clínica"
    assert error(ask(meta, "POST", path, messaging_product="whatsapp", about="x" * 140))["code"] == 100
    assert error(ask(meta, "POST", path, about="x"))["message"] == "(#100) The parameter messaging_product is required."


def test_the_flows_key_is_kept(meta):
    path = f"{NUMBER}/whatsapp_business_encryption"
    for wrong in ("x", public_key(1_024)):
        assert error(ask(meta, "POST", path, business_public_key=wrong))["code"] == 100
    assert ask(meta, "POST", path, business_public_key=public_key()).json() == {"success": True}
    assert ask(meta, "GET", path).json()["data"][0]["business_public_key_signature_status"] == "VALID"


def test_the_account_names_its_numbers_its_apps_and_its_portfolio(meta):
    numbers = ask(meta, "GET", f"{WABA}/phone_numbers", query={"fields": "display_phone_number,status"}).json()
    apps = ask(meta, "GET", f"{WABA}/subscribed_apps").json()
    owner = ask(meta, "GET", WABA, query={"fields": "owner_business_info"}).json()["owner_business_info"]["id"]
    owned = ask(meta, "GET", f"{owner}/owned_whatsapp_business_accounts").json()

    assert numbers["data"] == [{"display_phone_number": "+55 11 4000-1234", "status": "CONNECTED", "id": NUMBER}]
    assert apps["data"][0]["whatsapp_business_api_data"]["id"] == APP
    assert [one["id"] for one in owned["data"]] == [WABA]


def test_management_calls_tell_how_much_is_used_and_end_at_the_limit(meta):
    first = ask(meta, "GET", f"{WABA}/phone_numbers")

    used = json.loads(first.headers["x-business-use-case-usage"])
    assert used == {
        WABA: [
            {"type": "whatsapp", "call_count": 0, "total_cputime": 0, "total_time": 0}
            | {"estimated_time_to_regain_access": 0}
        ]
    }


@pytest.mark.parametrize(("version", "served", "warned"), [("v26.0", "v26.0", False), ("v18.0", "v21.0", True)])
def test_a_version_that_ended_is_raised_with_a_warning(meta, version, served, warned):
    answer = meta.get(f"/{version}/{NUMBER}")

    assert answer.headers["facebook-api-version"] == served
    assert ("x-ad-api-version-warning" in answer.headers) == warned
    assert meta.get(f"/v27.0/{NUMBER}").status_code == 400


def test_a_blocked_customer_neither_writes_nor_is_written_to(meta, webhook):
    path = f"{NUMBER}/block_users"
    stranger = ask(meta, "POST", path, messaging_product="whatsapp", block_users=[{"user": "5511900000099"}])
    assert (stranger.status_code, error(stranger)["code"]) == (400, 139100)
    assert stranger.json()["block_users"]["failed_users"][0]["input"] == "5511900000099"
    meta.writes()
    webhook.wait_for(1)

    blocked = ask(meta, "POST", path, messaging_product="whatsapp", block_users=[{"user": f"+{BIA}"}])
    meta.writes("ainda aí?")

    assert blocked.json()["block_users"]["added_users"][0]["wa_id"] == BIA
    assert error(meta.send())["code"] == 130403
    assert ask(meta, "GET", path).json()["data"][0]["wa_id"] == BIA
    freed = ask(meta, "DELETE", path, messaging_product="whatsapp", block_users=[{"user": BIA}])
    assert freed.json()["block_users"]["removed_users"][0]["wa_id"] == BIA
    assert meta.send().status_code == 200
    assert b"ainda" not in b"".join(post.body for post in webhook.wait_for(3))


def test_the_limits_of_number_and_pair_hold_on_the_sandboxs_clock(meta):
    meta.control("settings", limits=True)
    meta.writes()

    codes = [meta.send().status_code for _ in range(46)]

    assert codes == [200] * 45 + [400]
    refused = meta.send()
    assert error(refused)["code"] == 131056
    meta.control("clock", advance_seconds=6)
    assert meta.send().status_code == 200


def test_groups_need_an_official_account_and_hold_eight(tmp_path, webhook):
    with sandbox(tmp_path, webhook_url=webhook.url, official_business_account=True) as meta:
        ask(meta, "POST", f"{NUMBER}/groups", messaging_product="whatsapp", subject="Turma de terça")
        created = events(webhook, "group_lifecycle_update")[0]["groups"][0]
        group_id = created["group_id"]
        people = [str(5511900200000 + n) for n in range(9)]
        for wa_id in people[:8]:
            meta.control("join-group", group_id=group_id, wa_id=wa_id)
        full = meta.http.post("/control/join-group", json={"group_id": group_id, "wa_id": people[8]})
        meta.control("messages", **{"from": people[0], "text": "Oi, turma", "group_id": group_id})
        sent = meta.send(recipient_type="group", to=group_id)

        assert (created["subject"], full.status_code) == ("Turma de terça", 400)
        assert sent.json()["messages"][0]["group_id"] == group_id
        assert [meta.messages(wa_id)[-1]["text"] for wa_id in people[:8]] == ["Olá"] * 8
        assert ask(meta, "GET", group_id).json()["total_participant_count"] == 8
        assert (
            ask(meta, "GET", f"{group_id}/invite_link").json()["invite_link"].startswith("https://chat.whatsapp.com/")
        )
        ask(meta, "DELETE", group_id)
        assert error(ask(meta, "GET", group_id))["code"] in {100, 2500}
    webhook.forget()


def test_an_ordinary_account_has_no_groups(meta):
    answer = ask(meta, "POST", f"{NUMBER}/groups", messaging_product="whatsapp", subject="Turma")

    assert error(answer)["code"] == 131215


def test_an_example_for_a_template_is_uploaded_in_steps(meta):
    begun = ask(meta, "POST", f"{APP}/uploads", query={"file_type": "image/png", "file_length": "4", "file_name": "a"})
    upload = begun.json()["id"]

    sent = meta.http.post(
        f"/v26.0/{upload}",
        params={"appsecret_proof": PROOF},
        headers={"authorization": f"OAuth {TOKEN}", "file_offset": "0"},
        content=b"\x89PNG",
    )

    assert sent.json()["h"].startswith("4::")
    assert ask(meta, "GET", upload).json() == {"id": upload, "file_offset": 4}


def test_a_dropped_connection_leaves_the_message_sent(meta):
    meta.writes()
    meta.control("fault", kind="drop_after_accept", times=1)

    with pytest.raises(httpx.RemoteProtocolError):
        meta.send()

    assert [one["direction"] for one in meta.messages()] == ["in", "out"]
