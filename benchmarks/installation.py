"""One Desvelo, started as a person starts it, with its data in a temporary folder."""

import json
import os
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg

from benchmarks import programs
from benchmarks.programs import Server

COMMAND = str(Path(sys.executable).with_name("desvelo"))
_FIRST_PORT, _PORTS = 30_000, 2_000
_WORDS = {"config.wsgi": "web", "config.run worker": "worker", "config.asgi": "edge", "sandbox_app": "sandbox"}
QUIET_SECONDS = 60.0
_MB = 1_048_576
_TRAVEL_SECONDS, _FETCH_SECONDS = 0.2, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """A running demonstration: everything real, the Graph API a sandbox of this machine."""

    data: Path
    info: dict[str, Any]
    pid: int
    seconds: float

    @property
    def port(self) -> int:
        """The one port: door, streams and pages."""
        return int(self.info["url"].rsplit(":", 1)[1])

    @property
    def database_url(self) -> str:
        """How the superuser reaches the database."""
        return str(self.info["database_url"])

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database as its superuser."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def order(self, statement: str) -> None:
        """Have the database do something as its superuser, such as what it does by itself after a while."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def inside(self, program: str, **job: object) -> Any:
        """Run one of our programs with Django ready, the keys of this installation and the rights of its pages."""
        return programs.ask(f"benchmarks.inside {program}", job, env=django_environment(self.data, mode="demo"))

    def processes(self) -> list[tuple[str, psutil.Process]]:
        """List the supervisor and everything below it, each with its role."""
        top = psutil.Process(self.pid)
        return [(role, each) for each in (top, *top.children(recursive=True)) if (role := _role_of(each))]

    def cpu_seconds(self) -> dict[str, float]:
        """Return how long each role has kept a processor busy so far; the sandbox is not ours to count."""
        spent: Counter[str] = Counter()
        for role, process in self.processes():
            with suppress(psutil.NoSuchProcess):  # a backend that just ended is counted with who started it
                times = process.cpu_times()
                ended = times.children_user + times.children_system if role == "postgres" else 0
                spent[role] += times.user + times.system + ended
        del spent["sandbox"]
        return dict(spent)

    @contextmanager
    def standing_still(self, role: str) -> Iterator[None]:
        """Let one process of ours not run for a while."""
        one = next(process for its, process in self.processes() if its == role)
        one.suspend()
        try:
            yield
        finally:
            one.resume()

    def memory_mb(self) -> dict[str, float]:
        """Return what each role holds in memory: its proportional share, so that what is shared counts once."""
        held: Counter[str] = Counter()
        for role, process in self.processes():
            with suppress(psutil.NoSuchProcess):
                held[role] += process.memory_full_info().pss
        return {role: size / _MB for role, size in held.items()}

    def wait_until_quiet(self, *, patience: float = QUIET_SECONDS) -> None:
        """Return when nothing waits any more: every delivery taken in, every event handed on, every entry indexed.

        Raises MeasureFailed after *patience* seconds.
        """
        query = (
            "SELECT (SELECT count(*) FROM intake.raw) + (SELECT count(*) FROM outbox_queue) "
            "+ (SELECT count(*) FROM ledger.pending)"
        )
        give_up_at = time.monotonic() + patience
        while self.rows(query) != [(0,)]:
            if time.monotonic() > give_up_at:
                raise programs.MeasureFailed("the backlog does not drain")
            time.sleep(0.05)

    def settle(self, *, pages: bool) -> None:
        """Let what was committed travel to the screens, and the pages fetch it."""
        time.sleep(_FETCH_SECONDS if pages else _TRAVEL_SECONDS)


@contextmanager
def started(data: Path) -> Iterator[Installation]:
    """Start everything over *data*, stop everything at the end."""
    port = free_port()
    command = [COMMAND, "demo", "--no-browser", "--json", "--port", str(port), "--data", str(data)]
    begun = time.monotonic()
    with Server(command, env=programs.environment(), stop=signal.SIGINT) as server:
        server.wait_until(lambda: server.out.endswith("\n"))
        seconds = time.monotonic() - begun
        yield Installation(data=data, info=json.loads(server.out), pid=server.process.pid, seconds=seconds)


def django_environment(data: Path, *, mode: str) -> dict[str, str]:
    """Return the environment in which our programs find the installation of *data*."""
    return programs.environment(
        DESVELO_DATA=str(data),
        DESVELO_MODE=mode,
        DATABASE_URL_FILE=str(data / "keys" / "db" / "app.url"),
        DJANGO_SETTINGS_MODULE="desvelo.config.settings",
    )


def free_port() -> int:
    """Return a port with a free neighbour, below those the system gives away."""
    for at in range(_PORTS):
        port = _FIRST_PORT + (os.getpid() * 13 + at * 2) % _PORTS
        if _are_free([port, port + 1]):
            return port
    raise programs.MeasureFailed("no free port")


def _are_free(ports: Sequence[int]) -> bool:
    try:
        for port in ports:
            with socket.socket() as one:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                one.bind(("127.0.0.1", port))
    except OSError:
        return False
    return True


def _role_of(process: psutil.Process) -> str:
    """Return what a process of the tree is, or nothing if it has just ended."""
    try:
        words, name = " ".join(process.cmdline()), process.name()
    except psutil.NoSuchProcess:
        return ""
    for some, role in _WORDS.items():
        if some in words:
            return role
    return "postgres" if name.startswith("postgres") else "supervisor"
