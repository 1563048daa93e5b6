"""A restricted team: for others its name and a lock, no conversation by any door; in an emergency, with notice."""

import re
from datetime import timedelta

import pytest

from browser import just_proved, signed_in
from desvelo.base import clock
from desvelo.guards.access import guest_passes, team_kinds, visiting
from desvelo.guards.access.errors import Forbidden, NotFound, ProofTooOld, ReasonNeeded
from desvelo.guards.access.models import GuestPass, Team
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.guards.vault import glass, team_glass
from desvelo.guards.vault.errors import ExplanationOwed
from desvelo.guards.vault.models import Datum, Glass
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions
from desvelo.service.desk.models import Conversation
from house import NOW
from identities import NEW_ID, NEW_PHONE, OLD_ID, OLD_PHONE, alive, comes, number_changed, wrote
from restricted import let_in, proved, restrict, team_id

CPF = "529.982.247-25"
TEXT = f"meu cpf é {CPF}, resultado do exame"
NAME = "Beatriz Nogueira"
WHY = "Ligaram com urgência e ninguém da equipe atendia o telefone."
EXPLAIN = "/supervisao/emergencias"


@pytest.fixture
def exam(house, arrive) -> str:
    """Return a conversation of Agenda, which is restricted: Denise is not of it, Marina and Rui are."""
    conversation = arrive(TEXT, name=NAME)
    restrict(house, house.agenda)
    return conversation


@pytest.fixture
def door(house, exam) -> str:
    return f"/atendimento/equipe/{team_id(house.agenda)}"


