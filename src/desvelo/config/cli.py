"""The command line.  Results go to stdout, progress to stderr; a refusal is one sentence and exit code 1."""

import argparse
import os
import sys
import webbrowser
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from desvelo.base import logs
from desvelo.base.config.keeping import Keeping
from desvelo.base.config.parse import Config, Mode, parse
from desvelo.base.keeper import keepers
from desvelo.base.processes import dumps
from desvelo.base.processes.supervisor import Supervisor
from desvelo.config import (
    acknowledging,
    canary_keeping,
    intake_upkeep,
    key_checking,
    number_checking,
    people_keeping,
    processes,
    roles,
    standalone_sandbox,
    up,
)
from desvelo.config.backup import command as backup_command
from desvelo.config.backup import escrow, restoring, words
from desvelo.config.data_folder import default_data
from desvelo.config.demo.facts import Facts, load_or_make
from desvelo.config.scan import command as scan_command
from desvelo.config.watch import Watch
from desvelo.kernel.errors import DesveloError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    asked = _parser().parse_args(arguments)
    dumps.leave_none()
    try:
        return int(asked.run(asked))
    except DesveloError as error:
        up.say(words.sentence(error))
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="desvelo",
        description="The desk from which a company answers its customers on WhatsApp without exposing them.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_up(commands.add_parser("up", help="start Desvelo; Ctrl-C stops everything"))
    _add_demo(commands.add_parser("demo", help="start a demonstration with a phone beside the desk"))
    _add_prepare(commands.add_parser("prepare", help="bring an external database up to date before its roles start"))
    _add_sandbox(commands.add_parser("sandbox", help="start the pretend WhatsApp alone, for a bot of your own"))
    _add_verify(commands.add_parser("verify-ledger", help="verify every entry, root and signature of the audit log"))
    _add_export(commands.add_parser("export-ledger", help="write the whole audit log into a file for an outsider"))
    _add_backup(commands)
    scan_command.add_arguments(commands.add_parser("scan", help="look for personal data in files; needs no server"))
    number_checking.add_commands(
        commands.add_parser("number", help="the company's WhatsApp numbers"), run=_check_numbers
    )
    of_keys = key_checking.add_commands(
        commands.add_parser("keys", help="a copy of the keys; how they are; replace one now"), run=_keep_keys
    )
    escrow.add_commands(of_keys, run_escrow=_escrow, run_drill=_drill)
    canary_keeping.add_commands(
        commands.add_parser("canary", help="contacts of nobody, whose keys no honest work opens"), run=_keep_canaries
    )
    people_keeping.add_commands(
        commands.add_parser("people", help="the accounts, and those refused because nobody gave what they hold"),
        run=_keep_people,
    )
    intake_upkeep.add_commands(
        commands.add_parser("intake", help="what was set aside on arrival, and the way back"), run=_keep_intake
    )
    return parser


def _add_up(command: argparse.ArgumentParser) -> None:
    _common(command)
    command.add_argument("--role", choices=processes.ROLES, help="run one role alone, as in production")
    command.set_defaults(run=_up)


def _add_demo(command: argparse.ArgumentParser) -> None:
    _common(command)
    command.add_argument("--no-browser", action="store_true", help="do not open the browser")
    command.add_argument("--json", action="store_true", help="when everything serves, print one JSON line to stdout")
    command.set_defaults(run=_demo)


def _add_prepare(command: argparse.ArgumentParser) -> None:
    _common(command)
    command.set_defaults(run=_prepare)


def _add_sandbox(command: argparse.ArgumentParser) -> None:
    standalone_sandbox.add_arguments(command)
    command.set_defaults(run=standalone_sandbox.run)


def _add_verify(command: argparse.ArgumentParser) -> None:
    _common(command)
    command.add_argument("--demo", action="store_true", help="the demonstration's log")
    command.set_defaults(run=_verify)


def _add_export(command: argparse.ArgumentParser) -> None:
    _common(command)
    command.add_argument("out", type=Path, metavar="OUT", help="the file to write; it must not be there yet")
    command.add_argument("--demo", action="store_true", help="the demonstration's log")
    command.set_defaults(run=_export)


def _add_backup(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = commands.add_parser("backup", help="write a sealed backup, or look at those there are")
    backup_command.add_arguments(backup)
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="make an installation anew from a backup; say what was lost by it")
    acts = restore.add_subparsers(required=True, metavar="COMMAND")
    anew = acts.add_parser("from", help="make an installation anew from a set, into an empty folder")
    restoring.add_arguments(anew)
    anew.set_defaults(run=_restore)
    acknowledging.add_commands(acts, run=_acknowledge)


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=int, help="the port people open (default 8000)")
    command.add_argument("--data", type=Path, help="the folder that holds everything of this installation")


def _config(asked: argparse.Namespace, *, mode: Mode) -> Config:
    environment = {**os.environ, "DESVELO_MODE": mode.value}
    if asked.port is not None:
        environment["DESVELO_PORT"] = str(asked.port)
    if asked.data is not None:
        environment["DESVELO_DATA"] = str(asked.data)
    return parse(environment, default_data=default_data())


