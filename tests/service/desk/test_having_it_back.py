"""For ten seconds what was given away can be had back, exactly as it was; a note says why it went; the log knows."""

import re
from datetime import timedelta

import pytest

from browser import signed_in
from desvelo.base import clock
from desvelo.guards.access.errors import NotFound
from desvelo.guards.access.models import User
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import queries as vault_queries
from desvelo.guards.vault.models import Datum, Look, Ticket
from desvelo.service.channel.errors import TextRefused
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions, queries, transferring
from desvelo.service.desk.errors import TooLateToUndo
from desvelo.service.desk.models import Conversation, ReadSpan, Transfer
from desvelo.service.desk.queries import Stretch
from handing import NOTE, hand
from house import NOW, given
from restricted import agree, restrict, team_id
from searches import entries

CPF = "529.982.247-25"


@pytest.fixture
def conversation(house, arrive) -> str:
    found = arrive(f"bom dia, meu cpf é {CPF}")
    actions.take(actor=house.marina, conversation=found, now=NOW)
    return found


def state(conversation: str) -> tuple:
    row = Conversation.objects.get(public_id=conversation)
    spans = sorted(ReadSpan.objects.values_list("team_id", "first", "until"), key=str)
    return row.team_id, row.assignee_id, row.is_parted, spans


def undo(actor, conversation: str, *, after: float = 0.0) -> None:
    transferring.undo(actor=actor, conversation=conversation, now=clock.business() + timedelta(seconds=after))


def shown(actor, conversation: str) -> str:
    return str(queries.conversation(actor, conversation, now=NOW, stretch=Stretch(first=0)))


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("with_history", [True, False])
def test_it_comes_back_exactly_as_it_was_and_both_are_on_record(house, conversation, with_history, audit_tags):
    before = state(conversation)
    hand(house.marina, conversation, house.financeiro, with_history=with_history)
    assert state(conversation) != before

    undo(house.marina, conversation, after=9)

    assert state(conversation) == before
    assert "bom dia" in shown(house.marina, conversation)
    assert [tag for tag, _ in audit_tags()][-3:] == ["note:write", "conversation:move", "conversation:move_back"]
    with pytest.raises(NotFound):
        undo(house.marina, conversation)


def test_what_was_parted_before_is_parted_again_as_it_was(house, conversation):
    hand(house.marina, conversation, house.financeiro, with_history=False)
    before = state(conversation)
    hand(house.denise, conversation, house.agenda, with_history=True)
    assert state(conversation)[3] != before[3]

    undo(house.denise, conversation)

    assert state(conversation) == before
    assert "bom dia" not in shown(house.denise, conversation)


def test_after_ten_seconds_it_stays_where_it_is(house, conversation):
    hand(house.marina, conversation, house.financeiro, with_history=True)

    with pytest.raises(TooLateToUndo):
        undo(house.marina, conversation, after=13)

    assert state(conversation)[0] == house.financeiro


def test_what_somebody_there_took_is_not_taken_from_their_hands(house, conversation):
    hand(house.marina, conversation, house.financeiro, with_history=True)
    actions.take(actor=house.denise, conversation=conversation, now=NOW)

    with pytest.raises(TooLateToUndo):
        undo(house.marina, conversation)

    assert state(conversation)[:2] == (house.financeiro, house.denise.id)


@pytest.mark.asvs("8.2.2")
def test_what_nobody_gave_away_is_not_had_back_and_that_is_on_record(house, conversation, audit_tags):
    hand(house.marina, conversation, house.financeiro, with_history=True)

    for actor in (house.denise, house.rui):
        with pytest.raises(NotFound):
            undo(actor, conversation)
        assert audit_tags()[-1] == ("conversation:assign", "denied:absent")
    assert state(conversation)[0] == house.financeiro


def test_who_left_the_team_meanwhile_has_nothing_back(house, conversation):
    from desvelo.guards.access import queries as access

    hand(house.marina, conversation, house.financeiro, with_history=True)
    given(house.marina.id, User.objects.get(pk=house.marina.id).teams.clear)

    with pytest.raises(NotFound):
        undo(access.actor_named("Marina Lopes"), conversation)

    assert state(conversation)[0] == house.financeiro


def test_the_desk_offers_it_and_takes_back_by_one_button(house, conversation):
    browser = signed_in(house.marina)
    typed = {"to": team_id(house.financeiro), "history": "all", "note": NOTE}
    moved = browser.post(f"/atendimento/c/{conversation}/transferir", typed)

    assert moved["Location"] == f"/atendimento/todas?transferida={conversation}"
    page = browser.get(moved["Location"])
    assert "Agora com Financeiro." in text(page)
    back = f"/atendimento/c/{conversation}/transferir/desfazer"
    assert f'action="{back}"' in page.content.decode()
    assert browser.post(back)["Location"] == f"/atendimento/c/{conversation}"
    assert "bom dia" in text(browser.get(f"/atendimento/c/{conversation}"))
    assert "Agora com" not in text(browser.get(moved["Location"]))
    late = browser.post(back)
    assert late.status_code == 404


def test_too_late_reads_as_a_page_with_what_to_do(house, conversation):
    browser = signed_in(house.marina)
    hand(house.marina, conversation, house.financeiro, with_history=True)
    Transfer.objects.update(moved_at=clock.business() - timedelta(minutes=1))

    late = browser.post(f"/atendimento/c/{conversation}/transferir/desfazer")

    assert late.status_code == 409
    assert "Já não dá para desfazer" in text(late)
    assert "Agora com" not in text(browser.get(f"/atendimento/todas?transferida={conversation}"))


