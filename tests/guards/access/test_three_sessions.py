"""Nobody is signed in more than three times: one more ends the one that began first."""

import pytest

from browser import Browser
from desvelo.base import clock
from desvelo.guards.access import entering, sessions
from desvelo.guards.access.models import Session, User
from gestures import enrolled, sign_in


def entered(device) -> Browser:
    browser = Browser()
    assert sign_in(device, browser=browser)["Location"] == "/"
    return browser


def is_in(browser: Browser) -> bool:
    return browser.get("/conta/seguranca").status_code == 200


@pytest.mark.asvs("7.1.2")
def test_a_fourth_ends_the_one_that_began_first_and_that_is_on_record(house, audit_tags):
    device = enrolled(house.marina)
    Session.objects.all().delete()

    windows = [entered(device) for _ in range(4)]

    assert [is_in(each) for each in windows] == [False, True, True, True]
    assert audit_tags().count(("session:end", "done")) == 1
    page = windows[3].get("/conta/seguranca").content.decode()
    assert "No máximo 3 ao mesmo tempo: mais uma encerra a que começou primeiro." in page


def test_those_of_others_and_half_ones_do_not_count(house):
    device = enrolled(house.marina)
    Session.objects.all().delete()
    now = clock.wall()
    for actor in (house.rui, house.denise):
        sessions.start(User.objects.get(pk=actor.id), stage=Session.Stage.FULL, now=now)
    for _ in range(5):
        sessions.start(User.objects.get(pk=house.marina.id), stage=Session.Stage.PASSWORD, now=now)

    windows = [entered(device) for _ in range(entering.MOST_SESSIONS)]

    assert [is_in(each) for each in windows] == [True] * 3
    assert Session.objects.count() == 2 + 5 + 3
