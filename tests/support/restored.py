"""A restored installation, looked into by programs of its own while its database is started for that."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from desvelo.base.config.parse import Config
from desvelo.base.processes.supervisor import Supervisor
from desvelo.config import processes, up

_SUPPORT = Path(__file__).parent


class Running:
    """Its database runs; its keys lie in the folder."""

    def __init__(self, config: Config, urls: processes.Urls) -> None:
        self._urls = urls
        self._env = {
            **processes.environment(config, urls=up.url_files(config, urls), socket=config.data / "web.sock"),
            "DJANGO_SETTINGS_MODULE": "desvelo.config.settings",
        }

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database."""
        with psycopg.connect(self._urls.superuser) as connection:
            return connection.execute(query, values).fetchall()

    def program(self, name: str) -> Any:
        """Run a program of this folder; return what it printed as JSON."""
        command = [sys.executable, str(_SUPPORT / name)]
        answer = subprocess.run(command, capture_output=True, text=True, check=False, env=self._env)
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout)

    def words(self) -> list[str]:
        """Return the words of every message."""
        return [said[-1] for said in self.program("read_messages.py")]


@contextmanager
def running(data: Path) -> Iterator[Running]:
    """Start the database of a restored installation for as long as the block takes."""
    config = Config(data=data)
    with Supervisor() as supervisor:
        yield Running(config, up.database(supervisor, config))


Restore = Callable[..., dict[str, float]]
