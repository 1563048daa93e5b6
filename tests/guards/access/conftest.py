"""What the tests of the door share: a wall clock that can be moved, an identity provider that really runs."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

import far_saml
import saml_round
from desvelo.base import clock
from far_provider import FarProvider, running
from far_saml import TWO_FACTORS, FarSaml
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


@pytest.fixture(scope="session")
def saml_process(tmp_path_factory) -> Iterator[FarSaml]:
    """Keep one identity provider that speaks SAML running for all tests of this process."""
    with far_saml.running(tmp_path_factory.mktemp("saml")) as provider:
        yield provider


@pytest.fixture
def far_idp(saml_process, settings) -> FarSaml:
    """Return an honest identity provider that speaks SAML, which this installation may call."""
    saml_process.say(forget=True)
    saml_process.say(acr=TWO_FACTORS)
    settings.DESVELO = replace(settings.DESVELO, identity_origin=saml_process.base)
    return saml_process


@pytest.fixture
def saml_company(house, far_idp) -> Any:
    """Return that provider as IT connected it."""
    return saml_round.connected(house, far_idp, acr=TWO_FACTORS)
