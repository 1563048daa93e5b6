"""A canary's key is never opened unnoticed, and ordinary work opens it without a sound."""

import time
from datetime import timedelta

import pytest
from django.db import connection, transaction

import own_keys
import tables
from browser import signed_in
from desvelo.config import canary_report
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import sweeps
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import alarms, boxes, canaries, renewing, rotating, sweeping, tickets, trapping
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.errors import AlarmUnheard
from desvelo.guards.vault.models import Alarm, Canary, Contact, Datum
from desvelo.kernel.authority import Role
from desvelo.kernel.sealing.whys import OF_DUTY, OF_WORK, Why
from desvelo.service.desk import actions as desk
from desvelo.service.desk.models import Conversation
from house import NOW

pytestmark = pytest.mark.usefixtures("committed")
LOUD = sorted(set(Why) - OF_DUTY - OF_WORK)


@pytest.fixture
def own_ring(settings, tmp_path, house):
    """Let a test replace an epoch: the files of the keys outlive what the database forgets."""
    with own_keys.epoch_one(settings, tmp_path) as ring:
        yield ring


@pytest.fixture
def crowd(house, arrive) -> list[str]:
    """Let some real customers write, one of them an agent's."""
    return [arrive(f"meu cpf é 529.982.247-25 {n}", phone=f"55119000{n:05}", name=f"Cliente {n}") for n in range(5)]


@pytest.fixture
def canary(house, crowd):
    """Plant one for the team of Marina; return its contact."""
    before = set(Contact.objects.values_list("id", flat=True))
    canary_report.plant_for(house.agenda)
    [contact] = set(Contact.objects.values_list("id", flat=True)) - before
    return contact


def raised() -> list[tuple[str, int]]:
    return list(Alarm.objects.order_by("first_at").values_list("why", "count"))


def everybody() -> list:
    return list(Contact.objects.values_list("id", flat=True))


def test_a_script_that_opens_every_contacts_key_is_noticed_within_a_second_before_it_has_the_canarys(
    canary, audit_tags, caplog
):
    began = time.monotonic()

    boxes.load(everybody(), why=Why.UNSAID)

    assert time.monotonic() - began < 1
    assert raised() == [("unsaid", 1)]
    assert audit_tags()[-1] == ("canary:open", "done")
    [line] = [each for each in caplog.records if each.message == "canary.opened"]
    assert line.levelname == "CRITICAL"


def test_a_script_that_opens_them_one_by_one_is_noticed_too(canary):
    for contact in everybody():
        boxes.of(contact, why=Why.UNSAID)

    assert raised() == [("unsaid", 1)]


def test_many_at_once_for_a_list_is_no_list(canary, monkeypatch):
    monkeypatch.setattr(canaries, "MANY", 3)

    boxes.load(everybody(), why=Why.LIST)

    assert raised() == [("list", 1)]


def test_without_the_watch_nobody_would_know(canary, monkeypatch):
    """The guard removed."""
    monkeypatch.setattr(canaries, "watch", lambda *_, **__: None)

    assert len(boxes.load(everybody(), why=Why.UNSAID)) == 6
    assert raised() == []


@pytest.mark.parametrize("why", LOUD)
def test_whatever_people_give_a_reason_for_is_noticed(house, canary, why):
    boxes.of(canary, why=why, actor=house.marina.id)

    assert raised() == [(why.value, 1)]


def test_a_reveal_by_an_agent_is_noticed(house, canary):
    datum = Datum.objects.filter(contact_id=canary, label="CPF").first()

    shown = desk.reveal(actor=house.marina, datum=datum.public_id, reason=Reason(code="invoice"), now=NOW)
    tickets.redeem(actor=house.marina, ticket=shown.ticket, in_frame=True, now=NOW)

    assert raised() == [("reveal", 2)]


def test_a_comparison_by_an_agent_is_noticed(house, canary):
    datum = Datum.objects.filter(contact_id=canary, label="CPF").first()

    desk.compare(actor=house.marina, datum=datum.public_id, typed="529.982.247-25", now=NOW)

    assert raised() == [("compare", 1)]


