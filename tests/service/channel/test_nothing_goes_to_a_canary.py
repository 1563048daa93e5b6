"""Whatever is written to a canary goes nowhere, and reads as if it had."""

import pytest

from desvelo.base import clock
from desvelo.base.outbox import consume
from desvelo.config import canary_report
from desvelo.guards.vault import canaries
from desvelo.guards.vault.models import Canary
from desvelo.service.channel import actions
from desvelo.service.channel.models import Message, Number


@pytest.fixture
def asked(number, graph):
    """Write to a planted canary; return what Meta was asked then, and the message."""

    def _asked():
        canary_report.plant_for(Number.objects.get().first_team_id)
        past = Message.objects.filter(direction="in").latest("arrival")
        now = clock.business()
        draft = actions.Draft(contact=past.contact_id, number=number, text="Bom dia!", author=None, last_inbound_at=now)
        message = actions.write(draft, now=now)
        actions.show_presence(contact=past.contact_id, number=number, typing=False, now=now)
        consume.drain()
        return [each.content for each in graph.asked], Message.objects.get(pk=message)

    return _asked


def test_meta_is_not_asked_and_the_message_looks_accepted(asked):
    told, message = asked()

    assert (told, message.status, message.failure) == ([], "accepted", "")
    assert message.wamid_index


def test_without_the_mark_it_would_be_sent(asked, monkeypatch):
    """The guard removed."""
    monkeypatch.setattr(canaries, "among", lambda _contacts: set())

    told, _message = asked()

    assert Canary.objects.count() == 1
    assert [each["to"] for each in told if each.get("type") == "text"] != []
