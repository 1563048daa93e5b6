"""``desvelo backup FOLDER``: one set a run; ``--list`` and ``--check`` look at what is there and need nothing running.

Exit codes: 0 done, 1 refused or something is wrong, a sentence on stderr says what and where; 130 stopped by Ctrl-C.
"""

import argparse
import json
import os
import sys
from pathlib import Path

from desvelo.base.backups import checking, layout
from desvelo.base.backups.checking import Reading
from desvelo.base.backups.errors import BackupRefused
from desvelo.base.backups.manifest import Manifest
from desvelo.base.config.parse import Config
from desvelo.base.keeper import keepers
from desvelo.base.keyring import Keyring
from desvelo.base.postgres import binaries
from desvelo.config import processes, verifying
from desvelo.config.backup import marker, words
from desvelo.config.backup.errors import KeysNeeded, NothingToBackUp
from desvelo.config.backup.instant import now
from desvelo.config.scan.progress import Progress
from desvelo.kernel.errors import DesveloError


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Declare what stands besides the folder of the installation."""
    command.add_argument("folder", type=Path, metavar="FOLDER", help="where backups lie, on another disk")
    command.add_argument("--data", type=Path, help="the folder that holds everything of this installation")
    command.add_argument("--port", type=int, help=argparse.SUPPRESS)
    command.add_argument("--demo", action="store_true", help="the demonstration")
    what = command.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help="show which sets there are, and until when")
    what.add_argument("--check", action="store_true", help="read everything and say what is wrong, and where")


def run(asked: argparse.Namespace, config: Config) -> int:
    """Do it; return the exit code."""
    folder = asked.folder.resolve()
    try:
        if asked.list:
            return list_sets(folder, key_of(config.keys))
        if asked.check:
            return check(folder, key_of(config.keys), config.postgres_bin)
        if not keepers.keeper(config).exists():
            raise NothingToBackUp(folder=config.data)
        marker.refuse(config.data)
    except DesveloError as refused:
        words.tell(refused)
        return 1
    return verifying.beside(config, processes.backup(folder))


def key_of(keys: Path) -> bytes:
    """Return the key that sets are sealed with.  Raises KeysNeeded, KeyMissing."""
    ring = Keyring(keys, root=os.environ.get("DESVELO_ROOT_KEY", ""))
    if not ring.exists:
        raise KeysNeeded(folder=keys)
    return ring.service("backup")


def list_sets(folder: Path, key: bytes) -> int:
    """Print a line of JSON for each set; return 1 if one cannot be read."""
    failed = 0
    for found in layout.sets(folder):
        try:
            manifest = Manifest.read(found, key)
        except BackupRefused as problem:
            words.tell(problem)
            failed = 1
            continue
        said = {
            "set": str(found),
            "made_at": manifest.made_at,
            "bytes": manifest.size + manifest.media_bytes,
            "entries": manifest.ledger_size,
            "content_until": manifest.content_until.isoformat(),
            "vault_until": manifest.vault_until.isoformat() if checking.has_vault(found) else None,
        }
        sys.stdout.write(json.dumps(said) + "\n")
    return failed


def check(folder: Path, key: bytes, postgres_bin: Path | None) -> int:
    """Read every set of *folder*, or the one that *folder* is; say what is wrong; return 1 if anything is."""
    sets = [folder] if (folder / layout.MANIFEST).is_file() else layout.sets(folder)
    wrong = 0 if sets else 1
    for found in sets:
        problems = problems_of(found, key, postgres_bin)
        for problem in problems:
            words.tell(problem)
        wrong += len(problems)
        sys.stdout.write(json.dumps({"set": str(found), "problems": len(problems)}) + "\n")
    if not sets:
        words.say(words.here().pgettext("backup", "There is no backup here."))
    return 1 if wrong else 0


def problems_of(found: Path, key: bytes, postgres_bin: Path | None) -> list[BackupRefused]:
    """Return everything that is wrong with a set."""
    progress = Progress()
    try:
        manifest = Manifest.read(found, key)
        progress.begin(found.name, checking.bytes_to_read(found, manifest))
        reading = Reading(key=key, programs=binaries.find(postgres_bin), told=progress.read)
        return list(checking.problems(found, manifest, reading, now=now()))
    except BackupRefused as problem:
        return [problem]
    finally:
        progress.end()
