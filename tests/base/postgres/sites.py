"""What the tests of the embedded database stand on: a place with data and keys, and a supervisor elsewhere."""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from desvelo.base.postgres.binaries import Binaries
from desvelo.base.postgres.cluster import Cluster

PROGRAM = Path(__file__).with_name("cluster_program.py")


@dataclass
class Site:
    """A data folder, its keys, and the clusters started on them."""

    home: Path
    run: Path
    programs: Binaries
    clusters: list[Cluster] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.home / "postgres"

    @property
    def keys(self) -> Path:
        return self.home / "keys"

    @property
    def pgdata(self) -> Path:
        return self.data / "pgdata"

    def cluster(self, *, programs: Binaries | None = None) -> Cluster:
        made = Cluster(self.data, self.keys, programs or self.programs, run=self.run)
        self.clusters.append(made)
        return made

    def running(self) -> Cluster:
        cluster = self.cluster()
        cluster.prepare()
        cluster.start()
        cluster.wait_ready(seconds=60)
        return cluster

    def command(self) -> list[str]:
        return [sys.executable, "-P", str(PROGRAM), str(self.data), str(self.keys), str(self.run)]


def copy(template: Path, home: Path) -> None:
    """Copy a site; its 16 MB of unwritten log become a hole."""
    subprocess.run(["/bin/cp", "-R", "--sparse=always", template, home], check=True)


def query(url: str, statement: str, *arguments: object) -> Any:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement, arguments or None)  # type: ignore[call-overload]
        return cursor.fetchall() if cursor.description else None


def until(claim: Callable[[], bool], *, seconds: float = 20.0) -> None:
    """Wait for something another process does."""
    tick = threading.Event()
    for _ in range(int(seconds / 0.005)):
        if claim():
            return
        tick.wait(0.005)
    pytest.fail("it did not happen in time")


class Elsewhere:
    """The supervisor of ``cluster_program.py`` in a process of its own."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def words(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        line = self.process.stdout.readline()
        if not line:
            pytest.fail(self.process.stderr.read())
        found: dict[str, Any] = json.loads(line)
        return found

    def stop(self) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.words()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
