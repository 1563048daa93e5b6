"""What each command does, once its words are understood (see ``cli``).

A command loads what it needs and no other: looking at a status must not wait for the detector of names to load.
"""

import argparse
import os
import sys
import webbrowser
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from desvelo.base import logs
from desvelo.base.config.keeping import Keeping
from desvelo.base.config.parse import Config, Mode, parse
from desvelo.config import processes
from desvelo.config.backup import words
from desvelo.config.data_folder import default_data

if TYPE_CHECKING:
    from desvelo.config import up
    from desvelo.config.demo.facts import Facts


def _config(asked: argparse.Namespace, *, mode: Mode) -> Config:
    environment = {**os.environ, "DESVELO_MODE": mode.value}
    if asked.port is not None:
        environment["DESVELO_PORT"] = str(asked.port)
    if asked.data is not None:
        environment["DESVELO_DATA"] = str(asked.data)
    return parse(environment, default_data=default_data())


def run_up(asked: argparse.Namespace) -> int:
    """Start everything, or become one role."""
    from desvelo.base.processes.supervisor import Supervisor
    from desvelo.config import roles, up
    from desvelo.config.watch import Watch

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


def run_prepare(asked: argparse.Namespace) -> int:
    """Bring an external database up to date."""
    from desvelo.config import roles

    roles.prepare(_config(asked, mode=Mode.MAIN))
    words.say("The database is up to date.")
    return 0


def run_demo(asked: argparse.Namespace) -> int:
    """Start a demonstration; tell a program how to reach it."""
    from desvelo.base.processes.supervisor import Supervisor
    from desvelo.config import up
    from desvelo.config.demo.facts import load_or_make
    from desvelo.config.watch import Watch

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


def _description(running: "up.Running", facts: "Facts") -> dict[str, object]:
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


def run_verify(asked: argparse.Namespace) -> int:
    """Verify the log of an installation; start its database for the time it takes when nobody runs it."""
    from desvelo.config import verifying

    return verifying.run(_installed(asked))


def run_export(asked: argparse.Namespace) -> int:
    """Write the log of an installation into a file; start its database for the time it takes when nobody runs it."""
    from desvelo.config import verifying

    out = asked.out.expanduser().absolute()
    return verifying.beside(_installed(asked), processes.export_ledger(out))


def run_backup(asked: argparse.Namespace) -> int:
    """Write a backup beside an installation, or look at those there are."""
    from desvelo.config.backup import command as backup_command

    return backup_command.run(asked, _installed(asked))


def run_restore(asked: argparse.Namespace) -> int:
    """Restore an installation."""
    from desvelo.config.backup import restoring

    return restoring.run(asked, replace(_config(asked, mode=Mode.MAIN), keeping=Keeping()))


def run_escrow(asked: argparse.Namespace) -> int:
    """Write an escrow copy of the keys of an installation."""
    from desvelo.config.backup import escrow

    return escrow.write(asked, _config(asked, mode=Mode.DEMO if asked.demo else Mode.MAIN))


def run_drill(asked: argparse.Namespace) -> int:
    """Restore from a backup and an escrow copy alone, for a look."""
    from desvelo.config.backup import escrow

    return escrow.drill(asked, replace(_config(asked, mode=Mode.MAIN), keeping=Keeping()))


def keep_intake(asked: argparse.Namespace) -> int:
    """List what was set aside, put it back, or set aside what no key opens."""
    from desvelo.config import intake_upkeep

    reason = getattr(asked, "reason", "")
    return intake_upkeep.run(_installed(asked), act=asked.act, reason=reason, as_json=asked.json)


def keep_keys(asked: argparse.Namespace) -> int:
    """Replace the current epoch of keys now, or say how the keys are."""
    from desvelo.config import key_checking

    return key_checking.keep(_installed(asked), act=asked.act, as_json=asked.json)


def keep_canaries(asked: argparse.Namespace) -> int:
    """Plant canaries, list them or remove one."""
    from desvelo.config import canary_keeping

    return canary_keeping.keep(_installed(asked), act=asked.act, which=asked.which, as_json=asked.json)


def keep_people(asked: argparse.Namespace) -> int:
    """List the accounts, vouch for one that was refused, or give somebody of IT a way back."""
    from desvelo.config import people_keeping

    return people_keeping.keep(_installed(asked), asked)


def acknowledge(asked: argparse.Namespace) -> int:
    """Put on record that entries which others know are lost."""
    from desvelo.config import acknowledging

    return acknowledging.run(_installed(asked), by=asked.by, also_by=asked.also_by, known=asked.known)


def check_numbers(asked: argparse.Namespace) -> int:
    """Check the connection of the numbers of a running installation."""
    from desvelo.config import number_checking

    return number_checking.run(_installed(asked), wanted=asked.number, as_json=asked.json)


def _installed(asked: argparse.Namespace) -> Config:
    """Return the settings of the installation that is meant: the only one there is, or the main one."""
    from desvelo.base.keeper import keepers

    is_demo = asked.demo or (asked.data is None and _only_demo_exists())
    return keepers.at_terminal(_config(asked, mode=Mode.DEMO if is_demo else Mode.MAIN))


def _only_demo_exists() -> bool:
    return (default_data() / "demo").exists() and not (default_data() / "main").exists()