def _up(asked: argparse.Namespace) -> int:
    config = _config(asked, mode=Mode.MAIN)
    if asked.role is not None:
        roles.become(asked.role, config)
    logs.configure(process="supervisor")
    with Supervisor(watch=Watch(config.data, say=up.say)) as supervisor:
        running = up.start(supervisor, config)
        up.say(f"Ready: {running.config.public_url}  (Ctrl-C stops)")
        up.tell_first_steps(running.env)
        supervisor.run_until_signal()
    return 0


def _prepare(asked: argparse.Namespace) -> int:
    roles.prepare(_config(asked, mode=Mode.MAIN))
    up.say("The database is up to date.")
    return 0


def _demo(asked: argparse.Namespace) -> int:
    config = _config(asked, mode=Mode.DEMO)
    up.prepare_folder(config.data)
    facts = load_or_make(config.data)
    logs.configure(process="supervisor")
    with Supervisor(watch=Watch(config.data, say=up.say)) as supervisor:
        running = up.start(supervisor, config, facts=facts)
        up.run_seed(running)
        url = f"{config.public_url}/demo"
        up.say(f"Ready: {url}  (Ctrl-C stops)")
        if asked.json:
            sys.stdout.write(msgspec.json.encode(_description(running, facts)).decode() + "\n")
            sys.stdout.flush()
        if not asked.no_browser:
            webbrowser.open(url)
        supervisor.run_until_signal()
    return 0


def _description(running: up.Running, facts: Facts) -> dict[str, object]:
    """Return what a program needs to drive the demonstration."""
    config = running.config
    return {
        "url": config.public_url,
        "webhook_url": f"{config.public_url}/webhooks/whatsapp",
        "graph_url": f"{config.sandbox_origin}/{config.graph_version}",
        "app_secret": facts.app_secret,
        "verify_token": facts.verify_token,
        "access_token": facts.access_token,
        "phone_number_id": facts.phone_number_id,
        "waba_id": facts.waba_id,
        "database_url": running.urls.superuser,
        "sandbox_control_url": f"{config.sandbox_origin}/control",
        "clock_url": f"{config.public_url}/demo/clock",
        "portal_url": f"{config.public_url}/meus-dados",
        "accounts": [
            {
                "role": account.role,
                "email": account.email,
                "password": account.password,
                "totp_secret": account.totp_secret,
                "name": account.name,
                "teams": account.teams,
            }
            for account in facts.accounts
        ],
    }


def _verify(asked: argparse.Namespace) -> int:
    """Verify the log of an installation; start its database for the time it takes when nobody runs it."""
    from desvelo.config import verifying  # noqa: PLC0415  Django is loaded only by this command

    return verifying.run(_installed(asked))


def _export(asked: argparse.Namespace) -> int:
    """Write the log of an installation into a file; start its database for the time it takes when nobody runs it."""
    from desvelo.config import verifying  # noqa: PLC0415  as for verify-ledger

    out = asked.out.expanduser().absolute()
    return verifying.beside(_installed(asked), processes.export_ledger(out))


def _backup(asked: argparse.Namespace) -> int:
    """Write a backup beside an installation, or look at those there are."""
    return backup_command.run(asked, _installed(asked))


def _restore(asked: argparse.Namespace) -> int:
    """Restore an installation."""
    return restoring.run(asked, replace(_config(asked, mode=Mode.MAIN), keeping=Keeping()))


def _escrow(asked: argparse.Namespace) -> int:
    """Write an escrow copy of the keys of an installation."""
    return escrow.write(asked, _config(asked, mode=Mode.DEMO if asked.demo else Mode.MAIN))


def _drill(asked: argparse.Namespace) -> int:
    """Restore from a backup and an escrow copy alone, for a look."""
    return escrow.drill(asked, replace(_config(asked, mode=Mode.MAIN), keeping=Keeping()))


def _keep_intake(asked: argparse.Namespace) -> int:
    """List what was set aside, put it back, or set aside what no key opens."""
    reason = getattr(asked, "reason", "")
    return intake_upkeep.run(_installed(asked), act=asked.act, reason=reason, as_json=asked.json)


def _keep_keys(asked: argparse.Namespace) -> int:
    """Replace the current epoch of keys now, or say how the keys are."""
    return key_checking.keep(_installed(asked), act=asked.act, as_json=asked.json)


def _keep_canaries(asked: argparse.Namespace) -> int:
    """Plant canaries, list them or remove one."""
    return canary_keeping.keep(_installed(asked), act=asked.act, which=asked.which, as_json=asked.json)


def _keep_people(asked: argparse.Namespace) -> int:
    """List the accounts, or vouch for one that was refused."""
    return people_keeping.keep(_installed(asked), asked)


def _acknowledge(asked: argparse.Namespace) -> int:
    """Put on record that entries which others know are lost."""
    return acknowledging.run(_installed(asked), by=asked.by, also_by=asked.also_by, known=asked.known)


def _check_numbers(asked: argparse.Namespace) -> int:
    """Check the connection of the numbers of a running installation."""
    return number_checking.run(_installed(asked), wanted=asked.number, as_json=asked.json)


def _installed(asked: argparse.Namespace) -> Config:
    """Return the settings of the installation that is meant: the only one there is, or the main one."""
    is_demo = asked.demo or (asked.data is None and _only_demo_exists())
    return keepers.at_terminal(_config(asked, mode=Mode.DEMO if is_demo else Mode.MAIN))


def _only_demo_exists() -> bool:
    return (default_data() / "demo").exists() and not (default_data() / "main").exists()


if __name__ == "__main__":
    sys.exit(main())
