"""What the benchmarks of one run stand on: installations and databases in temporary folders, gone at the end."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql

from benchmarks import programs
from benchmarks.effort import Effort
from benchmarks.installation import Installation, django_environment, started
from desvelo.base.postgres import binaries, bootstrap
from desvelo.base.postgres.cluster import Cluster
from desvelo.config.demo.facts import write_private


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """An installation with many messages in it, and how long filling it took."""

    installation: Installation
    messages: int
    seconds: float


class Stage:
    """Gives installations and databases; use it in a ``with``."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._filled: Filled | None = None
        self._cluster: Cluster | None = None
        self._databases = count()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._open.close()

    @contextmanager
    def fresh(self) -> Iterator[Installation]:
        """Give an installation that only the demonstration's first conversations are in."""
        with folder() as data, started(data) as installation:
            installation.wait_until_quiet()
            yield installation

    def filled(self, effort: Effort) -> Filled:
        """Give an installation with as many messages as *effort* says, made once in a run."""
        if self._filled is None:
            installation = self._open.enter_context(self.fresh())
            made = installation.inside("fill", count=effort.messages)
            installation.order("VACUUM ANALYZE")
            self._filled = Filled(installation=installation, messages=made["messages"], seconds=made["seconds"])
        return self._filled

    @contextmanager
    def database(self) -> Iterator[str]:
        """Give the URL of an empty database of a PostgreSQL that runs exactly as the product's."""
        if self._cluster is None:
            self._cluster = self._open.enter_context(running(self._open.enter_context(folder())))
        name = sql.Identifier(f"reference_{next(self._databases)}")
        with psycopg.connect(self._cluster.superuser_url(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
            yield self._cluster.superuser_url(name.as_string().strip('"'))
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    @contextmanager
    def at_rest(self) -> Iterator[dict[str, str]]:
        """Give the environment of an installation with tables and keys, in which no process of ours runs."""
        with folder() as data, running(data) as cluster:
            passwords = bootstrap.role_passwords(data / "keys")
            bootstrap.ensure(cluster.superuser_url(), passwords)
            for name, role in (("owner", bootstrap.OWNER), ("app", bootstrap.APP)):
                url = cluster.url(role, passwords[role], bootstrap.DATABASE)
                write_private(data / "keys" / "db" / f"{name}.url", url.encode())
            env = django_environment(data, mode="main")
            _prepare(data, env)
            yield env


@contextmanager
def folder() -> Iterator[Path]:
    """Give a data folder with a short path, which the database's own user may enter."""
    path = Path(tempfile.mkdtemp(prefix="dvb-"))
    path.chmod(0o711)
    try:
        yield path
    finally:
        shutil.rmtree(path)


@contextmanager
def running(data: Path) -> Iterator[Cluster]:
    """Give the PostgreSQL of a data folder, which runs as the product's does, and stop it."""
    cluster = Cluster(data / "postgres", data / "keys", binaries.find(None))
    cluster.prepare()
    cluster.start()
    try:
        cluster.wait_ready()
        yield cluster
    finally:
        cluster.stop()


def _prepare(data: Path, env: dict[str, str]) -> None:
    owner = str(data / "keys" / "db" / "owner.url")
    both = {**env, "DATABASE_URL_FILE": owner, "DESVELO_OWNER_DATABASE_URL_FILE": owner}
    programs.run("desvelo.config.run prepare", env=both)
