"""Ten minutes of one class in one conversation: asked once, each look on record and counted, over by itself."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from browser import Browser, locked, signed_in
from desvelo.base import clock
from desvelo.guards.access import grants, sessions, vouching
from desvelo.guards.access.models import Session, User
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import class_sessions
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.errors import ReasonMissing, SecondPersonNeeded
from desvelo.guards.vault.models import ClassSession, Datum, Taken
from desvelo.kernel.detection.openness import Level
from desvelo.service.desk import actions
from house import NOW
from ruled import rule

ONE, OTHER, FOREIGN = "529.982.247-25", "111.444.777-35", "390.533.447-05"


@pytest.fixture
def conversation(house, arrive) -> str:
    arrive(f"meu cpf é {ONE}")
    return arrive(f"e o cpf da minha mãe é {OTHER}, email mae@exemplo.com.br")


@pytest.fixture
def data(conversation) -> list[str]:
    """The two CPFs of one customer."""
    return list(Datum.objects.filter(label="CPF").order_by("found_at", "id").values_list("public_id", flat=True))


@pytest.fixture
def marina(house) -> Browser:
    return signed_in(house.marina)


def begin(browser, datum: str):
    return browser.post(f"/atendimento/dado/{datum}", {"reason": "invoice", "goes_on": "yes"})


def go_on(browser, datum: str):
    """Ask for a datum with no reason at all."""
    return browser.post(f"/atendimento/dado/{datum}", {})


def said(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def reasons() -> list[str]:
    audit.sequence()
    return [each.objects.get("reason", "") for each in log.entries() if each.tag == "datum:reveal"][::-1]


@pytest.mark.asvs("8.2.3")
def test_asked_once_the_next_of_the_class_is_shown_without_asking_and_each_is_on_record(marina, data):
    assert "Mostrar mais deste tipo nesta conversa por 10 minutos" in said(marina.get(f"/atendimento/dado/{data[0]}"))
    assert go_on(marina, data[1]).status_code == 422
    assert begin(marina, data[0]).status_code == 200

    asked = said(marina.get(f"/atendimento/dado/{data[1]}"))
    assert "ele não é pedido de novo" in asked
    assert "Por que você precisa ver" not in asked
    shown = go_on(marina, data[1])

    assert (shown.status_code, "data-revealed" in shown.content.decode()) == (200, True)
    assert reasons() == ["invoice", "class_session"]
    assert Taken.objects.count() == 2


def test_without_the_wish_every_look_is_asked_for(marina, data):
    marina.post(f"/atendimento/dado/{data[0]}", {"reason": "invoice"})

    assert go_on(marina, data[1]).status_code == 422
    assert ClassSession.objects.count() == 0


def test_it_is_of_one_class_and_one_customer(marina, data, arrive):
    begin(marina, data[0])
    email = Datum.objects.get(label="EMAIL").public_id
    arrive(f"meu cpf é {FOREIGN}", phone="5511900000001", name="Outra Pessoa")
    foreign = Datum.objects.filter(label="CPF").exclude(public_id__in=data).get().public_id

    assert [go_on(marina, each).status_code for each in (email, foreign)] == [422, 422]


def test_it_is_of_one_session_and_no_colleagues(house, marina, data):
    begin(marina, data[0])

    assert go_on(signed_in(house.marina), data[1]).status_code == 422
    assert go_on(signed_in(house.rui), data[1]).status_code == 422


def test_it_is_over_after_ten_minutes(house, data):
    actor = replace(house.marina, session="a" * 16)
    reason = Reason(code="invoice")
    actions.reveal(actor=actor, datum=data[0], reason=reason, goes_on=True, now=NOW)
    none = Reason(code="")

    actions.reveal(actor=actor, datum=data[1], reason=none, now=NOW + timedelta(minutes=9, seconds=59))
    with pytest.raises(ReasonMissing):
        actions.reveal(actor=actor, datum=data[1], reason=none, now=NOW + timedelta(minutes=10))
    assert class_sessions.sweep(now=NOW + timedelta(minutes=10)) == 1


def test_a_look_within_it_makes_it_no_longer(house, data):
    actor = replace(house.marina, session="a" * 16)
    actions.reveal(actor=actor, datum=data[0], reason=Reason(code="invoice"), goes_on=True, now=NOW)
    ends_at = ClassSession.objects.get().ends_at

    later = NOW + timedelta(minutes=9)
    actions.reveal(actor=actor, datum=data[1], reason=Reason(code=""), goes_on=True, now=later)

    assert ClassSession.objects.get().ends_at == ends_at


@pytest.mark.parametrize("to", ["another conversation", "the list"])
def test_it_ends_when_the_conversation_is_left(marina, data, conversation, arrive, to):
    other = arrive("bom dia", phone="5511900000001", name="Outra Pessoa")
    begin(marina, data[0])
    marina.get(f"/atendimento/c/{conversation}")
    assert go_on(marina, data[1]).status_code == 200

    marina.get("/atendimento/minhas" if to == "the list" else f"/atendimento/c/{other}")

    assert go_on(marina, data[1]).status_code == 422


def test_without_leaving_it_would_go_on(marina, data, monkeypatch):
    """The attack: the guard removed."""
    monkeypatch.setattr(class_sessions, "leave", lambda *_, **__: None)
    begin(marina, data[0])
    marina.get("/atendimento/minhas")

    assert go_on(marina, data[1]).status_code == 200


def test_the_conversation_says_what_goes_on_and_ends_it_before_its_time(marina, data, conversation):
    assert "data-lasts" not in marina.get(f"/atendimento/c/{conversation}").content.decode()
    begin(marina, data[0])

    page = marina.get(f"/atendimento/c/{conversation}").content.decode()
    assert re.search(r'id="open-CPF" data-lasts="(599|600)"', page)
    assert page.count('class="chip unasked"') == len(data)
    assert "data-lasts" in marina.get(f"/atendimento/c/{conversation}/mensagens").content.decode()

    assert marina.post(f"/atendimento/c/{conversation}/voltar-a-perguntar", {}).status_code == 204

    assert go_on(marina, data[1]).status_code == 422
    page = marina.get(f"/atendimento/c/{conversation}").content.decode()
    assert "data-lasts" not in page
    assert "chip unasked" not in page


def test_one_ends_only_ones_own(house, marina, data, conversation):
    begin(marina, data[0])

    assert signed_in(house.marina).post(f"/atendimento/c/{conversation}/voltar-a-perguntar", {}).status_code == 204

    assert go_on(marina, data[1]).status_code == 200


def test_what_a_policy_or_the_database_changed_is_not_said_to_go_on(house, marina, data, conversation):
    begin(marina, data[0])
    with connection.cursor() as cursor:
        cursor.execute(FORGED["written"])
    page = marina.get(f"/atendimento/c/{conversation}").content.decode()
    assert "open-CPF" in page
    assert "open-EMAIL" not in page

    rule(house, house.agenda, "CPF", Level.TWO_PEOPLE)

    assert "data-lasts" not in marina.get(f"/atendimento/c/{conversation}").content.decode()


def test_signing_out_ends_it(house, data, conversation):
    browser = signed_in(house.marina)
    begin(browser, data[0])
    browser.post("/sair", {})

    assert go_on(browser, data[1]).status_code in {302, 401}
    assert go_on(signed_in(house.marina), data[1]).status_code == 422


@pytest.mark.asvs("8.2.3")
def test_a_lock_and_what_unlocks_it_end_it(house, data):
    """Whoever unlocks gets another token, so the session has another code; what was open is nobody's."""
    browser = signed_in(house.marina)
    begin(browser, data[0])
    session = sessions.find(browser.token, now=clock.wall())
    renewed = sessions.renew(session, now=clock.wall())

    assert go_on(Browser(token=renewed), data[1]).status_code == 422
    assert go_on(locked(house.marina), data[1]).status_code in {302, 401}


