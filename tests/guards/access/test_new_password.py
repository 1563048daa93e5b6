"""A person changes their password: with the present one, after showing a factor, and the other browsers are out."""

import pytest

from browser import Browser, just_proved, signed_in
from desvelo.guards.access import passwords
from desvelo.guards.access.models import User
from house import PASSWORD, given

PAGE = "/conta/seguranca/senha"
INBOX = "/atendimento/minhas"
BETTER = "seis jabuticabas no muro"


@pytest.fixture
def browser(house) -> Browser:
    return just_proved(house.marina)


def change(browser: Browser, **fields: str):
    return browser.post(PAGE, {"current": PASSWORD, "password": BETTER, **fields})


def is_now(house, password: str) -> bool:
    return passwords.matches(User.objects.get(pk=house.marina.id).password_hash, password)


@pytest.mark.asvs("6.2.2")
def test_the_new_one_opens_the_door_and_the_old_one_no_more(house, browser, audit_tags):
    answer = change(browser)

    assert (answer.status_code, answer["Location"]) == (302, "/conta/seguranca")
    assert (is_now(house, BETTER), is_now(house, PASSWORD)) == (True, False)
    assert ("password:change", "done") in audit_tags()
    assert browser.get(INBOX).status_code == 200


@pytest.mark.asvs("7.4.3")
@pytest.mark.parametrize(("fields", "status"), [({}, 302), ({"keep": "on"}, 200)])
def test_the_other_browsers_are_out_unless_they_are_to_stay(house, browser, fields, status):
    other, denise = signed_in(house.marina), signed_in(house.denise)

    change(browser, **fields)

    assert (other.get(INBOX).status_code, denise.get(INBOX).status_code) == (status, 200)


@pytest.mark.asvs("6.2.3")
@pytest.mark.parametrize("typed", ["", "correct horse", PASSWORD.upper(), "x" * 5000])
def test_without_the_present_one_nothing_changes(house, browser, audit_tags, typed):
    answer = change(browser, current=typed)

    assert answer.status_code == 422
    assert "Esta não é a sua senha atual." in answer.content.decode()
    assert is_now(house, PASSWORD)
    assert audit_tags()[-1] == ("account:manage", "denied:current_password")


@pytest.mark.asvs("7.5.1")
def test_an_open_screen_is_not_its_owner(house):
    answer = change(signed_in(house.marina))

    assert answer["Location"] == "/confirmar?volta=%2Fconta%2Fseguranca%2Fsenha"
    assert is_now(house, PASSWORD)


def test_guessing_the_present_one_is_slowed_down(house, browser):
    answers = [change(browser, current=f"a wrong guess, number {n}").status_code for n in range(11)]

    assert answers == [422] * 10 + [429]
    assert change(browser).status_code == 429
    assert is_now(house, PASSWORD)


@pytest.mark.asvs("6.1.2", "6.2.4", "6.2.11")
@pytest.mark.parametrize(
    "poor",
    [
        "short",
        "Marina2026!!",
        "Desvelo2026!!aaaa",
        "m4r1n4 e m4r1n4",
        "Horizonte2026",
        "D3svel0 2026!",
        "4t3nd1m3nt0!!",
        "qwerty123456",
        "Telechargement",
    ],
)
def test_what_somebody_who_knows_them_would_try_is_refused(house, browser, settings, poor):
    settings.COMPANY = "Clínica Horizonte"

    answer = change(browser, password=poor)

    assert answer.status_code == 422
    assert "que ninguém adivinhe" in answer.content.decode()
    assert is_now(house, PASSWORD)


def test_the_same_again_is_none(house, browser):
    answer = change(browser, password=PASSWORD)

    assert answer.status_code == 422
    assert "Essa é a senha que você já tem" in answer.content.decode()


@pytest.mark.asvs("6.2.6", "6.2.7")
def test_the_fields_hide_what_is_typed_and_let_a_manager_fill_them(house, browser):
    text = browser.get(PAGE).content.decode()

    assert text.count('type="password"') == 2
    assert 'autocomplete="current-password"' in text
    assert 'autocomplete="new-password"' in text
    assert "onpaste" not in text


def test_who_enters_without_a_password_has_none_to_change(house):
    given(house.marina.id, lambda: User.objects.filter(pk=house.marina.id).update(password_hash=""))
    browser = just_proved(house.marina)

    assert "não há uma para trocar" in browser.get(PAGE).content.decode()
    assert PAGE not in browser.get("/conta/seguranca").content.decode()
    assert change(browser, current="").status_code == 422
    assert User.objects.get(pk=house.marina.id).password_hash == ""


@pytest.mark.asvs("6.3.7")
def test_the_person_reads_it_on_every_page_until_they_say_it_was_them(house, browser):
    change(browser)

    assert "A sua senha foi trocada" in browser.get(INBOX).content.decode()
    assert "A sua senha foi trocada" not in signed_in(house.denise).get(INBOX).content.decode()
    assert "A sua senha foi trocada" not in signed_in(house.caio).get("/ajustes/equipe").content.decode()