def test_a_day_of_ordinary_work_is_not(house, canary, crowd):
    browser = signed_in(house.marina)
    theirs = Conversation.objects.get(contact_id=canary).public_id
    for conversation in (*crowd, theirs):
        for path in ("todas", f"c/{conversation}", f"c/{conversation}/mensagens"):
            assert browser.get(f"/atendimento/{path}").status_code == 200
    for datum in Datum.objects.exclude(contact_id=canary).filter(sealed__isnull=False):
        shown = desk.reveal(actor=house.marina, datum=datum.public_id, reason=Reason(code="invoice"), now=NOW)
        tickets.redeem(actor=house.marina, ticket=shown.ticket, in_frame=True, now=NOW)
    asked = browser.get(f"/atendimento/dado/{Datum.objects.filter(contact_id=canary).first().public_id}")
    desk.keep_draft(actor=house.marina, conversation=theirs, text="Oi", now=NOW)
    audit_page = signed_in(house.helena).get("/auditoria")

    assert (asked.status_code, audit_page.status_code, raised()) == (200, 200, [])


def test_rotation_renewal_and_the_sweep_are_not(own_ring, canary):
    for contact in everybody():
        vault.renew_soon([contact], now=NOW - timedelta(days=1))
    renewed = sum(iter(lambda: renewing.renew_due(now=NOW), 0))
    rotating.ask_at_terminal(now=NOW)
    while rotating.step(now=NOW):
        pass
    audit.sequence()
    sweeps.begin(share=sweeps.ALL, seed=bytes(16), now=NOW)
    compared = sweeping.sweep_again(now=NOW)

    assert (renewed, compared > 0, raised()) == (6, True, [])


def test_what_the_caller_does_with_its_transaction_changes_nothing(canary, audit_tags):
    with transaction.atomic():
        boxes.load(everybody(), why=Why.UNSAID)
        transaction.set_rollback(True)

    assert raised() == [("unsaid", 1)]
    assert ("canary:open", "done") in audit_tags()


def test_if_the_alarm_cannot_be_put_on_record_no_key_is_opened(canary, monkeypatch):
    def broken(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(canaries.audit, "record", broken)

    with pytest.raises(AlarmUnheard):
        boxes.of(canary, why=Why.UNSAID)


def test_the_same_again_within_a_minute_is_one_alarm_that_counts(canary):
    for _ in range(3):
        boxes.of(canary, why=Why.UNSAID)

    assert raised() == [("unsaid", 3)]


def test_no_row_says_which_contact_it_is(canary):
    assert Canary.objects.count() == 1
    boxes.of(canary, why=Why.UNSAID)

    found = tables.bearing(connection, str(canary))
    assert {table for table in found if "canary" in table or "alarm" in table} == set()


def test_it_stands_with_its_own_team_and_waits_for_nobody(house, canary):
    found = Conversation.objects.get(contact_id=canary)

    assert (found.team_id, found.unread_count, found.waiting_since) == (house.agenda, 0, None)
    assert Datum.objects.filter(contact_id=canary, label="CPF").exists()


def test_it_can_be_told_apart_by_those_who_count_and_export(canary):
    assert canaries.among(everybody()) == {canary}


def test_those_who_answer_it_see_a_banner_until_one_of_them_is_on_it(house, canary, audit_tags):
    boxes.of(canary, why=Why.UNSAID)
    told = "Alguém abriu uma isca"
    [alarm] = alarms.unseen(house.caio)

    seen = {login: told in signed_in(house.actors[login]).get("/auditoria").content.decode() for login in house.actors}
    answer = signed_in(house.helena).post(f"/ajustes/alarmes/{alarm.public_id}/visto")

    assert {login for login, sees in seen.items() if sees} == {
        login for login, actor in house.actors.items() if actor.role in {Role.DPO, Role.IT}
    }
    assert answer.status_code == 302
    assert audit_tags()[-1] == ("alarm:see", "done")
    assert alarms.unseen(house.caio) == []
    assert Alarm.objects.get().seen_by_id == house.helena.id


def test_removed_it_is_gone_with_all_that_looked_like_somebody(canary):
    boxes.of(canary, why=Why.UNSAID)

    trapping.remove(Canary.objects.get().public_id, now=NOW)

    assert (Canary.objects.count(), Contact.objects.filter(pk=canary).count(), Alarm.objects.count()) == (0, 0, 1)
    with pytest.raises(NotFound):
        trapping.remove("absent", now=NOW)
