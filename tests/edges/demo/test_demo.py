"""The demonstration opens without an account, on this computer only, and does not exist anywhere else."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from browser import SESSION_COOKIE, Browser, locked, signed_in
from desvelo.base import clock
from desvelo.base.config.parse import Mode
from desvelo.edges.demo import actions
from desvelo.guards.access import actions as access
from desvelo.guards.access.errors import SignInRefused
from desvelo.guards.access.models import Session
from desvelo.guards.vault import queries as vault
from house import NOW, email

PHONE = "5511900004417"
DAY = 86_400


@pytest.fixture(autouse=True)
def quick(monkeypatch) -> None:
    monkeypatch.setattr(actions, "_TURN_SECONDS", 0)


@pytest.fixture
def outside(settings) -> None:
    """Be an installation with real customers."""
    settings.DESVELO = replace(settings.DESVELO, mode=Mode.MAIN)


def move(body: object, content_type: str = "application/json"):
    content = body if isinstance(body, str) else json.dumps(body)
    return Browser().client.post("/demo/clock", content, content_type=content_type)


def test_a_visitor_is_signed_in_as_the_demonstrations_agent_on_record(house, arrive, audit_tags):
    arrive("bom dia", phone=PHONE)
    visitor = Browser()

    first, second = visitor.get("/demo"), visitor.get("/demo")

    assert (first.status_code, second.status_code) == (302, 200)
    assert visitor.token
    assert Session.objects.get().user.email == email("marina")
    assert ("session:start", "done:demo") in audit_tags()


@pytest.mark.parametrize("login", ["denise", "rui"])
def test_whoever_is_signed_in_and_attends_stays_who_they_are(house, login):
    browser = signed_in(house.actors[login])
    before = browser.token

    browser.get("/demo")

    assert browser.token == before


def test_after_the_lock_the_visitor_is_asked_and_goes_on_in_one_step(house, audit_tags):
    visitor = locked(house.marina)

    shut, page = visitor.get("/demo"), visitor.get("/demo", follow=True).content.decode()
    on = visitor.post("/demo/continuar")

    assert shut["Location"] == "/bloqueio?volta=%2Fdemo"
    assert "Continuar a demonstração" in page
    assert (on["Location"], visitor.get("/demo").status_code) == ("/demo", 200)
    assert audit_tags()[-2:] == [("session:end", "done"), ("session:start", "done:demo")]
    assert Session.objects.count() == 1


def test_outside_a_demonstration_the_lock_offers_no_way_around(house, outside):
    visitor = locked(house.marina)

    page, on = visitor.get("/bloqueio").content.decode(), visitor.post("/demo/continuar")

    assert "/demo" not in page
    assert on.status_code == 404
    assert visitor.get("/atendimento/minhas").status_code == 302


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/demo"),
        ("post", "/demo/continuar"),
        ("get", "/demo/pane"),
        ("post", "/demo/reset"),
        ("post", "/demo/clock"),
    ],
)
def test_outside_a_demonstration_none_of_it_exists(house, outside, method, path):
    answer = getattr(signed_in(house.marina), method)(path)

    assert answer.status_code == 404


def test_outside_a_demonstration_nobody_gets_a_session_without_a_password(house, outside):
    stranger = Browser()

    answer = stranger.get("/demo")

    assert (answer.status_code, SESSION_COOKIE in answer.cookies) == (404, False)
    with pytest.raises(SignInRefused):
        access.open_demo_session(email=email("marina"), now=NOW)
    assert Session.objects.count() == 0


@pytest.mark.parametrize("seconds", [0, 1, DAY, 3_700 * DAY])
def test_the_clock_moves_forward(house, seconds):
    before = clock.business()

    answer = move({"advance_seconds": seconds})

    assert answer.status_code == 200
    assert timedelta(0) <= clock.business() - before - timedelta(seconds=seconds) < timedelta(minutes=1)


@pytest.mark.parametrize(
    "body",
    [{"advance_seconds": -1}, {"advance_seconds": 1.5}, {"advance_seconds": True}, {"advance_seconds": "60"}, {}, [], 7,
     {"advance_seconds": 3_700 * DAY + 1}, "not json", {"advance_seconds": None}],
)  # fmt: skip
def test_what_is_no_step_forward_is_refused_and_moves_nothing(house, body):
    assert move(body).status_code == 422
    assert clock.ahead() == timedelta(0)


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"]
)
def test_a_page_elsewhere_cannot_move_it(house, content_type):
    """Browsers send only these three from one site to another without asking first."""
    assert move('{"advance_seconds": 60}', content_type=content_type).status_code == 415
    assert clock.ahead() == timedelta(0)


def test_starting_over_erases_the_customer(house, arrive):
    conversation = arrive("meu cpf é 529.982.247-25", phone=PHONE)
    browser = signed_in(house.marina)

    answer = browser.post("/demo/reset")

    assert (answer.status_code, answer["Location"]) == (302, "/demo")
    assert vault.contact_with_phone(PHONE) is None
    assert browser.get(f"/atendimento/c/{conversation}").status_code == 404
    assert browser.get("/demo").status_code == 200


def test_starting_over_needs_a_session_and_a_form_of_ours(house, arrive):
    arrive("bom dia", phone=PHONE)

    stranger = Browser().post("/demo/reset")
    forged = signed_in(house.marina).client.post("/demo/reset")

    assert (stranger.status_code, forged.status_code) == (401, 403)
    assert vault.contact_with_phone(PHONE) is not None


def test_a_phone_that_does_not_answer_does_not_keep_the_customer(house, arrive, settings):
    settings.DESVELO = replace(settings.DESVELO, sandbox_origin="http://127.0.0.1:9")
    arrive("bom dia", phone=PHONE)

    actions.start_over(phone=PHONE, now=NOW)

    assert vault.contact_with_phone(PHONE) is None


def test_the_database_pane_shows_the_very_bytes_and_nothing_readable(house, arrive):
    import base64

    from desvelo.edges.demo import queries
    from desvelo.service.channel.models import Message

    arrive("meu cpf é 529.982.247-25", phone=PHONE)

    shown = queries.pane(house.marina, phone=PHONE, now=clock.business())

    stored = base64.b64encode(bytes(Message.objects.get().body)).decode()
    assert stored.startswith("".join(shown.database.lines))
    assert len(shown.database.lines) == 6
    assert [step.key for step in shown.trace.steps] == [
        "signed", "recognised", "discarded", "masked", "sealed", "recorded",
    ]  # fmt: skip
    assert all(step.ms for step in shown.trace.steps[:5])


def test_another_teams_agent_sees_no_pane(house, arrive, audit_tags):
    arrive("bom dia", phone=PHONE)

    assert signed_in(house.denise).get("/demo/pane").status_code == 404
    assert audit_tags()[-1] == ("conversation:read", "denied:other_team")
