"""Everybody sees how they enter and where they are signed in, can end the rest, and chooses how the desk looks."""

from datetime import timedelta

import pytest

from browser import SIGN_IN, Browser, half_signed_in, just_proved, signed_in
from desvelo.base import clock
from desvelo.guards.access import queries, sessions
from desvelo.guards.access.models import Session, User
from gestures import enrolled
from house import NOW

SECURITY, LOOK, INBOX = "/conta/seguranca", "/conta/aparencia", "/atendimento/minhas"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:151.0) Gecko/20100101 Firefox/151.0"


def page(browser: Browser, path: str = SECURITY) -> str:
    return browser.get(path).content.decode()


def code_of(browser: Browser) -> str:
    return sessions.code_of(sessions.digest(browser.token))


@pytest.mark.asvs("7.5.2")
def test_the_page_shows_passkeys_the_code_app_and_each_browser(house):
    enrolled(house.marina, name="Notebook da recepção")
    Session.objects.all().delete()
    Browser(HTTP_USER_AGENT=FIREFOX).sign_in("marina")
    signed_in(house.denise)

    said = page(just_proved(house.marina))

    assert "Notebook da recepção" in said
    assert "Ligado desde" in said
    assert said.count("<b>Este aparelho") == 1
    assert "Firefox · Linux" in said
    assert "Encerrar a outra" in said


@pytest.mark.asvs("7.4.4")
@pytest.mark.parametrize("login", ["marina", "rui", "helena", "caio", "lucia"])
def test_it_is_there_for_every_role_in_the_menu_at_the_foot(house, login):
    browser = signed_in(house.actors[login])

    said = page(browser)

    assert house.actors[login].name in said
    assert [path in said for path in (SECURITY, LOOK, "/bloqueio/travar", "/sair")] == [True] * 4


@pytest.mark.asvs("7.4.3")
def test_the_other_browsers_end_at_once_and_this_one_stays(house, audit_tags):
    others = [signed_in(house.marina), signed_in(house.marina)]
    denise, browser = signed_in(house.denise), just_proved(house.marina)
    assert "Encerrar as outras 2" in page(browser)

    answer = browser.post(f"{SECURITY}/sessoes/encerrar")

    assert answer["Location"] == SECURITY
    assert [each.get(INBOX)["Location"] for each in others] == [SIGN_IN] * 2
    assert (browser.get(INBOX).status_code, denise.get(INBOX).status_code) == (200, 200)
    assert audit_tags()[-2:] == [("session:end", "done")] * 2


@pytest.mark.asvs("7.5.2")
def test_one_of_them_can_end_alone(house, audit_tags):
    first, second = signed_in(house.marina), signed_in(house.marina)
    browser = just_proved(house.marina)

    answer = browser.post(f"{SECURITY}/sessoes/{code_of(first)}/encerrar")

    assert answer.status_code == 302
    assert (first.get(INBOX).status_code, second.get(INBOX).status_code) == (302, 200)
    assert audit_tags()[-1] == ("session:end", "done")


def test_somebody_elses_session_and_ones_own_are_not_among_them(house):
    denise, browser = signed_in(house.denise), just_proved(house.marina)

    statuses = [browser.post(f"{SECURITY}/sessoes/{code_of(each)}/encerrar").status_code for each in (denise, browser)]

    assert statuses == [404, 404]
    assert (denise.get(INBOX).status_code, browser.get(INBOX).status_code) == (200, 200)


def test_what_the_page_names_a_session_by_signs_nobody_in(house):
    browser = just_proved(house.marina)
    [line] = [each for each in queries.own_account(_actor(browser), now=NOW).sessions if each.is_this]

    assert len(line.code) == 16
    assert Browser(token=line.code).get(INBOX)["Location"] == SIGN_IN
    assert browser.token not in page(browser)


def test_sessions_that_are_over_or_half_are_not_listed(house):
    signed_in(house.marina)
    half_signed_in(house.marina)
    now = Session.objects.get(stage="full").active_at

    listed = [
        len(queries.own_account(house.marina, now=now + later).sessions)
        for later in (timedelta(0), timedelta(minutes=59), timedelta(minutes=60))
    ]

    assert listed == [1, 1, 0]


def _actor(browser: Browser):
    return sessions.actor_of(sessions.find(browser.token, now=clock.wall()))


@pytest.mark.parametrize("theme", ["light", "dark", "system"])
def test_a_theme_is_drawn_by_the_server_on_every_page_of_that_person(house, theme):
    browser, elsewhere = signed_in(house.marina), signed_in(house.marina)

    answer = browser.post(LOOK, {"theme": theme})

    assert answer["Location"] == LOOK
    for path in (INBOX, SECURITY, LOOK, "/auditoria", "/demo"):
        assert f'data-theme="{theme}"' in page(elsewhere, path)
    assert 'data-theme="system"' in page(signed_in(house.rui), INBOX)


def test_the_lock_keeps_the_persons_theme_and_language(house):
    browser = signed_in(house.marina)
    browser.post(LOOK, {"theme": "dark"})
    browser.post(LOOK, {"language": "en"})
    browser.post("/bloqueio/travar")

    said = page(browser, "/bloqueio")

    assert ('data-theme="dark"' in said, 'lang="en"' in said, "Screen locked" in said) == (True, True, True)


def test_a_language_applies_at_once_and_on_every_device(house):
    browser, elsewhere = signed_in(house.marina), signed_in(house.marina)
    assert "Sua conta" in page(browser)

    browser.post(LOOK, {"language": "en"})

    assert "Your account" in page(elsewhere)
    assert "Unassigned" in page(elsewhere, INBOX)


@pytest.mark.parametrize("fields", [{"theme": "neon"}, {"language": "xx"}, {"theme": ""}, {}, {"theme": "dark\x00"}])
def test_what_is_not_offered_changes_nothing(house, fields):
    signed_in(house.marina).post(LOOK, fields)

    user = User.objects.get(pk=house.marina.id)
    assert (user.theme, user.language) == ("system", "pt-br")


@pytest.mark.asvs("6.2.10", "6.4.2")
def test_what_an_account_holds_is_known():
    """No secret question, no hint, no date on which a password ends; a new column is weighed before it stands here."""
    held = {column.name for column in User._meta.get_fields() if not column.auto_created and column.concrete}

    assert held == {
        "clone",
        "codes_kept_at",
        "created_at",
        "email",
        "id",
        "is_active",
        "language",
        "must_recover",
        "name",
        "needs_time",
        "passkey_only",
        "password_hash",
        "public_id",
        "role",
        "teams",
        "theme",
        "totp_confirmed_at",
        "totp_last_step",
        "totp_next_sealed",
        "totp_sealed",
    }
