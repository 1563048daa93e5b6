"""``desvelo restore acknowledge``: two people say on record that entries which others know are lost.

It works on an installation that refuses to start, by starting its database for the time it takes, and beside one that
runs.  That both people are who they say is not proved here yet: what counts is that two accounts of IT or the data
protection officer are named, and that the number they type is the one that was lost.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from desvelo.base.config.parse import Config
from desvelo.config import processes


def add_commands(command: argparse.ArgumentParser, *, run: Callable[[argparse.Namespace], int]) -> None:
    """Add what can be said after a restore."""
    commands = command.add_subparsers(required=True, metavar="COMMAND")
    said = commands.add_parser("acknowledge", help="put the gap on record, for ever, and let everything start again")
    said.add_argument("--by", required=True, help="e-mail of somebody of IT, or of the data protection officer")
    said.add_argument("--also-by", required=True, help="e-mail of a second person of IT or data protection")
    said.add_argument("--known", required=True, type=int, help="how many entries are known elsewhere")
    said.add_argument("--data", type=Path, help="the folder that holds everything of this installation")
    said.add_argument("--port", type=int, help="the port people open (default 8000)")
    said.add_argument("--demo", action="store_true", help="the demonstration")
    said.set_defaults(run=run)


def run(config: Config, *, by: str, also_by: str, known: int) -> int:
    """Do it; return 0 when it is on record.  Raises NothingInstalled."""
    from desvelo.config import verifying  # noqa: PLC0415  only by this command, as there

    return verifying.beside(config, processes.acknowledge(by=by, also_by=also_by, known=known))
