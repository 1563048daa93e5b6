"""``desvelo keys escrow`` and ``desvelo keys drill``: the keys on another medium, and proof that they bring all back.

A copy holds the root key, the epochs alive and the service keys, as one archive sealed to one officer's age recipient.
Two officers are two files, replaced whenever an epoch was: an old copy kept would undo erasures.  Intake pairs are left
out, because they live a day so that what must not be kept dies with them; a delivery that waited for one is lost.

The drill is what the copy is for: backup and copy alone, an empty folder, timed, verified, removed.

Source: security-design D4.5, D13.7.
"""

import argparse
import importlib
import io
import json
import re
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from desvelo.base.backups import sealed_files
from desvelo.base.backups.errors import CannotRead
from desvelo.base.config.parse import Config
from desvelo.base.keyring import Keyring
from desvelo.config.backup import choosing, restoring, words
from desvelo.config.backup.errors import (
    EscrowClosed,
    KeysNeeded,
    NeedsExtra,
    NotARecipient,
    NotOurFolder,
    RootElsewhere,
    WouldOverwrite,
)
from desvelo.config.backup.restoring import Wanted
from desvelo.kernel.errors import DesveloError

Run = Callable[[argparse.Namespace], int]
_NAME = re.compile(r"root\.key|epoch/\d{6}\.key|service/[a-z-]{1,40}\.key", re.ASCII)
_LARGEST_KEY = 4_096


def add_commands(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", *, run_escrow: Run, run_drill: Run
) -> None:
    """Add both to ``desvelo keys``."""
    escrow = commands.add_parser("escrow", help="write the keys for one officer, sealed to an age recipient")
    escrow.add_argument("out", type=Path, metavar="OUT", help="the file to write, on another medium")
    escrow.add_argument("--recipient", required=True, metavar="age1…", help="the officer's public key")
    escrow.add_argument("--data", type=Path, help="the folder that holds everything of this installation")
    escrow.add_argument("--demo", action="store_true", help="the demonstration")
    escrow.add_argument("--port", type=int, help=argparse.SUPPRESS)
    escrow.set_defaults(run=run_escrow)
    drill = commands.add_parser("drill", help="restore from a backup and an escrow copy alone, timed, and remove it")
    drill.add_argument("set", type=Path, metavar="SET", help="the folder of the set: FOLDER/20261126T…Z")
    drill.add_argument("escrow", type=Path, metavar="ESCROW", help="the escrow copy")
    drill.add_argument("--identity", type=Path, required=True, metavar="FILE", help="the officer's identity of age")
    drill.add_argument("--data", type=Path, help="where to restore for the time it takes (default: a temporary folder)")
    drill.add_argument("--port", type=int, help=argparse.SUPPRESS)
    drill.set_defaults(run=run_drill)


def write(asked: argparse.Namespace, config: Config) -> int:
    """Write a copy; return the exit code."""
    try:
        _write(asked.out.resolve(), asked.recipient, config)
    except DesveloError as refused:
        words.tell(refused)
        return 1
    words.say(
        words.here().pgettext("backup", "Written. Replace it when the weekly keys change, and keep no older one.")
    )
    return 0


def drill(asked: argparse.Namespace, config: Config) -> int:
    """Restore for a look; print what was found, with the seconds, as one JSON line; return the exit code."""
    around = asked.data.resolve() if asked.data else Path(tempfile.mkdtemp(prefix="desvelo-drill-"))
    data = around / "restored"
    try:
        choosing.require_empty(around)
        around.mkdir(mode=0o711, parents=True, exist_ok=True)
        around.chmod(0o711)  # as root, the database runs as another user
        unpack(asked.escrow, asked.identity, data / "keys")
        chosen = choosing.choose(
            asked.set.resolve(), vault=None, keys=data / "keys", data=data, postgres_bin=config.postgres_bin
        )
        found = restoring.restore(chosen, replace(config, data=data, database_url=None), Wanted(everything=True))
    except DesveloError as refused:
        words.tell(refused)
        return 1
    finally:
        shutil.rmtree(data, ignore_errors=True)
        if not asked.data:
            shutil.rmtree(around, ignore_errors=True)
    sys.stdout.write(json.dumps(found) + "\n")
    words.say(words.here().pgettext("backup", "The drill went well: everything came back, and was removed again."))
    return 0


def unpack(file: Path, identity: Path, keys: Path) -> None:
    """Open a copy into the folder *keys*.  Raises NeedsExtra, CannotRead, EscrowClosed."""
    age = _age()
    try:
        lines = identity.read_text(encoding="utf-8").splitlines()
        closed = file.read_bytes()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRead(path=identity if not file.is_file() else file, reason=str(error)) from None
    try:
        identities = [age.x25519.Identity.from_str(line.strip()) for line in lines if line.startswith("AGE-SECRET-")]
        opened = age.decrypt(closed, identities)
    except (age.DecryptError, age.IdentityError):
        raise EscrowClosed(file=file) from None
    _take_apart(opened, keys, file)


def _write(out: Path, recipient: str, config: Config) -> None:
    age = _age()
    if out.is_relative_to(config.data.resolve()):
        raise NotOurFolder(path=out, data=config.data)
    if out.exists():
        raise WouldOverwrite(path=out)
    packed = pack(config.keys)
    try:
        sealed = age.encrypt(packed, [age.x25519.Recipient.from_str(recipient)])
    except age.RecipientError:
        raise NotARecipient(recipient=recipient) from None
    fresh = out.with_name(f".{out.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        sealed_files.write(out.parent, fresh.name, [sealed])
        with sealed_files.disk(out):
            fresh.rename(out)
    finally:
        fresh.unlink(missing_ok=True)


def pack(keys: Path) -> bytes:
    """Return the lasting keys of a folder as one archive, each opened once to see that it is whole.

    Raises KeysNeeded, RootElsewhere, KeyMissing.
    """
    ring = Keyring(keys)
    if not ring.exists:
        raise KeysNeeded(folder=keys)
    if not (keys / "root.key").is_file():
        raise RootElsewhere(folder=keys)
    ring.copy_code()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for path in sorted(keys.rglob("*.key")):
            name = path.relative_to(keys).as_posix()
            if _NAME.fullmatch(name):
                content = path.read_bytes()
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def _take_apart(packed: bytes, keys: Path, file: Path) -> None:
    """Write the keys of an archive; nothing in it can name another place.  Raises EscrowClosed."""
    try:
        with tarfile.open(fileobj=io.BytesIO(packed), mode="r:") as archive:
            entries = [(each.name, archive.extractfile(each), each.size) for each in archive.getmembers()]
            contents = {name: read.read() for name, read, size in entries if read and size <= _LARGEST_KEY}
    except tarfile.TarError:
        raise EscrowClosed(file=file) from None
    if "root.key" not in contents or not all(_NAME.fullmatch(name) for name in contents):
        raise EscrowClosed(file=file)
    for name, content in contents.items():
        path = keys / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o400)
        path.chmod(0o600)
        path.write_bytes(content)
        path.chmod(0o400)


def _age() -> Any:
    """Return the library.  Raises NeedsExtra."""
    try:
        return importlib.import_module("pyrage")
    except ModuleNotFoundError:
        raise NeedsExtra from None
