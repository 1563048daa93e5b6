"""Whoever looks at too much is stopped until another person agrees, and their supervisors are told."""

from datetime import timedelta

import pytest

import threads
from browser import signed_in
from desvelo.base import clock
from desvelo.guards.access import approvals
from desvelo.guards.access.errors import NotFound
from desvelo.guards.vault import spending, stops
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.errors import SecondPersonNeeded
from desvelo.guards.vault.models import Contact, Datum, Stopped, Taken
from desvelo.kernel import looks
from desvelo.service.desk import actions as desk
from house import NOW
from shown import value

CPF = "529.982.247-25"


@pytest.fixture
def cpf(house, arrive) -> str:
    arrive(f"meu cpf é {CPF} ok")
    return Datum.objects.get(label="CPF").public_id


def looked(house, actor, *, times: int, ago: timedelta = timedelta(minutes=20), same: bool = False) -> None:
    """Let *actor* have looked at the data of that many customers."""
    for number in range(times):
        contact = Contact.objects.first() if same and number else Contact.objects.create(created_at=NOW)
        spending.take(actor=actor.id, contact=contact.id, team=house.agenda, now=NOW - ago)


def reveal(actor, datum: str, *, now=NOW):
    return desk.reveal(actor=actor, datum=datum, reason=Reason(code="invoice"), now=now)


def test_each_look_is_counted_with_its_entry(house, cpf):
    reveal(house.marina, cpf)

    taken = Taken.objects.get()
    assert (taken.actor_id, taken.team_id, taken.is_counted) == (house.marina.id, house.agenda, True)


@pytest.mark.asvs("2.4.1")
def test_the_thirty_first_customer_within_an_hour_waits_for_a_supervisor(house, cpf, audit_tags):
    looked(house, house.marina, times=looks.OF_AN_HOUR)

    with pytest.raises(SecondPersonNeeded) as stopped:
        reveal(house.marina, cpf)

    assert stopped.value.why == "hour"
    assert audit_tags()[-1] == ("datum:reveal", "denied:second_person_hour")
    assert Taken.objects.count() == looks.OF_AN_HOUR


@pytest.mark.asvs("2.4.1")
def test_without_counting_they_would_go_on(house, cpf, monkeypatch):
    """The guard removed."""
    looked(house, house.marina, times=looks.OF_AN_HOUR)
    monkeypatch.setattr(spending, "stopped", lambda **_: "")

    assert value(reveal(house.marina, cpf), actor=house.marina, now=NOW) == CPF


def test_an_hour_later_they_go_on(house, cpf):
    looked(house, house.marina, times=looks.OF_AN_HOUR)

    reveal(house.marina, cpf, now=NOW + looks.HOUR)


def test_a_hundred_customers_in_a_day_are_enough(house, cpf):
    looked(house, house.marina, times=looks.OF_A_DAY, ago=timedelta(hours=5))

    with pytest.raises(SecondPersonNeeded) as stopped:
        reveal(house.marina, cpf)
    assert stopped.value.why == "day"


def test_more_of_one_customer_is_free_for_ten_minutes_but_not_in_a_burst(house, cpf):
    reveal(house.marina, cpf)
    looked(house, house.marina, times=looks.OF_AN_HOUR)

    for _ in range(looks.OF_A_BURST - 1):
        reveal(house.marina, cpf)
    with pytest.raises(SecondPersonNeeded) as stopped:
        reveal(house.marina, cpf)

    assert stopped.value.why == "burst"
    assert Taken.objects.filter(is_counted=True).count() == looks.OF_AN_HOUR + 1


def test_three_times_the_median_of_who_worked_that_day_stands_out(house, cpf):
    looked(house, house.marina, times=15, ago=timedelta(hours=3))
    looked(house, house.rui, times=4, ago=timedelta(hours=3))
    contact = Datum.objects.get().contact_id
    asked = {"actor": house.marina.id, "contact": contact, "team": house.agenda, "now": NOW}
    assert spending.stopped(**asked) == ""  # one colleague is no team to compare with
    looked(house, house.denise, times=6, ago=timedelta(hours=3))

    assert spending.stopped(**asked) == "median"
    with pytest.raises(SecondPersonNeeded) as stopped:
        reveal(house.marina, cpf)
    assert stopped.value.why == "median"


def test_ones_limit_is_not_a_colleagues(house, cpf):
    looked(house, house.marina, times=looks.OF_AN_HOUR)

    reveal(house.rui, cpf)


def test_a_supervisors_word_lets_one_more_look_through(house, cpf):
    looked(house, house.marina, times=looks.OF_AN_HOUR)
    asked = desk.ask_word(actor=house.marina, datum=cpf, reason="invoice", now=NOW)
    approvals.agree(actor=house.rui, approval=asked, now=clock.wall())

    assert value(reveal(house.marina, cpf), actor=house.marina, now=NOW) == CPF


@pytest.mark.asvs("2.4.1")
def test_of_many_looks_at_once_no_more_than_the_burst_get_through(house, cpf, committed):
    looked(house, house.marina, times=looks.OF_A_BURST - 2, ago=timedelta(minutes=1))

    results = threads.at_once(lambda _: reveal(house.marina, cpf), count=5)

    assert sum(isinstance(each, SecondPersonNeeded) for each in results) == 3
    assert Taken.objects.count() == looks.OF_A_BURST


def test_the_supervisors_of_the_team_are_told_once_an_hour_and_nobody_else(house, cpf):
    looked(house, house.marina, times=looks.OF_AN_HOUR)
    for _ in range(3):
        with pytest.raises(SecondPersonNeeded):
            reveal(house.marina, cpf)

    assert Stopped.objects.count() == 1
    assert "Consultas de Marina Lopes foram paradas" in signed_in(house.rui).get("/conta/seguranca").content.decode()
    for actor in (house.marina, house.denise, house.helena, house.caio):
        assert "foram paradas" not in signed_in(actor).get("/conta/seguranca").content.decode()


def test_a_supervisor_says_that_they_saw_it_on_record_and_nobody_else_can(house, cpf, audit_tags):
    looked(house, house.marina, times=looks.OF_AN_HOUR)
    with pytest.raises(SecondPersonNeeded):
        reveal(house.marina, cpf)
    stop = Stopped.objects.get().public_id

    for actor in (house.marina, house.helena):
        with pytest.raises(NotFound):
            stops.see(actor=actor, stop=stop, now=NOW)
    assert signed_in(house.rui).post(f"/supervisao/limites/{stop}/visto").status_code == 302
    assert ("stop:see", "done") in audit_tags()
    assert stops.unseen(house.rui) == []
    with pytest.raises(NotFound):
        stops.see(actor=house.rui, stop=stop, now=NOW)
