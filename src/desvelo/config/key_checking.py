"""``desvelo keys check FOLDER``: is a copy of the keys whole?  It needs the copy alone, nothing running."""

import argparse
import sys
from pathlib import Path

from desvelo.base.keyring import Keyring
from desvelo.base.processes.errors import StartRefused


class NoKeysThere(StartRefused):
    """The folder is not one of keys."""

    code = "keys.none_there"
    sentence = "There is no root.key in {folder}. Name the folder of the copy: the one that holds root.key."

    def __init__(self, *, folder: Path) -> None:
        super().__init__(folder=folder)


def add_commands(command: argparse.ArgumentParser) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    """Add what can be asked about a copy of the keys; return where more can be added."""
    commands = command.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="open every key of a copy, and print the code that its owner types")
    check.add_argument("folder", type=Path, help="the folder of the copy: the one that holds root.key")
    check.set_defaults(run=run)
    return commands


def run(asked: argparse.Namespace) -> int:
    """Check; print the code; return 0.  Raises NoKeysThere, KeyMissing."""
    ring = Keyring(asked.folder)
    if not ring.exists:
        raise NoKeysThere(folder=asked.folder)
    sys.stdout.write(f"{ring.copy_code()}\n")
    sys.stderr.write("This copy is whole. Type its code under /primeiros-passos/chave.\n")
    return 0
