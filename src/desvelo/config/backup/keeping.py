"""How long what is kept: keys of contacts 14 days, a set 35, and the newest one until the next is whole.

Only what a manifest proves to be of this installation is ever removed.

Source: security-design D5.2.
"""

import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from desvelo.base.backups import checking, layout, media, sealed_files
from desvelo.base.backups.errors import BackupRefused, OtherKeys
from desvelo.base.backups.manifest import Manifest
from desvelo.config.backup.errors import FolderOfAnother
from desvelo.guards.vault import backups

Known = Sequence[tuple[Path, Manifest | None]]


def ours(folder: Path, key: bytes) -> Known:
    """Return each set with its manifest, oldest first; one that cannot be read has none.

    Raises FolderOfAnother: files of messages are shared by all sets of a folder, so it belongs to one installation.
    """
    found: list[tuple[Path, Manifest | None]] = []
    for path in layout.sets(folder):
        try:
            found.append((path, Manifest.read(path, key)))
        except OtherKeys:
            raise FolderOfAnother(path=folder) from None
        except BackupRefused:
            found.append((path, None))
    return found


def kept_media(known: Known) -> dict[str, media.Kept]:
    """Return what earlier sets say about the files that lie in the folder, where their lists are as they were."""
    return {kept.name: kept for found, manifest in known if manifest for kept in _listed(found, manifest) or []}


def prune(folder: Path, known: Known, *, now: datetime, is_new_whole: bool) -> None:
    """Remove what expired and what runs that were cut short left; put on record what is gone."""
    for left in layout.unfinished(folder):
        shutil.rmtree(left)
    whole = [(found, manifest) for found, manifest in known if manifest]
    newest = whole[-1][0] if whole else None
    for found, manifest in whole:
        if checking.has_vault(found) and now >= manifest.vault_until:
            layout.remove_vault(found)
        if now >= manifest.content_until and (is_new_whole or found != newest):
            layout.remove_set(found)
    settle(folder, now=now)
    backups.adopt((kept for found, manifest in whole for kept in copies(found, manifest)), now=now)
    if is_new_whole:
        _prune_media(folder, [(found, manifest) for found, manifest in known if found.exists()])


def copies(found: Path, manifest: Manifest) -> Iterator[backups.Kept]:
    """Yield what of a set is there."""
    if found.exists():
        yield backups.Kept(folder=str(found), kind="content", made_at=manifest.at, expires_at=manifest.content_until)
    if checking.has_vault(found):
        yield backups.Kept(folder=str(found), kind="vault", made_at=manifest.at, expires_at=manifest.vault_until)


def settle(folder: Path, *, now: datetime) -> None:
    """Put on record which sets of a folder are not there any more."""
    there = [(str(found), "content") for found in layout.sets(folder)]
    there += [(str(found), "vault") for found in layout.sets(folder) if checking.has_vault(found)]
    backups.settle(folder=folder, kept=there, now=now)


def _prune_media(folder: Path, known: Known) -> None:
    """Remove files that no set needs; while the list of one cannot be read, none is."""
    needed: set[str] = set()
    for found, manifest in known:
        listed = _listed(found, manifest) if manifest else None
        if listed is None:
            return
        needed.update(kept.name for kept in listed)
    media.remove_unnamed(folder, needed)


def _listed(found: Path, manifest: Manifest) -> list[media.Kept] | None:
    try:
        for file in manifest.files:
            if file.name == layout.MEDIA_LIST:
                sealed_files.require_unchanged(found, file)
        return media.listed(found)
    except BackupRefused:
        return None
