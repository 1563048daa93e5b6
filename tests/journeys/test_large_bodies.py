"""A hundred megabytes, and what would become as much, cost the process that faces the Internet next to nothing.

Source: faults.md F14; security-design D2.1.
"""

import gzip
import hashlib
import hmac
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self
from urllib.parse import urlsplit

import httpx
import pytest

from ran_before import demo_folder
from started import Started

pytestmark = pytest.mark.alone
EDGE = "desvelo.config.asgi:app"
MEGABYTE = 1024 * 1024
SIZE, AT_ONCE = 100 * MEGABYTE, 12
MOST_GROWTH = 64 * MEGABYTE  # of 1,200 sent; 37 by a door that has just started
CHUNK = b" " * MEGABYTE


@pytest.fixture(scope="session")
def demo() -> Iterator[Started]:
    """Return a demonstration of our own: what runs alone shares none with the journeys."""
    with demo_folder() as data:
        running = Started(data, "demo", "--no-browser", "--json")
        yield running
        assert running.end() == 0, running.stderr


@pytest.fixture(scope="session")
def info(demo: Started) -> dict[str, Any]:
    return demo.info


class Watch:
    """Measures the most that the processes of the edge held together, above what they held before."""

    def __init__(self, demo: Started) -> None:
        main = demo.child(EDGE)
        self._processes = [main, *main.children(recursive=True)]
        self._before = self._held()
        self.growth, self._ended = 0, threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _held(self) -> int:
        return sum(each.memory_info().rss for each in self._processes)

    def _look(self) -> None:
        while not self._ended.wait(0.01):
            self.growth = max(self.growth, self._held() - self._before)


def a_hundred_megabytes():
    for _ in range(SIZE // MEGABYTE):
        yield CHUNK


def a_bomb() -> bytes:
    """Return a hundred megabytes of spaces, compressed."""
    return gzip.compress(b" " * SIZE, 9)


def ask(url: str, body, headers: dict[str, str]) -> int:
    """Return the status; zero where the door hung up before it was told all."""
    with httpx.Client(trust_env=False, timeout=30) as client:
        try:
            return client.post(url, content=body, headers={"content-type": "application/json", **headers}).status_code
        except httpx.TransportError:
            return 0


def signed(info, body: bytes) -> dict[str, str]:
    mac = hmac.new(info["app_secret"].encode(), body, hashlib.sha256).hexdigest()
    return {"x-hub-signature-256": f"sha256={mac}"}


def times(work) -> set[int]:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return {each.result() for each in [threads.submit(work) for _ in range(AT_ONCE)]}


@pytest.fixture
def url(info) -> str:
    """Return the door's address; one request has already woken whatever wakes late."""
    address = info["webhook_url"]
    assert ask(address, b"{}", signed(info, b"{}")) == 200
    assert urlsplit(address).path
    return address


def test_twelve_times_a_hundred_megabytes_whether_announced_or_not(url, demo):
    with Watch(demo) as watch:
        announced = times(lambda: ask(url, a_hundred_megabytes(), {"content-length": str(SIZE)}))
        in_chunks = times(lambda: ask(url, a_hundred_megabytes(), {}))

    assert (announced | in_chunks) <= {413, 503, 0}
    assert watch.growth < MOST_GROWTH, f"{watch.growth / MEGABYTE:.0f} MB"


def test_a_bomb_is_never_opened_though_our_own_key_signed_it(url, demo, info):
    bomb = a_bomb()
    headers = {**signed(info, bomb), "content-encoding": "gzip"}
    with Watch(demo) as watch:
        answers = times(lambda: ask(url, bomb, headers))

    assert answers == {415}
    assert watch.growth < MOST_GROWTH, f"{watch.growth / MEGABYTE:.0f} MB"


def test_a_customer_is_heard_meanwhile(url, customer):
    sending = threading.Thread(target=lambda: times(lambda: ask(url, a_hundred_megabytes(), {})))
    sending.start()
    customer.writes("alguém aí?")
    sending.join()
