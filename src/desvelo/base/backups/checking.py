"""Is a set whole?  Every byte is read, every hash compared, every sealed piece opened, every dump's contents listed.

Nothing needs the database, nor the network; the key ``backup`` is enough.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desvelo.base.backups import layout, media, sealed_files
from desvelo.base.backups.errors import BackupRefused, DumpUnreadable
from desvelo.base.backups.manifest import File, Manifest
from desvelo.base.backups.sealed_files import Told
from desvelo.base.postgres import dumping
from desvelo.base.postgres.binaries import Binaries

_DUMPS = (layout.CONTENT_DUMP, layout.VAULT_DUMP)
_SEALED = (*_DUMPS, layout.KEYS_LIST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a set is read with: the backup key, the programs of PostgreSQL, and who hears of each piece."""

    key: bytes
    programs: Binaries
    told: Told


def has_vault(found: Path) -> bool:
    """Tell whether a set still holds keys of contacts."""
    return (found / layout.VAULT).is_dir()


def bytes_to_read(found: Path, manifest: Manifest, *, with_media: bool = True) -> int:
    """Return how much a check reads."""
    files = [file for file in manifest.files if not file.is_of_vault or has_vault(found)]
    return sum(file.size for file in files) + (manifest.media_bytes if with_media else 0)


def problems(found: Path, manifest: Manifest, reading: Reading, *, now: datetime) -> Iterator[BackupRefused]:
    """Yield everything that is wrong with a set; keys of contacts that expired may be gone."""
    is_list_whole = True
    for file in manifest.files:
        if file.is_of_vault and not has_vault(found) and now >= manifest.vault_until:
            continue
        for problem in _problem(found, manifest, file, reading):
            is_list_whole = is_list_whole and file.name != layout.MEDIA_LIST
            yield problem
    if is_list_whole:
        yield from _media_problems(found, reading)


def vault_problems(found: Path, manifest: Manifest, reading: Reading) -> Iterator[BackupRefused]:
    """Yield what is wrong with the keys of contacts of a set."""
    for file in manifest.files:
        if file.is_of_vault:
            yield from _problem(found, manifest, file, reading)


def _problem(found: Path, manifest: Manifest, file: File, reading: Reading) -> Iterator[BackupRefused]:
    try:
        if file.name not in _SEALED:
            sealed_files.require_unchanged(found, file, told=reading.told)
            return
        pieces = sealed_files.opened(reading.key, found, manifest, file, told=reading.told)
        if file.name in _DUMPS:
            dumping.require_readable(reading.programs, pieces)
        else:
            for _piece in pieces:
                pass
    except dumping.RestoreFailed:
        yield DumpUnreadable(file=found / file.name)
    except BackupRefused as problem:
        yield problem


def _media_problems(found: Path, reading: Reading) -> Iterator[BackupRefused]:
    """Yield what is wrong with the files of messages; their list is as it was written."""
    for kept in media.listed(found):
        try:
            media.require_unchanged(found.parent, kept, told=reading.told)
        except BackupRefused as problem:
            yield problem
