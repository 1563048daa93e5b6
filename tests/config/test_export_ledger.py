"""``desvelo export-ledger``: the whole log in one file, or no file, and an entry that says so."""

import json
import os
import signal
import stat
import subprocess
import sys
from hashlib import sha256

import pytest
from django.conf import settings

from desvelo.config import export_report
from desvelo.config.export_report import FileInTheWay, FolderNotWritable
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as ledger
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.ledger.verify import verify_export
from house import NOW


@pytest.fixture
def exported(db, monkeypatch, capsys):
    """Return what the program prints for a file."""

    def _exported(out):
        monkeypatch.setattr(sys, "argv", ["run", "export_ledger", str(out)])
        assert export_report.main() == 0
        return json.loads(capsys.readouterr().out)

    return _exported


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def bake(count):
    audit.record([Entry(tag="loaf:bake", at=NOW) for _ in range(count)])
    audit.sequence()


def test_the_file_is_the_whole_log_for_its_owner_alone_and_a_stranger_finds_it_whole(exported, tmp_path):
    bake(50)
    audit.checkpoint(now=NOW)

    told = exported(tmp_path / "ledger.jsonl")

    content = (tmp_path / "ledger.jsonl").read_bytes()
    report = verify_export(content.decode().splitlines(), ledger.public_key(), settings.LEDGER_ORIGIN)
    assert (report.problem, report.size, report.signed_size, report.checkpoints_checked) == (None, 51, 51, 2)
    assert told == {
        "entries": 51,
        "signed": 51,
        "bytes": len(content),
        "sha256": sha256(content).hexdigest(),
        "file": str(tmp_path / "ledger.jsonl"),
    }
    assert stat.S_IMODE((tmp_path / "ledger.jsonl").stat().st_mode) == 0o600
    assert ledger.entry(50).tag == "audit:export"
    assert names(tmp_path) == ["ledger.jsonl"]


def test_more_checkpoints_than_are_held_at_a_time_all_leave_in_order(exported, tmp_path, monkeypatch):
    monkeypatch.setattr(audit.store, "_FETCH", 3)
    for _ in range(10):
        bake(1)
        audit.checkpoint(now=NOW)

    exported(tmp_path / "out")

    lines = [json.loads(line) for line in (tmp_path / "out").read_text("utf-8").splitlines()]
    sizes = [int(line["checkpoint"].split("\n")[1]) for line in lines if "checkpoint" in line]
    assert sizes == list(range(1, 12))


def test_nothing_is_written_over(exported, tmp_path):
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    (tmp_path / "dangling").symlink_to(tmp_path / "absent")

    for name in ("taken", "dangling"):
        with pytest.raises(FileInTheWay):
            exported(tmp_path / name)

    assert (tmp_path / "taken").read_text("utf-8") == "mine"
    assert not (tmp_path / "absent").exists()
    assert ledger.size() == 0


def test_what_cannot_be_written_leaves_nothing_behind(exported, tmp_path):
    with pytest.raises(FolderNotWritable, match="No such file or directory"):
        exported(tmp_path / "absent" / "out")

    def lines():
        yield "first\n"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        export_report.write(tmp_path / "out", lines())
    assert names(tmp_path) == []


def test_a_file_that_came_meanwhile_is_not_replaced(tmp_path):
    def lines():
        yield "ours\n"
        (tmp_path / "out").write_text("theirs", encoding="utf-8")

    with pytest.raises(FileExistsError):
        export_report.write(tmp_path / "out", lines())
    assert (tmp_path / "out").read_text("utf-8") == "theirs"
    assert names(tmp_path) == ["out"]


def test_killed_in_the_middle_there_is_no_file_of_that_name(tmp_path):
    """Before the last line is on disk the name does not exist, whatever kills the process."""
    program = (
        "import pathlib, sys, time\nfrom desvelo.config.export_report import write\n"
        "def lines():\n    yield 'first' + chr(10)\n    print('begun', flush=True)\n    time.sleep(60)\n"
        "write(pathlib.Path(sys.argv[1]), lines())\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "desvelo.config.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", program, tmp_path / "out"], stdout=subprocess.PIPE, env=environment
    ) as child:
        assert child.stdout.readline() == b"begun\n"
        child.send_signal(signal.SIGKILL)

    assert not (tmp_path / "out").exists()
    assert len(names(tmp_path)) == 1  # the part, under a name of its own
