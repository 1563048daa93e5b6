"""The promises about children, kept with the server we really run: granian, its main process and its worker."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from process_watch import is_gone, until

from desvelo.base.processes import port
from desvelo.base.processes.child import Child
from desvelo.base.processes.errors import PortInUse
from desvelo.base.processes.logfile import LogFile

BODY = """
async def app(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": NAME})
"""
GUARD = "from desvelo.base.processes.death import die_with_parent\ndie_with_parent()\n"


@pytest.fixture
def number() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def children() -> Iterator[list[Child]]:
    started: list[Child] = []
    yield started
    for child in started:
        child.stop()


def serve(folder: Path, number: int, children: list[Child], *, name: str = "one", guarded: bool = True) -> Child:
    module = folder / f"{name}_app.py"
    module.write_text((GUARD if guarded else "") + f"NAME = b'{name}'\n" + BODY)
    granian = (sys.executable, "-m", "granian", "--interface", "asgi", "--host", "127.0.0.1", "--port", str(number))
    argv = (*granian, "--no-ws", f"{name}_app:app")
    env = {**os.environ, "PYTHONPATH": str(folder)}
    child = Child(name=name, argv=argv, env=env, log=LogFile(folder / f"{name}.log"))
    children.append(child)
    child.start()
    until(lambda: answer(number) == name)
    return child


def answer(number: int) -> str | None:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{number}/", timeout=2) as response:
            return response.read().decode()
    except OSError:
        return None


def workers(child: Child) -> list[psutil.Process]:
    assert child.pid is not None
    return psutil.Process(child.pid).children(recursive=True)


def test_a_sigkill_of_granians_main_process_leaves_no_worker_serving(tmp_path, number, children) -> None:
    child = serve(tmp_path, number, children)
    found = workers(child)
    assert found

    os.kill(child.pid, signal.SIGKILL)  # and nobody polls: the worker must end by itself

    until(lambda: all(is_gone(worker.pid) for worker in found))
    assert answer(number) is None


def test_without_the_guard_the_worker_goes_on_serving_until_the_supervisor_looks(tmp_path, number, children) -> None:
    child = serve(tmp_path, number, children, guarded=False)
    pid = child.pid

    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)

    assert answer(number) == "one"
    assert child.poll() == -signal.SIGKILL  # looking at it ends what it left in its group
    until(lambda: answer(number) is None)


def test_a_sigkill_of_the_supervisor_ends_granian_and_its_worker(tmp_path, number) -> None:
    (tmp_path / "one_app.py").write_text(GUARD + "NAME = b'one'\n" + BODY)
    code = (
        "import sys\n"
        "from desvelo.base.processes.child import Child\n"
        "from desvelo.base.processes.supervisor import Supervisor\n"
        "with Supervisor() as supervisor:\n"
        "    argv = (sys.executable, '-m', 'granian', '--interface', 'asgi', '--port', sys.argv[1], 'one_app:app')\n"
        "    supervisor.start(Child(name='one', argv=argv))\n"
        "    supervisor.run_until_signal()\n"
    )
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-P", "-c", code, str(number)]
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as supervisor:
        until(lambda: answer(number) == "one")
        tree = psutil.Process(supervisor.pid).children(recursive=True)
        assert len(tree) >= 2

        supervisor.kill()

    until(lambda: all(is_gone(each.pid) for each in tree))
    assert answer(number) is None


def test_a_second_granian_shares_the_port_silently_and_the_question_refuses_it(tmp_path, number, children) -> None:
    serve(tmp_path, number, children)

    with pytest.raises(PortInUse):
        port.require_free("127.0.0.1", number)

    serve(tmp_path, number, children, name="two")
    until(lambda: answer(number) == "one")  # both serve, by turns: that is the trap


def test_a_request_to_stop_ends_granian_cleanly(tmp_path, number, children) -> None:
    child = serve(tmp_path, number, children)
    found = workers(child)

    child.stop()

    assert child.poll() == 0
    assert not any(worker.is_running() for worker in found)
    port.require_free("127.0.0.1", number)
