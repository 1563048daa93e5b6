"""``desvelo canary``: plant contacts of nobody whose keys no honest work opens, list them, remove one.

It works beside a running installation, at the machine, by those who look after it: no screen says which contact it is.
"""

import argparse
import subprocess
from collections.abc import Callable
from pathlib import Path

from desvelo.base.config.parse import Config
from desvelo.base.keeper import keepers
from desvelo.config import processes
from desvelo.config.key_checking import NothingRuns


def add_commands(command: argparse.ArgumentParser, *, run: Callable[[argparse.Namespace], int]) -> None:
    """Add what can be done with canaries."""
    commands = command.add_subparsers(required=True, metavar="COMMAND")
    plant = commands.add_parser("plant", help="make one for each team that has none, or one for the team named")
    plant.add_argument("--team", dest="which", default="", help="the name of one team")
    listed = commands.add_parser("list", help="say which there are, and how often each was opened")
    listed.set_defaults(which="")
    remove = commands.add_parser("remove", help="erase one, with its conversation; its alarms stay on record")
    remove.add_argument("which", metavar="ID", help="the id that list shows")
    for each, act in ((plant, "plant"), (listed, "list"), (remove, "remove")):
        each.add_argument("--data", type=Path, help="the folder that holds everything of this installation")
        each.add_argument("--port", type=int, help="the port people open (default 8000)")
        each.add_argument("--demo", action="store_true", help="the demonstration")
        each.add_argument("--json", action="store_true", help="print one JSON document to stdout")
        each.set_defaults(run=run, act=act)


def keep(config: Config, *, act: str, which: str, as_json: bool) -> int:
    """Do it in a process with Django; return its exit code.  Raises NothingRuns."""
    from desvelo.config import verifying  # noqa: PLC0415  only by this command, as there

    if not keepers.keeper(config).exists():
        raise NothingRuns(folder=config.data)
    env = verifying.environment(config)
    if config.database_url is None and not verifying.is_reachable(env):
        raise NothingRuns(folder=config.data)
    return subprocess.run(processes.canary(act, which, as_json=as_json), env=env, check=False).returncode
