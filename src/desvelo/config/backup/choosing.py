"""What a restore is made from: the set, the keys of contacts, the copy of the keys; all read before it begins."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

import desvelo
from desvelo.base.backups import checking
from desvelo.base.backups.checking import Reading
from desvelo.base.backups.errors import BackupRefused, CannotRead, VaultExpired
from desvelo.base.backups.manifest import Manifest
from desvelo.base.keyring import Keyring
from desvelo.base.postgres import binaries
from desvelo.config.backup import marker, words
from desvelo.config.backup.command import key_of
from desvelo.config.backup.errors import (
    EpochGone,
    FailedBefore,
    ListUnreadable,
    NewerDatabase,
    NewerVersion,
    NotEmpty,
    VaultNotNewer,
    VaultOfOtherVersion,
)
from desvelo.config.backup.instant import now
from desvelo.config.scan.progress import Progress

_MAY_BE_THERE = {"keys", "lost+found", marker.UNFINISHED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Sets that are whole and belong together, and the keys that open them."""

    found: Path
    manifest: Manifest
    vault: Path
    vault_manifest: Manifest
    keys: Path
    key: bytes
    postgres_bin: Path | None


def choose(found: Path, *, vault: Path | None, keys: Path, data: Path, postgres_bin: Path | None) -> Chosen:
    """Read everything that a restore needs.  Raises BackupRefused with the first thing that does not permit it."""
    require_empty(data)
    _require_no_other_keys(keys, data)
    key, vault = key_of(keys), vault or found
    manifest, vault_manifest = Manifest.read(found, key), Manifest.read(vault, key)
    _require_known(found, manifest, postgres_bin)
    _require_usable(found, manifest, vault, vault_manifest, at=now())
    _require_keys(vault, vault_manifest, Keyring(keys, root=os.environ.get("DESVELO_ROOT_KEY", "")))
    chosen = Chosen(
        found=found,
        manifest=manifest,
        vault=vault,
        vault_manifest=vault_manifest,
        keys=keys,
        key=key,
        postgres_bin=postgres_bin,
    )
    _require_whole(chosen)
    return chosen


def require_empty(data: Path) -> None:
    """Refuse a folder that holds anything but keys.  Raises FailedBefore, NotEmpty."""
    why = marker.read(data)
    if why is not None:
        raise FailedBefore(folder=data, why=why)
    if data.exists() and {path.name for path in data.iterdir()} - _MAY_BE_THERE:
        raise NotEmpty(folder=data)


def _require_no_other_keys(keys: Path, data: Path) -> None:
    """Refuse to write over keys that may be the only ones of another installation.  Raises NotEmpty."""
    there, ours = data / "keys" / "root.key", keys / "root.key"
    if there.is_file() and ours.is_file() and there.read_bytes() != ours.read_bytes():
        raise NotEmpty(folder=data)


def _require_known(found: Path, manifest: Manifest, postgres_bin: Path | None) -> None:
    """Refuse what a newer version wrote.  Raises NewerVersion, NewerDatabase."""
    if set(manifest.migrations) - set(_migrations()):
        raise NewerVersion(path=found)
    programs = binaries.find(postgres_bin)
    if manifest.server_major > programs.major:
        raise NewerDatabase(path=found, server=manifest.server_major, program=programs.major)


def _require_usable(found: Path, manifest: Manifest, vault: Path, of_vault: Manifest, *, at: datetime) -> None:
    """Refuse keys of contacts that may not be used.  Raises VaultExpired, VaultNotNewer, VaultOfOtherVersion."""
    if at >= of_vault.vault_until or not checking.has_vault(vault):
        raise VaultExpired(path=vault, on=f"{of_vault.vault_until:%Y-%m-%d}")
    if of_vault.at < manifest.at:
        raise VaultNotNewer(vault=vault, path=found)
    if of_vault.migrations != manifest.migrations:
        raise VaultOfOtherVersion(vault=vault, path=found)


def require_lists(erasures: Path | None, anchors: Path | None) -> None:
    """Refuse a list that says nothing: taken for an empty one, it would bring back whom it should keep away.

    Raises CannotRead, ListUnreadable.
    """
    for path, mark in ((erasures, b'"erasure":'), (anchors, "\n\n— ".encode())):
        if path is not None:
            try:
                content = path.read_bytes()
            except OSError as error:
                raise CannotRead(path=path, reason=error.strerror) from None
            if mark not in content:
                raise ListUnreadable(path=path)


def _require_keys(vault: Path, manifest: Manifest, ring: Keyring) -> None:
    """Open every key that there was, so that none is made anew in its place.  Raises EpochGone, KeyMissing."""
    missing = sorted(set(manifest.epochs) - set(ring.epochs()))
    if missing:
        raise EpochGone(path=vault, epochs=", ".join(map(str, missing)))
    for number in ring.epochs():
        ring.epoch(number)
    for name in manifest.services:
        ring.service(name)


def _require_whole(chosen: Chosen) -> None:
    """Read every byte; tell every problem, and raise the last."""
    progress = Progress()
    progress.begin(chosen.found.name, checking.bytes_to_read(chosen.found, chosen.manifest))
    reading = Reading(key=chosen.key, programs=binaries.find(chosen.postgres_bin), told=progress.read)
    problems: Iterator[BackupRefused] = checking.problems(chosen.found, chosen.manifest, reading, now=now())
    if chosen.vault != chosen.found:
        problems = chain(problems, checking.vault_problems(chosen.vault, chosen.vault_manifest, reading))
    found = list(problems)
    progress.end()
    for problem in found[:-1]:
        words.tell(problem)
    if found:
        raise found[-1]


def _migrations() -> Iterator[str]:
    """Name every migration that this version has, as the database does: application and name."""
    for path in Path(desvelo.__file__).parent.glob("*/*/migrations/[0-9]*.py"):
        yield f"{path.parent.parent.name}.{path.stem}"
