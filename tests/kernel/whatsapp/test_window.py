import pytest

from desvelo.kernel.whatsapp import window


@pytest.mark.parametrize("kind", ["text", "image", "audio", "location", "button", "interactive", "order", "hologram"])
def test_whatever_a_customer_sends_us_opens_the_window(kind):
    assert window.is_opened_by(kind)


@pytest.mark.parametrize("kind", ["reaction", "edit", "revoke", "system"])
def test_what_only_speaks_of_another_message_opens_nothing(kind):
    assert not window.is_opened_by(kind)


@pytest.mark.parametrize(
    ("subtype", "opens"), [("poll_creation", True), ("gif", True), ("edit", False), ("pin", False), ("reaction", False)]
)
def test_of_what_whatsapp_does_not_pass_on_only_a_message_opens_it(subtype, opens):
    assert window.is_opened_by("unsupported", subtype=subtype) is opens


def test_what_is_said_in_a_group_opens_nothing():
    assert not window.is_opened_by("text", in_group=True)
