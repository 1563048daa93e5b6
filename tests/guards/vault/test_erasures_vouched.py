"""An erasure that somebody wrote, changed or brought back in the database is agreed to by nobody, carried out never.

Source: security-design D9.6 (T6).
"""

from datetime import timedelta

import pytest
from django.db import connection

from desvelo.config import house as upkeep
from desvelo.guards.access import approvals, vouching
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.guards.vault import erasing
from desvelo.guards.vault.erasures import Basis, Scope, What
from desvelo.guards.vault.errors import TooLate
from desvelo.guards.vault.models import Contact, Erasure
from desvelo.service.desk import approval_screen
from house import NOW

DAY = timedelta(days=1)


@pytest.fixture
def contact(arrive):
    arrive("meu cpf é 529.982.247-25")
    return Contact.objects.get().pk


@pytest.fixture
def other(contact, arrive):
    arrive("oi", phone="5511900000001", name="Outra Pessoa")
    return Contact.objects.exclude(pk=contact).get().pk


@pytest.fixture
def asked(house, contact) -> str:
    """Rui asked that all of a customer be erased."""
    what = What(scope=Scope.CONTACT, contact=contact)
    return erasing.ask(actor=house.rui, what=what, basis=Basis.COMPANY, now=NOW)


def write(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def forge(house, contact, *, state: str) -> str:
    """Write an erasure as whoever has the database would: in Rui's name, and agreed to by Helena."""
    row = Erasure(scope="contact", basis="customer", state=state, contact_id=contact, asked_at=NOW, due_at=NOW)
    row.asked_by_id, row.asked_session = house.rui.id, house.rui.session
    if state == "approved":
        row.approved_by_id, row.approved_at = house.helena.id, NOW
    row.mac = bytes(32)
    row.save(force_insert=True)
    return row.public_id


CHANGES = {
    "another contact": "UPDATE vault_erasure SET contact_id = %s",
    "at once": "UPDATE vault_erasure SET basis = 'customer' WHERE contact_id <> %s",
    "somebody else asked": "UPDATE vault_erasure SET asked_by_id = NULL, asked_session = '' WHERE contact_id <> %s",
    "no word at all": "UPDATE vault_erasure SET mac = NULL WHERE contact_id <> %s",
}


def tags() -> list[str]:
    audit.sequence()
    return [each.tag for each in reversed(log.entries())]


def nobody_agrees(house, erasure: str) -> None:
    assert erasing.waiting(house.helena, now=NOW) == []
    with pytest.raises(TooLate):
        erasing.approve(actor=house.helena, erasure=erasure, now=NOW)


@pytest.mark.asvs("8.2.3")
def test_one_that_was_written_is_shown_to_nobody_agreed_to_by_nobody_and_taken_away(house, contact):
    forged = forge(house, contact, state="asked")

    nobody_agrees(house, forged)
    assert erasing.sweep(now=NOW) == 1

    assert Erasure.objects.count() == 0
    assert tags()[-1] == "erasure:void"
    assert vouching.found() == {"erasure": 1}


@pytest.mark.parametrize("what", CHANGES)
def test_one_that_was_changed_is_agreed_to_by_nobody(house, asked, other, what):
    write(CHANGES[what], other)

    nobody_agrees(house, asked)
    assert erasing.sweep(now=NOW) == 1


def test_without_vouching_a_second_person_would_believe_it(house, contact, monkeypatch):
    """The attack: the guard removed."""
    forged = forge(house, contact, state="asked")
    monkeypatch.setattr(erasing, "_is_ours", lambda _: True)

    assert [each.asked_by for each in erasing.waiting(house.helena, now=NOW)] == [house.rui.id]
    erasing.approve(actor=house.helena, erasure=forged, now=NOW)
    assert erasing.carry_out_due(now=NOW) == 1
    assert Contact.objects.count() == 0


@pytest.mark.asvs("8.2.3")
def test_one_that_was_written_as_agreed_to_is_not_carried_out_and_holds_nothing_up(house, asked, contact, other):
    forge(house, other, state="approved")
    erasing.approve(actor=house.helena, erasure=asked, now=NOW)

    assert [erasing.carry_out_due(now=NOW + DAY) for _ in range(3)] == [1, 1, 0]

    assert list(Contact.objects.values_list("pk", flat=True)) == [other]
    assert "erasure:void" in tags()


def test_without_vouching_it_would_be_carried_out(house, contact, monkeypatch):
    """The attack: the guard removed."""
    forge(house, contact, state="approved")
    monkeypatch.setattr(erasing, "_is_ours", lambda _: True)

    assert erasing.carry_out_due(now=NOW) == 1
    assert Contact.objects.count() == 0


@pytest.fixture
def brought_back(house, asked) -> None:
    """One that was agreed to and taken back, put back as it stood before."""
    erasing.approve(actor=house.helena, erasure=asked, now=NOW)
    before = Erasure.objects.get()
    erasing.cancel(actor=house.rui, erasure=asked, now=NOW)
    write("UPDATE vault_erasure SET state = 'approved', mac = %s", bytes(before.mac))


def test_one_that_was_taken_back_and_put_back_is_not_carried_out(house, contact, brought_back):
    assert erasing.carry_out_due(now=NOW + DAY) == 1

    assert Contact.objects.filter(pk=contact).exists()
    assert tags()[-1] == "erasure:void"


def test_without_asking_the_log_it_would_be(house, contact, brought_back, monkeypatch):
    """The attack: the guard removed."""
    monkeypatch.setattr(erasing, "_was_taken_back", lambda _: False)
    erasing.carry_out_due(now=NOW + DAY)

    assert not Contact.objects.filter(pk=contact).exists()


def test_what_was_really_asked_for_goes_its_way_under_the_upkeep_of_the_house(house, asked, contact):
    upkeep.keep()
    erasing.approve(actor=house.helena, erasure=asked, now=NOW)
    upkeep.keep()
    assert erasing.carry_out_due(now=NOW + DAY) == 1
    upkeep.keep()

    assert not Contact.objects.filter(pk=contact).exists()
    assert erasing._is_ours(Erasure.objects.get())
    assert "erasure:void" not in tags()


@pytest.mark.parametrize(("decide", "words"), [("approve", "Concordaram"), ("cancel", "recusado")])
def test_whoever_asked_hears_of_it_until_they_look(house, asked, monkeypatch, decide, words):
    heard = []
    monkeypatch.setattr(approvals, "_tells", [heard.append])

    getattr(erasing, decide)(actor=house.helena, erasure=asked, now=NOW)

    assert heard == [house.rui.id]
    (said,) = approval_screen.answers(house.rui, now=NOW)
    assert words in said
    assert approval_screen.answers(house.helena, now=NOW) == ()
    erasing.see(house.rui, now=NOW)
    assert approval_screen.answers(house.rui, now=NOW) == ()


def test_whoever_takes_it_back_themselves_is_told_nothing(house, asked, monkeypatch):
    heard = []
    monkeypatch.setattr(approvals, "_tells", [heard.append])

    erasing.cancel(actor=house.rui, erasure=asked, now=NOW)

    assert heard == []
    assert approval_screen.answers(house.rui, now=NOW) == ()
