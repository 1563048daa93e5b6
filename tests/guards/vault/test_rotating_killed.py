"""Killed at a system call that writes, whichever it is, a replacement of keys goes on: nothing lost, nothing twice.

``strace`` counts the calls of each thread from the start mark on and kills at the n-th; every fifth call, until one run
is let through to its end.

Source: security-design D13.2.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction

import own_keys
from desvelo.base import clock
from desvelo.guards.vault import boxes, epochs, rotating
from desvelo.guards.vault.boxes import Place
from desvelo.guards.vault.models import Contact
from house import NOW

SUPPORT = Path(__file__).parents[2] / "support"
WRITES = "write,pwrite64,fsync,?rename,?renameat,?renameat2,?unlink,?unlinkat,sendto"
EVERY, MOST = 5, 500
KILLED = -9
STRACE = shutil.which("strace") or ""

pytestmark = pytest.mark.skipif(not STRACE, reason="kills by strace")


@pytest.fixture
def environment(committed, settings, tmp_path, url_of, monkeypatch):
    monkeypatch.setattr(rotating, "BATCH", 5)
    (tmp_path / "app.url").write_text(url_of("desvelo_app"))
    with own_keys.epoch_one(settings, tmp_path):
        yield {
            **{name: value for name, value in os.environ.items() if not name.startswith(("DESVELO_", "PYTEST_"))},
            "DESVELO_DATA": str(tmp_path),
            "DESVELO_MODE": "demo",
            "DATABASE_URL_FILE": str(tmp_path / "app.url"),
            "DJANGO_SETTINGS_MODULE": "desvelo.config.settings",
        }


def killed_at(point: int, environment: dict[str, str]) -> bool:
    """Run the program, kill it at its *point*-th writing call after the start mark; tell whether it came that far."""
    program = subprocess.Popen(
        [sys.executable, str(SUPPORT / "rotate_when_told.py")],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert program.stdout.readline() == b"ready\n"
    inject = f"inject={WRITES}:signal=SIGKILL:when={point}"
    tracer = subprocess.Popen(
        [STRACE, "-f", "-e", f"trace={WRITES}", "-e", inject, "-p", str(program.pid)],
        stderr=subprocess.PIPE,
    )
    assert b"attached" in tracer.stderr.readline()
    program.communicate(b"\n", timeout=60)
    tracer.communicate(timeout=60)
    assert program.returncode in {0, KILLED}
    return program.returncode == KILLED


def test_killed_at_any_writing_call_it_goes_on(environment):
    records: dict[UUID, bytes] = {}
    for _ in range(12):
        with transaction.atomic():
            contact = Contact.objects.create(created_at=NOW).id
            place = Place(table="message", column="body", row=contact)
            records[contact] = boxes.new_box(contact).seal(place, contact.bytes)
    killed = 0

    for point in range(1, MOST, EVERY):
        old = epochs.current()
        if not killed_at(point, environment):
            break
        killed += 1
        while rotating.step(now=clock.wall()):
            pass
        opened = boxes.load(records)
        for contact, record in records.items():
            assert opened[contact].open(Place(table="message", column="body", row=contact), record) == contact.bytes
        assert (boxes.ring().epochs(), [each.number for each in epochs.alive()]) == ([old + 1], [old + 1]), point

    assert (killed >= 10, point < MOST - EVERY) == (True, True)
    assert boxes.ring().epochs() == [old + 1]
