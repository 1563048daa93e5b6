"""Who holds a folder is asked of the kernel, never of a pid in a file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desvelo.base.postgres.lock import Held, Lock

HOLD = (
    "import sys; from pathlib import Path; from desvelo.base.postgres.lock import Lock;"
    "lock = Lock(Path(sys.argv[1])); lock.acquire(); print('held', flush=True); sys.stdin.read()"
)


def test_two_cannot_hold_the_same_lock_even_in_one_process(tmp_path: Path) -> None:
    first, second = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    first.acquire()

    with pytest.raises(Held):
        second.acquire()

    first.release()
    second.acquire()
    assert (first.is_held, second.is_held) == (False, True)
    second.release()


def test_a_lock_ends_with_the_process_that_held_it_however_it_ended(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    command = [sys.executable, "-P", "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(Held):
            Lock(path).acquire()
        holder.kill()

    ours = Lock(path)
    ours.acquire()
    ours.release()


def test_the_pid_of_a_living_process_in_the_file_means_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.write_text(f"{os.getpid()}\n")

    lock = Lock(path)
    lock.acquire()

    assert lock.is_held
    lock.release()


def test_a_process_that_keeps_the_descriptor_keeps_the_lock(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "lock")
    lock.acquire()
    with subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE, pass_fds=[lock.descriptor]) as child:
        lock.release()
        with pytest.raises(Held):
            Lock(tmp_path / "lock").acquire()
        assert child.stdin is not None
        child.stdin.close()

    again = Lock(tmp_path / "lock")
    again.acquire()
    again.release()


def test_patience_waits_for_the_holder_to_end(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "lock")
    lock.acquire()
    with subprocess.Popen(["/bin/sleep", "0.2"], pass_fds=[lock.descriptor]):
        lock.release()
        patient = Lock(tmp_path / "lock")

        patient.acquire(patience_seconds=10)

        assert patient.is_held
        patient.release()


def test_a_lock_file_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(OSError, match="symbolic link"):
        Lock(tmp_path / "lock").acquire()
    assert not (tmp_path / "elsewhere").exists()