@pytest.mark.asvs("8.2.3")
def test_a_role_or_a_policy_that_changed_counts_at_once(house, marina, data):
    begin(marina, data[0])
    rule(house, house.agenda, "CPF", Level.TWO_PEOPLE)
    assert go_on(marina, data[1]).status_code != 200
    rule(house, house.agenda, "CPF", Level.NEVER)
    assert go_on(marina, data[1]).status_code == 403 or "data-revealed" not in go_on(marina, data[1]).content.decode()

    User.objects.filter(pk=house.marina.id).update(role="auditor")
    grants.settle(house.marina.id, Entry(tag="user:create", at=NOW))
    assert go_on(marina, data[1]).status_code == 404


def test_the_limits_count_within_it(house, data, monkeypatch):
    from desvelo.guards.vault import spending

    actor = replace(house.marina, session="a" * 16)
    actions.reveal(actor=actor, datum=data[0], reason=Reason(code="invoice"), goes_on=True, now=NOW)
    monkeypatch.setattr(spending, "stopped", lambda **_: "burst")

    with pytest.raises(SecondPersonNeeded):
        actions.reveal(actor=actor, datum=data[1], reason=Reason(code=""), now=NOW)


def test_what_waits_for_two_people_or_an_emergency_begins_none(house, data):
    from desvelo.guards.vault import actions as vault

    rule(house, house.agenda, "CPF", Level.TWO_PEOPLE)
    actor = replace(house.marina, session="a" * 16, proved_at=clock.wall())
    held, team = actions.datum_for(actor, data[0], actions.Permission.DATUM_REVEAL, now=NOW)

    reason = Reason(code="invoice")
    vault.reveal(actor=actor, datum=held.id, team=team, reason=reason, glass=True, goes_on=True, now=NOW)

    assert ClassSession.objects.count() == 0


