"""A number is connected only as Meta confirms it, checked against a running sandbox, and mended from here."""

import asyncio
import contextlib
import hmac
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

import house as company
import raw_asgi
import sandboxes
from desvelo.base import clock
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.whatsapp.connection import CHECKS_OF, State
from desvelo.service.channel import actions, app_secrets, connecting, numbers
from desvelo.service.channel.checking import By
from desvelo.service.channel.errors import ConnectionRefused
from desvelo.service.channel.models import Number, NumberCheck

APP = "900000000000001"


@contextlib.contextmanager
def standing_door(keys) -> Iterator[int]:
    """Let the real door answer Meta's GET on a port of this computer; yield the port."""
    from desvelo.service.channel.door import WebhookDoor

    door = WebhookDoor(door=app_secrets.Door(keys), group_commit=None)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            split = urlsplit(self.path)
            answer = asyncio.run(
                raw_asgi.ask(door, raw_asgi.scope("GET", split.path, query=split.query.encode()))
                if split.path == "/webhooks/whatsapp"
                else _nothing()
            )
            self.send_response(answer.status)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


async def _nothing() -> raw_asgi.Answer:
    return raw_asgi.Answer(status=404, headers=[], body=b"")


@pytest.fixture
def meta(tmp_path, settings, db) -> Iterator[sandboxes.Sandbox]:
    """Return a sandbox that stands for Meta, and a door that it can reach."""
    from desvelo.service.channel import graph as calls

    with sandboxes.running(tmp_path) as running, standing_door(settings.DESVELO.keys) as port:
        settings.DESVELO = replace(
            settings.DESVELO, sandbox_origin=running.origin, public_url=f"http://localhost:{port}"
        )
        calls.client.cache_clear()
        yield running
        calls.client().close()
        calls.client.cache_clear()


@pytest.fixture
def asked(db) -> connecting.Asked:
    from desvelo.guards.access import actions as access

    return connecting.Asked(
        phone_number_id=company.PHONE_NUMBER_ID,
        waba_id=company.WABA_ID,
        app_id=APP,
        access_token=sandboxes.TOKEN,
        app_secret=company.APP_SECRET,
        first_team=access.create_team(name="Agenda"),
    )


def connect(asked: connecting.Asked):
    return connecting.connect(asked, entry=Entry(tag="number:connect", at=clock.business()), now=clock.business())


def mend(number, what: str, **more: str) -> None:
    connecting.mend(number, what, entry=Entry(tag="number:mend", at=clock.business()), **more)


def found(number, probe: str) -> dict[str, tuple[str, str]]:
    findings = connecting.check(number, probe, by=By.PERSON, now=clock.business())
    return {each.check: (each.state.value, each.reason) for each in findings}


def graph(meta: sandboxes.Sandbox, method: str, path: str, **content: object) -> None:
    """Change something at Meta behind our back, as its owner."""
    proof = hmac.digest(company.APP_SECRET.encode(), sandboxes.TOKEN.encode(), "sha256").hex()
    answer = meta.http.request(
        method,
        f"/v26.0/{path}",
        params={"appsecret_proof": proof},
        headers={"authorization": f"Bearer {sandboxes.TOKEN}"},
        **({"json": content} if content else {}),
    )
    assert answer.status_code == 200, answer.text


def test_a_connection_that_meta_confirms_is_kept_sealed_and_on_record(meta, asked, audit_tags):
    number = connect(asked)

    row = Number.objects.get(pk=number)
    assert (row.display, row.waba_id) == ("+55 11 90000-0100", company.WABA_ID)
    assert sandboxes.TOKEN.encode() not in bytes(row.token_sealed)
    assert actions.token_of(row) == sandboxes.TOKEN
    assert connecting.line_of(row).app_id == APP
    assert audit_tags()[-1] == ("number:connect", "done")


def test_the_app_a_number_was_connected_with_before_signs_for_it_no_more(meta, asked, settings):
    company.connect_number(first_team=asked.first_team, app_id="11111", app_secret="leaked_secret")
    company.connect_number(
        first_team=asked.first_team, phone_number_id="2065403522", app_id="22222", app_secret="other_secret"
    )

    connect(asked)

    secrets = app_secrets.Door(settings.DESVELO.keys).refresh().secrets
    assert {each.id: set(each.phone_number_ids) for each in secrets} == {
        "22222": {"2065403522"},
        APP: {company.PHONE_NUMBER_ID},
    }


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"app_secret": "not-the-secret"}, ("app_secret", "meta:190")),
        ({"access_token": "EAAwrong_token"}, ("access_token", "token_valid:refused")),
        ({"phone_number_id": "1065403522"}, ("phone_number_id", "meta:100")),
        ({"waba_id": "1022901293"}, ("waba_id", "token_account:not_reached")),
        ({"phone_number_id": "+55 11 9"}, ("phone_number_id", "shape")),
        ({"access_token": "two words here"}, ("access_token", "shape")),
        ({"app_secret": ""}, ("app_secret", "shape")),
    ],
)
def test_a_connection_that_meta_does_not_confirm_leaves_nothing(meta, asked, wrong, expected):
    from django.conf import settings

    with pytest.raises(ConnectionRefused) as refused:
        connect(replace(asked, **wrong))

    assert (refused.value.field, refused.value.reason) == expected
    assert (Number.objects.count(), app_secrets.Door(settings.DESVELO.keys).refresh().secrets) == (0, ())


