import pytest

from desvelo.kernel.whatsapp import handshake

ASKED = {"hub.mode": "subscribe", "hub.verify_token": "palavra", "hub.challenge": "<b>1158201444</b>"}


def test_the_challenge_comes_back_as_it_came():
    assert handshake.answer(ASKED, "palavra") == "<b>1158201444</b>"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"hub.verify_token": "outra"}, "palavra"),
        ({"hub.verify_token": ""}, ""),
        ({}, ""),
        ({"hub.mode": "unsubscribe"}, "palavra"),
        ({"hub.mode": ""}, "palavra"),
        ({"hub.challenge": ""}, "palavra"),
        ({"hub.verify_token": "pal\udcffavra"}, "palavra"),
    ],
)
def test_anything_else_gets_no_answer(change, expected):
    assert handshake.answer({**ASKED, **change}, expected) is None


def test_a_token_outside_ascii_is_compared_without_trouble():
    assert handshake.answer({**ASKED, "hub.verify_token": "sésamo"}, "sésamo") is not None


def test_a_request_without_parameters_gets_no_answer():
    assert handshake.answer({}, "palavra") is None
