"""A screen that comes back gets the whole gap, and a refresh never shortens what is already on it."""

import re

import pytest

from browser import signed_in
from desvelo.service.channel.models import Message
from desvelo.service.desk import queries


@pytest.fixture
def pages_of_two(monkeypatch):
    monkeypatch.setattr(queries, "MESSAGES", 2)


@pytest.fixture
def conversation(house, arrive, pages_of_two) -> str:
    for number in range(4):
        found = arrive(f"mensagem {number}")
    return found


def shown(page: str) -> list[int]:
    return [int(each) for each in re.findall(r"mensagem (\d)", page)]


def cursor(page: str, name: str) -> int:
    return int(re.search(rf'data-{name}="(\d+)"', page)[1])


def fragment(house, conversation: str, **query: object) -> str:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return signed_in(house.marina).get(f"/atendimento/c/{conversation}/mensagens?{asked}").content.decode()


@pytest.fixture
def opened(house, conversation) -> str:
    return signed_in(house.marina).get(f"/atendimento/c/{conversation}").content.decode()


def test_a_conversation_opens_with_its_newest_page_and_says_there_is_more(opened):
    assert shown(opened.split('id="items"')[1].split("<aside")[0]) == [2, 3]
    assert "Mostrar mensagens anteriores" in opened


def test_after_a_break_everything_since_comes_and_nothing_that_was_there_goes(house, conversation, opened, arrive):
    for number in (4, 5, 6, 7):
        arrive(f"mensagem {number}")

    assert shown(fragment(house, conversation, **{"from": cursor(opened, "first")})) == [2, 3, 4, 5, 6, 7]


def test_without_the_cursor_a_long_break_would_leave_a_hole(house, conversation, opened, arrive):
    for number in (4, 5, 6, 7):
        arrive(f"mensagem {number}")

    assert shown(fragment(house, conversation)) == [6, 7]


def test_earlier_messages_come_a_page_at_a_time_until_there_are_none(house, conversation, opened):
    earlier = fragment(house, conversation, before=cursor(opened, "first"))

    assert shown(earlier) == [0, 1, 2, 3]
    assert "Mostrar mensagens anteriores" not in earlier
    assert shown(fragment(house, conversation, before=cursor(earlier, "first"))) == [0, 1, 2, 3]


def test_a_tick_that_changed_in_the_gap_comes_too(house, conversation, opened):
    from desvelo.base import clock
    from desvelo.service.desk import actions

    actions.send_reply(
        actor=house.marina, conversation=conversation, reply=actions.Reply(text="oi"), now=clock.business()
    )
    first = cursor(fragment(house, conversation), "first")
    Message.objects.filter(direction="out").update(status="read")

    assert ">lida<" in fragment(house, conversation, **{"from": first})


def test_a_screen_never_asks_for_more_than_a_long_page(house, conversation, monkeypatch):
    monkeypatch.setattr(queries, "LONGEST_PAGE", 3)

    assert shown(fragment(house, conversation, **{"from": 0})) == [1, 2, 3]


@pytest.mark.parametrize("query", [{"from": "x"}, {"from": "-1"}, {"before": "9" * 40}, {"before": ""}])
def test_a_cursor_that_is_none_is_ignored(house, conversation, query):
    assert shown(fragment(house, conversation, **query)) == [2, 3]
