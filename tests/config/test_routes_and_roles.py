"""Every route times every role: one table says what each gets, and no route may be missing from it.

Columns, in order: a stranger, somebody who only gave the password, an agent of the conversation's team with the screen
locked, the same agent, an agent of the other team, the supervisor of both, the data protection officer, IT, the
auditor.
"""

import pytest
from django.db import transaction
from django.urls import URLPattern, get_resolver

from arrived_files import picture
from browser import SIGN_IN, Browser, half_signed_in, locked, signed_in
from columns import (
    COLUMNS,
    DOOR,
    LOCK,
    PEOPLE,
)
from desvelo.base import heartbeat
from desvelo.guards.access.models import Session, Team, User
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault.models import Datum
from desvelo.kernel.authority import Role
from desvelo.service.channel.models import Message
from house import NOW
from route_row import Place
from route_table import TABLE, Row

ROWS = [(route, row) for route, rows in TABLE.items() for row in rows]
WIDE = ("ajustes", "atendimento")


def screen_of(route: str) -> str:
    """Return the part of the product a route belongs to: making the company takes longer than asking for its rows."""
    first, _, rest = route.lstrip("^").partition("/")
    return f"{first}/{rest.partition('/')[0]}" if first in WIDE and rest else first or "/"


SCREENS = sorted({screen_of(route) for route in TABLE})


def routes(patterns=None, before: str = "") -> list[str]:
    """List every route of the product."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        found += [route] if isinstance(pattern, URLPattern) else routes(pattern.url_patterns, route)
    return found


@pytest.fixture
def place(house, arrive) -> Place:
    conversation = arrive("meu cpf é 529.982.247-25")
    signed_in(house.marina).get(f"/atendimento/c/{conversation}")
    audit.sequence()
    audit.checkpoint(now=NOW)
    heartbeat.beat("worker")
    mine = audit.store.size() - 1
    return Place(
        conversation=conversation,
        datum=Datum.objects.get(label="CPF").public_id,
        team=Team.objects.get(pk=house.agenda).public_id,
        entry=mine,
        message=Message.objects.get().public_id,
        file=picture().public_id,
        person=User.objects.get(pk=house.denise.id).public_id,
        hide=f"/atendimento/c/{conversation}/ocultar/{Message.objects.get(kind='text').public_id}",
    )


def visitors(house) -> dict[str, Browser]:
    people = {login: signed_in(house.actors[login]) for login in PEOPLE}
    return {"stranger": Browser(), "half": half_signed_in(house.marina), "locked": locked(house.marina), **people}


def outcome(browser: Browser, row: Row, place: Place) -> int | str:
    address = row.address(place)
    answer = browser.get(address) if row.method == "GET" else browser.post(address, dict(row.fields))
    if answer.get("Location", "").split("?")[0] == "/bloqueio" and address != "/bloqueio/travar":
        return LOCK
    if (row.method, answer.status_code, answer.get("Location")) == ("GET", 302, SIGN_IN) and address != SIGN_IN:
        return 302 if address.startswith(SIGN_IN) else DOOR
    refused = (row.method, answer.status_code) == ("POST", 401) and answer.content == b""
    return DOOR if refused else answer.status_code


@pytest.mark.asvs("6.3.4", "6.4.6", "8.1.1", "8.3.1")
def test_the_table_has_every_route_and_no_other():
    assert sorted(TABLE) == sorted(routes())


def test_the_table_has_every_role(house):
    assert {house.actors[login].role for login in PEOPLE} == set(Role)


@pytest.mark.parametrize("screen", SCREENS)
def test_each_role_gets_what_the_table_says(house, place, screen):
    """Each row begins where the first did: what a visit changed is taken back after it."""
    rows = [(route, row) for route, row in ROWS if screen_of(route) == screen]

    found = {(route, row.method): _visited(house, place, row) for route, row in rows}

    assert found == {(route, row.method): dict(zip(COLUMNS, row.expected, strict=True)) for route, row in rows}


def _visited(house, place: Place, row: Row) -> dict[str, int | str]:
    before = transaction.savepoint()
    found = {name: outcome(browser, row, place) for name, browser in visitors(house).items()}
    transaction.savepoint_rollback(before)
    return found


GUARDED = sorted({route for route, row in ROWS if row.expected[0] == DOOR})


def test_without_the_gate_keeper_a_stranger_would_reach_the_views(house, place, settings):
    """The attack: the same request with the guard taken out arrives at a view that expects somebody."""
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "GateKeeper" not in each]

    with pytest.raises(AttributeError, match="actor"):
        Browser().get(f"/atendimento/c/{place.conversation}")


@pytest.mark.asvs("6.1.3", "6.3.6")
def test_only_these_views_are_marked_public():
    assert sorted(set(TABLE) - set(GUARDED)) == sorted(
        ["confianca/auditoria", "confianca/auditoria.txt", "confianca/auditoria/crescimento",
         "convite", "convite/provedor/<str:provider>", "demo", "demo/clock", "demo/continuar", "demo/galeria",
         "entrar", "entrar/cadastrar-fator", "entrar/cadastrar-fator/chave", "entrar/cadastrar-fator/chave/desafio",
         "entrar/cadastrar-fator/qr.svg", "entrar/codigo-de-recuperacao", "entrar/recuperar",
         "entrar/chave", "entrar/chave/desafio", "entrar/provedor/<str:provider>",
         "entrar/provedor/<str:provider>/resposta", "entrar/provedor/<str:provider>/retorno",
         "entrar/segundo-fator", "healthz",
         "metrics", "primeiros-passos", "readyz", "sair",
         *(each for each in TABLE if each.startswith("scim/"))]
    )  # fmt: skip
    assert sorted(set(TABLE) - set(GUARDED)) == sorted(public_routes())


def public_routes(patterns=None, before: str = "") -> list[str]:
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            found += public_routes(pattern.url_patterns, route)
        elif getattr(pattern.callback, "access_public", False):
            found.append(route)
    return found


LOCKED_OUT = {route for route, row in ROWS if row.expected[2] in {LOCK, DOOR}}


@pytest.mark.asvs("7.3.1")
def test_a_locked_screen_reaches_these_views_alone():
    """Each says nothing of what the person may see: the lock itself, the proof, a draft handed in, and the public."""
    assert sorted(set(GUARDED) - LOCKED_OUT) == sorted(
        ["atendimento/c/<str:conversation>/rascunho", "bloqueio", "bloqueio/travar", "confirmar/chave",
         "confirmar/chave/desafio", "confirmar/provedor/<str:provider>", "confirmar/senha"]
    )  # fmt: skip


def test_without_the_lock_the_same_cookie_reaches_what_the_person_may_see(house, place):
    browser = locked(house.marina)
    assert outcome(browser, TABLE["atendimento/c/<str:conversation>"][0], place) == LOCK

    Session.objects.update(locked_at=None)

    assert outcome(browser, TABLE["atendimento/c/<str:conversation>"][0], place) == 200
