"""A datum is compared without being shown: inside the team, three times, on record before the answer."""

import json
from datetime import timedelta

import pytest
from django.db import connection

import tables
import threads
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit import actions as audit_actions
from desvelo.guards.audit import queries as audit
from desvelo.guards.audit.errors import NotSequenced
from desvelo.guards.vault import boxes, comparing
from desvelo.guards.vault import queries as vault
from desvelo.guards.vault.errors import NothingKept, NothingToCompare, TooManyComparisons
from desvelo.guards.vault.models import Comparison, Datum
from desvelo.kernel.authority import PERMISSIONS_OF, Permission, Role
from desvelo.service.desk import actions as desk
from house import NOW

CPF, OTHER = "529.982.247-25", "111.444.777-35"
MESSAGE = f"meu cpf é {CPF} e o email bia@exemplo.example"
COMPARED = ("datum:compare", "done")
LATER = NOW + comparing.WINDOW


@pytest.fixture
def cpf(house, arrive) -> str:
    arrive(MESSAGE)
    return Datum.objects.get(label="CPF").public_id


def compare(actor, datum: str, typed: str = OTHER, *, now=NOW):
    return desk.compare(actor=actor, datum=datum, typed=typed, now=now)


@pytest.fixture
def opened(monkeypatch) -> list[int]:
    """Write down, for each datum that is opened, how many entries had their index at that moment."""
    seen: list[int] = []
    really = boxes.Box.open

    def noted(self: boxes.Box, place: boxes.Place, record: bytes) -> bytes:
        if place.table == "datum":
            seen.append(audit.size())
        return really(self, place, record)

    monkeypatch.setattr(boxes.Box, "open", noted)
    return seen


def test_what_the_customer_said_matches_however_it_was_typed(house, cpf):
    assert compare(house.marina, cpf, "52998224725").matches is True
    assert compare(house.marina, cpf, "529 982 247 26").matches is False


def test_each_try_is_an_entry_that_says_which_datum_and_not_how_it_ended(house, cpf, audit_tags):
    compare(house.marina, cpf, CPF)
    compare(house.marina, cpf, OTHER)

    entries = [audit.entry(index) for index in (audit.size() - 2, audit.size() - 1)]
    assert audit_tags()[-2:] == [COMPARED] * 2
    assert [each.actor for each in entries] == [house.marina.id] * 2
    assert (
        entries[0].objects
        == entries[1].objects
        == {
            "datum": str(Datum.objects.get(label="CPF").id),
            "label": "CPF",
            "team": str(house.agenda),
        }
    )
    leaves = [json.loads(each.leaf) for each in entries]
    assert {name for name in leaves[0] if leaves[0][name] != leaves[1][name]} <= {"id", "at"}
    assert tables.bearing(connection, CPF, OTHER) == {}


def test_the_value_is_opened_only_after_the_entry_has_an_index(house, cpf, opened):
    compare(house.marina, cpf)

    assert opened == [audit.size()]


@pytest.mark.parametrize("step", ["record", "index_of"])
def test_without_an_entry_in_the_log_there_is_no_answer(house, cpf, opened, monkeypatch, step):
    def broken(*_: object) -> None:
        raise NotSequenced

    monkeypatch.setattr(audit_actions, step, broken)

    with pytest.raises(NotSequenced):
        compare(house.marina, cpf, CPF)

    assert opened == []


@pytest.mark.asvs("2.4.1")
def test_the_fourth_try_is_refused_on_record_and_opens_nothing(house, cpf, opened, audit_tags):
    left = [compare(house.marina, cpf).tries_left for _ in range(3)]

    with pytest.raises(TooManyComparisons) as refused:
        compare(house.marina, cpf, CPF)

    assert left == [2, 1, 0]
    assert len(opened) == 3
    assert audit_tags()[-1] == ("datum:compare", "denied:too_many")
    assert refused.value.again_at == LATER


def test_without_the_limit_whoever_asks_long_enough_finds_out(house, cpf, monkeypatch):
    """The attack: the last two digits are on the screen, and the rest is guessed one by one."""
    monkeypatch.setattr(comparing, "OF_ONE_DATUM", 10**6)
    monkeypatch.setattr(comparing, "OF_ONE_PERSON", 10**6)
    guesses = [f"{number:09}25" for number in range(529_982_240, 529_982_250)]

    assert [guess for guess in guesses if compare(house.marina, cpf, guess).matches] == ["52998224725"]


def test_tries_count_for_everybody_together(house, cpf):
    for actor in (house.marina, house.rui, house.marina):
        compare(actor, cpf)

    with pytest.raises(TooManyComparisons):
        compare(house.rui, cpf)


