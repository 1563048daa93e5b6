"""Whoever holds a token can name an address; the sandbox calls it only on this computer, or where its owner said."""

import msgspec
import pytest

from desvelo.sandbox.config import Config
from desvelo.sandbox.subscriptions import FIELDS, Subscriptions

from .running import settings


def subscriptions(**changes):
    return Subscriptions(msgspec.convert(settings(**changes), Config))


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/x", "https://localhost/x", "http://[::1]:9/x"])
def test_this_computer_may_be_called(url):
    assert subscriptions().may_go_to(url)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://example.com/x",
            "http://127.0.0.1@example.com/x",
            "http://example.com#127.0.0.1",
            "file:///etc/passwd",
        ),
        *("http://127.0.0.1.example.com/", "http://169.254.169.254/latest", "http://[::1", "localhost", "", "http://"),
    ],
)
def test_nothing_else_may(url):
    assert not subscriptions().may_go_to(url)


def test_a_host_that_the_configuration_names_may_be_called_too():
    named = subscriptions(webhook_hosts=["bot.example"])

    assert named.may_go_to("https://bot.example/x")
    assert not named.may_go_to("https://other.example/x")
    assert subscriptions(webhook_url="http://desk.example/hook").may_go_to("http://desk.example/other")


def test_fields_are_chosen_whole_or_not_at_all():
    chosen = subscriptions()

    assert chosen.choose(["messages", "horoscope"]) == ("horoscope",)
    assert chosen.fields == FIELDS
    assert chosen.choose(["messages"]) == ()
    assert (chosen.address("messages") is not None, chosen.address("security")) == (True, None)
