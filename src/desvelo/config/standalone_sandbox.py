"""``desvelo sandbox``: the stand-in for Meta alone, for whoever writes a bot.  No database, none of the product.

Every secret is made for this run unless a file says otherwise; they guard nothing but this computer's own pretence.
"""

import argparse
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from desvelo.base.processes import port
from desvelo.base.processes.errors import StartRefused
from desvelo.config import processes, up
from desvelo.config.demo.facts import write_private
from desvelo.sandbox.config import VARIABLE, CannotStart, Config, checked

DEFAULT_PORT: Final = 8787
CUSTOMER: Final = ("5511900004417", "Beatriz Nogueira")
_READY_SECONDS: Final = 20.0
_MADE: Final = {
    "webhook_url": "",
    "phone_number_id": "106540352242922",
    "waba_id": "102290129340398",
    "display_phone_number": "5511900000100",
    "business_name": "Sandbox",
    "require_appsecret_proof": False,
    "enforce_limits": True,
}


class SandboxRefused(StartRefused):
    """The sandbox was told something it cannot start with."""

    code = "sandbox.refused"
    sentence = "The sandbox cannot start: {reason}"

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Declare the options; those that are given win over the file."""
    listens = f"the port on 127.0.0.1 (default {DEFAULT_PORT})"
    command.add_argument("--port", type=int, default=DEFAULT_PORT, help=listens)
    command.add_argument("--config", type=Path, help="a JSON file with any of the settings of docs/sandbox.md")
    command.add_argument("--webhook", help="where webhooks go; without it, register one as with Meta")
    command.add_argument("--seed", type=int, help="the luck of faults that have a probability (default 0)")
    command.add_argument("--graph-version", help="the version whose webhook shapes are sent (default v26.0)")
    command.add_argument("--require-proof", action="store_true", help="refuse calls without appsecret_proof")
    command.add_argument("--no-limits", action="store_true", help="no rate limits")
    command.add_argument("--json", action="store_true", help="when it serves, print one JSON line to stdout")


def run(asked: argparse.Namespace) -> int:
    """Serve until a signal; raise SandboxRefused, PortInUse."""
    config = settings(asked)
    port.require_free("127.0.0.1", asked.port)
    with tempfile.TemporaryDirectory(prefix="desvelo-sandbox-") as folder:
        path = Path(folder) / "sandbox.json"
        write_private(path, msgspec.json.encode(config))
        return _serve(config, asked, path)


def settings(asked: argparse.Namespace) -> Config:
    """Put options over the file over what is made up; raise SandboxRefused."""
    given = {
        "webhook_url": asked.webhook,
        "seed": asked.seed,
        "graph_version": asked.graph_version,
        "require_appsecret_proof": asked.require_proof or None,
        "enforce_limits": False if asked.no_limits else None,
    }
    chosen = {name: value for name, value in given.items() if value is not None}
    made = {**_MADE, **_secrets(), "desk_origin": f"http://127.0.0.1:{asked.port}"}
    try:
        return checked(msgspec.convert({**made, **_file(asked.config), **chosen}, Config))
    except (CannotStart, msgspec.ValidationError) as error:
        raise SandboxRefused(reason=str(error)) from None


def description(config: Config, listens: int) -> dict[str, str]:
    """Return what a program needs to point itself here."""
    origin = f"http://127.0.0.1:{listens}"
    phone = urlencode({"wa_id": CUSTOMER[0], "name": CUSTOMER[1], "lang": "en"})
    return {
        "graph_url": f"{origin}/{config.graph_version}",
        "phone_number_id": config.phone_number_id,
        "waba_id": config.waba_id,
        "app_id": config.app_id,
        "access_token": config.access_token,
        "app_secret": config.app_secret,
        "verify_token": config.verify_token,
        "webhook_url": config.webhook_url,
        "control_url": f"{origin}/control",
        "phone_url": f"{origin}/phone?{phone}",
    }


def _secrets() -> dict[str, str]:
    return {
        "app_secret": secrets.token_hex(16),
        "verify_token": secrets.token_urlsafe(16),
        "access_token": "EAA" + secrets.token_hex(32),
    }


def _file(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except OSError as error:
        raise SandboxRefused(reason=f"{path} cannot be read: {error.strerror}.") from None
    except msgspec.MsgspecError as error:
        raise SandboxRefused(reason=f"{path} is not a JSON object: {error}.") from None


def _serve(config: Config, asked: argparse.Namespace, path: Path) -> int:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("DESVELO_", "DATABASE_"))}
    environment = {**inherited, VARIABLE: str(path)}
    child = subprocess.Popen(processes.sandbox(asked.port), env=environment, stdout=subprocess.DEVNULL)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        _wait_until_it_answers(child, asked.port)
        told = description(config, asked.port)
        sys.stdout.write(_line(told) if asked.json else _sheet(told))
        sys.stdout.flush()
        return child.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        with suppress(ProcessLookupError):
            child.terminate()
        child.wait()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _wait_until_it_answers(child: subprocess.Popen[bytes], listens: int) -> None:
    ends = time.monotonic() + _READY_SECONDS
    while not port.answers("127.0.0.1", listens):
        if child.poll() is not None or time.monotonic() > ends:
            raise SandboxRefused(reason="It did not start; its own words are above.")
        time.sleep(0.05)
    up.say("The sandbox serves.  Its state is in memory only; Ctrl-C stops it.")


def _line(told: Mapping[str, str]) -> str:
    return msgspec.json.encode(told).decode() + "\n"


def _sheet(told: Mapping[str, str]) -> str:
    """Return what a person reads; the webhook that is missing is the next step."""
    missing = f"none yet: POST {told['graph_url']}/{told['app_id']}/subscriptions"
    shown = {**told, "webhook_url": told["webhook_url"] or missing}
    return "".join(f"{name:<16} {value}\n" for name, value in shown.items())
