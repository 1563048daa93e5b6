"""What is not of a person's teams does not exist for them: in page, fragment, list, stream, reveal, reply and take."""

import pytest

from browser import signed_in
from desvelo.guards.access.models import Team
from desvelo.guards.access.queries import teams_of
from desvelo.guards.vault.models import Datum
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions
from desvelo.service.desk.models import Conversation
from house import NOW

TEXT = "meu cpf é 529.982.247-25, ligue depois das nove"
DOORS = {
    "page": ("GET", "/atendimento/c/{conversation}", "conversation:read"),
    "fragment": ("GET", "/atendimento/c/{conversation}/mensagens", "conversation:read"),
    "stream": ("GET", "/events/authorize?c={conversation}", "conversation:read"),
    "list of the team": ("GET", "/atendimento/equipe/{team}", "conversation:read"),
    "list by its view": ("GET", "/atendimento/lista?view={team}", "conversation:read"),
    "page beside that list": ("GET", "/atendimento/c/{own}?view={team}", "conversation:read"),
    "reply": ("POST", "/atendimento/c/{conversation}/responder", "conversation:reply"),
    "take": ("POST", "/atendimento/c/{conversation}/assumir", "conversation:assign"),
    "reason": ("GET", "/atendimento/dado/{datum}", "datum:reveal"),
    "reveal": ("POST", "/atendimento/dado/{datum}", "datum:reveal"),
    "question": ("GET", "/atendimento/dado/{datum}/conferir", "datum:compare"),
    "compare": ("POST", "/atendimento/dado/{datum}/conferir", "datum:compare"),
}


@pytest.fixture
def addresses(house, arrive) -> dict[str, str]:
    """Return what the addresses are made of: a conversation of Agenda, and one of the other team's own."""
    own = arrive("bom dia", phone="5511900000001", name="Outra Pessoa")
    actions.move_to_team(actor=house.rui, conversation=own, team=house.financeiro, now=NOW)
    return {
        "conversation": arrive(TEXT),
        "own": own,
        "datum": Datum.objects.get().public_id,
        "team": Team.objects.get(pk=house.agenda).public_id,
    }


def knock(browser, door: str, addresses: dict[str, str]):
    method, address, _ = DOORS[door]
    fields = {"text": "bom dia", "reason": "invoice", "typed": "529.982.247-25"}
    path = address.format(**addresses)
    return browser.get(path) if method == "GET" else browser.post(path, fields)


@pytest.mark.asvs("8.4.1")
@pytest.mark.parametrize("door", DOORS)
def test_by_every_door_another_teams_conversation_is_not_there_and_the_try_is_on_record(
    house, addresses, audit_tags, door
):
    before = (Message.objects.count(), Conversation.objects.get(public_id=addresses["conversation"]).assignee_id)

    answer = knock(signed_in(house.denise), door, addresses)

    assert answer.status_code == 404
    assert audit_tags()[-1] == (DOORS[door][2], "denied:other_team")
    assert "Beatriz" not in answer.content.decode()
    after = (Message.objects.count(), Conversation.objects.get(public_id=addresses["conversation"]).assignee_id)
    assert after == before


@pytest.mark.parametrize("door", DOORS)
def test_by_every_door_the_team_itself_gets_in(house, addresses, audit_tags, door):
    if door == "page beside that list":
        addresses["own"] = addresses["conversation"]

    assert knock(signed_in(house.marina), door, addresses).status_code in {200, 204}
    assert [result for _, result in audit_tags() if result.startswith("denied")] == []


@pytest.mark.parametrize(
    "door", ["page", "fragment", "stream", "reply", "take", "reason", "reveal", "question", "compare"]
)
def test_what_is_foreign_and_what_never_was_look_the_same(house, addresses, door):
    browser = signed_in(house.denise)

    foreign = knock(browser, door, addresses)
    absent = knock(browser, door, {**addresses, "conversation": "3mJr7AoUXx2Wqd", "datum": "3mJr7AoUXx2Wqd"})

    assert foreign.status_code == absent.status_code == 404
    assert without_tokens(foreign) == without_tokens(absent)
    assert sorted(foreign.headers) == sorted(absent.headers)


def without_tokens(answer) -> str:
    import re

    return re.sub(r"[A-Za-z0-9]{64}", "…", answer.content.decode())


@pytest.mark.parametrize("door", DOORS)
def test_without_the_gate_every_door_would_open(house, addresses, monkeypatch, door):
    """The attack: an agent who learned the address of another team's conversation."""
    monkeypatch.setattr("desvelo.guards.access.gate.require_in_team", lambda *_, **__: None)
    monkeypatch.setattr("desvelo.guards.vault.actions.gate.require_in_team", lambda *_, **__: None)

    assert knock(signed_in(house.denise), door, addresses).status_code in {200, 204}


def test_a_conversation_that_moves_leaves_those_it_leaves(house, arrive):
    conversation = arrive(TEXT)
    actions.take(actor=house.marina, conversation=conversation, now=NOW)
    path = f"/atendimento/c/{conversation}"
    assert (signed_in(house.marina).get(path).status_code, signed_in(house.denise).get(path).status_code) == (200, 404)

    actions.move_to_team(actor=house.rui, conversation=conversation, team=house.financeiro, now=NOW)

    assert (signed_in(house.marina).get(path).status_code, signed_in(house.denise).get(path).status_code) == (404, 200)
    assert Conversation.objects.get(public_id=conversation).assignee_id is None


@pytest.mark.parametrize("login", ["marina", "denise", "helena"])
def test_nobody_moves_a_conversation_to_or_from_a_team_they_are_not_in(house, arrive, audit_tags, login):
    from desvelo.guards.access.errors import NotFound

    conversation = arrive(TEXT)

    with pytest.raises(NotFound):
        actions.move_to_team(actor=house.actors[login], conversation=conversation, team=house.financeiro, now=NOW)

    assert Conversation.objects.get(public_id=conversation).team_id == house.agenda
    assert audit_tags()[-1][0] == "conversation:assign"


@pytest.mark.parametrize("login", ["helena", "caio", "lucia"])
def test_whoever_does_not_attend_sees_no_list_and_no_conversation(house, addresses, audit_tags, login):
    browser = signed_in(house.actors[login])

    listed, opened = browser.get("/atendimento/todas"), browser.get(f"/atendimento/c/{addresses['conversation']}")

    assert (listed.status_code, opened.status_code) == (403, 404)
    assert audit_tags()[-2:] == [("conversation:read", "denied:not_in_role")] * 2


def test_opening_a_conversation_is_on_record_with_who_and_which(house, arrive):
    from desvelo.guards.audit import actions as audit
    from desvelo.guards.audit import queries

    conversation = arrive(TEXT)

    signed_in(house.marina).get(f"/atendimento/c/{conversation}")

    audit.sequence()
    entry = queries.entry(queries.size() - 1)
    row = Conversation.objects.get(public_id=conversation)
    assert (entry.tag, entry.actor, entry.contact, entry.objects) == (
        "conversation:open",
        house.marina.id,
        row.contact_id,
        {"conversation": str(row.id)},
    )


def test_the_navigation_names_only_ones_own_teams(house):
    assert [team.name for team in teams_of(house.marina)] == ["Agenda"]
    page = signed_in(house.marina).get("/atendimento/minhas").content.decode()

    assert ("Agenda" in page, "Financeiro" in page) == (True, False)
