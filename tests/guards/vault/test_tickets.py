"""A ticket shows one value once, to the session that asked, within seconds; everything else is refused alike."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

import tables
from desvelo.guards.access.errors import NotFound
from desvelo.guards.vault import tickets
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.models import Datum, Ticket
from desvelo.service.desk import actions as desk
from house import NOW
from threads import at_once

CPF = "529.982.247-25"


@pytest.fixture
def ticket(house, arrive) -> str:
    arrive(f"meu cpf é {CPF} ok")
    datum = Datum.objects.get(label="CPF").public_id
    return desk.reveal(actor=house.marina, datum=datum, reason=Reason(code="invoice"), now=NOW).ticket


def redeem(actor, ticket: str, *, after: timedelta = timedelta(0), in_frame: bool = True) -> str:
    shown = tickets.redeem(actor=actor, ticket=ticket, in_frame=in_frame, now=NOW + after)
    return shown.value.expose()


def test_a_ticket_shows_its_value(house, ticket):
    assert redeem(house.marina, ticket) == CPF


def test_the_database_keeps_neither_the_ticket_nor_the_value(ticket):
    assert tables.bearing(connection, ticket) == {}
    assert tables.bearing(connection, CPF) == {}


def refusals(house):
    """Return each way not to see it, as what is tried after what came before."""
    marina = house.marina
    return {
        "again": lambda ticket: (redeem(marina, ticket), redeem(marina, ticket)),
        "another session": lambda ticket: redeem(replace(marina, session="f" * 16), ticket),
        "another person": lambda ticket: redeem(house.rui, ticket),
        "too late": lambda ticket: redeem(marina, ticket, after=tickets.LASTS),
        "not a frame": lambda ticket: redeem(marina, ticket, in_frame=False),
        "no such ticket": lambda _ticket: redeem(marina, "2" * 22),
    }


WAYS = ("again", "another session", "another person", "too late", "not a frame", "no such ticket")


@pytest.mark.parametrize("way", WAYS)
def test_whatever_is_wrong_with_it_it_is_refused_alike_and_on_record(house, ticket, audit_tags, way):
    with pytest.raises(NotFound):
        refusals(house)[way](ticket)

    assert audit_tags()[-1] == ("datum:reveal", "denied:no_ticket")


@pytest.mark.parametrize("way", [way for way in WAYS if way != "no such ticket"])
def test_whoever_presents_it_uses_it_up(house, ticket, way):
    with pytest.raises(NotFound):
        refusals(house)[way](ticket)

    with pytest.raises(NotFound):
        redeem(house.marina, ticket)
    assert not Ticket.objects.exists()


def test_without_the_check_another_session_would_see_it(house, ticket, monkeypatch):
    """The guard removed."""
    monkeypatch.setattr(tickets, "_is_for", lambda *_, **__: True)

    assert redeem(replace(house.rui, session="f" * 16), ticket, after=timedelta(days=1)) == CPF


def test_of_two_that_come_at_once_one_sees_it(house, committed, ticket):
    seen = at_once(lambda _: redeem(house.marina, ticket), count=4)

    assert sorted(type(each).__name__ for each in seen) == ["NotFound", "NotFound", "NotFound", "str"]


def test_a_datum_that_was_erased_takes_its_tickets_along(house, ticket):
    Datum.objects.all().delete()

    with pytest.raises(NotFound):
        redeem(house.marina, ticket)


def test_an_old_ticket_leaves_when_the_next_is_given(house, ticket):
    datum = Datum.objects.get(label="CPF").public_id
    later = NOW + tickets.LASTS + timedelta(seconds=1)

    desk.reveal(actor=house.marina, datum=datum, reason=Reason(code="invoice"), now=later)

    assert [row.until for row in Ticket.objects.all()] == [later + tickets.LASTS]


@pytest.mark.parametrize(
    ("value", "room"),
    [("HIV", 16), (CPF, 16), ("5555 5555 5555 4444", 24), ("a" * 43, 48), ("a" * 44, 64), ("名" * 8, 24), ("a\nb", 24),
     ("x" * 5_000, 8_192), ("", 16)],
)  # fmt: skip
def test_the_room_for_a_value_tells_its_length_in_coarse_steps_only(value, room):
    assert tickets.room_for(value) == room
