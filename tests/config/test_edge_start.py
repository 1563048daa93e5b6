"""Whoever owns the port asks first, at every start: two servers of one user would share it and nobody would notice."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from desvelo.base.processes.change import Change
from desvelo.base.processes.child import Child
from desvelo.base.processes.logfile import LogFile
from desvelo.base.processes.supervisor import Supervisor
from desvelo.config import watch
from started import eventually, free_port

EDGE_START = (sys.executable, "-P", "-m", "desvelo.config.edge_start")
WEB_START = (sys.executable, "-P", "-m", "desvelo.config.web_start")
SHARING_SERVER = """
import socket, sys, time
with socket.socket() as server:
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    server.bind(("127.0.0.1", int(sys.argv[1])))
    server.listen()
    while True:
        server.accept()[0].sendall(b"ours")
"""


@contextmanager
def somebody_at(port: int) -> Iterator[socket.socket]:
    """Listen on *port* as granian does: ready to share it with whoever asks the same way."""
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        yield taken


def serves(port: int) -> bool:
    """Tell whether the server of ours is the one that answers."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as asking:
            return asking.recv(4) == b"ours"
    except OSError:
        return False


def server(port: int) -> list[str]:
    return [*EDGE_START, "127.0.0.1", str(port), sys.executable, "-c", SHARING_SERVER, str(port)]


@pytest.mark.parametrize("guarded", [True, False], ids=["asked", "not asked"])
def test_a_port_somebody_else_would_share_is_refused_with_a_sentence(guarded):
    """Without the question it would serve beside the other."""
    port = free_port()

    with somebody_at(port) as other:
        process = subprocess.Popen(server(port)[0 if guarded else 6 :], stderr=subprocess.PIPE, text=True)
        if guarded:
            _, said = process.communicate(timeout=20)
            assert process.returncode == 1
            assert said.startswith(f"Port {port} on 127.0.0.1 is already in use")
        else:
            other.close()
            eventually(lambda: serves(port))
            process.kill()
            process.communicate()


def test_a_port_taken_between_two_starts_is_waited_for_and_the_person_is_told(tmp_path):
    port, log = free_port(), LogFile(tmp_path / "edge.log")
    child, told, before = Child(name="edge", argv=server(port), log=log), [], {}

    def watching(change: Change) -> None:
        told.append(watch.sentence(change, before=before.get(change.name)))
        before[change.name] = change

    def take_the_port() -> None:
        try:
            with somebody_at(port):
                os.kill(child.pid, signal.SIGKILL)
                eventually(lambda: any("does not stay up" in each for each in told), seconds=60)
            eventually(lambda: serves(port), seconds=60)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    with Supervisor(watch=watching) as supervisor:
        supervisor.start(child, ready=lambda: serves(port))
        other = threading.Thread(target=take_the_port)
        other.start()
        supervisor.run_until_signal()
        other.join()

    first, second = [each for each in told if each][:2]
    assert first == "The process “edge” was ended by SIGKILL; it is started again."
    assert second.endswith(f"Its log says why: {log.path}")
    assert {line.split(" is already")[0] for line in log.lines()} == {f"Port {port} on 127.0.0.1"}


def test_a_socket_at_which_somebody_serves_is_left_to_them(tmp_path):
    path = tmp_path / "web.sock"
    with socket.socket(socket.AF_UNIX) as serving:
        serving.bind(str(path))
        serving.listen()

        refused = subprocess.run([*WEB_START, path, "/bin/true"], capture_output=True, text=True, check=False)

    assert (refused.returncode, "DESVELO_WEB_SOCKET" in refused.stderr) == (1, True)
    assert path.exists()


def test_a_socket_that_a_dead_server_left_is_removed(tmp_path):
    path = tmp_path / "web.sock"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))

    started = subprocess.run([*WEB_START, path, "/bin/true"], capture_output=True, text=True, check=False)

    assert (started.returncode, started.stderr) == (0, "")
    assert not path.exists()
