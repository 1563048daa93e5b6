"""What can be wrong with a data folder, and that a refusal changes nothing in it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desvelo.base.postgres import folder as folders
from desvelo.base.postgres.errors import (
    AlreadyRunning,
    DiskTrouble,
    FolderNotWritable,
    ForeignDataFolder,
    ForeignMajorVersion,
    PathUnusable,
    StillStopping,
)
from desvelo.base.postgres.folder import DataFolder
from desvelo.base.postgres.lock import Lock
from mounts import apart

from .other_users import as_ordinary

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to mount a small disk")
CLAIM = """
import sys
from pathlib import Path
from desvelo.base.postgres.folder import DataFolder
from desvelo.kernel.errors import DesveloError
try:
    folder = DataFolder(Path(sys.argv[1]))
    folder.claim()
    folder.require_space()
    print("claimed")
except DesveloError as error:
    print(error.code, "|", error)
"""


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def say(command: list[str], path: Path) -> str:
    answer = subprocess.run(
        [*command, sys.executable, "-P", "-c", CLAIM, str(path)], capture_output=True, text=True, check=False
    )
    return (answer.stdout + answer.stderr).strip()


def test_a_new_folder_is_made_marked_and_held(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "new" / "postgres")

    folder.claim()
    folder.claim()

    names = sorted(path.name for path in folder.path.iterdir())
    assert names == ["cluster.lock", "desvelo-postgres.json", "supervisor.lock"]
    folder.release()


def test_an_empty_folder_is_taken_with_its_permissions_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir(mode=0o750)
    folder = DataFolder(tmp_path / "postgres")

    folder.claim()

    assert folder.path.stat().st_mode & 0o777 == 0o750
    folder.release()


def test_a_folder_of_somebody_else_is_refused_and_not_a_byte_is_written(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("18\n")
    before = content(tmp_path)

    with pytest.raises(ForeignDataFolder) as raised:
        DataFolder(tmp_path / "postgres").claim()

    assert content(tmp_path) == before
    assert str(raised.value) == (
        f"The folder {tmp_path}/postgres is not empty and was not made by Desvelo. Nothing was changed. "
        "Choose an empty or a new folder with --data."
    )


def test_a_crash_between_lock_and_mark_does_not_make_the_folder_foreign(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "postgres")
    folder.claim()
    folder.release()
    (folder.path / "desvelo-postgres.json").unlink()

    folder.claim()
    folder.release()


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "postgres").write_text("a file")

    with pytest.raises(PathUnusable, match="cannot be the data folder: a file stands where a folder should be"):
        DataFolder(tmp_path / "postgres").claim()
    with pytest.raises(PathUnusable, match="a file stands where a folder should be"):
        DataFolder(tmp_path / "postgres" / "below").claim()


def test_a_name_the_system_does_not_take_is_told(tmp_path: Path) -> None:
    with pytest.raises(PathUnusable, match="File name too long"):
        DataFolder(tmp_path / ("x" * 300)).claim()


def test_a_second_holder_is_refused_at_once_and_the_first_keeps_it(tmp_path: Path) -> None:
    first, second = DataFolder(tmp_path / "postgres"), DataFolder(tmp_path / "elsewhere" / ".." / "postgres")
    first.claim()

    with pytest.raises(AlreadyRunning, match=r"Another Desvelo is already running on the data in .*/postgres\. Use"):
        second.claim()

    first.release()
    second.claim()
    second.release()


def test_a_link_to_the_folder_is_the_same_folder(tmp_path: Path) -> None:
    first = DataFolder(tmp_path / "postgres")
    first.claim()
    (tmp_path / "link").symlink_to(first.path)

    with pytest.raises(AlreadyRunning):
        DataFolder(tmp_path / "link").claim()
    first.release()


def test_a_database_that_does_not_stop_is_waited_for_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "STOPPING_SECONDS", 0.1)
    folder = DataFolder(tmp_path / "postgres")
    folder.claim()
    folder.release()
    former = Lock(folder.path / "cluster.lock")
    former.acquire()

    with pytest.raises(StillStopping, match=r"is still stopping after 0\.1 seconds"):
        folder.claim()

    former.release()
    folder.claim()
    folder.release()


@pytest.mark.parametrize(("text", "found"), [("15\n", 15), ("9.6\n", 0), ("", 0)])
def test_data_of_another_major_version_is_refused(tmp_path: Path, text: str, found: int) -> None:
    folder = DataFolder(tmp_path / "postgres")
    folder.pgdata.mkdir(parents=True)
    (folder.pgdata / "PG_VERSION").write_text(text)

    with pytest.raises(ForeignMajorVersion) as raised:
        folder.require_major(18)

    assert raised.value.params == {"folder": folder.path, "data_major": found, "binaries_major": 18}


def test_what_is_made_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "postgres")
    folder.claim()

    def cut_short() -> None:
        with folder.whole_or_nothing() as fresh:
            (fresh / "half").write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cut_short()
    assert not list(folder.path.glob("pgdata*"))

    (folder.path / "pgdata.new-of-a-crash").mkdir()
    with folder.whole_or_nothing() as fresh:
        (fresh / "PG_VERSION").write_text("18\n")
    assert [path.name for path in folder.path.glob("pgdata*")] == ["pgdata"]
    assert folder.is_initialised
    folder.release()


def test_a_folder_this_user_may_not_write_in_is_told(run_folder: Path) -> None:
    closed = run_folder / "closed"
    closed.mkdir()
    closed.chmod(0o555)

    assert say(as_ordinary([]), closed) == (
        f"postgres.folder_not_writable | This user may not write in {closed}. Start Desvelo as the user who owns it, "
        "give the folder to this user with chown, or choose another with --data."
    )
    assert say(as_ordinary([]), closed / "new").startswith("postgres.folder_not_writable")
    assert list(closed.iterdir()) == []


def mounted(options: str, path: Path, then: str = "") -> list[str]:
    """Return a command prefix that mounts a small disk on *path*, seen by that command alone."""
    script = f'mount -t tmpfs -o {options} none "{path}"; {then} exec "$@"'
    return [*apart(), "sh", "-c", script, "sh"]


@AS_ROOT
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    disk = mounted("size=64k", tmp_path, f'cat /dev/zero > "{tmp_path}/ballast" 2>/dev/null; mkdir "{tmp_path}/p";')

    assert say(disk, tmp_path / "p") == (
        f"postgres.disk_trouble | The disk under {tmp_path}/p does not take the data: No space left on device. "
        "Free or repair it, or choose another with --data."
    )


@AS_ROOT
def test_a_disk_with_too_little_room_is_told_before_anything_is_made(tmp_path: Path) -> None:
    assert "less than 128 MB are free" in say(mounted("size=32m", tmp_path), tmp_path / "postgres")


@AS_ROOT
def test_a_read_only_disk_is_told(tmp_path: Path) -> None:
    disk = mounted("size=1m,ro", tmp_path)

    assert "postgres.disk_trouble" in say(disk, tmp_path / "postgres")
    assert "does not take the data: Read-only file system" in say(disk, tmp_path)


def test_every_other_trouble_is_still_a_sentence(tmp_path: Path) -> None:
    for number, expected in ((28, DiskTrouble), (5, DiskTrouble), (13, FolderNotWritable), (40, PathUnusable)):
        with pytest.raises(expected), folders.trouble(tmp_path):
            raise OSError(number, os.strerror(number))
