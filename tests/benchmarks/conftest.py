"""One installation for all benchmarks, and as little of everything as still measures something."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from benchmarks.effort import Effort
from benchmarks.installation import Installation
from benchmarks.stage import Stage

LITTLE = Effort(
    seconds=0.3,
    minute=1.5,
    connections=4,
    crowd=8,
    agents=2,
    people=2,
    pace=(0.01, 0.03),
    contacts=20,
    clients=20,
    waiting=40,
    messages=200,
    leaves=300,
    keys=300,
    megabytes=1,
    rounds=5,
    stored=100,
)


class OneInstallation(Stage):
    """Gives everybody the same installation: starting one takes longer than all that is done with it here."""

    def __init__(self) -> None:
        super().__init__()
        self._shared: Installation | None = None

    @contextmanager
    def fresh(self) -> Iterator[Installation]:
        if self._shared is None:
            self._shared = self._open.enter_context(super().fresh())
        self._shared.wait_until_quiet()
        yield self._shared


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    with OneInstallation() as stage:
        yield stage


@pytest.fixture
def little() -> Effort:
    return LITTLE
