"""``desvelo backup`` as a person runs it: a process of its own, killed, on a full disk, twice at once."""

import json
import os
import signal
import subprocess
from pathlib import Path

import psutil
import pytest

import started
from desvelo.base.backups import layout
from desvelo.base.postgres.lock import Lock
from desvelo.guards.vault.models import Backup
from house import NOW
from mounts import apart

ENGLISH = {"LANG": "en_GB.UTF-8"}


@pytest.fixture
def reached(living, url_of) -> dict[str, str]:
    """Return the settings by which a process reaches the installation's database."""
    (living.data / "url").write_text(url_of("postgres"))
    return {"DATABASE_URL_FILE": str(living.data / "url"), **ENGLISH}


def test_a_set_is_written_listed_and_checked(living, reached):
    made = started.run("backup", str(living.folder), data=living.data, **reached)
    assert made.returncode == 0, made.stderr
    found = Path(made.stdout.strip())
    assert layout.sets(living.folder) == [found]

    listed = started.run("backup", str(living.folder), "--list", data=living.data, **ENGLISH)
    [said] = [json.loads(line) for line in listed.stdout.splitlines()]
    assert (said["set"], said["vault_until"] is None) == (str(found), False)
    checked = started.run("backup", str(living.folder), "--check", data=living.data, **ENGLISH)
    assert (checked.returncode, json.loads(checked.stdout)["problems"]) == (0, 0)
    (found / "media.list").unlink()
    checked = started.run("backup", str(living.folder), "--check", data=living.data, **ENGLISH)
    assert (checked.returncode, checked.stderr) == (1, f"{found}/media.list is missing.\n")


def test_one_that_was_killed_leaves_no_set_and_the_next_run_takes_away_what_it_left(living, reached):
    command = [started.COMMAND, "backup", str(living.folder), "--data", str(living.data)]
    process = subprocess.Popen(command, env=started.environment(**reached), stderr=subprocess.DEVNULL)
    started.eventually(lambda: list(living.folder.glob(".new-*/content.dump")), seconds=60)
    tree = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    psutil.wait_procs(tree, timeout=10)
    assert layout.sets(living.folder) == []
    assert len(list(layout.unfinished(living.folder))) == 1

    assert started.run("backup", str(living.folder), data=living.data, **reached).returncode == 0

    [found] = layout.sets(living.folder)
    assert list(layout.unfinished(living.folder)) == []
    assert living.problems(found) == []
    assert {row.folder for row in Backup.objects.filter(removed_at=None)} == {str(found)}


@pytest.mark.skipif(os.geteuid() != 0, reason="a small disk of our own needs the right to mount one")
@pytest.mark.parametrize(
    ("megabytes", "said"), [(8, "MB free, and the backup may need"), (90, "is full. Nothing was kept")]
)
def test_a_full_disk_is_said_and_leaves_no_set(living, reached, megabytes, said):
    """A disk that holds the dumps and not the files of messages is full in the middle."""
    from arrived_files import keep, picture

    if megabytes > 64:
        keep(picture("w.2"), os.urandom(1 << 20) * 100)
    living.folder.mkdir()
    mount, look = 'mount -t tmpfs -o size="$1"m none "$0" || exit 77', 'code=$?; ls -A "$there"; exit $code'
    script = f'{mount}; there="$0"; shift; "$@"; {look}'
    small = (*apart(), "sh", "-c", script, str(living.folder), str(megabytes))

    answer = started.run("backup", str(living.folder), data=living.data, before=small, **reached)

    if answer.returncode in {77, 32}:
        pytest.skip("this machine lets nobody mount")
    assert answer.returncode == 1
    assert said in answer.stderr
    assert set(answer.stdout.split()) <= {layout.LOCK, layout.MEDIA}
    assert not Backup.objects.filter(removed_at=None).exists()


def test_inside_the_data_folder_and_beside_another_run_it_is_refused(living, reached):
    refused = started.run("backup", str(living.data / "backups"), data=living.data, **reached)
    assert refused.returncode == 1
    assert "is inside the data folder" in refused.stderr
    assert not (living.data / "backups").exists()

    living.folder.mkdir()
    other = Lock(living.folder / layout.LOCK)
    other.acquire()
    refused = started.run("backup", str(living.folder), data=living.data, **reached)
    other.release()
    assert refused.returncode == 1
    assert "Another backup is being written" in refused.stderr
    assert Backup.objects.count() == 0


def test_where_nothing_is_installed_it_says_so(tmp_path):
    refused = started.run("backup", str(tmp_path / "out"), data=tmp_path / "nothing", **ENGLISH)

    assert (refused.returncode, "There is no Desvelo in" in refused.stderr) == (1, True)
    assert not (tmp_path / "out").exists()


def test_the_password_of_the_database_is_on_no_command_line_and_in_no_environment(living, monkeypatch, url_of):
    from psycopg.conninfo import conninfo_to_dict

    from desvelo.base.postgres import dumping

    seen = []
    real = dumping.subprocess.Popen

    def spy(command, **more):
        seen.extend([(command, more["env"])] if "pg_dump" in str(command[0]) else [])
        return real(command, **more)

    monkeypatch.setattr(dumping.subprocess, "Popen", spy)
    living.back_up(at=NOW)

    password = str(conninfo_to_dict(url_of("postgres"))["password"])
    assert len(seen) == 2
    assert password not in repr(seen)
