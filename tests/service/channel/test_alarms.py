"""What only a supervisor or IT can mend reaches them, once for each cause, and ends when Meta accepts again."""

from datetime import timedelta

import pytest

from desvelo.base import clock
from desvelo.base.outbox import consume
from desvelo.guards.vault import contacts
from desvelo.guards.vault.contacts import Person
from desvelo.kernel.whatsapp.error_table import Told
from desvelo.service.channel import actions, alarms


@pytest.fixture
def send(number):
    def _send() -> None:
        now = clock.business()
        [box] = contacts.boxes_for([Person(phone="5511900004417")], now=now)
        draft = actions.Draft(contact=box.contact, number=number, text="oi", author=None, last_inbound_at=now)
        actions.write(draft, now=now)
        consume.drain()

    return _send


def open_for(told: Told) -> list[tuple[str, int, int]]:
    return [(each.cause, each.code, each.count) for each in alarms.open_for(told, now=clock.business())]


@pytest.mark.parametrize(
    ("code", "it", "supervisor"),
    [
        (190, [("token_refused", 190, 2)], []),
        (131042, [], [("payment_problem", 131042, 2)]),
        (131048, [], [("spam_limit", 131048, 2)]),
        (131026, [], []),
    ],
)
def test_a_refusal_is_told_once_to_whoever_can_mend_it(graph, send, code, it, supervisor):
    graph.refuses(code)
    send(), send()

    assert (open_for(Told.IT), open_for(Told.SUPERVISOR)) == (it, supervisor)


def test_a_message_that_meta_accepts_ends_what_stopped_everything_and_nothing_else(graph, send):
    for code in (190, 132016):
        graph.refuses(code)
        send()
    graph.accepts("wamid.1")

    send()

    assert (open_for(Told.IT), open_for(Told.SUPERVISOR)) == ([], [("template_disabled", 132016, 1)])


def test_what_did_not_come_back_for_a_week_is_over(graph, send):
    graph.refuses(131048)
    send()
    clock.advance(int(timedelta(days=7, hours=1).total_seconds()))

    assert open_for(Told.SUPERVISOR) == []
