"""Each role may die at any moment: it comes back, and what a customer wrote meanwhile arrives.

Source: architecture section 3.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import psutil
import psycopg
import pytest

from ran_before import demo_folder
from started import Started, command_line, eventually, last_arrival, rows, write

ROLES = {
    "edge": "desvelo.config.asgi:app",
    "web": "desvelo.config.wsgi:application",
    "worker": "desvelo.config.run worker",
    "postgres": "--listen-addresses=",
}


@pytest.fixture(scope="module")
def running() -> Iterator[Started]:
    with demo_folder() as data:
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


def listening(running: Started) -> set[int]:
    """Return the pids that listen on the one port, whoever they belong to."""
    found = psutil.net_connections("tcp")
    return {one.pid for one in found if one.status == psutil.CONN_LISTEN and one.laddr.port == running.port}


def the(running: Started, role: str, *, after: int = 0) -> psutil.Process:
    """Return the process of *role* once it runs, under another pid than *after*, and the whole is ready."""

    def found() -> psutil.Process | None:
        words = ROLES[role]
        return next((each for each in running.tree()[1:] if words in command_line(each) and each.pid != after), None)

    eventually(found, seconds=30)
    eventually(lambda: is_ready(running), seconds=30)
    return eventually(found)


@pytest.mark.parametrize("role", ROLES)
def test_after_a_kill_it_comes_back_and_the_message_arrives(running, role):
    killed, before = the(running, role), last_arrival(running.info)

    killed.kill()
    write(running.info, phone="5511900041001", name="Rita Lima", text=f"Sem {role} por um instante")

    the(running, role, after=killed.pid)
    eventually(lambda: last_arrival(running.info) > before, seconds=30)
    assert f"The process “{role}” " in running.stderr


def pages(running: Started, count: int) -> list[int]:
    """Ask for *count* pages at once, each of which asks the database who is there; return the statuses."""
    with ThreadPoolExecutor(count) as asking, httpx.Client(trust_env=False, timeout=30) as client:
        page = f"{running.url}/entrar"
        answers = [asking.submit(client.get, page, headers={"cookie": "desvelo=nobody"}) for _ in range(count)]
        return [each.result().status_code for each in answers]


def test_once_the_database_is_back_no_page_meets_a_connection_that_died_with_it(running):
    postgres = the(running, "postgres")
    assert pages(running, 12) == [200] * 12

    postgres.kill()
    eventually(lambda: not postgres.is_running())
    eventually(lambda: answers(running), seconds=30)

    assert pages(running, 12) == [200] * 12


def answers(running: Started) -> bool:
    """Tell whether the database answers, without asking the pages: that would throw their dead connections out."""
    try:
        return rows(running.info["database_url"], "SELECT 1") == [(1,)]
    except psycopg.Error:
        return False


def test_a_worker_of_the_web_server_that_dies_alone_is_replaced(running):
    parent = the(running, "web")
    [worker] = [each for each in parent.children() if each.pid != parent.pid]

    worker.kill()

    eventually(lambda: not worker.is_running())
    eventually(lambda: is_ready(running), seconds=30)


def test_after_a_kill_of_the_edge_its_worker_is_gone_and_one_process_alone_listens(running):
    main = the(running, "edge")
    [former] = listening(running)
    assert former != main.pid  # granian's worker listens, which is what would stay behind

    main.kill()

    eventually(lambda: not psutil.pid_exists(former))
    successor = the(running, "edge", after=main.pid)
    [now] = eventually(lambda: listening(running))
    assert now in [each.pid for each in successor.children()]


def test_a_worker_killed_in_the_middle_of_a_batch_leaves_the_batch_to_the_next(running):
    info = running.info
    worker, before = the(running, "worker"), last_arrival(info)
    waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = %s AND strpos(query, %s) > 0"

    with psycopg.connect(info["database_url"]) as holding:
        holding.execute("LOCK TABLE desk_conversation IN EXCLUSIVE MODE")
        write(info, phone="5511900041002", name="Rui Lima", text="No meio do lote")
        eventually(lambda: rows(info["database_url"], waits, "Lock", "INTO desk_conversation") == [(1,)])
        worker.kill()
        eventually(lambda: not worker.is_running())
        assert rows(info["database_url"], "SELECT count(*) FROM intake.raw") == [(1,)]

    eventually(lambda: last_arrival(info) > before, seconds=30)
    the(running, "worker", after=worker.pid)
    assert rows(info["database_url"], "SELECT count(*) FROM intake.raw") == [(0,)]
    query = "SELECT count(*) FROM channel_message WHERE direction = 'in' AND arrival > %s"
    assert rows(info["database_url"], query, before) == [(1,)]
