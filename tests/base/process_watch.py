"""What the tests of processes share: a small Python child, and waiting for what another process does."""

import sys
import threading
from collections.abc import Callable

import psutil
import pytest

FOREVER = ("sleep", "600")


def python(code: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-P", "-c", code, *arguments)


def until(claim: Callable[[], bool], *, seconds: float = 10.0) -> None:
    """Wait for something another process does."""
    tick = threading.Event()
    for _ in range(int(seconds / 0.01)):
        if claim():
            return
        tick.wait(0.01)
    pytest.fail("it did not happen in time")


def is_gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
