"""A backup restored onto an empty folder: how long until all of it is verified, and that who was erased stays away.

One customer is erased before the backup and one after it; the list of erasures is taken from the living installation,
as ``docs/backup.md`` says.  Every sealed value is opened, every entry of the log read.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from benchmarks import catalogue, programs
from benchmarks.effort import Effort
from benchmarks.figures import MEGABYTE, AtLeast, AtMost, Figure, Reference
from benchmarks.installation import COMMAND, Installation
from benchmarks.programs import MeasureFailed
from benchmarks.stage import Stage, folder, running
from desvelo.base.postgres import bootstrap

HOUR_SECONDS = 3_600  # security-design D13.7
_PIECE = 1 << 20
_LEFT_OF = (
    "SELECT (SELECT count(*) FROM vault_contact WHERE id = ANY(%(who)s)) + (SELECT count(*) FROM channel_message "
    "WHERE contact_id = ANY(%(who)s)) + (SELECT count(*) FROM vault.contact_key WHERE contact_id = ANY(%(who)s)) "
    "+ (SELECT count(*) FROM ledger.payload WHERE contact_id = ANY(%(who)s)), "
    "(SELECT count(*) FROM channel_message), (SELECT count(*) FROM channel_media WHERE object_name <> '')"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A set, how long it took, who was erased before and after, and what the living installation still holds."""

    set: Path
    megabytes: float
    seconds: float
    erased: tuple[str, ...]
    messages: int
    files: int


@catalogue.add("restore", about="a backup restored onto an empty folder, every value opened, who was erased still gone")
def run(stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Back up a filled installation with files, restore it beside, and look into it."""
    installation = stage.filled(effort).installation
    installation.inside("files", megabytes=effort.megabytes)
    with folder() as around:
        made = _made(installation, around / "out")
        restored, seconds, told = _restored(installation, made, around)
        _require_the_same(restored, made)
        copying = _copied(made.set.parent, around / "copy")
    yield Figure("the backup", made.megabytes, "MB")
    yield Figure("messages in it", made.messages, "")
    copied = Reference("the same bytes copied and synced", made.megabytes / copying)
    yield Figure("backed up", made.megabytes / made.seconds, "MB/s", None, (copied,))
    yield Figure("restored and verified", seconds, "s", AtMost(HOUR_SECONDS))
    yield Figure("restored and verified, of the backup", made.megabytes / seconds, "MB/s", None, (copied,))
    yield Figure("sealed values opened", told["values_opened"], "")
    yield Figure("erased customers, still gone", len(made.erased), "", AtLeast(len(made.erased)))


def _made(installation: Installation, out: Path) -> Made:
    """Erase somebody, write a set, erase somebody else."""
    before = installation.inside("erase")
    seconds, said = _timed(["backup", str(out), "--demo", "--data", str(installation.data)])
    after = installation.inside("erase")
    [(left, messages, files)] = installation.rows(_LEFT_OF.replace("%(who)s", "%s::uuid[]"), *[[before, after]] * 4)
    if left:
        raise MeasureFailed(f"{left} rows of whom was erased are there before anything was restored")
    return Made(
        set=Path(said.strip()),
        megabytes=sum(each.stat().st_size for each in out.rglob("*") if each.is_file()) / MEGABYTE,
        seconds=seconds,
        erased=(before, after),
        messages=messages,
        files=files,
    )


def _restored(installation: Installation, made: Made, around: Path) -> tuple[Path, float, dict[str, Any]]:
    new, keys, newer = around / "new", installation.data / "keys", installation.data / "erasures.log"
    command = ["restore", "from", str(made.set), "--data", str(new), "--keys", str(keys), "--erasures", str(newer)]
    seconds, said = _timed([*command, "--all"])
    told = json.loads(said)
    if not told["erased_again"] or told["not_readable"] or told["files_missing"] or told["entries_lost"]:
        raise MeasureFailed(said)
    return new, seconds, told


def _require_the_same(restored: Path, made: Made) -> None:
    """Pass if all came back but whom was erased.  Raises MeasureFailed."""
    with running(restored) as cluster, psycopg.connect(cluster.superuser_url(bootstrap.DATABASE)) as connection:
        found = connection.execute(_LEFT_OF.encode(), {"who": list(made.erased)}).fetchall()
    if found != [(0, made.messages, made.files)]:
        raise MeasureFailed(f"restored: {found}, expected {(0, made.messages, made.files)}")


def _timed(command: list[str]) -> tuple[float, str]:
    begun = time.perf_counter()
    ran = subprocess.run(
        [COMMAND, *command], capture_output=True, text=True, check=False, env=programs.environment(LANG="C.UTF-8")
    )
    if ran.returncode:
        raise MeasureFailed(f"desvelo {command[0]} ended with {ran.returncode}:\n{ran.stderr}")
    return time.perf_counter() - begun, ran.stdout


def _copied(source: Path, to: Path) -> float:
    begun = time.perf_counter()
    for each in (path for path in source.rglob("*") if path.is_file()):
        copy = to / each.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        with each.open("rb") as reading, copy.open("wb") as writing:
            shutil.copyfileobj(reading, writing, _PIECE)
            writing.flush()
            os.fsync(writing.fileno())
    return time.perf_counter() - begun
