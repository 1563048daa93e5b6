"""The command line.  Results go to stdout, progress to stderr; a refusal is one sentence and exit code 1.

A command is loaded when it is named, and no other: see ``commands``.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from desvelo.base.processes import dumps
from desvelo.config import commands, processes
from desvelo.config.backup import words
from desvelo.kernel.errors import DesveloError

Fill = Callable[[argparse.ArgumentParser], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    asked = _parser(given).parse_args(given)
    dumps.leave_none()
    try:
        return int(asked.run(asked))
    except DesveloError as error:
        words.tell(error)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """Return what understands *given*; a command that is not named there has its line of help alone."""
    parser = argparse.ArgumentParser(
        prog="desvelo",
        description="The desk from which a company answers its customers on WhatsApp without exposing them.",
    )
    named = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (about, fill) in _commands().items():
        command = named.add_parser(name, help=about)
        if name in given:
            fill(command)
    return parser


def _commands() -> Mapping[str, tuple[str, Fill]]:
    return {
        "up": ("start Desvelo; Ctrl-C stops everything", _add_up),
        "demo": ("start a demonstration with a phone beside the desk", _add_demo),
        "prepare": ("bring an external database up to date before its roles start", _add_prepare),
        "sandbox": ("start the pretend WhatsApp alone, for a bot of your own", _add_sandbox),
        "verify-ledger": ("verify every entry, root and signature of the audit log", _add_verify),
        "export-ledger": ("write the whole audit log into a file for an outsider", _add_export),
        "backup": ("write a sealed backup, or look at those there are", _add_backup),
        "restore": ("make an installation anew from a backup; say what was lost by it", _add_restore),
        "scan": ("look for personal data in files; needs no server", _add_scan),
        "number": ("the company's WhatsApp numbers", _add_number),
        "keys": ("a copy of the keys; how they are; replace one now", _add_keys),
        "canary": ("contacts of nobody, whose keys no honest work opens", _add_canary),
        "people": ("the accounts, and those refused because nobody gave what they hold", _add_people),
        "intake": ("what was set aside on arrival, and the way back", _add_intake),
    }


def _add_up(command: argparse.ArgumentParser) -> None:
    _common(command)
    command.add_argument("--role", choices=processes.ROLES, help="run one role alone, as in production")
    command.set_defaults(run=commands.run_up)


def _add_demo(command: argparse.ArgumentParser) -> None:
    _common(command)
    command.add_argument("--no-browser", action="store_true", help="do not open the browser")
    command.add_argument("--json", action="store_true", help="when everything serves, print one JSON line to stdout")
    command.set_defaults(run=commands.run_demo)


def _add_prepare(command: argparse.ArgumentParser) -> None:
    _common(command)
    command.set_defaults(run=commands.run_prepare)


def _add_sandbox(command: argparse.ArgumentParser) -> None:
    from desvelo.config import standalone_sandbox

    standalone_sandbox.add_arguments(command)
    command.set_defaults(run=standalone_sandbox.run)


def _add_verify(command: argparse.ArgumentParser) -> None:
    _common(command)
    command.add_argument("--demo", action="store_true", help="the demonstration's log")
    command.set_defaults(run=commands.run_verify)


def _add_export(command: argparse.ArgumentParser) -> None:
    _common(command)
    command.add_argument("out", type=Path, metavar="OUT", help="the file to write; it must not be there yet")
    command.add_argument("--demo", action="store_true", help="the demonstration's log")
    command.set_defaults(run=commands.run_export)


def _add_backup(command: argparse.ArgumentParser) -> None:
    from desvelo.config.backup import command as backup_command

    backup_command.add_arguments(command)
    command.set_defaults(run=commands.run_backup)


def _add_restore(command: argparse.ArgumentParser) -> None:
    from desvelo.config import acknowledging
    from desvelo.config.backup import restoring

    acts = command.add_subparsers(required=True, metavar="COMMAND")
    anew = acts.add_parser("from", help="make an installation anew from a set, into an empty folder")
    restoring.add_arguments(anew)
    anew.set_defaults(run=commands.run_restore)
    acknowledging.add_commands(acts, run=commands.acknowledge)


def _add_scan(command: argparse.ArgumentParser) -> None:
    from desvelo.config.scan import command as scan_command

    scan_command.add_arguments(command)


def _add_number(command: argparse.ArgumentParser) -> None:
    from desvelo.config import number_checking

    number_checking.add_commands(command, run=commands.check_numbers)


def _add_keys(command: argparse.ArgumentParser) -> None:
    from desvelo.config import key_checking
    from desvelo.config.backup import escrow

    of_keys = key_checking.add_commands(command, run=commands.keep_keys)
    escrow.add_commands(of_keys, run_escrow=commands.run_escrow, run_drill=commands.run_drill)


def _add_canary(command: argparse.ArgumentParser) -> None:
    from desvelo.config import canary_keeping

    canary_keeping.add_commands(command, run=commands.keep_canaries)


def _add_people(command: argparse.ArgumentParser) -> None:
    from desvelo.config import people_keeping

    people_keeping.add_commands(command, run=commands.keep_people)


def _add_intake(command: argparse.ArgumentParser) -> None:
    from desvelo.config import intake_upkeep

    intake_upkeep.add_commands(command, run=commands.keep_intake)


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=int, help="the port people open (default 8000)")
    command.add_argument("--data", type=Path, help="the folder that holds everything of this installation")


if __name__ == "__main__":
    sys.exit(main())
