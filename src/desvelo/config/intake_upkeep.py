"""``desvelo intake``: what was set aside at the door's other side, and the way back into the queue.

It works beside a running installation, or one whose worker refuses to start: only the database has to answer.
"""

import argparse
import subprocess
from collections.abc import Callable
from pathlib import Path

from desvelo.base.config.parse import Config
from desvelo.base.keeper import keepers
from desvelo.base.processes.errors import StartRefused
from desvelo.config import processes


class DatabaseNotRunning(StartRefused):
    """There is no database to ask where an installation was looked for."""

    code = "intake.not_running"
    sentence = "No Desvelo runs in {folder}. Start it with `desvelo up`, then ask again; --data names another folder."

    def __init__(self, *, folder: Path) -> None:
        super().__init__(folder=folder)


def add_commands(command: argparse.ArgumentParser, *, run: Callable[[argparse.Namespace], int]) -> None:
    """Add what can be done about what was set aside."""
    commands = command.add_subparsers(required=True, metavar="COMMAND")
    listed = commands.add_parser("list", help="show what is set aside: why, how much, since when")
    retry = commands.add_parser("retry", help="put what is set aside back into the queue; exit code 2 if some stays")
    retry.add_argument("--reason", default="", help="only what was set aside for this reason (see the list)")
    aside = commands.add_parser(
        "set-aside", help="set what waits for a lost key aside, closed, so that the worker starts"
    )
    for each in (listed, retry, aside):
        each.add_argument("--data", type=Path, help="the folder that holds everything of this installation")
        each.add_argument("--port", type=int, help="the port people open (default 8000)")
        each.add_argument("--demo", action="store_true", help="the demonstration")
        each.add_argument("--json", action="store_true", help="print one JSON document to stdout")
    for each, act in ((listed, "list"), (retry, "retry"), (aside, "set-aside")):
        each.set_defaults(run=run, act=act)


def run(config: Config, *, act: str, reason: str, as_json: bool) -> int:
    """Do it; print the result; return the exit code.  Raises DatabaseNotRunning."""
    from desvelo.config import verifying  # noqa: PLC0415  only by this command, as there

    if not keepers.keeper(config).exists():
        raise DatabaseNotRunning(folder=config.data)
    env = verifying.environment(config)
    if config.database_url is None and not verifying.is_reachable(env):
        raise DatabaseNotRunning(folder=config.data)
    return subprocess.run(processes.intake(act, reason, as_json=as_json), env=env, check=False).returncode