def test_every_check_has_an_answer_and_every_failure_can_be_mended(meta, asked):
    number = connect(asked)

    first = {probe: found(number, probe) for probe in connecting.PROBES}
    assert [*first] == [*CHECKS_OF]
    assert {probe: tuple(each) for probe, each in first.items()} == dict(CHECKS_OF)
    assert first["token"]["token_valid"] == ("ok", "accepted")
    assert first["token"]["token_expiry"] == ("ok", "never")
    assert first["app"]["app_address"] == ("fail", "elsewhere")
    assert first["round_trip"] == {"round_trip": ("unknown", "not_ours")}
    assert first["number"]["pin"] == ("fail", "not_set")
    assert first["settings"] == {"identity_check": ("fail", "off"), "data_region": ("warn", "anywhere")}

    for what in ("app", "account", "identity"):
        mend(number, what)
    mend(number, "pin", pin="482915")

    assert found(number, "app") == {"app_address": ("ok", "ours"), "app_fields": ("ok", "all")}
    assert found(number, "account") == {"account_subscribed": ("ok", "subscribed")}
    assert found(number, "round_trip") == {"round_trip": ("ok", "answered")}
    assert found(number, "number")["pin"] == ("ok", "set")
    assert found(number, "settings")["identity_check"] == ("ok", "on")
    assert "482915" not in str(list(NumberCheck.objects.values()))


def test_a_round_trip_is_measured_and_fails_once_nobody_answers_at_our_address(meta, asked, settings):
    number = connect(asked)
    with standing_door(settings.DESVELO.keys) as port:
        settings.DESVELO = replace(settings.DESVELO, public_url=f"http://localhost:{port}")
        mend(number, "app")
        (answered,) = connecting.check(number, "round_trip", by=By.PERSON, now=clock.business())

    assert (answered.state, answered.reason) == (State.OK, "answered")
    assert 0 <= int(answered.facts["ms"]) < 5_000
    assert found(number, "round_trip") == {"round_trip": ("fail", "not_answered")}


def test_an_address_that_does_not_know_our_token_is_not_taken_for_ours(meta, asked, settings, tmp_path):
    number = connect(asked)
    with standing_door(tmp_path) as strangers:
        settings.DESVELO = replace(settings.DESVELO, public_url=f"http://localhost:{strangers}")

        with pytest.raises(ConnectionRefused) as refused:
            mend(number, "app")

    assert refused.value.reason == "meta:2200"
    assert found(number, "app")["app_address"] == ("fail", "elsewhere")


def test_an_account_that_was_unsubscribed_behind_our_back_is_noticed_and_subscribed_again(meta, asked):
    number = connect(asked)
    graph(meta, "DELETE", f"{company.WABA_ID}/subscribed_apps")

    assert found(number, "account") == {"account_subscribed": ("fail", "missing")}
    mend(number, "account")
    assert found(number, "account") == {"account_subscribed": ("ok", "subscribed")}


def test_messages_that_somebody_diverts_are_an_alarm(meta, asked, settings):
    number = connect(asked)
    with standing_door(settings.DESVELO.keys) as thief:
        token = app_secrets.Door(settings.DESVELO.keys).refresh().file.verify_token
        hook = {"override_callback_uri": f"http://127.0.0.1:{thief}/webhooks/whatsapp", "verify_token": token}
        graph(meta, "POST", company.PHONE_NUMBER_ID, webhook_configuration=hook)

        assert found(number, "number")["override"] == ("fail", "phone_number")


def test_while_meta_cannot_be_reached_nothing_is_taken_for_good(meta, asked, settings):
    number = connect(asked)
    settings.DESVELO = replace(settings.DESVELO, sandbox_origin="http://127.0.0.1:9")  # the client knows another
    states = {state for probe in connecting.PROBES for state, _ in found(number, probe).values()}
    assert states == {"unknown"}
    assert numbers.number(company.PHONE_NUMBER_ID, now=clock.business()).state is State.UNKNOWN


def test_without_the_secret_of_its_app_a_number_says_so(meta, asked, settings):
    number = connect(asked)
    (settings.DESVELO.keys / "door" / "secrets.json").unlink()

    assert found(number, "token")["secret"] == ("fail", "no_app")


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦"])
def test_a_pin_that_is_not_six_digits_never_reaches_meta(meta, asked, pin):
    number = connect(asked)

    with pytest.raises(ConnectionRefused):
        mend(number, "pin", pin=pin)

    assert found(number, "number")["pin"] == ("fail", "not_set")