@pytest.mark.parametrize(("note", "said"), [("  ", "Escreva em poucas palavras"), ("a" * 1001, "Escreva menos")])
def test_without_a_note_it_goes_nowhere_and_what_was_chosen_stays(house, conversation, note, said):
    browser = signed_in(house.marina)
    typed = {"to": team_id(house.financeiro), "history": "from_now", "note": note}

    refused = browser.post(f"/atendimento/c/{conversation}/transferir", typed)

    assert refused.status_code == 422
    assert said in text(refused)
    assert 'value="from_now" checked' in refused.content.decode()
    assert state(conversation)[0] == house.agenda
    with pytest.raises(TextRefused):
        hand(house.marina, conversation, house.financeiro, with_history=True, note="")
    assert not Message.objects.filter(kind="note").exists()


def test_a_note_is_searched_masked_sealed_and_sent_to_nobody(house, conversation):
    from deliveries import rows

    hand(house.marina, conversation, house.financeiro, with_history=False, note=f"o cpf certo é {CPF}, confira")

    note = Message.objects.get(kind="note")
    assert (note.direction, note.protected_count, note.author_id) == ("int", 1, house.marina.id)
    assert CPF.encode() not in bytes(note.body)
    assert Datum.objects.filter(message_id=note.id).count() == 1
    drawn = shown(house.denise, conversation)
    assert "o cpf certo é" in drawn
    assert CPF not in drawn
    assert rows("SELECT tag FROM outbox_queue WHERE payload::text LIKE %s", [f"%{note.id}%"]) == []
    assert actions.compare(actor=house.denise, datum=_datum(note), typed=CPF, now=NOW).matches


def _datum(note: Message) -> str:
    return Datum.objects.get(message_id=note.id).public_id


def test_a_note_can_be_neither_sent_again_nor_answered(house, conversation):
    hand(house.marina, conversation, house.financeiro, with_history=False)
    note = Message.objects.get(kind="note").public_id

    with pytest.raises(NotFound):
        actions.send_again(actor=house.denise, conversation=conversation, message=note, now=NOW)


@pytest.mark.asvs("8.3.2")
def test_leave_to_see_something_ends_with_the_move(house, conversation):
    contact = Conversation.objects.get().contact_id
    datum = vault_queries.data_of(contact)[0].public_id
    actions.reveal(actor=house.marina, datum=datum, reason=vault.Reason(code="payment"), now=clock.business())
    Look.objects.create(
        contact_id=contact, file_id=contact, team_id=house.agenda, actor_id=house.marina.id, session="", until=NOW
    )
    assert (Ticket.objects.count(), Look.objects.count()) == (1, 1)

    hand(house.marina, conversation, house.financeiro, with_history=True)

    assert (Ticket.objects.count(), Look.objects.count()) == (0, 0)


@pytest.mark.asvs("8.3.2")
def test_who_gave_it_away_is_out_at_once_by_page_fragment_draft_and_stream(house, conversation):
    browser = signed_in(house.marina)
    hand(house.marina, conversation, house.financeiro, with_history=True)

    for path in ("", "/mensagens", "/transferir"):
        assert browser.get(f"/atendimento/c/{conversation}{path}").status_code == 404
    assert browser.post(f"/atendimento/c/{conversation}/rascunho", {"text": "oi"}).status_code == 404
    assert browser.post(f"/atendimento/c/{conversation}/responder", {"text": "oi"}).status_code == 404
    assert browser.get(f"/events/authorize?c={conversation}").status_code == 404
    assert signed_in(house.rui).get(f"/atendimento/c/{conversation}").status_code == 200


def test_the_entry_says_from_where_to_where_and_with_what(house, conversation):
    hand(house.marina, conversation, house.financeiro, with_history=False)

    [said] = entries("conversation:move")
    assert (said["was"], said["team"], said["history"]) == (str(house.agenda), str(house.financeiro), "from_now")


def test_a_restricted_team_that_agrees_gets_the_note_and_what_comes_and_nothing_between(house, conversation, arrive):
    restrict(house, house.financeiro)
    assert not hand(house.marina, conversation, house.financeiro, with_history=False)
    arrive("dito enquanto a equipe decidia")
    assert NOTE in shown(house.marina, conversation)

    agree(house.rui)
    arrive("dito depois")

    drawn = shown(house.denise, conversation)
    assert NOTE in drawn
    assert "dito depois" in drawn
    assert "bom dia" not in drawn
    assert "enquanto a equipe decidia" not in drawn


def test_with_the_history_a_restricted_team_that_agrees_reads_all(house, conversation):
    restrict(house, house.financeiro)
    hand(house.marina, conversation, house.financeiro, with_history=True)

    agree(house.rui)

    assert "bom dia" in shown(house.denise, conversation)


def test_the_log_knows_a_note_as_it_was_written(house, conversation):
    from desvelo.guards.audit import actions as audit
    from desvelo.guards.audit import sweeps
    from desvelo.guards.vault import sweeping

    def compared() -> list[str]:
        earlier = sweeps.last_finished(least_share=sweeps.ALL)
        sweeps.begin(share=sweeps.ALL, seed=bytes(16), now=clock.wall())
        while sweeps.last_finished(least_share=sweeps.ALL) == earlier:
            sweeping.sweep_again(now=clock.wall())
        return [str(each.record) for each in sweeps.discrepancies(limit=50)]

    hand(house.marina, conversation, house.financeiro, with_history=False, note=f"o cpf certo é {CPF}")
    audit.sequence()
    note = Message.objects.get(kind="note")
    assert compared() == []

    Message.objects.filter(pk=note.pk).update(body=bytes(note.body)[:-1] + bytes([note.body[-1] ^ 1]))

    assert compared() == [str(note.id)]
