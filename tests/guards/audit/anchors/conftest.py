"""A log that grows, and places outside it that are really there: https hosts, a mail server."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.conf import settings

from desvelo.base.config.anchoring import Anchoring
from desvelo.guards.audit import actions
from desvelo.guards.audit.anchors import asking
from desvelo.guards.audit.entry import Entry
from desvelo.guards.audit.store import StoredCheckpoint
from far_hosts import FarHost, Respond

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def grow(db) -> Callable[..., StoredCheckpoint]:
    def more(count: int, *, now: datetime = NOW) -> StoredCheckpoint:
        actions.record([Entry(tag="loaf:bake", at=now, objects={"loaf": str(number)}) for number in range(count)])
        actions.sequence()
        return actions.checkpoint(now=now)

    return more


@pytest.fixture
def configured(monkeypatch) -> Callable[[Anchoring], Anchoring]:
    def put(config: Anchoring) -> Anchoring:
        monkeypatch.setattr(settings, "DESVELO", replace(settings.DESVELO, anchoring=config))
        return config

    return put


@pytest.fixture
def far(tmp_path, monkeypatch) -> Iterator[Callable[[str, Respond], FarHost]]:
    running: list[FarHost] = []

    def start(name: str, respond: Respond) -> FarHost:
        host = FarHost(name, respond, folder=tmp_path)
        running.append(host)
        monkeypatch.setattr(asking, "client", host.client)
        return host

    yield start
    for each in running:
        each.close()
