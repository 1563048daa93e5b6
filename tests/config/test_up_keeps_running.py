"""Each role may die at any moment: it comes back, and what a customer wrote meanwhile arrives.

Source: architecture section 3.
"""

from collections.abc import Iterator

import httpx
import pytest

from started import Started, eventually, folder, last_arrival, write

ROLES = {
    "edge": "desvelo.config.asgi:app",
    "web": "desvelo.config.wsgi:application",
    "worker": "desvelo.config.run worker",
    "postgres": "--listen-addresses=",
}


@pytest.fixture(scope="module")
def running() -> Iterator[Started]:
    with folder() as data:
        started = Started(data, "demo", "--no-browser", "--json")
        try:
            yield started
        finally:
            assert started.end() == 0


def is_ready(running: Started) -> bool:
    try:
        return httpx.get(f"{running.url}/readyz", timeout=5, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


@pytest.mark.parametrize("role", ROLES)
def test_after_a_kill_it_comes_back_and_the_message_arrives(running, role):
    before, killed = last_arrival(running.info), running.child(ROLES[role])

    killed.kill()
    write(running.info, phone="5511900041001", name="Rita Lima", text=f"Sem {role} por um instante")

    eventually(lambda: killed.pid not in [each.pid for each in running.tree()])
    eventually(lambda: is_ready(running), seconds=30)
    eventually(lambda: last_arrival(running.info) > before, seconds=30)
    assert running.child(ROLES[role]).pid != killed.pid


def test_a_worker_of_the_web_server_that_dies_alone_is_replaced(running):
    parent = running.child(ROLES["web"])
    [worker] = [each for each in parent.children() if each.pid != parent.pid]

    worker.kill()

    eventually(lambda: not worker.is_running())
    eventually(lambda: is_ready(running), seconds=30)
