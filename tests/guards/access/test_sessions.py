"""A session ends: an hour after the last act, after twelve in any case, and at once when the person may not be here.

That it locks long before is proved in test_lock.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from browser import SIGN_IN, Browser, signed_in
from desvelo.base import clock
from desvelo.guards.access import sessions
from desvelo.guards.access.models import Session, User
from house import given

INBOX = "/atendimento/minhas"
MINUTE = timedelta(minutes=1)


def is_open(browser: Browser, **headers: str) -> bool:
    answer = browser.get(INBOX, headers={"accept": "text/html", **headers})
    return answer.status_code == 200


def test_an_idle_session_locks_and_ends_after_an_hour(house, after):
    browser = signed_in(house.marina)

    after(59 * MINUTE)
    assert "Tela travada" in browser.get(INBOX, follow=True).content.decode()

    after(60 * MINUTE)
    assert browser.get(INBOX)["Location"] == SIGN_IN


@pytest.mark.asvs("7.1.1", "7.3.2")
def test_a_session_in_use_ends_after_twelve_hours_all_the_same(house, after, settings):
    settings.DESVELO = replace(settings.DESVELO, lock_minutes=15)
    browser = signed_in(house.marina)

    opened = []
    for count in range(1, 12 * 6 + 1):
        after(count * 10 * MINUTE)
        opened.append(browser.post("/bloqueio/prazo").status_code)

    assert opened == [200] * 71 + [401]


@pytest.mark.asvs("7.2.1", "7.4.2")
def test_a_deactivated_persons_session_is_dead_at_once(house):
    browser = signed_in(house.marina)
    assert is_open(browser)

    User.objects.filter(pk=house.marina.id).update(is_active=False)

    assert not is_open(browser)


def test_a_changed_role_and_a_lost_team_count_from_the_next_request_on(house, arrive):
    conversation = arrive("bom dia")
    browser = signed_in(house.marina)
    assert browser.get(f"/atendimento/c/{conversation}").status_code == 200

    given(house.marina.id, User.objects.get(pk=house.marina.id).teams.clear)
    assert browser.get(f"/atendimento/c/{conversation}").status_code == 404

    given(house.marina.id, lambda: User.objects.filter(pk=house.marina.id).update(role="auditor"))
    assert browser.get(INBOX).status_code == 403


@pytest.mark.asvs("7.2.1")
def test_a_session_of_nobody_opens_nothing(house):
    assert not is_open(Browser(token="x" * 43))
    assert not is_open(Browser(token="é" * 43))
    assert not is_open(Browser(token="' OR 1=1 --"))


@pytest.mark.parametrize(
    ("headers", "status", "location"),
    [
        ({"accept": "text/html"}, 302, SIGN_IN),
        ({"accept": "text/html", "HX-Request": "true"}, 401, None),
        ({"accept": "application/json"}, 401, None),
    ],
)
def test_whoever_has_no_session_is_sent_to_the_door_in_a_way_their_client_understands(house, headers, status, location):
    answer = Browser().get(INBOX, headers=headers)

    assert (answer.status_code, answer.get("Location")) == (status, location)
    assert answer.get("HX-Redirect") == (SIGN_IN if "HX-Request" in headers else None)


@pytest.mark.asvs("7.2.2")
def test_two_browsers_have_two_sessions_and_one_may_end_alone(house):
    first, second = signed_in(house.marina), signed_in(house.marina)

    first.post("/sair")

    assert (is_open(first), is_open(second)) == (False, True)


def test_sessions_whose_time_is_over_are_deleted(house):
    signed_in(house.marina)
    now = clock.wall()

    assert sessions.sweep(now=now + sessions.ABSOLUTE_END - MINUTE) == 0
    assert sessions.sweep(now=now + sessions.ABSOLUTE_END + MINUTE) == 1
    assert Session.objects.count() == 0


def test_the_ledger_names_a_session_in_a_way_that_signs_nobody_in(house):
    browser = signed_in(house.marina)
    session = Session.objects.get()

    code = sessions.session_code(session)

    assert len(code) == 16
    assert code not in (browser.token, bytes(session.token_hash).hex())
    assert not bytes(session.token_hash).hex().startswith(code)


@pytest.mark.asvs("6.5.8")
def test_a_demonstration_moves_its_clock_without_ending_sessions_or_codes(house):
    browser = Browser().sign_in("marina")

    clock.advance(86_400)

    assert is_open(browser)
    assert is_open(Browser().sign_in("denise"))