def test_a_value_that_was_sent_twice_is_one_secret_and_not_two_chances(house, cpf, arrive):
    arrive(f"de novo: {CPF}")
    again = Datum.objects.filter(label="CPF").exclude(public_id=cpf).get().public_id
    for datum in (cpf, again, cpf):
        compare(house.marina, datum)

    with pytest.raises(TooManyComparisons):
        compare(house.marina, again)


def test_another_class_of_datum_has_tries_of_its_own(house, cpf):
    for _ in range(3):
        compare(house.marina, cpf)

    email = Datum.objects.get(label="EMAIL").public_id

    assert compare(house.marina, email, "BIA@exemplo.example").matches


def test_ten_minutes_later_there_are_tries_again(house, cpf):
    for _ in range(3):
        compare(house.marina, cpf)

    with pytest.raises(TooManyComparisons):
        compare(house.marina, cpf, now=LATER - timedelta(seconds=1))
    assert compare(house.marina, cpf, CPF, now=LATER).matches


@pytest.mark.asvs("2.4.1")
def test_one_person_has_a_limit_over_all_customers(house, arrive, monkeypatch):
    monkeypatch.setattr(comparing, "OF_ONE_PERSON", 4)
    for number in range(3):
        arrive(MESSAGE, phone=f"551190000000{number}", name=f"Cliente {number}")
    first, second, third = Datum.objects.filter(label="CPF").values_list("public_id", flat=True)
    for datum in (first, first, second, second):
        compare(house.marina, datum)

    with pytest.raises(TooManyComparisons):
        compare(house.marina, third)
    assert compare(house.rui, third).tries_left == 2


@pytest.mark.asvs("2.3.4", "15.4.2")
def test_of_many_tries_at_once_no_more_than_three_get_an_answer(committed, house, cpf, audit_tags):
    people = (house.marina, house.rui)

    results = threads.at_once(lambda number: compare(people[number % 2], cpf), count=8)

    assert sorted(type(each).__name__ for each in results) == ["Compared"] * 3 + ["TooManyComparisons"] * 5
    assert audit_tags().count(COMPARED) == Comparison.objects.count() == 3


@pytest.mark.asvs("15.4.2")
def test_without_waiting_for_each_other_they_would_be_more(committed, house, cpf, monkeypatch):
    """The attack: all requests at the same moment, each counting the tries before the others are written."""
    import threading

    together = threading.Barrier(4)
    monkeypatch.setattr("desvelo.guards.vault.store.wait_for_turn", lambda *_: None)
    really = comparing.Comparison.objects.create

    def late(**fields: object):
        together.wait(timeout=10)
        return really(**fields)

    monkeypatch.setattr(comparing.Comparison.objects, "create", late)

    results = threads.at_once(lambda _: compare(house.marina, cpf), count=4)

    assert [type(each).__name__ for each in results] == ["Compared"] * 4


def test_another_teams_datum_does_not_exist_and_the_try_is_on_record(house, cpf, audit_tags):
    with pytest.raises(NotFound):
        compare(house.denise, cpf, CPF)

    assert audit_tags()[-1] == ("datum:compare", "denied:other_team")
    assert Comparison.objects.count() == 0


@pytest.mark.parametrize("login", ["caio", "lucia"])
def test_whoever_sees_no_content_compares_nothing(house, cpf, audit_tags, login):
    with pytest.raises(NotFound):
        compare(house.actors[login], cpf, CPF)

    assert audit_tags()[-1] == ("datum:compare", "denied:not_in_role")


def test_comparing_belongs_to_those_who_attend_and_to_the_officer():
    held = {role for role, permissions in PERMISSIONS_OF.items() if Permission.DATUM_COMPARE in permissions}

    assert held == {Role.AGENT, Role.SUPERVISOR, Role.DPO}


def test_what_was_discarded_cannot_be_compared(house, arrive, audit_tags):
    arrive("cartão 5555 5555 5555 4444 val 08/29 cvv 123")
    cvv = Datum.objects.get(label="CARD_CVV").public_id

    with pytest.raises(NothingKept):
        compare(house.marina, cvv, "123")

    assert audit_tags()[-1] == ("datum:compare", "denied:nothing_kept")
    assert Comparison.objects.count() == 0


@pytest.mark.parametrize("typed", ["", "   ", "---", "sem número"])
def test_what_says_nothing_costs_no_try(house, cpf, typed):
    with pytest.raises(NothingToCompare):
        compare(house.marina, cpf, typed)

    assert vault.tries_left(vault.datum(cpf), actor=house.marina.id, now=NOW) == 3


def test_when_the_customer_is_erased_the_tries_go_too(house, cpf):
    from desvelo.guards.vault import actions

    compare(house.marina, cpf)

    actions.erase_contact(contact=vault.datum(cpf).contact, reason="test", now=NOW)

    assert Comparison.objects.count() == 0
