"""``desvelo verify-ledger``: read every entry again and say whether the log holds together.

It works beside a running installation, through the database's URL file, and on a stopped one, by starting its database
for the time it takes.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from desvelo.base.config.parse import Config
from desvelo.base.keeper import keepers
from desvelo.base.processes.errors import StartRefused
from desvelo.base.processes.supervisor import Supervisor
from desvelo.config import processes, up


class NothingInstalled(StartRefused):
    """There is no log to verify where one was looked for."""

    code = "verify.nothing_installed"
    sentence = "There is no Desvelo in {folder}, so there is no log to verify. Name the folder of one with --data."

    def __init__(self, *, folder: Path) -> None:
        super().__init__(folder=folder)


def run(config: Config) -> int:
    """Verify; print the report as one JSON line; return 0 when everything holds.  Raises NothingInstalled."""
    return beside(config, processes.verify())


def beside(config: Config, command: Sequence[str]) -> int:
    """Run one of our programs where it finds the database; return its exit code.  Raises NothingInstalled."""
    if not keepers.keeper(config).exists():
        raise NothingInstalled(folder=config.data)
    env = environment(config)
    if config.database_url is not None or is_reachable(env):
        return _child(command, env)
    with Supervisor() as supervisor:
        up.say("The installation is stopped; starting its database to read it")
        up.url_files(config, up.database(supervisor, config))  # the folder may have been moved since it last ran
        return _child(command, env)
    return 1  # a signal ended the reading


def environment(config: Config) -> dict[str, str]:
    """Return what one of our programs needs to work beside an installation: where its database is, and its keys."""
    urls = {name: config.keys / "db" / f"{name}.url" for name in ("owner", "app", "edge")}
    env = processes.environment(config, urls=urls, socket=config.data / "run" / "web.sock")
    if config.database_url is not None:
        env["DATABASE_URL"] = config.database_url
        for name in ("DATABASE_URL_FILE", "DESVELO_OWNER_DATABASE_URL_FILE", "DESVELO_EDGE_DATABASE_URL_FILE"):
            env.pop(name)  # those are files of an embedded database
        env |= {name: os.environ[name] for name in ("DESVELO_OWNER_DATABASE_URL_FILE",) if name in os.environ}
    if config.postgres_bin is not None:
        env["DESVELO_POSTGRES_BIN"] = str(config.postgres_bin)
    return env


def is_reachable(env: dict[str, str]) -> bool:
    """Tell whether the database of an installation lets us in now."""
    probe = "import os, pathlib, psycopg; psycopg.connect(pathlib.Path(os.environ['DATABASE_URL_FILE']).read_text())"
    return subprocess.run([sys.executable, "-c", probe], env=env, check=False, capture_output=True).returncode == 0


def _child(command: Sequence[str], env: dict[str, str]) -> int:
    return subprocess.run(command, env=env, check=False).returncode
