"""What every answer tells the browser, and which forms are ours."""

from dataclasses import replace

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from browser import SIGN_IN, Browser, signed_in
from desvelo.config.headers import SameOrigin
from desvelo.guards.access.models import Session
from house import PASSWORD, email

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; "
    "worker-src 'none'; frame-src testserver/atendimento/mostrado/"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}


def carried(answer: HttpResponse) -> dict[str, str | None]:
    return {name: answer.get(name) for name in ALWAYS}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/entrar", 200),
        ("/atendimento/minhas", 200),
        ("/atendimento/lista", 200),
        ("/atendimento/c/absent", 404),
        ("/nothing-here", 404),
        ("/sair", 405),
        ("/auditoria", 200),
        ("/events/authorize", 204),
        ("/atendimento/c/%00", 400),
        ("/healthz", 200),
    ],
)
def test_every_page_fragment_and_error_carries_them(house, path, status):
    answer = signed_in(house.marina).get(path)

    assert (answer.status_code, carried(answer)) == (status, ALWAYS)


def test_the_answer_to_a_stranger_and_to_a_refused_form_carries_them_too(house):
    to_the_door = Browser().get("/atendimento/minhas")
    refused = Client(enforce_csrf_checks=True).post(SIGN_IN)

    assert (to_the_door.status_code, carried(to_the_door)) == (302, ALWAYS)
    assert (refused.status_code, carried(refused)) == (403, ALWAYS)


def test_a_page_that_breaks_carries_them_and_says_nothing_of_why(house, monkeypatch):
    from desvelo.service.desk import queries

    def broken(*_: object, **__: object) -> None:
        raise ValueError("529.982.247-25")

    monkeypatch.setattr(queries, "conversation_list", broken)
    browser = signed_in(house.marina)
    browser.client.raise_request_exception = False

    answer = browser.get("/atendimento/minhas")

    assert (answer.status_code, carried(answer)) == (500, ALWAYS)
    assert "529.982" not in answer.content.decode()


def test_files_of_the_interface_may_be_kept_by_the_browser(db):
    answer = Browser().get("/static/ui/desvelo.css")

    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" not in answer["Cache-Control"]
    answer.close()


def test_over_tls_the_browser_is_told_to_stay_there(db, settings):
    settings.DESVELO = replace(settings.DESVELO, public_url="https://desk.example")

    assert Browser().get("/entrar")["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


def test_in_plain_http_on_this_computer_it_is_not(db):
    assert "Strict-Transport-Security" not in Browser().get("/entrar").headers


def test_a_demonstration_may_frame_its_phone_as_well(db, settings):
    settings.DESVELO = replace(settings.DESVELO, sandbox_origin="http://127.0.0.1:8001")

    assert Browser().get("/entrar")["Content-Security-Policy"] == f"{POLICY} http://127.0.0.1:8001"


@pytest.mark.parametrize("path", ["/static/ui/desk.js", "/entrar", "/atendimento/minhas"])
def test_nothing_is_given_to_a_browser_that_wants_a_service_worker(house, path):
    answer = signed_in(house.marina).get(path, headers={"Service-Worker": "script"})

    assert (answer.status_code, answer.content) == (403, b"")


def posted(**headers: str) -> int:
    """Send the sign-in form with its token, as a browser that adds *headers*."""
    browser = Browser()
    browser.get(SIGN_IN)
    fields = {"email": email("marina"), "password": PASSWORD}
    return browser.post(SIGN_IN, fields, headers=headers).status_code


def test_our_own_form_passes_though_our_referrer_policy_hides_its_origin(house):
    assert posted(Origin="null", **{"Sec-Fetch-Site": "same-origin"}) == 302


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_a_form_of_another_site_is_refused_even_with_a_stolen_token(house, site):
    assert posted(Origin="null", **({"Sec-Fetch-Site": site} if site else {})) == 403
    assert Session.objects.count() == 0


@pytest.mark.parametrize("origin", ["https://evil.example", "http://testserver.evil.example", "https://testserver"])
def test_a_form_that_names_a_foreign_origin_is_refused_whatever_else_it_says(house, origin):
    assert posted(Origin=origin, **{"Sec-Fetch-Site": "same-origin"}) == 403


def test_without_the_middleware_our_own_form_would_be_refused(house, settings):
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "SameOrigin" not in each]

    assert posted(Origin="null", **{"Sec-Fetch-Site": "same-origin"}) == 403


def test_it_changes_nothing_but_the_hidden_origin(settings):
    seen: list[str | None] = []
    middleware = SameOrigin(lambda request: seen.append(request.META.get("HTTP_ORIGIN")) or HttpResponse())
    for origin, site in (("null", "same-origin"), ("null", "cross-site"), ("https://evil.example", "same-origin")):
        request = HttpRequest()
        request.META = {"HTTP_ORIGIN": origin, "HTTP_SEC_FETCH_SITE": site}
        middleware(request)

    assert seen == [settings.DESVELO.public_url, "null", "https://evil.example"]


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "testserver:80@evil.example"])
def test_a_request_for_another_host_is_refused(db, host):
    assert Client().get("/entrar", headers={"host": host}).status_code == 400
