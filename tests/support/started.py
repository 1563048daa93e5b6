"""Desvelo started as a person starts it, a process of its own, and stopped the same way."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import httpx
import psutil
import psycopg

COMMAND = str(Path(sys.executable).with_name("desvelo"))
READY_SECONDS = 120.0
STOP_SECONDS = 60.0
SLOW_SECONDS = 6.0
_FIRST_PORT, _PORTS = 20_000, 10_000
_OURS = ("DESVELO_", "DATABASE_URL", "DJANGO_", "PYTEST_")
_T = TypeVar("_T")


class Started:
    """One running ``desvelo demo`` or ``desvelo up``."""

    def __init__(self, data: Path, *arguments: str, port: int | None = None, **settings: str) -> None:
        self.data = data
        self.port = port or free_port()
        self.slow: list[str] = []
        self._last_words: dict[str, str] = {}
        self._told = Path(tempfile.mkdtemp(prefix="told-"))
        began = time.monotonic()
        with (self._told / "out").open("wb") as stdout, (self._told / "err").open("wb") as stderr:
            command = [COMMAND, *arguments, "--port", str(self.port), "--data", str(data)]
            self.process = subprocess.Popen(command, stdout=stdout, stderr=stderr, env=environment(**settings))
        try:
            eventually(self._is_ready, seconds=READY_SECONDS, told=lambda: self.stderr)
        except BaseException:
            self.end(signal.SIGKILL)
            raise
        self.seconds = time.monotonic() - began

    @property
    def stdout(self) -> str:
        """What it said on stdout so far."""
        return self._read("out")

    @property
    def stderr(self) -> str:
        """What it said on stderr so far."""
        return self._read("err")

    @property
    def info(self) -> dict[str, Any]:
        """The one JSON line of ``demo --json``."""
        return json.loads(self.stdout)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def tree(self) -> list[psutil.Process]:
        """The process itself and everything below it."""
        top = psutil.Process(self.process.pid)
        return [top, *top.children(recursive=True)]

    def child(self, words: str) -> psutil.Process:
        """The topmost process below whose command line holds *words*."""
        found = [each for each in self.tree()[1:] if words in command_line(each)]
        assert found, f"no process with {words!r} among {[command_line(each) for each in self.tree()]}"
        return found[0]

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        """Send *how* and return the exit code; whoever is left of the tree after that is an error."""
        tree = self.tree() if self.process.poll() is None else []
        if tree:
            self.process.send_signal(how)
        psutil.wait_procs(tree[:1], timeout=SLOW_SECONDS)
        self.slow = [words for each in tree if (words := command_line(each))]
        code = self.process.wait(timeout=STOP_SECONDS)
        self._last_words = {name: self._read(name) for name in ("out", "err")}
        shutil.rmtree(self._told, ignore_errors=True)
        _, alive = psutil.wait_procs(tree[1:], timeout=5)
        assert alive == [], f"left behind: {alive}\n{self.stderr}"
        return code

    def _read(self, name: str) -> str:
        if name in self._last_words:
            return self._last_words[name]
        return (self._told / name).read_text(encoding="utf-8")

    def _is_ready(self) -> bool:
        code = self.process.poll()
        assert code is None, f"ended with {code}:\n{self.stderr}"
        return "Ready: " in self.stderr and ("/demo" not in self.stderr or self.stdout.endswith("\n"))


def command_line(process: psutil.Process) -> str:
    """Return the words a process was started with; nothing of one that has just ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def is_gone(process: psutil.Process) -> bool:
    """Tell whether a process ended, whoever has still to take note of it."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def free_port() -> int:
    """Return a port with a free neighbour, below those the system gives away."""
    for at in range(_PORTS):
        port = _FIRST_PORT + (os.getpid() * 41 + at * 7) % _PORTS
        if all(_is_free(each) for each in (port, port + 1)):
            return port
    raise AssertionError("no free port")


def _is_free(port: int) -> bool:
    with contextlib.suppress(OSError), socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind(("127.0.0.1", port))
        return True
    return False


def environment(**more: str) -> dict[str, str]:
    """Return our environment without what the tests of one process set for themselves."""
    return {**{name: value for name, value in os.environ.items() if not name.startswith(_OURS)}, **more}


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """Give a data folder with a short path, which the database's own user may enter."""
    path = Path(tempfile.mkdtemp(prefix="dv-"))
    path.chmod(0o711)
    try:
        yield path
    finally:
        shutil.rmtree(path)


def run(
    *arguments: str, data: Path | None = None, before: Sequence[str] = (), **more: str
) -> "subprocess.CompletedProcess[str]":
    """Run one command of ours to its end; what stands in *before* starts it."""
    where = [] if data is None else ["--data", str(data)]
    command = [*before, COMMAND, *arguments, *where]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=90, env=environment(**more))


def eventually(ask: Callable[[], _T], *, seconds: float = 15.0, told: Callable[[], str] = str) -> _T:
    """Return the first answer that is true; fail when there is none in time."""
    give_up_at = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < give_up_at, f"not within {seconds} s {told()}"
        time.sleep(0.02)
    return answer


def rows(database_url: str, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Ask the database."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        return connection.execute(query, values).fetchall()


def write(info: dict[str, Any], *, phone: str, name: str, text: str) -> str:
    """Let a customer write; return the message's id at Meta."""
    url = f"{info['sandbox_control_url']}/messages"
    answer = httpx.post(url, json={"from": phone, "name": name, "text": text}, timeout=10, trust_env=False)
    return str(answer.raise_for_status().json()["wamid"])


def last_arrival(info: dict[str, Any]) -> int:
    """Return the place of the newest message of a customer in the order of all messages."""
    query = "SELECT coalesce(max(arrival), 0) FROM channel_message WHERE direction = 'in'"
    return int(rows(info["database_url"], query)[0][0])
