"""``desvelo people``: say what each account holds and whether it was given; let one in again that was refused.

Or give somebody of IT, who lost every factor, a code in its place: where one person keeps the system, no two can.

Whoever vouches says role and teams themselves: a command that only said yes would take an intruder's word.  It works
beside a running installation, at the machine, by those who hold its keys.
"""

import argparse
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from desvelo.base.config.parse import Config
from desvelo.base.keeper import keepers
from desvelo.config import processes
from desvelo.config.key_checking import NothingRuns


def add_commands(command: argparse.ArgumentParser, *, run: Callable[[argparse.Namespace], int]) -> None:
    """Add what can be done with accounts."""
    commands = command.add_subparsers(required=True, metavar="COMMAND")
    listed = commands.add_parser("list", help="say role, teams and factors of each, and which are refused")
    vouch = commands.add_parser("vouch", help="let one in again, when what the database says of it is right")
    vouch.add_argument("email", metavar="EMAIL", help="the address it signs in with")
    vouch.add_argument("--role", required=True, help="the role it was given, as list shows it")
    vouch.add_argument("--team", action="append", default=[], help="a team it was given; once for each")
    vouch.add_argument("--passkeys", required=True, type=int, help="how many passkeys its owner enrolled")
    vouch.add_argument("--providers", type=int, default=0, help="with how many identity providers it is connected")
    recover = commands.add_parser("recover", help="give somebody of IT a code in place of a lost second factor")
    recover.add_argument("email", metavar="EMAIL", help="the address they sign in with")
    for each, act in ((listed, "list"), (vouch, "vouch"), (recover, "recover")):
        each.add_argument("--data", type=Path, help="the folder that holds everything of this installation")
        each.add_argument("--port", type=int, help="the port people open (default 8000)")
        each.add_argument("--demo", action="store_true", help="the demonstration")
        each.add_argument("--json", action="store_true", help="print one JSON document to stdout")
        each.set_defaults(run=run, act=act)


def keep(config: Config, asked: argparse.Namespace) -> int:
    """Do it in a process with Django; return its exit code.  Raises NothingRuns."""
    from desvelo.config import verifying  # noqa: PLC0415  only by this command, as there

    if not keepers.keeper(config).exists():
        raise NothingRuns(folder=config.data)
    env = verifying.environment(config)
    if config.database_url is None and not verifying.is_reachable(env):
        raise NothingRuns(folder=config.data)
    said = {name: getattr(asked, name, None) for name in ("email", "role", "team", "passkeys", "providers")}
    command = processes.people(asked.act, json.dumps(said), as_json=asked.json)
    return subprocess.run(command, env=env, check=False).returncode
