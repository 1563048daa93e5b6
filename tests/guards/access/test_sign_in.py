"""The way in: a password, then a code, each with its own token; nothing in between opens anything."""

import hashlib
import re
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from browser import SECOND_FACTOR, SESSION_COOKIE, SIGN_IN, SIGN_OUT, Browser, code, half_signed_in
from desvelo.guards.access import passwords
from desvelo.guards.access.models import Session, User
from house import PASSWORD, email

INBOX = "/atendimento/minhas"
REFUSED = "It was not possible to sign in. Check the details or use another way."
_CSRF_TOKEN = re.compile(r"[A-Za-z0-9]{64}")


def stored() -> list[tuple[bytes, str]]:
    return [(bytes(row.token_hash), row.stage) for row in Session.objects.order_by("created_at")]


def digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def test_password_and_code_open_the_desk(house):
    browser = Browser()

    password = browser.give_password("marina")
    second = browser.give_code()
    desk = browser.get(INBOX)

    assert (password.status_code, password["Location"]) == (302, SECOND_FACTOR)
    assert (second.status_code, second["Location"]) == (302, "/")
    assert (desk.status_code, "Marina Lopes" in desk.content.decode()) == (200, True)


def test_the_address_is_the_same_however_it_is_typed(house):
    browser = Browser()

    answer = browser.post(SIGN_IN, {"email": "  MARINA@Aurora.Example ", "password": PASSWORD})

    assert answer["Location"] == SECOND_FACTOR


@pytest.mark.asvs("6.3.3")
def test_the_password_alone_opens_only_the_second_step(house):
    browser = Browser()

    browser.give_password("marina")

    assert browser.get(SECOND_FACTOR).status_code == 200
    assert (browser.get(INBOX).status_code, browser.get(INBOX)["Location"]) == (302, SIGN_IN)
    assert browser.get("/events/authorize", headers={"accept": "*/*"}).status_code == 401


@pytest.mark.asvs("7.2.4")
def test_each_step_gives_a_new_token_and_kills_the_one_before(house):
    browser = Browser()
    browser.give_password("marina")
    half = browser.token

    browser.give_code()

    assert half != browser.token
    assert stored() == [(digest(browser.token), "full")]
    assert Browser(token=half).get(SECOND_FACTOR)["Location"] == SIGN_IN


@pytest.mark.asvs("6.5.3", "7.2.3")
def test_a_token_has_256_bits_and_only_its_hash_is_stored(house):
    browser = Browser().sign_in("marina")

    [(token_hash, _)] = stored()

    assert len(browser.token) == 43
    assert token_hash == digest(browser.token)
    assert browser.token.encode() not in token_hash
    assert Browser(token=token_hash.hex()).get(INBOX).status_code == 302


def test_a_token_planted_before_the_sign_in_is_not_taken_over(house):
    browser = Browser(token="planted-by-somebody-else")

    browser.sign_in("marina")

    assert browser.token != "planted-by-somebody-else"
    assert Browser(token="planted-by-somebody-else").get(INBOX).status_code == 302


@pytest.mark.asvs("7.4.1")
def test_signing_out_ends_the_session_on_the_server_too(house, audit_tags):
    browser = Browser().sign_in("marina")
    token = browser.token

    answer = browser.post(SIGN_OUT)

    assert answer["Location"] == SIGN_IN
    assert answer.cookies[SESSION_COOKIE]["max-age"] == 0
    assert stored() == []
    assert Browser(token=token).get(INBOX).status_code == 302
    assert audit_tags()[-1] == ("session:end", "done")


def test_who_only_gave_the_password_can_also_leave(house):
    browser = half_signed_in(house.marina)

    assert browser.post(SIGN_OUT)["Location"] == SIGN_IN
    assert stored() == []


def test_signing_out_without_a_session_leads_to_the_door(house):
    assert Browser().post(SIGN_OUT)["Location"] == SIGN_IN


