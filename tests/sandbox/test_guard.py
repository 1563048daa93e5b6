"""The control interface and the phone answer this computer and the desk, and nobody's web page."""

import asyncio

import msgspec
import pytest

from desvelo.sandbox import guard
from desvelo.sandbox.app import Sandbox
from desvelo.sandbox.config import Config
from desvelo.sandbox.http import Refusal, Request

from .running import BIA, DESK, settings


def asked(method, path, body=b"", **headers):
    """Put one request to a sandbox in this process; return (status, how many phones exist then)."""

    async def put():
        sandbox = Sandbox(msgspec.convert(settings(), Config))
        sandbox.courier.start()
        request = Request(method=method, path=path, query={"wa_id": BIA}, headers=headers, body=body)
        try:
            status = (await sandbox.answer(request)).status
        except Refusal as refusal:
            status = refusal.status
        await sandbox.courier.stop()
        return int(status), len(sandbox.world.phones)

    return asyncio.run(put())


WRITE = msgspec.json.encode({"from": BIA, "text": "x"})
JSON = {"content-type": "application/json"}
REBOUND = ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "localhost.", "[::2]:80", "0.0.0.0:80"]


@pytest.mark.parametrize("host", ["127.0.0.1:8001", "localhost:8001", "[::1]:8001", "localhost"])
def test_loopback_names_are_answered(host):
    assert asked("POST", "/control/messages", WRITE, host=host, **JSON) == (200, 1)


@pytest.mark.parametrize("host", REBOUND)
@pytest.mark.parametrize("path", ["/control/messages", "/phone/messages"])
def test_a_name_that_was_rebound_to_this_computer_is_refused(host, path):
    assert asked("POST", path, WRITE, host=host, **JSON) == (421, 0)


@pytest.mark.parametrize("path", ["/control/phones", "/phone", "/phone/events", "/phone/static/phone.js"])
def test_a_rebound_name_reads_nothing_either(path):
    assert asked("GET", path, host="evil.example")[0] == 421


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:9999", DESK + ".evil.example"])
def test_another_origin_is_refused(origin):
    assert asked("POST", "/control/messages", WRITE, host="127.0.0.1:8001", origin=origin, **JSON) == (403, 0)


@pytest.mark.parametrize("origin", [DESK, "http://127.0.0.1:8001"])
def test_the_desk_and_the_phone_itself_are_answered(origin):
    assert asked("POST", "/control/messages", WRITE, host="127.0.0.1:8001", origin=origin, **JSON) == (200, 1)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonx"])
def test_a_post_that_a_browser_sends_blindly_is_refused(kind):
    assert asked("POST", "/control/messages", WRITE, host="127.0.0.1:8001", **{"content-type": kind}) == (415, 0)


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example", **JSON},
        {"host": "127.0.0.1:8001", "origin": "https://evil.example", **JSON},
        {"host": "127.0.0.1:8001", "content-type": "text/plain"},
    ],
)
def test_without_the_guard_each_of_these_attacks_succeeds(monkeypatch, headers):
    monkeypatch.setattr(guard, "local_only", lambda *_, **__: None)

    assert asked("POST", "/control/messages", WRITE, **headers) == (200, 1)


def test_only_the_desks_page_may_read_answers(meta):
    desk = meta.http.options("/control/messages", headers={"origin": DESK})
    other = meta.http.options("/control/messages", headers={"origin": "https://evil.example"})

    assert (desk.status_code, desk.headers["access-control-allow-origin"], desk.headers["vary"]) == (
        204,
        DESK,
        "origin",
    )
    assert (other.status_code, "access-control-allow-origin" in other.headers) == (403, False)
    assert "access-control-allow-origin" not in meta.http.get("/control/phones").headers
