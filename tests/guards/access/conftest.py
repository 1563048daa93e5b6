"""What the tests of the door share: a wall clock that can be moved."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from desvelo.base import clock


@pytest.fixture
def after(monkeypatch) -> Callable[[timedelta], None]:
    """Let every request from now on happen that much later."""
    really = clock.wall

    def move(by: timedelta) -> None:
        monkeypatch.setattr(clock, "wall", lambda: really() + by)

    return move
