"""``desvelo restore from SET --data DATA``: an installation made anew, closed until verified.

The set is read to its last byte before DATA is touched.  From then on ``DATA/restore.json`` keeps all closed, and
goes when ``reopening`` found nothing wrong.  A failure leaves the folder with the name of the step in that file.

Source: security-design D5.5.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg

from desvelo.base import durable
from desvelo.base.backups import layout, media, sealed_files
from desvelo.base.config.parse import Config
from desvelo.base.objects import store
from desvelo.base.objects.folder import Folder
from desvelo.base.postgres import binaries, bootstrap, dumping
from desvelo.base.postgres.binaries import Binaries
from desvelo.base.processes.supervisor import Supervisor
from desvelo.config import grants, processes, up
from desvelo.config.backup import choosing, marker, words
from desvelo.config.backup.choosing import Chosen
from desvelo.config.backup.errors import StepFailed
from desvelo.config.demo.facts import write_private
from desvelo.config.processes import Urls
from desvelo.config.scan.progress import Progress
from desvelo.kernel.errors import DesveloError

_KEYS = ("root.key", "epoch", "service", "intake")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a restore was asked to do beside the set itself."""

    anchors: Path | None = None
    erasures: Path | None = None
    everything: bool = False
    loss_acknowledged: bool = False


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Declare the options."""
    command.add_argument("set", type=Path, metavar="SET", help="the folder of the set: FOLDER/20261126T…Z")
    command.add_argument("--data", type=Path, required=True, help="an empty folder, which becomes the installation")
    command.add_argument("--keys", type=Path, help="the copy of the keys (default: the folder keys in DATA)")
    command.add_argument("--vault", type=Path, metavar="SET", help="a newer set, for the keys of customers alone")
    command.add_argument("--erasures", type=Path, metavar="FILE", help="a newer list of what was erased")
    command.add_argument("--anchors", type=Path, metavar="FILE", help="newer checkpoints of the log, kept elsewhere")
    command.add_argument("--all", action="store_true", help="open every sealed value, not a sample of each column")
    command.add_argument(
        "--acknowledge-loss",
        action="store_true",
        help="restore though the log is behind what is known outside; two people must say so before it starts",
    )
    command.add_argument("--port", type=int, help=argparse.SUPPRESS)


def run(asked: argparse.Namespace, config: Config) -> int:
    """Restore; print what was found as one JSON line; return the exit code."""
    wanted = Wanted(
        anchors=asked.anchors,
        erasures=asked.erasures,
        everything=asked.all,
        loss_acknowledged=asked.acknowledge_loss,
    )
    try:
        choosing.require_lists(wanted.erasures, wanted.anchors)
        chosen = choosing.choose(
            asked.set.resolve(),
            vault=asked.vault.resolve() if asked.vault else None,
            keys=(asked.keys or config.keys).resolve(),
            data=config.data,
            postgres_bin=config.postgres_bin,
        )
        found = restore(chosen, replace(config, database_url=None, owner_database_url=None), wanted)
    except DesveloError as refused:
        words.tell(refused)
        return 1
    sys.stdout.write(json.dumps(found) + "\n")
    said = words.here()
    words.say(
        said.pgettext(
            "backup",
            "Restored and verified, but for entries of the log that are lost. Nothing starts before two people say so: "
            "desvelo restore acknowledge",
        )
        if found["entries_lost"]
        else said.pgettext("backup", "Restored and verified. Start it with: desvelo up")
    )
    return 0


def restore(chosen: Chosen, config: Config, wanted: Wanted) -> dict[str, float]:
    """Make the installation in ``config.data``; return the summary with its seconds.  Raises DesveloError."""
    began = time.monotonic()
    up.prepare_folder(config.data)
    marker.write(config.data, step="keys")
    try:
        found = _restore(chosen, config, wanted)
    except DesveloError as refused:
        marker.write(config.data, step=_step(config), failed=refused.code)
        raise
    marker.remove(config.data)
    return {**found, "seconds": round(time.monotonic() - began, 1)}


def _restore(chosen: Chosen, config: Config, wanted: Wanted) -> dict[str, float]:
    _copy_keys(chosen.keys, config.keys)
    with Supervisor() as supervisor:
        _begin(config, "database")
        urls = up.database(supervisor, config)
        _write_database(chosen, urls, config)
        _begin(config, "files")
        _put_files(chosen, config)
        _put_lists(chosen, config, wanted)
        env = processes.environment(config, urls=up.url_files(config, urls), socket=config.data / "run" / "web.sock")
        _begin(config, "migrations")
        up.prepare(env, restored=True)
        _begin(config, "verification")
        return _verify(chosen, env, wanted)
    raise KeyboardInterrupt  # a signal ended it; the mark stays


def _write_database(chosen: Chosen, urls: Urls, config: Config) -> None:
    """Write the content, then the keys of those contacts that it knows.  Raises RestoreFailed."""
    with psycopg.connect(urls.owner, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public")  # the dump brings its own
    _begin(config, "content")
    _pour(chosen, urls.owner, layout.CONTENT_DUMP, dumping.SECTIONS)
    _begin(config, "vault")
    _pour(chosen, urls.owner, layout.VAULT_DUMP, ("pre-data", "data"))
    with psycopg.connect(urls.owner) as connection:
        for table in ("contact_key", "identifier", "occurrence"):
            connection.execute(  # whoever came after the content, or was erased before it
                f"DELETE FROM vault.{table} v WHERE NOT EXISTS "  # noqa: S608  our own tables
                "(SELECT 1 FROM public.vault_contact c WHERE c.id = v.contact_id)"
            )
        connection.execute(
            "DELETE FROM vault.occurrence v WHERE datum_id IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM public.vault_datum d WHERE d.id = v.datum_id)"
        )
    _pour(chosen, urls.owner, layout.VAULT_DUMP, ("post-data",))
    bootstrap.ensure(urls.superuser, bootstrap.role_passwords(config.keys))
    grants.apply(urls.owner)


def _pour(chosen: Chosen, url: str, name: str, sections: tuple[str, ...]) -> None:
    of_vault = name == layout.VAULT_DUMP
    found, manifest = (chosen.vault, chosen.vault_manifest) if of_vault else (chosen.found, chosen.manifest)
    [file] = [each for each in manifest.files if each.name == name]
    progress = Progress()
    progress.begin(name, file.size)
    pieces = sealed_files.opened(chosen.key, found, manifest, file, told=progress.read)
    dumping.restore(url, _programs(chosen), pieces, sections=sections)
    progress.end()


def _programs(chosen: Chosen) -> Binaries:
    return binaries.find(chosen.postgres_bin)


def _put_files(chosen: Chosen, config: Config) -> None:
    """Put copies of the files of messages back; the backup keeps its own."""
    progress, target = Progress(), store.of(config)
    listed = media.listed(chosen.found)
    progress.begin(layout.MEDIA, len(listed))
    source = Folder(chosen.found.parent / layout.MEDIA)
    for kept in listed:
        target.put(kept.name, source.read(kept.name))
        progress.read(1)
    progress.end()


def _put_lists(chosen: Chosen, config: Config, wanted: Wanted) -> None:
    """Put the list of erasures and the signed checkpoints where the installation looks for them."""
    (config.data / "anchors").mkdir(mode=0o700, exist_ok=True)
    anchors = wanted.anchors or chosen.found / layout.CHECKPOINTS
    lists = [chosen.found / layout.ERASURES, *([wanted.erasures] if wanted.erasures else [])]
    with sealed_files.disk(config.data):
        write_private(config.data / "anchors" / layout.CHECKPOINTS, anchors.read_bytes())
        write_private(config.data / layout.ERASURES, b"\n".join(each.read_bytes() for each in lists))


def _verify(chosen: Chosen, env: dict[str, str], wanted: Wanted) -> dict[str, float]:
    """Let a process with Django look at all of it.  Raises StepFailed."""
    order = {
        "set": chosen.manifest.name,
        "folder": str(chosen.found.parent),
        "entries": chosen.manifest.ledger_size,
        "checkpoint": chosen.manifest.checkpoint,
        "newer_vault": chosen.vault != chosen.found,
        "everything": wanted.everything,
        "loss_acknowledged": wanted.loss_acknowledged,
    }
    command = processes.reopen(json.dumps(order))
    answer = subprocess.run(command, env=env, check=False, stdout=subprocess.PIPE, text=True)
    if answer.returncode != 0:
        raise StepFailed
    found: dict[str, float] = json.loads(answer.stdout)
    return {**found, "files": chosen.manifest.media_count, "files_missing": chosen.manifest.media_missing}


def _copy_keys(source: Path, keys: Path) -> None:
    with sealed_files.disk(keys):
        _copy(source, keys)


def _copy(source: Path, keys: Path) -> None:
    """Copy the keys of an installation; passwords of its database stay behind, and an intake pair without key.

    Each is written whole or not at all, over what a restore that ended early left in its place.
    """
    for path in _keys_in(source) if source != keys else ():
        here, kept = keys / path.relative_to(source), path.stat()
        here.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        durable.write(here, path.read_bytes(), mode=kept.st_mode & 0o777)
        os.utime(here, ns=(kept.st_atime_ns, kept.st_mtime_ns))  # by which the age of an intake pair is told
    current = keys / "intake" / "current"
    if current.is_file() and not (keys / "intake" / f"{current.read_text(encoding='ascii').strip()}.key").is_file():
        current.unlink()


def _keys_in(source: Path) -> Iterator[Path]:
    for place in (source / name for name in _KEYS):
        inside = sorted(place.iterdir()) if place.is_dir() else [place]
        yield from (path for path in inside if path.is_file() and not path.name.startswith("."))


def _begin(config: Config, step: str) -> None:
    marker.write(config.data, step=step)


def _step(config: Config) -> str:
    return marker.read(config.data) or "?"
