"""What the tests of the channel share: a number of the company, connected for one test."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

import graph as graph_api
import house as company


@pytest.fixture(autouse=True)
def no_app_known(request) -> None:
    """Let each test begin with a door that knows no app: the file survives what the database rolls back."""
    from django.conf import settings

    (settings.DESVELO.keys / "door" / "secrets.json").unlink(missing_ok=True)


@pytest.fixture
def number(db) -> UUID:
    """Return the company's number, with no people around it."""
    from desvelo.guards.access import actions as access

    return company.connect_number(first_team=access.create_team(name="Agenda"))


@pytest.fixture
def graph(settings) -> Iterator[graph_api.Graph]:
    """Return a Graph API that runs, and that the channel calls."""
    from desvelo.service.channel import graph as calls

    with graph_api.serving(graph_api.Graph()) as running:
        settings.DESVELO = replace(settings.DESVELO, sandbox_origin=running.origin)
        clients = (calls.client, calls.media_client)
        for client in clients:
            client.cache_clear()
        yield running
        for client in clients:
            client().close()
            client.cache_clear()


@pytest.fixture
def later(monkeypatch):
    """Return how to let time pass."""
    from desvelo.base import clock

    passed = [timedelta()]
    monkeypatch.setattr(clock, "business", lambda: datetime.now(UTC) + passed[0])

    def _later(by: timedelta) -> None:
        passed[0] += by

    return _later


@pytest.fixture
def meanwhile(committed, request):
    """Let something happen in another thread while Meta is asked; what is written is committed, for it to see."""
    from django.db import connection as own

    graph = request.getfixturevalue("graph")
    request.getfixturevalue("number")

    def _meanwhile(act):
        def acting():
            act()
            own.close()

        graph.before_answer = acting

    return _meanwhile