def said(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def enter(actor, team, *, reason: str = "harm"):
    return team_glass.enter(actor=proved(actor), team=team_id(team), reason=reason, now=clock.wall())


# ---- outside ----


@pytest.mark.asvs("8.2.2")
def test_others_see_the_name_with_a_lock_who_decides_and_nothing_of_whom_it_talks_with(house, door, audit_tags):
    denise = signed_in(house.denise)
    listed = denise.get("/atendimento/todas").content.decode()
    assert re.search(rf'href="{door}".*?restrita', listed, re.DOTALL)

    shown = denise.get(door)

    assert shown.status_code == 403
    assert "Esta área é da equipe Agenda" in said(shown)
    assert "quem decide é Rui Pinho" in said(shown)
    assert NAME not in shown.content.decode()
    assert audit_tags()[-1] == ("team:enter", "denied:restricted")


def test_an_open_team_of_others_and_a_team_that_is_not_there_have_no_door(house, exam):
    denise, marina = signed_in(house.denise), signed_in(house.marina)

    assert denise.get("/atendimento/equipe/absent").status_code == 404
    assert marina.get(f"/atendimento/equipe/{team_id(house.financeiro)}").status_code == 404
    assert "Financeiro" not in marina.get("/atendimento/todas").content.decode()


@pytest.mark.parametrize("login", ["helena", "caio", "lucia"])
def test_whoever_attends_nobody_finds_no_door(house, door, login):
    assert signed_in(house.actors[login]).get(door).status_code == 404


SIDE_DOORS = {
    "page": ("GET", "/atendimento/c/{conversation}"),
    "fragment": ("GET", "/atendimento/c/{conversation}/mensagens"),
    "list": ("GET", "/atendimento/lista?view={team}"),
    "stream": ("GET", "/events/authorize?c={conversation}"),
    "draft": ("POST", "/atendimento/c/{conversation}/rascunho"),
    "reply": ("POST", "/atendimento/c/{conversation}/responder"),
    "reaction": ("POST", "/atendimento/c/{conversation}/reagir/{message}"),
    "transfer": ("GET", "/atendimento/c/{conversation}/transferir"),
    "give away": ("POST", "/atendimento/c/{conversation}/transferir"),
    "reveal": ("POST", "/atendimento/dado/{datum}"),
    "compare": ("POST", "/atendimento/dado/{datum}/conferir"),
    "emergency": ("POST", "/atendimento/dado/{datum}/emergencia"),
    "word": ("POST", "/atendimento/dado/{datum}/pedir"),
    "search": ("POST", "/atendimento/buscar/ler"),
}


def knock(browser, name: str, house, exam: str):
    method, address = SIDE_DOORS[name]
    path = address.format(
        conversation=exam,
        team=team_id(house.agenda),
        datum=Datum.objects.get(label="CPF").public_id,
        message=Message.objects.first().public_id,
    )
    fields = {"text": "oi", "reason": "invoice", "typed": CPF, "emoji": "👍", "words": "exame", "team": ""}
    return browser.get(path) if method == "GET" else browser.post(path, fields)


@pytest.mark.asvs("8.2.2")
@pytest.mark.parametrize("name", SIDE_DOORS)
def test_by_no_side_door_is_there_a_word_of_it(house, exam, name):
    answer = knock(signed_in(house.denise), name, house, exam)

    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code in {200, 404} if name == "search" else answer.status_code == 404
    for word in (NAME, "Beatriz", "exame", "4417"):
        assert word.encode() not in body.replace(b'value="exame"', b"")


def test_looking_for_an_identifier_finds_nothing_of_it(house, exam):
    browser = signed_in(house.denise)

    answer = browser.post("/atendimento/buscar/ler", {"words": CPF, "days": "30", "team": ""})

    body = b"".join(answer.streaming_content)
    assert exam.encode() not in body
    assert b"Beatriz" not in body


@pytest.mark.asvs("8.2.2")
def test_without_the_team_in_the_gate_every_one_of_these_would_be_open(house, exam, monkeypatch):
    """The attack: the guard removed."""
    from desvelo.guards.access import gate
    from desvelo.kernel.authority import Decision

    monkeypatch.setattr(gate, "decide", lambda *_, **__: Decision(allowed=True))

    assert NAME in knock(signed_in(house.denise), "page", house, exam).content.decode()


def test_what_a_restricted_team_talked_of_stays_there_when_two_customers_turn_out_to_be_one(house):
    """Two numbers of one person: the conversation that stays was of an open team, the other of a restricted one."""
    comes(wrote("bom dia", at=0, user_id=OLD_ID, phone=OLD_PHONE))
    comes(wrote("sobre o exame", at=4, user_id=NEW_ID, phone=NEW_PHONE))
    [first, second] = Conversation.objects.order_by("created_at", "id")
    Conversation.objects.filter(pk=first.pk).update(team_id=house.financeiro)
    restrict(house, house.agenda)
    assert second.team_id == house.agenda

    comes(number_changed(at=6))

    assert len(alive()) == 1
    [one] = Conversation.objects.all()
    assert one.team_id == house.agenda
    assert signed_in(house.denise).get(f"/atendimento/c/{one.public_id}").status_code == 404


# ---- asking ----


def test_asked_let_in_and_over_from_page_to_page(house, exam, door):
    denise = signed_in(house.denise)
    assert denise.post(f"{door}/pedir", {"reason": "case"}).status_code == 302
    assert "Você pediu" in said(denise.get(door))

    rui = signed_in(house.rui)
    page = rui.get("/supervisao/aprovacoes").content.decode()
    assert "Deixar Denise Couto entrar na equipe Agenda por 8 horas" in page
    [agrees] = re.findall(r'action="(/supervisao/aprovacoes/[^"]+/aprovar)"', page)
    assert rui.post(agrees).status_code == 302

    assert NAME in denise.get(f"/atendimento/c/{exam}").content.decode()
    assert "Denise Couto é visita na equipe Agenda" in said(rui.get("/supervisao/aprovacoes"))
    [ends] = re.findall(r'action="(/supervisao/acessos/[^"]+)"', rui.get("/supervisao/aprovacoes").content.decode())
    assert rui.post(ends).status_code == 302
    assert denise.get(f"/atendimento/c/{exam}").status_code == 404


def test_a_guest_reads_and_is_offered_neither_answer_nor_taking_nor_moving(house, exam):
    let_in(house, house.denise, house.agenda)
    denise = signed_in(house.denise)

    page = denise.get(f"/atendimento/c/{exam}").content.decode()

    assert "Quem responde por ela atende" in page or "Você pode ler esta conversa" in page
    assert f"/atendimento/c/{exam}/transferir" not in page
    assert f"/atendimento/c/{exam}/assumir" not in page
    for path in ("responder", "assumir", "transferir", "rascunho"):
        answer = denise.post(f"/atendimento/c/{exam}/{path}", {"text": "oi", "to": team_id(house.financeiro)})
        assert answer.status_code == 404, path
    assert denise.post("/atendimento/proxima").status_code == 302
    assert Conversation.objects.get(public_id=exam).assignee_id is None


def test_what_a_guest_opens_stays_unread_for_the_team(house, exam):
    let_in(house, house.denise, house.agenda)

    signed_in(house.denise).get(f"/atendimento/c/{exam}")

    assert Conversation.objects.get(public_id=exam).unread_count == 1


# ---- emergencies ----


def test_in_an_emergency_the_team_is_open_at_once_and_supervision_and_the_officer_hear(house, exam, door, audit_tags):
    denise = just_proved(house.denise)
    assert denise.post(f"{door}/emergencia", {"reason": "harm"}).status_code == 302
    assert ("glass:enter", "done") in audit_tags()
    for who in (house.rui, house.helena):
        heard = signed_in(who).get("/supervisao/aprovacoes").content.decode()
        assert "Denise Couto entrou na equipe restrita Agenda em uma emergência" in heard

    assert NAME in denise.get(f"/atendimento/c/{exam}").content.decode()
    assert denise.get(f"/atendimento/c/{exam}").status_code == 200

    broken = Glass.objects.get()
    assert str(broken.contact_id) == str(Conversation.objects.get(public_id=exam).contact_id)
    assert denise.post(f"{EXPLAIN}/{broken.public_id}/explicar", {"why": WHY}).status_code == 302
    read = signed_in(house.helena).get("/supervisao/aprovacoes").content.decode()
    assert "abriu uma conversa da equipe restrita Agenda" in read
    assert WHY in read


def test_it_lasts_half_an_hour_and_gives_no_more_than_looking(house, exam):
    enter(house.denise, house.agenda)

    held = GuestPass.objects.get()
    assert held.way == guest_passes.GLASS
    assert timedelta(minutes=29, seconds=58) < held.ends_at - clock.wall() <= timedelta(minutes=30)
    assert signed_in(house.denise).post(f"/atendimento/c/{exam}/responder", {"text": "oi"}).status_code == 404


def test_each_customer_who_was_looked_at_is_one_to_explain(house, exam, arrive):
    other = arrive("oi", phone="5511900000001", name="Outra Pessoa")
    enter(house.denise, house.agenda)
    denise = signed_in(house.denise)

    for conversation in (exam, other, exam):
        denise.get(f"/atendimento/c/{conversation}")

    assert Glass.objects.filter(explained_at=None).count() == 2
    for broken in Glass.objects.all():
        glass.explain(actor=house.denise, glass=broken.public_id, text=WHY, now=clock.wall())
    assert glass.owed(house.denise) == []


def test_one_looked_at_after_the_first_was_explained_is_explained_as_well(house, exam, arrive):
    other = arrive("oi", phone="5511900000001", name="Outra Pessoa")
    enter(house.denise, house.agenda)
    denise = signed_in(house.denise)
    denise.get(f"/atendimento/c/{exam}")
    glass.explain(actor=house.denise, glass=Glass.objects.get().public_id, text=WHY, now=clock.wall())

    denise.get(f"/atendimento/c/{other}")

    assert len(glass.owed(house.denise)) == 1


def test_without_noting_what_was_opened_nothing_would_be_explained(house, exam, monkeypatch):
    """The attack: the guard removed."""
    monkeypatch.setattr(team_glass, "note_opened", lambda *_, **__: None)
    enter(house.denise, house.agenda)

    signed_in(house.denise).get(f"/atendimento/c/{exam}")

    assert Glass.objects.get().contact_id is None


def test_a_second_emergency_waits_for_the_explanation_of_the_first(house, exam):
    restrict(house, house.financeiro)
    enter(house.marina, house.financeiro)
    GuestPass.objects.all().delete()

    with pytest.raises(ExplanationOwed):
        enter(house.marina, house.financeiro)


def test_whoever_opened_nothing_says_so_once_it_is_over_and_not_before(house, exam):
    enter(house.denise, house.agenda)
    broken = Glass.objects.get().public_id
    with pytest.raises(NotFound):
        team_glass.say_nothing_opened(actor=house.denise, broken=broken, now=clock.wall())

    later = clock.wall() + timedelta(minutes=31)
    team_glass.say_nothing_opened(actor=house.denise, broken=broken, now=later)

    assert glass.owed(house.denise) == []
    glass.review(actor=house.rui, glass=broken, now=later)


def test_it_asks_for_a_fresh_factor_a_reason_and_a_restricted_team_one_is_outside_of(house, exam, door):
    with pytest.raises(ProofTooOld):
        team_glass.enter(actor=house.denise, team=team_id(house.agenda), reason="harm", now=clock.wall())
    with pytest.raises(ReasonNeeded):
        enter(house.denise, house.agenda, reason="curious")
    with pytest.raises(NotFound):
        enter(house.marina, house.agenda)
    with pytest.raises(NotFound):
        enter(house.marina, house.financeiro)
    for who in (house.helena, house.caio, house.lucia):
        with pytest.raises(Forbidden):
            enter(who, house.agenda)
    assert signed_in(house.denise).post(f"{door}/emergencia", {"reason": "harm"})["Location"].startswith("/confirmar")
    assert (GuestPass.objects.count(), Glass.objects.count()) == (0, 0)


def test_a_guest_of_the_emergency_does_not_review_themselves(house, exam):
    enter(house.denise, house.agenda)
    signed_in(house.denise).get(f"/atendimento/c/{exam}")
    broken = Glass.objects.get().public_id
    glass.explain(actor=house.denise, glass=broken, text=WHY, now=clock.wall())

    with pytest.raises(NotFound):
        glass.review(actor=house.denise, glass=broken, now=NOW)


def test_what_is_reserved_to_two_people_stays_so_for_a_guest(house, exam):
    from desvelo.guards.vault.actions import Reason
    from desvelo.guards.vault.errors import SecondPersonNeeded
    from desvelo.kernel.detection.openness import Level
    from ruled import rule

    rule(house, house.agenda, "CPF", Level.TWO_PEOPLE)
    let_in(house, house.denise, house.agenda)
    browser = signed_in(house.denise)
    from desvelo.guards.access import sessions

    denise = sessions.actor_of(sessions.find(browser.token, now=clock.wall()))
    with pytest.raises(SecondPersonNeeded):
        actions.reveal(
            actor=denise, datum=Datum.objects.get(label="CPF").public_id, reason=Reason(code="invoice"), now=NOW
        )


def test_the_trail_of_it_stands_in_the_log_in_words(house, exam, door):
    enter(house.denise, house.agenda)
    audit.sequence()

    index = next(each.index for each in log.entries() if each.tag == team_glass.OPEN)
    page = signed_in(house.helena).get(f"/auditoria/{index}").content.decode()

    assert "entrou em uma equipe restrita em uma emergência" in page
    assert visiting.EMERGENCIES == ("harm", "fraud", "deadline")
    assert team_kinds.is_restricted(Team.objects.get(pk=house.agenda).id)
