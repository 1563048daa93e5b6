"""Where everything lies in a backup folder.

::

    FOLDER/.lock                    held by the one run
    FOLDER/.new-<stamp>/            being written; what a crash leaves goes at the next run
    FOLDER/.gone-…/                 being removed, likewise
    FOLDER/media/ab/<name>          sealed files of messages, each once for all sets
    FOLDER/<stamp>/manifest.json    what the set is, under a MAC
    FOLDER/<stamp>/content.dump     schemas public, ledger, intake, sealed
    FOLDER/<stamp>/media.list       which of the files the set needs: name, bytes, SHA-256
    FOLDER/<stamp>/erasures.log     the list of what was erased, and
    FOLDER/<stamp>/checkpoints.log  the signed checkpoints, both as they lay beside the database
    FOLDER/<stamp>/vault/vault.dump schema vault, sealed
    FOLDER/<stamp>/vault/keys.list  which keys of which contacts that dump holds, sealed

A stamp is the instant of the snapshot in UTC.  The folder ``vault`` of a set goes after 14 days, the set after 35.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from desvelo.base.durable import sync_folder

MANIFEST, CONTENT_DUMP, MEDIA_LIST = "manifest.json", "content.dump", "media.list"
ERASURES, CHECKPOINTS = "erasures.log", "checkpoints.log"
VAULT, VAULT_DUMP, KEYS_LIST = "vault", "vault/vault.dump", "vault/keys.list"
MEDIA, LOCK = "media", ".lock"
_STAMP = "%Y%m%dT%H%M%S.%fZ"
_SET = re.compile(r"\d{8}T\d{6}\.\d{6}Z", re.ASCII)
_UNFINISHED = re.compile(r"\.(new|gone)-[0-9TZ.]+(-vault)?", re.ASCII)


def stamp(at: datetime) -> str:
    """Return the name of a set.

    >>> stamp(datetime(2026, 11, 26, 22, 35, 42, tzinfo=UTC))
    '20261126T223542.000000Z'
    """
    return at.astimezone(UTC).strftime(_STAMP)


def sets(folder: Path) -> list[Path]:
    """List what looks like a set, oldest first."""
    return sorted(path for path in folder.glob("*") if _SET.fullmatch(path.name) and path.is_dir())


def unfinished(folder: Path) -> Iterator[Path]:
    """Yield what a run that was cut short left behind."""
    yield from (path for path in sorted(folder.glob(".*")) if _UNFINISHED.fullmatch(path.name) and path.is_dir())


def new(folder: Path, name: str) -> Path:
    """Return where the set *name* is written before it is whole."""
    return folder / f".new-{name}"


def publish(folder: Path, name: str) -> Path:
    """Give a set that is whole its name, and wait until the disk has it."""
    fresh = new(folder, name)
    for inner in (fresh / VAULT, fresh):
        sync_folder(inner)
    fresh.rename(folder / name)
    sync_folder(folder)
    return folder / name


def remove_vault(found: Path) -> None:
    """Take the keys of contacts out of a set: at once, whatever happens while they are removed."""
    gone = found.parent / f".gone-{found.name}-{VAULT}"
    (found / VAULT).rename(gone)
    sync_folder(found)
    sync_folder(found.parent)
    shutil.rmtree(gone)


def remove_set(found: Path) -> None:
    """Remove a set likewise."""
    gone = found.parent / f".gone-{found.name}"
    found.rename(gone)
    sync_folder(found.parent)
    shutil.rmtree(gone)