@pytest.mark.parametrize(
    ("address", "password"),
    [
        (email("marina"), "wrong horse battery"),
        (email("nobody"), PASSWORD),
        (email("marina"), ""),
        ("", ""),
        ("marina@aurora.example\0", PASSWORD),
        ("x" * 300 + "@aurora.example", PASSWORD),
        (email("marina"), PASSWORD + "x"),
    ],
)
def test_whatever_is_wrong_the_answer_is_the_same(house, address, password):
    browser = Browser()

    answer = browser.post(SIGN_IN, {"email": address, "password": password})

    body = answer.content.decode()
    with translation.override("pt-br"):
        assert (answer.status_code, gettext(REFUSED) in body) == (401, True)
    assert stored() == []


def answer_to(login: str) -> tuple[int, list[str], str]:
    """Return status, header names and body, without what changes at every visit."""
    answer = Browser().give_password(login, "wrong horse battery")
    body = _CSRF_TOKEN.sub("…", answer.content.decode()).replace(email(login), "…")
    return answer.status_code, sorted(answer.headers), body


@pytest.mark.asvs("6.3.8")
def test_known_unknown_and_deactivated_accounts_read_the_same(house):
    User.objects.filter(email=email("rui")).update(is_active=False)

    assert answer_to("marina") == answer_to("nobody") == answer_to("rui")


@pytest.mark.asvs("6.3.8")
def test_known_unknown_and_deactivated_accounts_cost_the_same_work(house, monkeypatch):
    User.objects.filter(email=email("rui")).update(is_active=False)
    passwords._nobodys_hash()
    verified: list[str] = []

    class Counting:
        def verify(self, stored: str, password: str) -> bool:
            verified.append(stored.split("$")[1])
            return hasher.verify(stored, password)

    hasher = passwords._hasher
    monkeypatch.setattr(passwords, "_hasher", Counting())
    for login in ("marina", "nobody", "rui"):
        Browser().give_password(login, "wrong horse battery")

    assert verified == ["argon2id"] * 3


def test_a_deactivated_person_cannot_sign_in(house):
    User.objects.filter(email=email("marina")).update(is_active=False)

    assert Browser().give_password("marina").status_code == 401


def test_a_failed_sign_in_is_on_record_with_whose_account_was_tried(house, audit_tags):
    Browser().give_password("marina", "wrong horse battery")
    Browser().give_password("nobody")
    browser = Browser()
    browser.give_password("marina")
    browser.give_code("000000")

    assert audit_tags()[-3:] == [
        ("session:start", "denied:password"),
        ("session:start", "denied:password"),
        ("session:start", "denied:code"),
    ]


@pytest.mark.parametrize("path", [SIGN_IN, SECOND_FACTOR, SIGN_OUT])
def test_a_form_without_its_token_is_refused(house, path):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(path, {"email": email("marina"), "password": PASSWORD, "code": code()})

    assert answer.status_code == 403
    assert stored() == []


def test_without_the_check_the_same_form_would_sign_somebody_in(house):
    """The attack the token stops: a page elsewhere signs a victim in to the attacker's account."""
    client = Client(enforce_csrf_checks=False)

    answer = client.post(SIGN_IN, {"email": email("marina"), "password": PASSWORD})

    assert answer.status_code == 302
    assert len(stored()) == 1


@pytest.mark.parametrize("query", ["?next=https://evil.example/", "?next=//evil.example", "?url=javascript:alert(1)"])
def test_nobody_is_sent_elsewhere_after_signing_in(house, query):
    browser = Browser()

    first = browser.post(SIGN_IN + query, {"email": email("marina"), "password": PASSWORD, "next": "//evil.example"})
    second = browser.post(SECOND_FACTOR + query, {"code": code(), "next": "//evil.example"})

    assert (first["Location"], second["Location"]) == (SECOND_FACTOR, "/")


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(house):
    browser = Browser()

    cookie = browser.give_password("marina").cookies[SESSION_COOKIE]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")


def test_over_tls_the_cookie_is_bound_to_this_very_host(house, settings):
    settings.DESVELO = replace(settings.DESVELO, public_url="https://desk.example")
    browser = Browser()

    cookie = browser.give_password("marina").cookies["__Host-desvelo"]

    assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (True, True, "/", "")
