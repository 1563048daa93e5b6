"""Another code app takes the place of the one before, with a factor shown lately and its own first code."""

import base64
import re

import pytest

from browser import Browser, code, half_signed_in, just_proved, signed_in
from desvelo.guards.access.models import User

APP = "/conta/seguranca/aplicativo"


def secret_shown(browser: Browser) -> bytes:
    written = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', browser.get(APP).content.decode())
    return base64.b32decode(written[1].replace(" ", ""))


@pytest.mark.asvs("6.5.6")
def test_the_new_one_serves_and_the_old_one_no_more(house, audit_tags):
    browser = just_proved(house.marina)
    secret = secret_shown(browser)

    answer = browser.post(APP, {"code": code(secret=secret)})

    assert answer["Location"] == "/conta/seguranca"
    assert audit_tags()[-1] == ("factor:enrol", "done")
    assert half_signed_in(house.marina).give_code().status_code == 401
    assert half_signed_in(house.marina).give_code(code(secret=secret, steps=1))["Location"] == "/"


def test_until_its_first_code_the_old_one_stays(house):
    browser = just_proved(house.marina)
    secret_shown(browser)

    assert browser.post(APP, {"code": "000000"}).status_code == 401
    assert half_signed_in(house.marina).give_code()["Location"] == "/"


def test_its_first_code_serves_once(house):
    browser = just_proved(house.marina)
    secret = secret_shown(browser)
    browser.post(APP, {"code": code(secret=secret)})

    assert half_signed_in(house.marina).give_code(code(secret=secret)).status_code == 401


@pytest.mark.asvs("6.5.6")
def test_an_open_screen_is_not_enough(house):
    browser = signed_in(house.marina)

    assert browser.get(APP)["Location"].startswith("/confirmar")
    assert browser.post(APP, {"code": "000000"})["Location"].startswith("/confirmar")
    assert browser.get(f"{APP}/qr.svg").status_code == 404
    assert User.objects.get(pk=house.marina.id).totp_next_sealed is None


def test_the_picture_is_of_the_new_secret(house):
    browser = just_proved(house.marina)

    assert browser.get(f"{APP}/qr.svg")["Content-Type"] == "image/svg+xml"
    assert "Volte" not in browser.get(APP).content.decode()
