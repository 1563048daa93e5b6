"""The matrix stands before files too: closed, for two people, and shut while somebody is looking."""

import io
import re

import pytest
from PIL import Image

from arrived_files import keep, picture
from browser import signed_in
from desvelo.base import clock
from desvelo.guards.access import approvals
from desvelo.guards.vault import classes
from desvelo.kernel.detection.openness import Level
from ruled import rule

REASON = {"reason": "identity"}


@pytest.fixture
def message(house) -> str:
    written = io.BytesIO()
    Image.new("RGB", (40, 30), (10, 120, 60)).save(written, "JPEG")
    arrived = picture()
    keep(arrived, written.getvalue())
    return arrived.public_id


def look(actor, message: str):
    return signed_in(actor).post(f"/atendimento/arquivo/{message}", REASON)


def address(answer) -> str:
    [found] = re.findall(r'src="(/atendimento/olhar/[^"]+)"', answer.content.decode())
    return found


def see(browser, where: str):
    return browser.get(where, headers={"Sec-Fetch-Dest": "image"})


@pytest.mark.asvs("8.2.3")
def test_a_file_closed_to_the_team_is_not_looked_at_and_the_form_says_so(house, message, audit_tags):
    rule(house, house.agenda, "FILE_IMAGE", Level.NEVER)

    assert "A política deste tipo" in signed_in(house.marina).get(f"/atendimento/arquivo/{message}").content.decode()
    assert look(house.marina, message).status_code == 403
    assert audit_tags()[-1] == ("datum:reveal", "denied:class_closed")


def test_a_file_shut_while_somebody_looks_gives_no_more_pictures(house, message, audit_tags):
    browser = signed_in(house.marina)
    where = address(browser.post(f"/atendimento/arquivo/{message}", REASON))
    assert see(browser, where).status_code == 200
    rule(house, house.agenda, "FILE_IMAGE", Level.NEVER)

    assert see(browser, where).status_code == 404
    assert audit_tags()[-1] == ("datum:reveal", "denied:class_closed")


@pytest.mark.asvs("8.2.3")
def test_without_asking_again_it_would_go_on(house, message, monkeypatch):
    """The guard removed."""
    browser = signed_in(house.marina)
    where = address(browser.post(f"/atendimento/arquivo/{message}", REASON))
    rule(house, house.agenda, "FILE_IMAGE", Level.NEVER)
    monkeypatch.setattr(classes, "allows", lambda *_, **__: True)

    assert see(browser, where).status_code == 200


def test_a_file_for_two_people_is_asked_for_and_looked_at_once(house, message):
    rule(house, house.agenda, "FILE_IMAGE", Level.TWO_PEOPLE)
    assert look(house.marina, message).status_code == 403
    asked = signed_in(house.marina).post(f"/atendimento/arquivo/{message}/pedir", REASON)
    assert "Pedido feito" in asked.content.decode()

    [waiting] = approvals.waiting(house.rui, now=clock.wall())
    approvals.agree(actor=house.rui, approval=waiting.public_id, now=clock.wall())

    assert address(look(house.marina, message))
    assert look(house.marina, message).status_code == 403
