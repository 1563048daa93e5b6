"""Once a day the newest checkpoint is mailed to two people, over real SMTP; without a server nothing is."""

import email
import email.policy
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from desvelo.base.config.anchoring import Anchoring, Smtp
from desvelo.guards.audit import anchor_states, anchoring, signing
from desvelo.guards.audit.states import AnchorState
from far_hosts import closed_port

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
READERS = ("encarregada@clinica.example", "auditoria@fora.example")


class Mailbox:
    """Takes what comes; *refuses* is what it says instead."""

    def __init__(self) -> None:
        self.came: list[tuple[tuple[str, ...], email.message.EmailMessage]] = []
        self.refuses = ""

    async def handle_DATA(self, _server, session, envelope) -> str:  # noqa: N802  aiosmtpd's name
        if self.refuses or not session.authenticated:
            return self.refuses or "530 who are you"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.came.append((tuple(envelope.rcpt_tos), message))
        return "250 OK"


@pytest.fixture
def mailbox(configured) -> Iterator[Mailbox]:
    box = Mailbox()
    port = closed_port()
    controller = Controller(
        box, hostname="127.0.0.1", port=port, auth_require_tls=False,
        authenticator=lambda _s, _session, _envelope, _how, data: AuthResult(
            success=(data.login, data.password) == (b"desk", b"pass word")
        ),
    )  # fmt: skip
    controller.start()
    configured(config_for(Smtp(host="127.0.0.1", port=port, scheme="smtp", user="desk", password="pass word")))
    yield box
    controller.stop()


def config_for(smtp: Smtp | None) -> Anchoring:
    return Anchoring(smtp=smtp, mail_from="desvelo@clinica.example", mail_to=READERS)


def state() -> AnchorState:
    return next(each for each in anchor_states.every() if each.name == "mail")


def test_whatever_breaks_at_one_place_stops_no_other(mailbox, grow, configured):
    """A password that SMTP cannot say is a ValueError of the library, not an answer of the server."""
    grow(3)
    port = anchoring.settings.DESVELO.anchoring.smtp.port
    configured(config_for(Smtp(host="127.0.0.1", port=port, scheme="smtp", user="desk", password="ção")))

    anchoring.publish_due(now=NOW)

    assert (state().failures, state().failure) == (1, "unicodeencodeerror")
    assert {each.name for each in anchor_states.every() if each.is_on and each.failures} == {"mail"}


def test_both_get_the_seal_as_it_was_signed_once_a_day(mailbox, grow):
    newest = grow(5)
    for hours in (0, 1, 23):
        anchoring.publish_due(now=NOW + timedelta(hours=hours))

    [(readers, message)] = mailbox.came
    text = message.get_content()
    assert readers == READERS
    assert signing.signed(text[text.index("desvelo/") :].replace("\r\n", "\n")).root == newest.root
    assert (message["from"], "5 registros" in message["subject"]) == ("desvelo@clinica.example", True)
    assert "/confianca/auditoria" in text
    grow(1)
    anchoring.publish_due(now=NOW + timedelta(hours=25))
    assert (len(mailbox.came), state().size) == (2, 6)


def test_a_mail_carries_no_entry(mailbox, grow):
    grow(5)
    anchoring.publish_due(now=NOW)

    assert "loaf:bake" not in mailbox.came[0][1].as_string()


def test_a_refused_mail_is_noted_and_tried_again(mailbox, grow):
    grow(5)
    mailbox.refuses = "554 no"

    anchoring.publish_due(now=NOW)
    assert (state().failure, state().failures, state().size) == ("smtp_554", 1, 0)
    mailbox.refuses = ""
    anchoring.publish_due(now=NOW + timedelta(seconds=59))
    assert mailbox.came == []
    anchoring.publish_due(now=NOW + timedelta(seconds=61))

    assert (len(mailbox.came), state().failures, state().size) == (1, 0, 5)


def test_a_server_that_is_away_is_noted(grow, configured):
    configured(config_for(Smtp(host="127.0.0.1", port=closed_port(), scheme="smtp")))
    grow(5)

    anchoring.publish_due(now=NOW)

    assert (state().failure, state().size) == ("smtp_connectionrefusederror", 0)


def test_without_a_server_it_is_off_and_says_so(grow, configured):
    configured(config_for(None))
    grow(5)

    anchoring.publish_due(now=NOW)

    assert (state().is_on, state().tried_at, state().failures) == (False, None, 0)


@pytest.mark.parametrize(("failures", "minutes"), [(0, 1), (1, 2), (5, 32), (8, 256), (9, 360), (4_000, 360)])
def test_the_wait_doubles_up_to_six_hours(failures, minutes):
    assert anchoring.wait(failures) == timedelta(minutes=minutes)
