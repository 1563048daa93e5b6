"""``desvelo number check``: the checklist of every number, at the terminal of the machine that serves them.

It works beside a running installation, because the round trip of a webhook needs somebody who answers.  It ends with 0
when nothing has to be mended, 1 when something has, 2 when something could not be found out.
"""

import argparse
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desvelo.base.config.parse import Config
from desvelo.base.keeper import keepers
from desvelo.base.processes.errors import StartRefused
from desvelo.config import processes


class NotRunning(StartRefused):
    """There is no running installation whose numbers could be checked."""

    code = "number.not_running"
    sentence = "No Desvelo runs in {folder}. Start it with `desvelo up`, then check: Meta has to find somebody there."

    def __init__(self, *, folder: Path) -> None:
        super().__init__(folder=folder)


def add_commands(command: argparse.ArgumentParser, *, run: Callable[[argparse.Namespace], int]) -> None:
    """Add what can be asked about numbers."""
    commands = command.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="ask Meta about each number; exit code 0 well, 1 to be mended, 2 unknown")
    check.add_argument("--data", type=Path, help="the folder that holds everything of this installation")
    check.add_argument("--port", type=int, help="the port people open (default 8000)")
    check.add_argument("--demo", action="store_true", help="the demonstration's number")
    check.add_argument("--number", default="", help="Meta's id of one number; without it, all of them")
    check.add_argument("--json", action="store_true", help="print one JSON document to stdout")
    check.set_defaults(run=run)


def run(config: Config, *, wanted: str, as_json: bool) -> int:
    """Check; print the result; return the exit code.  Raises NotRunning."""
    from desvelo.config import verifying  # noqa: PLC0415  only by this command, as there

    origin = config.data / "demo" / "sandbox.origin"
    if config.demo and config.sandbox_origin is None and origin.is_file():
        config = replace(config, sandbox_origin=origin.read_text(encoding="utf-8"))
    if not keepers.keeper(config).exists():
        raise NotRunning(folder=config.data)
    env = verifying.environment(config)
    if config.database_url is None and not verifying.is_reachable(env):
        raise NotRunning(folder=config.data)
    return subprocess.run(processes.numbers(wanted, as_json=as_json), env=env, check=False).returncode
