"""The lists and their counts: one's own teams, newest first, and nothing twice."""

import re
from datetime import timedelta

import pytest

from browser import signed_in
from desvelo.base import clock
from desvelo.service.desk import actions, queries
from desvelo.service.desk.models import Conversation
from desvelo.service.desk.queries import ALL, MINE, UNASSIGNED, Page, View
from house import NOW


@pytest.fixture
def four(house, arrive) -> dict[str, str]:
    """Return four conversations: two of Agenda (one of them Marina's), two of Financeiro (one of them Denise's)."""
    names = ("Ana", "Bia", "Cleo", "Dora")
    found = {name: arrive("bom dia", phone=f"551190000000{number}", name=name) for number, name in enumerate(names)}
    for name in ("Cleo", "Dora"):
        actions.move_to_team(actor=house.rui, conversation=found[name], team=house.financeiro, now=NOW)
    actions.take(actor=house.marina, conversation=found["Bia"], now=NOW)
    actions.take(actor=house.denise, conversation=found["Dora"], now=NOW)
    return found


def shown(actor, key: str, **page: int) -> list[str]:
    listed = queries.conversation_list(actor, View(key=key), selected="", now=NOW, page=Page(**page))
    return [row.name for row in listed.rows]


@pytest.mark.asvs("8.4.1")
@pytest.mark.parametrize(
    ("login", "expected"),
    [
        ("marina", {MINE: ["Bia"], UNASSIGNED: ["Ana"], ALL: ["Bia", "Ana"]}),
        ("denise", {MINE: ["Dora"], UNASSIGNED: ["Cleo"], ALL: ["Dora", "Cleo"]}),
        ("rui", {MINE: [], UNASSIGNED: ["Cleo", "Ana"], ALL: ["Dora", "Cleo", "Bia", "Ana"]}),
    ],
)
def test_each_person_sees_their_teams_conversations_newest_first(house, four, login, expected):
    actor = house.actors[login]

    assert {key: shown(actor, key) for key in expected} == expected
    counted = {key: len(names) for key, names in expected.items()}
    assert queries.counts(actor) == counted | {str(team): 2 for team in actor.teams}


def test_a_conversation_one_had_does_not_stay_in_mine_when_the_team_is_left(house, four):
    from desvelo.guards.access.models import User
    from desvelo.guards.access.queries import actor_named

    User.objects.get(pk=house.marina.id).teams.clear()

    assert shown(actor_named("Marina Lopes"), MINE) == []
    assert shown(actor_named("Marina Lopes"), ALL) == []


def test_the_list_of_a_team_holds_that_team_alone(house, four):
    from desvelo.guards.access.models import Team

    team = Team.objects.get(pk=house.financeiro).public_id

    page = signed_in(house.rui).get(f"/atendimento/equipe/{team}").content.decode()

    assert [name for name in ("Ana", "Bia", "Cleo", "Dora") if f">{name}<" in page] == ["Cleo", "Dora"]


def test_a_new_message_brings_its_conversation_to_the_top(house, four, arrive):
    arrive("voltei", phone="5511900000000", name="Ana")

    assert shown(house.marina, ALL) == ["Ana", "Bia"]


def test_a_long_list_continues_where_it_ended_without_gap_or_double(house, arrive, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    names = [f"Cliente {number}" for number in range(5)]
    for number, name in enumerate(names):
        arrive("oi", phone=f"551190000010{number}", name=name)

    seen, before = [], None
    for _ in range(3):
        listed = queries.conversation_list(
            house.marina, View(key=ALL), selected="", now=NOW, page=Page(before=before, shown=2)
        )
        seen += [row.name for row in listed.rows]
        before = listed.next_cursor

    assert (seen, before, listed.count) == (names[::-1], None, 5)


def test_a_refresh_asks_for_as_many_as_are_shown_and_never_for_all(house):
    assert (Page(shown=3).size, Page(shown=120).size, Page(shown=10**9).size) == (30, 120, 500)


def test_unread_is_counted_by_conversation_and_cleared_by_opening(house, four, arrive):
    arrive("segunda", phone="5511900000000", name="Ana")
    assert queries.unread_total(house.marina) == 2
    assert Conversation.objects.get(public_id=four["Ana"]).unread_count == 2

    signed_in(house.marina).get(f"/atendimento/c/{four['Ana']}")

    assert queries.unread_total(house.marina) == 1
    assert Conversation.objects.get(public_id=four["Ana"]).unread_count == 0


def test_a_row_says_how_long_the_customer_waits_until_somebody_answers(house, four):
    later = clock.business() + timedelta(minutes=20)  # the module was read long before, in a long run

    def waiting(name: str) -> tuple[str, str]:
        listed = queries.conversation_list(house.rui, View(key=ALL), selected="", now=later)
        row = next(row for row in listed.rows if row.name == name)
        return row.waiting_label.split()[0] if row.waiting_label else "", row.waiting_level

    assert waiting("Ana")[1] == "danger"
    actions.send_reply(actor=house.marina, conversation=four["Ana"], reply=actions.Reply(text="bom dia"), now=NOW)
    assert waiting("Ana") == ("", "neutral")


def test_a_preview_never_holds_what_was_found(house, arrive):
    arrive("cpf 529.982.247-25 e senha: Abacate!77")

    listed = queries.conversation_list(house.marina, View(key=ALL), selected="", now=NOW)

    said = "".join(part for part in listed.rows[0].preview.parts if isinstance(part, str))
    assert re.sub(r"\s+", " ", said) == "cpf e senha: "
    assert [chip.label for chip in listed.rows[0].preview.chips] == ["CPF", "PASSWORD"]


def test_an_answer_of_ours_that_was_overtaken_does_not_become_the_last_message(house, arrive):
    """Two transactions cross: our answer took its place first and is told last."""
    from desvelo.service.channel.events import MessageWritten
    from desvelo.service.desk import handlers

    conversation = Conversation.objects.get(public_id=arrive("bom dia"))
    before = conversation.last_message_id

    handlers.on_messages_written(
        [
            MessageWritten(
                message_id=house.number,
                contact_id=conversation.contact_id,
                number_id=conversation.number_id,
                arrival=conversation.last_arrival - 1,
                automatic=False,
                written_at=NOW,
            )
        ]
    )

    conversation.refresh_from_db()
    assert conversation.last_message_id == before
