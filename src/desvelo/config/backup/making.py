"""Write one set of a backup, in a process with Django beside a running database: ``desvelo.config.run backup FOLDER``.

Order, so that the parts agree: the file of signed checkpoints is copied first (it is never ahead of the database), then
one snapshot is taken for both dumps and all figures, then the files of messages, and last the list of erasures (what
was erased meanwhile stands in it).  Everything is written under a temporary name; the rename makes it a set.  That it
was made is on record just before: a crash leaves a set told that never came to be, and never one untold.

Source: security-design D5.2, D5.3.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import metadata
from pathlib import Path

from django.conf import settings

from desvelo.base import clock
from desvelo.base.backups import layout, media, sealed_files
from desvelo.base.backups.errors import NoSpace
from desvelo.base.backups.manifest import CONTENT_DAYS, VAULT_DAYS, File, Manifest
from desvelo.base.keyring import SERVICES, keyring
from desvelo.base.objects import store
from desvelo.base.postgres import binaries, dumping
from desvelo.base.postgres.lock import Held, Lock
from desvelo.config import prepare
from desvelo.config.backup import keeping, words
from desvelo.config.backup.errors import AnotherRuns, DumpProgramTooOld, NotOurFolder
from desvelo.config.backup.snapshot import Facts, Snapshot
from desvelo.config.scan.progress import Progress
from desvelo.guards.vault import backups, boxes
from desvelo.kernel.errors import DesveloError
from desvelo.kernel.sealing import keys

CONTENT_SCHEMAS, VAULT_SCHEMAS = ("public", "ledger", "intake"), ("vault",)
STOPPED = 130
_LEAST_FREE_BYTES = 64 * 1024 * 1024


def main() -> int:
    """Write a set into the folder named on the command line, remove what expired; print its path; return 0."""
    folder, now = Path(sys.argv[2]), clock.wall()
    try:
        with prepare.answering(), _alone(folder):
            made = run(folder, now=now)
    except DesveloError as refused:
        words.tell(refused)
        return 1
    except KeyboardInterrupt:
        return STOPPED
    sys.stdout.write(f"{made}\n")
    return 0


def run(folder: Path, *, now: datetime) -> Path:
    """Write a set into *folder*; return where it is.  Raises BackupRefused and what the programs raise."""
    key = keyring(settings.DESVELO.keys).service("backup")
    known = keeping.ours(folder, key)
    keeping.prune(folder, known, now=now, is_new_whole=False)
    found = folder / layout.stamp(now)
    backups.announce(folder=found, days={"content": CONTENT_DAYS, "vault": VAULT_DAYS}, now=now)
    fresh = layout.new(folder, found.name)
    try:
        with sealed_files.disk(fresh):
            (folder / layout.MEDIA).mkdir(mode=0o700, exist_ok=True)
            for part in (fresh, fresh / layout.VAULT):
                part.mkdir(mode=0o700)
        manifest = _write(fresh, found.name, key, known=keeping.kept_media(known), now=now)
        backups.made(folder=found, ledger_size=manifest.ledger_size, key_count=manifest.key_count, now=now)
        layout.publish(folder, found.name)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        keeping.settle(folder, now=now)
        raise
    keeping.prune(folder, keeping.ours(folder, key), now=now, is_new_whole=True)
    return found


def _write(fresh: Path, name: str, key: bytes, *, known: dict[str, media.Kept], now: datetime) -> Manifest:
    """Write everything into *fresh*, the manifest last, and return it."""
    progress, install = Progress(), str(boxes.install_id())
    url = settings.DESVELO.owner_database_url or settings.DESVELO.database_url or ""
    files = [_copied(fresh, layout.CHECKPOINTS, settings.DESVELO.data / "anchors")]
    with Snapshot(url) as snapshot:
        facts = snapshot.facts()
        _require_space(fresh, facts)
        streams = [*_dumps(url, snapshot, facts), (layout.KEYS_LIST, snapshot.key_lines(), facts.key_count)]
        for file, pieces, size in streams:
            progress.begin(file, size)
            closed = sealed_files.sealed(key, pieces, installation=install, of=name, name=file)
            files.append(sealed_files.write(fresh, file, closed, told=progress.read))
    kept, missing = _media(fresh.parent, facts, known, progress)
    files.append(sealed_files.write(fresh, layout.MEDIA_LIST, (each.line() for each in kept)))
    files.append(_copied(fresh, layout.ERASURES, settings.DESVELO.data))
    progress.end()
    manifest = _manifest(name, key, facts, files=files, kept=kept, missing=missing, install=install, now=now)
    sealed_files.write(fresh, layout.MANIFEST, [manifest.to_bytes(key)])
    return manifest


def _dumps(url: str, snapshot: Snapshot, facts: Facts) -> list[tuple[str, Iterator[bytes], int]]:
    """Return both dumps, begun when they are read, with about how much they are.  Raises DumpProgramTooOld."""
    programs = binaries.find(settings.DESVELO.postgres_bin)
    if facts.server_major > programs.major:
        raise DumpProgramTooOld(server=facts.server_major, program=programs.major)
    content = dumping.dump(url, programs, schemas=CONTENT_SCHEMAS, snapshot=snapshot.name)
    vault = dumping.dump(url, programs, schemas=VAULT_SCHEMAS, snapshot=snapshot.name)
    return [(layout.CONTENT_DUMP, content, facts.content_bytes), (layout.VAULT_DUMP, vault, facts.vault_bytes)]


def _manifest(  # noqa: PLR0913  what a set says about itself
    name: str,
    key: bytes,
    facts: Facts,
    *,
    files: list[File],
    kept: list[media.Kept],
    missing: int,
    install: str,
    now: datetime,
) -> Manifest:
    return Manifest(
        name=name,
        key=keys.fingerprint(key).hex(),
        installation=install,
        made_at=now.isoformat(),
        product=metadata.version("desvelo"),
        server_major=facts.server_major,
        migrations=facts.migrations,
        files=tuple(files),
        ledger_size=facts.ledger_size,
        checkpoint=facts.checkpoint,
        key_count=facts.key_count,
        epochs=facts.epochs,
        services=SERVICES,
        media_count=len(kept),
        media_bytes=sum(each.size for each in kept),
        media_missing=missing,
    )


def _media(
    folder: Path, facts: Facts, known: dict[str, media.Kept], progress: Progress
) -> tuple[list[media.Kept], int]:
    """Copy the files of messages that are not in the folder yet; return what lies there, and how many are gone."""
    progress.begin(layout.MEDIA, len(facts.media))
    kept = []
    for each in media.copy(store.of(settings.DESVELO), folder, facts.media, known):
        progress.read(1)
        if each is not None:
            kept.append(each)
    return kept, len(facts.media) - len(kept)


def _copied(fresh: Path, name: str, source: Path) -> File:
    """Copy a list that lies beside the database; one that was never begun is empty."""
    try:
        content = (source / name).read_bytes()
    except FileNotFoundError:
        content = b""
    return sealed_files.write(fresh, name, [content])


def _require_space(fresh: Path, facts: Facts) -> None:
    """Refuse a disk that would be full before the end.  Raises NoSpace."""
    needed = facts.content_bytes + facts.vault_bytes + _LEAST_FREE_BYTES
    free = shutil.disk_usage(fresh).free
    if free < needed:
        raise NoSpace(path=fresh.parent, needed=-(-needed >> 20), free=free >> 20)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder, made if need be, for this run.  Raises NotOurFolder, AnotherRuns, CannotWrite."""
    data = settings.DESVELO.data.resolve()
    if folder.resolve().is_relative_to(data):
        raise NotOurFolder(path=folder, data=data)
    with sealed_files.disk(folder):
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True)
        lock = Lock(folder / layout.LOCK)
        try:
            lock.acquire()
        except Held:
            raise AnotherRuns(path=folder) from None
    try:
        yield
    finally:
        lock.release()
