"""One person is in charge of a conversation, and of two who reach for it at once one gets it."""

from datetime import timedelta

import pytest

import threads
from browser import signed_in
from desvelo.base import clock
from desvelo.guards.access.errors import NotFound
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions
from desvelo.service.desk.actions import Reply
from desvelo.service.desk.errors import AlreadyTaken
from desvelo.service.desk.models import Conversation


def owner(conversation: str):
    return Conversation.objects.get(public_id=conversation).assignee_id


def take(actor, conversation: str) -> str:
    actions.take(actor=actor, conversation=conversation, now=clock.business())
    return actor.name


def test_taking_puts_a_person_in_charge_on_record(house, arrive, audit_tags):
    conversation = arrive("bom dia")

    take(house.marina, conversation)

    assert owner(conversation) == house.marina.id
    assert audit_tags()[-1] == ("conversation:take", "done")


def test_what_somebody_has_is_not_taken_from_them(house, arrive):
    conversation = arrive("bom dia")
    take(house.marina, conversation)

    with pytest.raises(AlreadyTaken):
        take(house.rui, conversation)

    assert owner(conversation) == house.marina.id


def test_taking_again_what_one_has_is_nothing_new(house, arrive):
    conversation = arrive("bom dia")

    take(house.marina, conversation)
    take(house.marina, conversation)

    assert owner(conversation) == house.marina.id


@pytest.mark.asvs("2.3.4")
def test_of_two_who_take_it_at_once_one_gets_it(committed, house, arrive, audit_tags):
    conversation = arrive("bom dia")
    both = (house.marina, house.rui)

    results = threads.at_once(lambda number: take(both[number], conversation))

    assert sorted(type(result).__name__ for result in results) == ["AlreadyTaken", "str"]
    winner = next(result for result in results if isinstance(result, str))
    assert owner(conversation) == next(actor.id for actor in both if actor.name == winner)
    assert audit_tags().count(("conversation:take", "done")) == 1


def test_of_two_who_answer_it_at_once_one_gets_it_and_one_answer_leaves(committed, house, arrive):
    conversation = arrive("bom dia")
    both = (house.marina, house.rui)

    def answer(number: int) -> str:
        actions.send_reply(actor=both[number], conversation=conversation, reply=Reply(text="oi"), now=clock.business())
        return both[number].name

    results = threads.at_once(answer)

    wrote = list(Message.objects.filter(direction="out").values_list("author_id", flat=True))
    names = [result for result in results if isinstance(result, str)]
    assert {type(result) for result in results} <= {str, AlreadyTaken}
    assert len(wrote) == len(names) >= 1
    assert owner(conversation) in wrote


def test_the_screen_shows_who_was_faster(house, arrive):
    conversation = arrive("bom dia")
    take(house.rui, conversation)

    answer = signed_in(house.marina).post(f"/atendimento/c/{conversation}/assumir")

    assert (answer.status_code, "Rui Pinho" in answer.content.decode()) == (200, True)


def test_what_was_taken_and_left_the_team_is_nobodys_to_take(house, arrive):
    conversation = arrive("bom dia")
    actions.move_to_team(actor=house.rui, conversation=conversation, team=house.financeiro, now=clock.business())

    with pytest.raises(NotFound):
        take(house.marina, conversation)

    assert owner(conversation) is None


def next_for(actor):
    return actions.take_next(actor=actor, now=clock.business())


def test_the_next_one_is_whoever_has_waited_longest_with_nobody_in_charge(house, arrive, audit_tags):
    first, second = (arrive("oi", phone=f"551190000000{number}", name=f"Cliente {number}") for number in range(2))
    arrive("de novo", phone="5511900000000", name="Cliente 0")
    Conversation.objects.filter(public_id=first).update(waiting_since=clock.business() - timedelta(minutes=3))

    assert [next_for(house.marina) for _ in range(3)] == [first, second, None]
    assert [owner(each) for each in (first, second)] == [house.marina.id] * 2
    assert audit_tags().count(("conversation:take", "done")) == 2


def test_whoever_was_answered_comes_after_whoever_still_waits(house, arrive):
    answered, waiting = (arrive("oi", phone=f"551190000000{number}", name=f"Cliente {number}") for number in range(2))
    Conversation.objects.filter(public_id=answered).update(waiting_since=None)

    assert [next_for(house.marina) for _ in range(2)] == [waiting, answered]


def test_of_two_who_ask_for_the_next_each_gets_another(committed, house, arrive):
    for number in range(2):
        arrive("oi", phone=f"551190000000{number}", name=f"Cliente {number}")
    both = (house.marina, house.rui)

    taken = threads.at_once(lambda number: next_for(both[number]))

    assert len({each for each in taken if isinstance(each, str)}) == 2


def test_the_next_one_is_never_another_teams(house, arrive):
    arrive("oi")

    assert next_for(house.denise) is None


def test_an_empty_list_says_who_waits_and_opens_the_next(house, arrive):
    conversation = arrive("oi")
    browser = signed_in(house.marina)
    page = browser.get("/atendimento/minhas").content.decode()

    answer = browser.post("/atendimento/proxima")

    assert "Nada esperando por você. Há 1 conversa sem responsável." in page
    assert answer["Location"] == f"/atendimento/c/{conversation}?view=minhas"
    assert browser.post("/atendimento/proxima")["Location"] == "/atendimento/sem-responsavel"
