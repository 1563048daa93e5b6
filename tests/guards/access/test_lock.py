"""A screen locks when nobody acts, and then gives nothing to anybody: not by page, fragment, stream or form."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import resolve

from browser import SIGN_IN, SIGN_OUT, Browser, locked, signed_in
from desvelo.guards.access import locking
from desvelo.guards.access.models import Session
from gestures import PROOF_CHALLENGE

INBOX, LOCK, LEFT = "/atendimento/minhas", "/bloqueio", "/bloqueio/prazo"
BACKGROUND = {"X-Desvelo-Background": "1"}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def minutes(settings):
    """Let the screen lock after that many minutes."""

    def set_policy(count: int) -> None:
        settings.DESVELO = replace(settings.DESVELO, lock_minutes=count)

    return set_policy


def is_open(browser: Browser) -> bool:
    return browser.get(INBOX, headers={"accept": "text/html", **BACKGROUND}).status_code == 200


def is_locked(browser: Browser) -> bool:
    answer = browser.get(INBOX, headers={"accept": "text/html", **BACKGROUND})
    return (answer.status_code, answer.get("Location", "").split("?")[0]) == (302, LOCK)


# ---- when it locks ----


@pytest.mark.asvs("7.3.1")
def test_it_locks_after_five_minutes_without_an_act(house, after):
    browser = signed_in(house.marina)

    after(5 * MINUTE - timedelta(seconds=1))
    assert is_open(browser)

    after(5 * MINUTE)
    assert is_locked(browser)


@pytest.mark.asvs("7.1.1")
@pytest.mark.parametrize("count", [1, 15])
def test_how_many_minutes_is_a_policy(house, minutes, after, count):
    minutes(count)
    browser = signed_in(house.marina)

    after(count * MINUTE - timedelta(seconds=1))
    assert is_open(browser)

    after(count * MINUTE)
    assert is_locked(browser)


@pytest.mark.asvs("7.3.1")
def test_what_the_page_fetches_by_itself_does_not_put_it_off_and_an_act_does(house, after):
    idle, busy = signed_in(house.marina), signed_in(house.marina)

    for count in range(1, 5):
        after(count * MINUTE)
        assert is_open(idle)
        assert busy.get(INBOX).status_code == 200

    after(6 * MINUTE)
    assert (is_locked(idle), is_open(busy)) == (True, True)


def test_the_page_is_told_how_long_is_left_and_asking_changes_nothing(house, after):
    browser = signed_in(house.marina)

    after(4 * MINUTE)
    asked = [browser.get(LEFT, headers=BACKGROUND).json()["lock_in"] for _ in range(2)]

    assert asked[0] in {59, 60}
    assert asked[1] <= asked[0]
    after(5 * MINUTE)
    assert browser.get(LEFT, headers={"accept": "*/*"}).status_code == 401


def test_saying_that_somebody_is_there_begins_the_time_anew(house, after):
    browser = signed_in(house.marina)

    after(4 * MINUTE)
    answer = browser.post(LEFT)

    assert answer.json()["lock_in"] in {299, 300}
    after(8 * MINUTE)
    assert is_open(browser)


def test_saying_so_on_a_locked_screen_does_nothing(house, after):
    browser = signed_in(house.marina)
    after(5 * MINUTE)

    assert browser.post(LEFT, headers={"accept": "*/*"}).status_code == 401
    assert is_locked(browser)


def test_the_menu_locks_at_once_with_the_way_back(house, audit_tags):
    browser = signed_in(house.marina)

    answer = browser.post("/bloqueio/travar", {"volta": "/atendimento/todas"})

    assert (answer.status_code, answer["Location"]) == (302, f"{LOCK}?volta=%2Fatendimento%2Ftodas")
    assert is_locked(browser)
    assert audit_tags()[-1] == ("session:lock", "done")


def test_an_idle_lock_is_put_on_record_at_the_moment_it_came(house, after):
    from desvelo.guards.audit import actions as audit
    from desvelo.guards.audit import queries

    signed_in(house.marina)
    came = Session.objects.get().locks_at

    assert locking.note_idle_locks(now=came - timedelta(seconds=1)) == 0
    assert locking.note_idle_locks(now=came + 2 * MINUTE) == 1
    assert locking.note_idle_locks(now=came + 3 * MINUTE) == 0
    audit.sequence()
    [entry] = [each for each in queries.entries() if each.tag == "session:lock"]
    assert (entry.actor, entry.objects["by"]) == (house.marina.id, "idle")
    assert abs(entry.at - came) < timedelta(seconds=1)


def test_the_other_browsers_of_a_person_stay_open(house):
    first, second = locked(house.marina), signed_in(house.marina)

    assert (is_locked(first), is_open(second)) == (True, True)


# ---- what it gives ----


def test_the_lock_page_shows_whose_screen_it_is_and_nothing_else(house, arrive):
    arrive("meu cpf é 529.982.247-25", name="Beatriz Nogueira")
    browser = locked(house.marina)

    page = browser.get(LOCK).content.decode()

    assert "Marina Lopes" in page
    assert "Tela travada" in page
    assert [word for word in ("Beatriz", "529", "Agenda", "nav-scroll", "data-events") if word in page] == []


@pytest.mark.parametrize(
    ("headers", "status", "redirect", "location"),
    [
        ({"accept": "text/html"}, 302, None, f"{LOCK}?volta=%2Fatendimento%2Fminhas%3Fx%3D1"),
        (
            {"accept": "*/*", "HX-Request": "true", "HX-Current-URL": "http://localhost:8000/atendimento/todas"},
            401,
            f"{LOCK}?volta=%2Fatendimento%2Ftodas",
            None,
        ),
        ({"accept": "*/*", "HX-Request": "true"}, 401, LOCK, None),
        ({"accept": "*/*"}, 401, None, None),
    ],
)
def test_each_client_is_sent_there_in_a_way_it_understands(house, headers, status, redirect, location):
    answer = locked(house.marina).get(f"{INBOX}?x=1", headers=headers)

    assert (answer.status_code, answer.get("HX-Redirect"), answer.get("Location")) == (status, redirect, location)
    assert answer.content == b""


def test_a_form_sent_from_a_page_that_was_open_changes_nothing(house, arrive):
    from desvelo.service.desk.models import Conversation

    conversation = arrive("bom dia")
    browser = locked(house.marina)

    answer = browser.post(f"/atendimento/c/{conversation}/assumir")

    assert (answer.status_code, answer["Location"]) == (302, LOCK)
    assert Conversation.objects.get().assignee_id is None


def test_without_the_lock_the_same_cookie_opens_the_conversation(house, arrive):
    conversation = arrive("bom dia", name="Beatriz Nogueira")
    browser = locked(house.marina)
    assert b"Beatriz" not in browser.get(f"/atendimento/c/{conversation}", follow=True).content

    Session.objects.update(locked_at=None)

    assert b"Beatriz" in browser.get(f"/atendimento/c/{conversation}").content


@pytest.mark.asvs("7.4.4")
def test_signing_out_and_signing_in_as_somebody_else_stay_possible(house):
    browser = locked(house.marina)

    assert browser.get(SIGN_IN).status_code == 200
    assert browser.post(SIGN_OUT)["Location"] == SIGN_IN
    assert Session.objects.count() == 0


def test_these_views_alone_open_to_a_locked_screen():
    open_ones = ("/bloqueio", "/bloqueio/travar", PROOF_CHALLENGE, "/confirmar/chave", "/confirmar/senha")

    assert [hasattr(resolve(path).func, "access_also_locked") for path in open_ones] == [True] * 5
