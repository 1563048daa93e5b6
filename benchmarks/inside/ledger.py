"""Write entries, give them indexes, prove some, verify all: the log by itself, nothing else running."""

import hashlib
import random
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from benchmarks.programs import ROOT
from desvelo.base import clock
from desvelo.base.ids import new_uuid
from desvelo.guards.audit import actions, exporting, queries, signing, store
from desvelo.guards.audit.entry import Entry

AT_ONCE = 2_000


def main(leaves: int, rounds: int) -> dict[str, object]:
    """Return what each step took."""
    recording = indexing = 0.0
    for first in range(0, leaves, AT_ONCE):
        entries = [_entry() for _ in range(min(AT_ONCE, leaves - first))]
        recording += _seconds(partial(_record, entries))
        indexing += _seconds(actions.sequence)
    actions.checkpoint(now=clock.wall())
    size = queries.size()
    chance = random.Random(size)  # noqa: S311  which entry is proven protects nothing
    places = [chance.randrange(size) for _ in range(rounds)]
    proving = [_seconds(partial(_prove, place)) * 1000 for place in places]
    hashing = _seconds(lambda: [hashlib.sha256(leaf).digest() for leaf in store.leaves(start=0, end=size)])
    return {
        "size": size,
        "recorded_per_second": leaves / recording,
        "indexed_per_second": leaves / indexing,
        "proof_ms": proving,
        "verified_per_second": size / _seconds(_verify),
        "in_steps_per_second": size / _seconds(_verify_in_steps),
        "hashed_per_second": size / hashing,
        **_by_strangers(size),
    }


def _entry() -> Entry:
    objects = {"message": str(new_uuid()), "found": "CPF,PHONE", "discarded": "0"}
    return Entry(tag="message:receive", at=clock.wall(), contact=new_uuid(), objects=objects)


def _record(entries: list[Entry]) -> None:
    with transaction.atomic():
        actions.record(entries)


def _prove(place: int) -> None:
    if not queries.prove(place).holds:
        raise AssertionError(place)


def _verify() -> None:
    report = queries.verify_all()
    if report.problem is not None:
        raise AssertionError(report.problem)


def _verify_in_steps() -> None:
    """Do what the worker does: ten thousand at a time, each step a transaction, compared with every stored hash."""
    actions.begin_verification(now=clock.wall())
    while actions.continue_verification(now=clock.wall()):
        pass
    last = queries.last_verification()
    if last is None or last.problem is not None:
        raise AssertionError(last)


def _by_strangers(size: int) -> dict[str, float]:
    """Export all of it; let the script for strangers check the file, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.jsonl"
        exporting_it = _seconds(lambda: _export(file, size))
        key = b64encode(signing.public_key()).decode()
        command = [sys.executable, "-I", str(ROOT / "docs" / "verify_ledger.py"), str(file)]
        named = ["--name", settings.LEDGER_ORIGIN, "--key", key]
        checking = _seconds(lambda: subprocess.run([*command, *named], check=True, stdout=subprocess.DEVNULL))
        return {
            "exported_per_second": size / exporting_it,
            "alone_per_second": size / checking,
            "export_bytes": file.stat().st_size,
        }


def _export(file: Path, size: int) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.writelines(exporting.log_lines(size=size))


def _seconds(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun
