"""One person is in charge of a conversation, and of two who reach for it at once one gets it."""

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
