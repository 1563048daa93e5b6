"""The tree of processes: real children, real signals."""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.base.processes import session as sessions
from desvelo.base.processes.backoff import CALM_SECONDS, FIRST_SECONDS, MOST_SECONDS, next_pause
from desvelo.base.processes.child import Child
from desvelo.base.processes.errors import ChildEnded, ChildNotReady, StartedFromThread
from desvelo.base.processes.logfile import LogFile
from desvelo.base.processes.supervisor import Supervisor

FOREVER = ("sleep", "600")


def python(code: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-P", "-c", code, *arguments)


def until(claim: Callable[[], bool], *, seconds: float = 10.0) -> None:
    """Wait for something another process does."""
    tick = threading.Event()
    for _ in range(int(seconds / 0.01)):
        if claim():
            return
        tick.wait(0.01)
    pytest.fail("it did not happen in time")


def is_gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


class Script:
    """A stand-in child that ends when told, for the supervisor's own decisions; real children stand beside it."""

    name: ClassVar[str] = "script"
    log = None

    def __init__(self, journal: list[str], name: str = "script", exits: list[int | None] | None = None) -> None:
        self.journal, self.label, self.exits = journal, name, exits or []

    def start(self) -> None:
        self.journal.append(f"start {self.label}")

    def poll(self) -> int | None:
        return self.exits.pop(0) if self.exits else None

    def stop(self) -> None:
        self.journal.append(f"stop {self.label}")

    def tidy(self) -> None:
        pass


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


# --- the tree


def test_children_stop_in_the_reverse_order() -> None:
    journal: list[str] = []

    with Supervisor() as supervisor:
        for name in ("database", "worker", "edge"):
            supervisor.start(Script(journal, name))

    assert journal == ["start database", "start worker", "start edge", "stop edge", "stop worker", "stop database"]


def test_a_start_returns_only_when_the_child_is_ready(tmp_path: Path) -> None:
    flag = tmp_path / "ready"
    child = Child(name="one", argv=("sh", "-c", f"touch {flag}; exec sleep 600"))

    with Supervisor() as supervisor:
        supervisor.start(child, ready=flag.exists)
        assert flag.exists()
        assert child.pid is not None


def test_a_child_that_ends_before_it_is_ready_stops_the_start_and_what_ran_before() -> None:
    first = Child(name="first", argv=FOREVER)

    def start_both() -> None:
        with Supervisor() as supervisor:
            supervisor.start(first)
            supervisor.start(Child(name="second", argv=("sh", "-c", "exit 3")), ready=lambda: False)

    with pytest.raises(ChildEnded) as raised:
        start_both()

    assert str(raised.value) == "The process “second” ended with code 3 before it was ready. Its log: this terminal"
    assert first.pid is None


def test_a_child_that_never_becomes_ready_is_told_with_its_log(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "slow.log")

    with pytest.raises(ChildNotReady) as raised, Supervisor() as supervisor:
        supervisor.start(Child(name="slow", argv=FOREVER, log=log), ready=lambda: False, within_seconds=0.1)

    assert str(raised.value) == f"The process “slow” was not ready after 0.1 seconds. Its log: {log.path}"


def test_a_child_that_ends_is_started_again_after_its_pause(caplog: pytest.LogCaptureFixture) -> None:
    journal: list[str] = []
    now = [0.0]
    supervisor = Supervisor(clock=lambda: now[0])

    with supervisor:
        supervisor.start(Script(journal, "one", exits=[1, None, 1]))
        waits = []
        for moment in (0.0, 0.1, 0.2, 0.3, 0.4):
            now[0] = moment
            waits.append((moment, round(supervisor._tend_all(), 3), journal.count("start one")))

    assert waits == [(0.0, 0.2, 1), (0.1, 0.1, 1), (0.2, 1.0, 2), (0.3, 1.0, 2), (0.4, 0.4, 2)]
    assert [record.getMessage() for record in caplog.records] == [
        "script ended with code 1; next start in 0.2 s",
        "script ended with code 1; next start in 0.4 s",
    ]


def test_a_real_child_that_is_killed_comes_back() -> None:
    child = Child(name="one", argv=FOREVER)
    pids: list[int] = []

    def kill_twice() -> None:
        for _ in range(2):
            until(lambda: child.pid is not None and child.pid not in pids)
            pids.append(child.pid or 0)
            os.kill(pids[-1], signal.SIGKILL)
        until(lambda: child.pid is not None and child.pid not in pids)
        os.kill(os.getpid(), signal.SIGTERM)

    with Supervisor() as supervisor:
        supervisor.start(child)
        other = threading.Thread(target=kill_twice)
        other.start()
        assert supervisor.run_until_signal() is signal.SIGTERM
        other.join()
        assert child.pid not in {*pids, None}

    assert child.poll() is not None


@pytest.mark.parametrize("sig", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_during_the_start_ends_the_with_quietly_and_stops_everything(sig: signal.Signals) -> None:
    handlers = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)]
    child = Child(name="one", argv=FOREVER)
    reached = False

    with Supervisor() as supervisor:
        os.kill(os.getpid(), sig)
        supervisor.start(Child(name="never", argv=FOREVER))
        reached = True

    assert reached is False
    assert child.pid is None
    after = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)]
    assert after == handlers


def test_a_child_that_cannot_be_started_again_is_tried_again_later(caplog: pytest.LogCaptureFixture) -> None:
    class Refusing(Script):
        def start(self) -> None:
            super().start()
            if len(self.journal) > 1:
                raise OSError(28, "No space left on device")

    now = [0.0]
    supervisor = Supervisor(clock=lambda: now[0])
    with supervisor:
        supervisor.start(Refusing([], exits=[1]))
        for moment in (0.0, 0.2):
            now[0] = moment
            supervisor._tend_all()

    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 2
    assert "could not start: [Errno 28]" in caplog.records[1].getMessage()


TREE = """
import sys
from desvelo.base.processes.child import Child
from desvelo.base.processes.supervisor import Supervisor

with Supervisor() as supervisor:
    children = [Child(name=str(number), argv=("sleep", "600")) for number in range(3)]
    for child in children:
        supervisor.start(child)
    print(*(child.pid for child in children), flush=True)
    supervisor.run_until_signal()
print("ended", flush=True)
"""


@pytest.mark.parametrize(
    ("sig", "last_words"), [(signal.SIGKILL, ""), (signal.SIGINT, "ended"), (signal.SIGTERM, "ended")]
)
def test_however_the_supervisor_ends_no_child_stays(sig: signal.Signals, last_words: str) -> None:
    with subprocess.Popen(python(TREE), stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout is not None
        pids = [int(pid) for pid in supervisor.stdout.readline().split()]
        assert len(pids) == 3

        supervisor.send_signal(sig)

        assert supervisor.stdout.read().strip() == last_words
    for pid in pids:
        until(lambda pid=pid: is_gone(pid))


def test_without_the_death_signal_a_child_would_stay() -> None:
    code = (
        "import subprocess; print(subprocess.Popen(['sleep', '600'], start_new_session=True).pid, flush=True); input()"
    )
    with subprocess.Popen(python(code), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()

    assert not is_gone(pid)
    os.kill(pid, signal.SIGKILL)


def test_the_supervisor_leaves_no_descriptor_open() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))

    with Supervisor() as supervisor:
        supervisor.start(Child(name="one", argv=FOREVER))

    assert len(list(Path("/proc/self/fd").iterdir())) == before
