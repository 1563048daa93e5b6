"""A conversation goes to another team once it is seen who will see what; a restricted team is asked."""

import re
from datetime import timedelta

import pytest

from browser import signed_in
from desvelo.base import clock
from desvelo.guards.access import approvals, team_kinds
from desvelo.guards.access.errors import AlreadyAsked, NotFound
from desvelo.guards.access.models import Approval
from desvelo.kernel.detection.openness import Level
from desvelo.service.desk import actions, transfer_screen, transferring
from desvelo.service.desk.models import Conversation
from house import NOW
from restricted import agree, proved, restrict, team_id
from ruled import rule

CPF = "529.982.247-25"


@pytest.fixture
def conversation(house, arrive) -> str:
    return arrive(f"meu cpf é {CPF}, meu email bia@exemplo.com.br")


def said(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def transfer(actor, conversation: str, to, *, with_history: bool = True, note: str = "segue para vocês") -> bool:
    handing = transferring.Handing(to=to if isinstance(to, str) else team_id(to), with_history=with_history, note=note)
    return transferring.transfer(actor=actor, conversation=conversation, handing=handing, now=clock.business())


def team_of(conversation: str):
    return Conversation.objects.get(public_id=conversation).team_id


def test_to_an_open_team_it_goes_at_once_and_whoever_gave_it_sees_it_no_more(house, conversation, audit_tags):
    assert transfer(house.marina, conversation, house.financeiro)

    assert team_of(conversation) == house.financeiro
    assert signed_in(house.marina).get(f"/atendimento/c/{conversation}").status_code == 404
    assert signed_in(house.denise).get(f"/atendimento/c/{conversation}").status_code == 200
    assert ("conversation:move", "done") in audit_tags()


def test_the_preview_says_what_the_other_team_will_see_and_what_not(house, conversation):
    rule(house, house.financeiro, "CPF", Level.NEVER)
    browser = signed_in(house.marina)
    path = f"/atendimento/c/{conversation}/transferir"

    assert "Financeiro" in said(browser.get(path))
    shown = said(browser.get(f"{path}?to={team_id(house.financeiro)}"))

    shown = shown.partition("Financeiro vai ver")[2]
    will, _, will_not = shown.partition("Financeiro vai ver")[0].partition("Financeiro não vai ver")
    assert "1 × E-mail" in will
    assert "com motivo" in will
    assert "1 × CPF" in will_not
    assert "1 × CPF" not in will
    assert CPF not in shown


def test_the_preview_counts_this_conversation_alone(house, conversation, arrive):
    """The same customer may write to another team: what they said there is not told here."""
    other = Conversation.objects.get(public_id=conversation)
    page = transfer_screen.page(house.marina, conversation, to=team_id(house.financeiro), now=NOW)
    assert sum(each.count for each in (*page.seen, *page.unseen)) == 2
    from desvelo.service.channel.models import Message
    from house import connect_number

    number = connect_number(first_team=house.financeiro, phone_number_id="106540352242999", app_id="2")
    Message.objects.filter(contact_id=other.contact_id).update(number_id=number)

    page = transfer_screen.page(house.marina, conversation, to=team_id(house.financeiro), now=NOW)

    assert (page.seen, page.unseen) == ((), ())


def test_a_restricted_team_is_asked_and_its_supervisor_decides(house, conversation):
    restrict(house, house.financeiro)
    browser = signed_in(house.marina)
    path = f"/atendimento/c/{conversation}/transferir"
    assert "pede" in said(browser.get(f"{path}?to={team_id(house.financeiro)}")).lower()

    typed = {"to": team_id(house.financeiro), "history": "all", "note": "quer pagar a consulta"}
    assert browser.post(path, typed).status_code == 302
    assert team_of(conversation) == house.agenda
    assert browser.post(path, typed).status_code == 409
    agree(house.rui)

    assert team_of(conversation) == house.financeiro
    assert browser.get(f"/atendimento/c/{conversation}").status_code == 404


def test_who_belongs_to_the_restricted_team_gives_it_there_at_once(house, conversation):
    restrict(house, house.financeiro)

    assert transfer(house.rui, conversation, house.financeiro)


def test_without_asking_the_kind_it_would_be_put_before_the_team(house, conversation, monkeypatch):
    """The attack: the guard removed."""
    restrict(house, house.financeiro)
    monkeypatch.setattr(team_kinds, "restricted", lambda _: frozenset())

    assert transfer(house.marina, conversation, house.financeiro)


def test_what_moved_meanwhile_is_not_moved_again_by_an_old_word(house, conversation):
    restrict(house, house.financeiro)
    transfer(house.marina, conversation, house.financeiro)
    actions.move_to_team(actor=house.rui, conversation=conversation, team=house.financeiro, now=NOW)

    with pytest.raises(NotFound):
        agree(house.rui)
    assert Approval.objects.get().state == Approval.State.ASKED


@pytest.mark.asvs("8.2.2")
@pytest.mark.parametrize("login", ["denise", "helena", "caio", "lucia"])
def test_nobody_gives_away_what_is_not_theirs(house, conversation, login, audit_tags):
    with pytest.raises(NotFound):
        transfer(house.actors[login], conversation, house.financeiro)

    assert team_of(conversation) == house.agenda
    assert audit_tags()[-1][0] == "conversation:assign"


def test_to_nowhere_and_to_where_it_is_it_does_not_go(house, conversation):
    for to in (team_id(house.agenda), "absent"):
        with pytest.raises(NotFound):
            transfer(house.marina, conversation, to)


def test_who_asked_does_not_take_it_in(house, conversation):
    restrict(house, house.financeiro)
    transfer(house.marina, conversation, house.financeiro)
    with pytest.raises(AlreadyAsked):
        transfer(house.marina, conversation, house.financeiro)
    waiting = Approval.objects.get().public_id

    for who in (house.marina, house.denise, house.helena):
        with pytest.raises(NotFound):
            approvals.agree(actor=proved(who), approval=waiting, now=clock.wall())
    assert team_of(conversation) == house.agenda


def preview(house, conversation: str):
    return transfer_screen.page(house.marina, conversation, to=team_id(house.financeiro), now=NOW)


def test_the_preview_counts_every_datum_and_every_file_and_parts_them_by_the_choice(house, arrive):
    from arrived_files import keep, picture

    arrive(f"meu cpf é {CPF}")
    conversation = arrive("meu exame de HIV deu positivo")
    keep(picture(), b"\xff\xd8\xff" + bytes(40))
    rule(house, house.financeiro, "SPECIAL", Level.NEVER)

    page = preview(house, conversation)

    whole, from_now = page.choices
    assert [(each.name, each.count) for each in whole.seen] == [("CPF", 1), ("Imagem", 1)]
    assert [(each.name, each.count) for each in whole.unseen] == [("Dado pessoal sensível", 1)]
    assert (whole.messages, whole.unread_messages) == (3, 0)
    assert (from_now.messages, from_now.unread_messages, from_now.seen) == (0, 3, ())
    assert sum(each.count for each in from_now.unseen) == 3


def test_only_from_here_on_is_chosen_by_itself_where_something_is_special(house, conversation, arrive):
    assert (preview(house, conversation).history, preview(house, conversation).holds_special) == ("all", False)

    arrive("meu exame de HIV deu positivo")

    assert (preview(house, conversation).history, preview(house, conversation).holds_special) == ("from_now", True)
    page = signed_in(house.marina).get(f"/atendimento/c/{conversation}/transferir?to={team_id(house.financeiro)}")
    assert 'value="from_now" checked' in page.content.decode()


def test_a_form_that_says_nothing_gives_nothing_of_before(house, conversation):
    typed = {"to": team_id(house.financeiro), "note": "segue"}
    assert signed_in(house.marina).post(f"/atendimento/c/{conversation}/transferir", typed).status_code == 302

    assert Conversation.objects.get().is_parted


def test_the_preview_says_what_the_other_team_had_read_itself(house, conversation, arrive):
    transfer(house.marina, conversation, house.financeiro, with_history=False)
    arrive("dito ao financeiro")
    transfer(house.denise, conversation, house.agenda)

    _, from_now = preview(house, conversation).choices

    assert (from_now.messages, from_now.unread_messages) == (1, 1)


def test_the_list_says_how_long_somebody_waits_there_but_not_in_a_restricted_team(house, conversation, arrive):
    other = arrive("oi", phone="5511900005555", name="Ana Reis")
    transfer(house.marina, other, house.financeiro)
    Conversation.objects.filter(public_id=other).update(waiting_since=NOW - timedelta(minutes=12))

    [target] = preview(house, conversation).targets
    assert (target.waiting_label, target.waiting_level) == ("1 esperando há 12 min", "warn")
    restrict(house, house.financeiro)
    [target] = preview(house, conversation).targets
    assert target.waiting_label == ""


def test_the_key_and_the_sheet_of_keys_know_it(house, conversation):
    page = signed_in(house.marina).get(f"/atendimento/c/{conversation}").content.decode()

    assert 'data-action="transfer" data-keys="t"' in page
    assert re.search(r'href="/atendimento/c/\w+/transferir" data-transfer', page)
