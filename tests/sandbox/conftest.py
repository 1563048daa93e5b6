import pytest

from .receiver import Receiver
from .running import eventually, sandbox


@pytest.fixture(scope="session")
def one_webhook():
    receiver = Receiver().start()
    yield receiver
    receiver.stop()


@pytest.fixture(scope="session")
def one_sandbox(one_webhook, tmp_path_factory):
    with sandbox(tmp_path_factory.mktemp("sandbox"), webhook_url=one_webhook.url) as client:
        yield client


@pytest.fixture
def webhook(one_webhook):
    return one_webhook


@pytest.fixture
def meta(one_sandbox, webhook):
    """The running sandbox, with nothing in its memory and nothing on its way."""
    one_sandbox.control("reset")
    webhook.forget()
    yield one_sandbox
    webhook.codes.clear()
    eventually(lambda: not [one for one in one_sandbox.deliveries() if one["state"] == "waiting"])
