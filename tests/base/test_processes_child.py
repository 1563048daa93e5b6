"""One child: how it starts, what it inherits, how it ends, what it leaves in its log."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from process_watch import FOREVER, is_gone, python, until

from desvelo.base.processes import session as sessions
from desvelo.base.processes.backoff import CALM_SECONDS, FIRST_SECONDS, MOST_SECONDS, next_pause
from desvelo.base.processes.child import Child
from desvelo.base.processes.errors import StartedFromThread
from desvelo.base.processes.logfile import LogFile
from desvelo.base.processes.session import Session

# --- pauses


def test_the_pause_doubles_from_a_fifth_of_a_second_to_ten() -> None:
    pauses = [0.0]
    for _ in range(8):
        pauses.append(next_pause(pauses[-1], alive_seconds=0.0))

    assert pauses[1:] == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10.0, 10.0]


def test_a_calm_life_makes_the_pause_short_again() -> None:
    assert next_pause(MOST_SECONDS, alive_seconds=CALM_SECONDS) == FIRST_SECONDS
    assert next_pause(1.6, alive_seconds=CALM_SECONDS - 0.001) == 3.2


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_pause_stays_within_its_bounds(previous: float, alive: float) -> None:
    assert FIRST_SECONDS <= next_pause(previous, alive_seconds=alive) <= MOST_SECONDS


# --- one child


def test_a_child_has_a_session_of_its_own_and_writes_to_its_log(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "logs" / "one.log")
    child = Child(name="one", argv=python("import os; print(os.getsid(0) == os.getpid())"), log=log)

    child.start()
    until(lambda: child.poll() is not None)

    assert child.poll() == 0
    assert log.lines() == ["True"]
    assert (log.path.stat().st_mode & 0o777, log.path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_child_sees_exactly_the_environment_it_was_given(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "one.log")
    child = Child(name="one", argv=("/usr/bin/env",), env={"LC_ALL": "C.UTF-8", "ONLY": "this"}, log=log)

    child.start()
    until(lambda: child.poll() is not None)

    assert log.lines() == ["LC_ALL=C.UTF-8", "ONLY=this"]


def test_a_child_gets_default_signals_although_its_parent_ignores_some(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "one.log")
    code = "import signal; print(signal.getsignal(2).__name__, signal.getsignal(1).name, signal.pthread_sigmask(0, []))"
    child = Child(name="one", argv=python(code), log=log)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN), signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])

    try:
        child.start()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1])
        signal.signal(signal.SIGINT, before[0])
        signal.signal(signal.SIGHUP, before[1])

    until(lambda: child.poll() is not None)
    assert log.lines() == ["default_int_handler SIG_DFL set()"]


def test_a_program_that_does_not_exist_ends_with_127_and_one_line(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "one.log")
    child = Child(name="one", argv=("/nowhere/program",), log=log)

    child.start()
    until(lambda: child.poll() is not None)

    assert child.poll() == 127
    assert log.lines() == ["cannot run /nowhere/program: No such file or directory"]


def test_a_module_in_the_working_folder_is_not_run_instead_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "desvelo").mkdir()
    (tmp_path / "desvelo" / "__init__.py").write_text("print('hijacked')")
    (tmp_path / "ctypes.py").write_text("print('hijacked')")
    monkeypatch.chdir(tmp_path)
    log = LogFile(tmp_path / "one.log")

    child = Child(name="one", argv=("echo", "ours"), log=log)
    child.start()
    until(lambda: child.poll() is not None)

    assert log.lines() == ["ours"]
    without_guard = [sys.executable, "-m", "desvelo.base.processes.launch", "SIGKILL", str(os.getpid()), "echo", "ours"]
    assert "hijacked" in subprocess.run(without_guard, capture_output=True, text=True, check=False).stdout


def test_a_child_that_ignores_the_request_to_stop_is_killed_with_its_group(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "one.log")
    code = (
        "import signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "other = subprocess.Popen(['sleep', '600'])\n"
        "print(other.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    child = Child(name="one", argv=python(code), log=log, stop_seconds=0.2)
    child.start()
    until(lambda: bool(log.size()))
    grandchild = int(log.lines()[0])

    child.stop()

    assert child.poll() == -signal.SIGKILL
    until(lambda: is_gone(grandchild))


def test_what_a_crashed_child_leaves_in_its_group_ends_before_it_is_reaped(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "one.log")
    code = "import subprocess; print(subprocess.Popen(['sleep', '600']).pid, flush=True); raise SystemExit(7)"
    child = Child(name="one", argv=python(code), log=log)

    child.start()
    until(lambda: child.poll() is not None)

    assert child.poll() == 7
    until(lambda: is_gone(int(log.lines()[0])))


def both_see_the_end(monkeypatch: pytest.MonkeyPatch, *, guarded: bool) -> tuple[object, object]:
    """Ask from two threads whether a program ended, the second stopped just before it looks: what each was told."""
    session = Session(("true",))
    if not guarded:
        monkeypatch.setattr(session, "_reaping", contextlib.nullcontext())
    look, about_to_look, seen = session._has_ended, threading.Event(), threading.Event()

    def slowly() -> bool:
        if threading.current_thread() is not threading.main_thread():
            about_to_look.set()
            seen.wait(0.3)
        return look()

    monkeypatch.setattr(session, "_has_ended", slowly)
    with ThreadPoolExecutor(1) as other:
        late = other.submit(session.poll)
        about_to_look.wait()
        until(lambda: session.poll() is not None)
        seen.set()
    return session.poll(), type(late.exception()) if late.exception() else late.result()


def test_the_end_of_a_program_may_be_seen_by_two_threads_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert both_see_the_end(monkeypatch, guarded=True) == (0, 0)
    assert both_see_the_end(monkeypatch, guarded=False) == (0, ChildProcessError)


def start_in_a_short_thread(child: Child, *, until_running: Callable[[], bool]) -> list[str]:
    refused: list[str] = []

    def start() -> None:
        try:
            child.start()
        except StartedFromThread as error:
            refused.append(str(error))
        else:
            until(until_running)

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    return refused


def test_a_child_may_not_be_started_from_a_thread_because_it_would_end_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flag = tmp_path / "running"
    child = Child(name="one", argv=("sh", "-c", f"touch {flag}; exec sleep 600"))

    refused = start_in_a_short_thread(child, until_running=flag.exists)

    assert [sentence.partition(" must ")[2] for sentence in refused] == [
        "be started from the main thread: it would end together with this one."
    ]
    assert (child.pid, flag.exists()) == (None, False)

    monkeypatch.setattr(sessions.threading, "main_thread", threading.current_thread)  # the guard removed
    assert start_in_a_short_thread(child, until_running=flag.exists) == []
    until(lambda: child.poll() is not None)
    assert child.poll() == -signal.SIGKILL


def test_a_child_whose_parent_is_already_another_ends_at_once() -> None:
    command = [sys.executable, "-P", "-m", "desvelo.base.processes.launch", "SIGKILL", "1", *FOREVER]

    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL


# --- logs


def test_a_log_above_its_cap_moves_to_one_and_the_child_goes_on_writing(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "one.log", cap_bytes=10)
    descriptor = log.open()

    os.write(descriptor, b"0123456789\n")
    log.tidy()
    os.write(descriptor, b"next\n")
    log.tidy()
    os.close(descriptor)

    assert (tmp_path / "one.log.1").read_bytes() == b"0123456789\n"
    assert log.path.read_bytes() == b"next\n"


def test_a_log_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.log").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(OSError, match="symbolic link"):
        LogFile(tmp_path / "one.log").open()
    assert not (tmp_path / "elsewhere").exists()
