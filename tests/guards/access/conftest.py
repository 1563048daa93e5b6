"""What the tests of the door share: a wall clock that can be moved, an identity provider that really runs."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desvelo.base import clock
from far_provider import FarProvider, running
from federated import connected


@pytest.fixture
def after(monkeypatch) -> Callable[[timedelta], None]:
    """Let every request from now on happen that much later."""
    really = clock.wall

    def move(by: timedelta) -> None:
        monkeypatch.setattr(clock, "wall", lambda: really() + by)

    return move


@pytest.fixture(scope="session")
def far_provider_process(tmp_path_factory) -> Iterator[FarProvider]:
    """Keep one identity provider running for all tests of this process."""
    with running(tmp_path_factory.mktemp("provider")) as provider:
        yield provider


@pytest.fixture
def far(far_provider_process, settings) -> FarProvider:
    """Return an honest identity provider, which this installation may call."""
    from desvelo.guards.access.federation import calls

    far_provider_process.say(reset=True, sub="7", amr=["pwd", "otp", "mfa"])
    settings.DESVELO = replace(settings.DESVELO, identity_origin=far_provider_process.issuer)
    calls.forget()
    return far_provider_process


@pytest.fixture
def company(house, far) -> Any:
    """Return that provider as IT connected it."""
    return connected(house, far.issuer, name="Entrada Aurora")