@pytest.mark.parametrize("label", ["PASSWORD", "OTP_CODE", "SECRET", "CARD_CVV", "GONE_DETECTOR"])
def test_credentials_and_what_nobody_can_name_have_none(house, label):
    from desvelo.guards.vault.permitting import About

    about = About(subject=house.agenda, contact=house.agenda, team=house.agenda, level=Level.REASON)

    assert not class_sessions.is_offered(about, label=label)
    assert class_sessions.is_offered(about, label="CPF")


FORGED = {
    "longer": "UPDATE vault_classsession SET ends_at = ends_at + interval '1 day'",
    "another class": "UPDATE vault_classsession SET label = 'EMAIL'",
    "written": (
        "INSERT INTO vault_classsession (actor_id, session, contact_id, team_id, label, entry, ends_at, mac) "
        "SELECT actor_id, session, contact_id, team_id, 'EMAIL', entry, ends_at, mac FROM vault_classsession"
    ),
}


@pytest.mark.asvs("8.2.3")
@pytest.mark.parametrize("what", FORGED)
def test_a_row_that_the_database_wrote_spares_nobody_the_question(marina, data, what):
    begin(marina, data[0])
    with connection.cursor() as cursor:
        cursor.execute(FORGED[what])
    asked_for = data[1] if what == "longer" else Datum.objects.get(label="EMAIL").public_id

    assert go_on(marina, asked_for).status_code == 422


def test_without_vouching_it_would(marina, data, monkeypatch):
    """The attack: the guard removed."""
    begin(marina, data[0])
    with connection.cursor() as cursor:
        cursor.execute(FORGED["another class"])
    monkeypatch.setattr(class_sessions, "_is_ours", lambda _: True)

    assert go_on(marina, Datum.objects.get(label="EMAIL").public_id).status_code == 200
    assert Session.objects.exists()
    assert vouching.found() == {}
