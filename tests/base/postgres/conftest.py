"""Real clusters: one ``initdb`` a session, copied for each test; everything is stopped and removed afterwards."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from desvelo.base.postgres import binaries, passwords
from desvelo.base.postgres.binaries import Binaries
from desvelo.base.postgres.cluster import Cluster
from desvelo.base.postgres.folder import DataFolder

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


@pytest.fixture(scope="session")
def programs() -> Binaries:
    return binaries.find()


@pytest.fixture(scope="session")
def run_folder() -> Iterator[Path]:
    """Where root makes its mount points: a folder that every user can enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="desvelo-test-", dir="/run" if os.geteuid() == 0 else None))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, run_folder: Path, programs: Binaries) -> Path:
    home = tmp_path_factory.mktemp("template")
    cluster = Cluster(home / "postgres", home / "keys", programs, run=run_folder)
    cluster.prepare()
    cluster.stop()
    return home


@pytest.fixture
def empty(tmp_path: Path, run_folder: Path, programs: Binaries) -> Iterator[Site]:
    """A site where nothing was made yet."""
    site = Site(home=tmp_path / "site", run=run_folder, programs=programs)
    yield site
    for cluster in site.clusters:
        cluster.stop()
    shutil.rmtree(site.data, ignore_errors=True)


@pytest.fixture
def site(empty: Site, template: Path) -> Site:
    """A site with a whole cluster, stopped."""
    copy(template, empty.home)
    return empty


@pytest.fixture
def stub(empty: Site) -> Site:
    """A site that looks like one with a cluster, for what is refused before anything is started."""
    folder = DataFolder(empty.data)
    folder.claim()
    folder.release()
    passwords.read_or_make(empty.keys, "postgres")
    empty.pgdata.mkdir(mode=0o700)
    (empty.pgdata / "PG_VERSION").write_text(f"{empty.programs.major}\n")
    return empty


@pytest.fixture(scope="module")
def shared(
    tmp_path_factory: pytest.TempPathFactory, run_folder: Path, programs: Binaries, template: Path
) -> Iterator[Site]:
    """A site whose cluster the tests of one module share: each must leave what the next relies on."""
    site = Site(home=tmp_path_factory.mktemp("shared") / "site", run=run_folder, programs=programs)
    copy(template, site.home)
    site.running()
    yield site
    for cluster in site.clusters:
        cluster.stop()
    shutil.rmtree(site.data)


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


@pytest.fixture
def elsewhere() -> Iterator[Callable[[list[str]], Elsewhere]]:
    started: list[Elsewhere] = []

    def start(command: list[str]) -> Elsewhere:
        started.append(Elsewhere(command))
        return started[-1]

    yield start
    for each in started:
        each.kill()
        for stream in (each.process.stdin, each.process.stdout, each.process.stderr):
            if stream is not None:
                stream.close()
