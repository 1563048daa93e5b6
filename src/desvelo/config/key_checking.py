"""``desvelo keys``: is a copy of the keys whole, how are the keys, and replace the current epoch now.

``check`` needs the copy alone, nothing running.  ``status`` and ``rotate`` work beside a running installation; its
worker and ``rotate`` may both be at it, and each goes on where the other was.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from desvelo.base.config.parse import Config
from desvelo.base.keeper import keepers
from desvelo.base.keyring import Keyring
from desvelo.base.processes.errors import StartRefused
from desvelo.config import processes


class NoKeysThere(StartRefused):
    """The folder is not one of keys."""

    code = "keys.none_there"
    sentence = "There are no keys in {folder}. Name the folder of the copy: the one that holds epoch and service."

    def __init__(self, *, folder: Path) -> None:
        super().__init__(folder=folder)


class NothingRuns(StartRefused):
    """There is no database to ask where an installation was looked for."""

    code = "keys.not_running"
    sentence = "No Desvelo runs in {folder}. Start it with `desvelo up`, then ask again; --data names another folder."

    def __init__(self, *, folder: Path) -> None:
        super().__init__(folder=folder)


def add_commands(
    command: argparse.ArgumentParser, *, run: Callable[[argparse.Namespace], int]
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    """Add what can be asked about keys and a copy of them; return where more can be added."""
    commands = command.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="open every key of a copy, and print the code that its owner types")
    check.add_argument("folder", type=Path, help="the folder of the copy: the one that holds epoch and service")
    check.set_defaults(run=_check)
    status = commands.add_parser("status", help="say where the root key is, which epochs are alive, what was destroyed")
    rotate = commands.add_parser("rotate", help="replace the current epoch now; exit code 2 if some keys do not open")
    for each, act in ((status, "status"), (rotate, "rotate")):
        each.add_argument("--data", type=Path, help="the folder that holds everything of this installation")
        each.add_argument("--port", type=int, help="the port people open (default 8000)")
        each.add_argument("--demo", action="store_true", help="the demonstration")
        each.add_argument("--json", action="store_true", help="print one JSON document to stdout")
        each.set_defaults(run=run, act=act)
    return commands


def keep(config: Config, *, act: str, as_json: bool) -> int:
    """Do it in a process with Django; return its exit code.  Raises NothingRuns."""
    from desvelo.config import verifying  # noqa: PLC0415  only by this command, as there

    if not keepers.keeper(config).exists():
        raise NothingRuns(folder=config.data)
    env = verifying.environment(config)
    if config.database_url is None and not verifying.is_reachable(env):
        raise NothingRuns(folder=config.data)
    return subprocess.run(processes.keys(act, as_json=as_json), env=env, check=False).returncode


def _check(asked: argparse.Namespace) -> int:
    """Check; print the code; return 0.  Raises NoKeysThere, KeyMissing, RootUnavailable."""
    ring = Keyring(asked.folder, root=os.environ.get("DESVELO_ROOT_KEY", ""))
    if not ring.exists:
        raise NoKeysThere(folder=asked.folder)
    sys.stdout.write(f"{ring.copy_code()}\n")
    sys.stderr.write("This copy is whole. Type its code under /primeiros-passos/chave.\n")
    return 0
