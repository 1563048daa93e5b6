"""The tree: started in order, kept running, stopped in reverse, and gone with its supervisor."""

import os
import signal
import subprocess
import threading
from pathlib import Path
from typing import ClassVar

import pytest
from process_watch import FOREVER, is_gone, python, until

from desvelo.base.processes.backoff import CALM_SECONDS
from desvelo.base.processes.change import Change
from desvelo.base.processes.child import Child
from desvelo.base.processes.errors import ChildEnded, ChildNotReady, PortInUse
from desvelo.base.processes.logfile import LogFile
from desvelo.base.processes.supervisor import Supervisor


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


def test_a_child_that_ends_is_started_again_after_its_pause() -> None:
    journal: list[str] = []
    now = [0.0]
    told: list[Change] = []
    supervisor = Supervisor(clock=lambda: now[0], watch=told.append)

    with supervisor:
        supervisor.start(Script(journal, "one", exits=[1, None, 1]))
        waits = []
        for moment in (0.0, 0.1, 0.2, 0.3, 0.4):
            now[0] = moment
            waits.append((moment, round(supervisor._tend_all(), 3), journal.count("start one")))

    assert waits == [(0.0, 0.2, 1), (0.1, 0.1, 1), (0.2, 1.0, 2), (0.3, 1.0, 2), (0.4, 0.4, 2)]
    assert [(each.is_up, each.end_count, each.in_a_row, each.pause_seconds) for each in told] == [
        (True, 0, 0, 0.0),
        (False, 1, 1, 0.2),
        (True, 1, 1, 0.2),
        (False, 2, 2, 0.4),
    ]
    assert [each.how for each in told[1:]] == ["ended with code 1"] * 3


def test_half_a_minute_of_life_ends_the_row_and_is_told() -> None:
    now = [0.0]
    told: list[Change] = []
    supervisor = Supervisor(clock=lambda: now[0], watch=told.append)

    with supervisor:
        supervisor.start(Script([], exits=[-9, None, None, 1]))
        for moment in (0.0, 0.2, 0.3 + CALM_SECONDS, 1.0 + CALM_SECONDS, 2.0 + CALM_SECONDS):
            now[0] = moment
            supervisor._tend_all()

    assert [(each.is_up, each.end_count, each.in_a_row, each.pause_seconds) for each in told] == [
        (True, 0, 0, 0.0),
        (False, 1, 1, 0.2),
        (True, 1, 1, 0.2),
        (True, 1, 0, 0.2),
        (False, 2, 1, 0.2),
    ]
    assert (told[1].how, told[4].how) == ("was ended by SIGKILL", "ended with code 1")


def test_a_real_child_that_is_killed_comes_back() -> None:
    child = Child(name="one", argv=FOREVER)
    pids: list[int] = []

    def kill_twice() -> None:
        try:
            for _ in range(2):
                until(lambda: child.pid is not None and child.pid not in pids)
                pids.append(child.pid or 0)
                os.kill(pids[-1], signal.SIGKILL)
            until(lambda: child.pid is not None and child.pid not in pids)
        finally:
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


@pytest.mark.parametrize(
    ("error", "how"),
    [
        (OSError(28, "No space left on device"), "could not be started (No space left on device)"),
        (PortInUse(host="localhost", port=1), f"could not be started ({PortInUse(host='localhost', port=1)})"),
    ],
    ids=["system", "ours"],
)
def test_a_child_that_cannot_be_started_again_is_tried_again_later(error: Exception, how: str) -> None:
    class Refusing(Script):
        def start(self) -> None:
            super().start()
            if len(self.journal) == 2:
                raise error

    now = [0.0]
    told: list[Change] = []
    with Supervisor(clock=lambda: now[0], watch=told.append) as supervisor:
        supervisor.start(Refusing([], exits=[1]))
        for moment in (0.0, 0.2, 0.7):
            now[0] = moment
            supervisor._tend_all()

    assert [each.is_up for each in told] == [True, False, False, True]
    assert told[2].how == how


def test_while_the_whole_is_waited_for_whoever_ends_is_named() -> None:
    first = Child(name="first", argv=FOREVER)

    def start_both() -> None:
        with Supervisor() as supervisor:
            supervisor.start(first)
            supervisor.start(Child(name="second", argv=("sh", "-c", "exit 4")))
            supervisor.wait_until(lambda: False, within_seconds=60)

    with pytest.raises(ChildEnded, match="“second” ended with code 4"):
        start_both()

    assert first.pid is None


def test_a_wait_for_the_whole_that_takes_too_long_says_so() -> None:
    with Supervisor() as supervisor:
        supervisor.start(Child(name="one", argv=FOREVER))

        assert supervisor.wait_until(lambda: False, within_seconds=0.1) is False
        assert supervisor.wait_until(lambda: True, within_seconds=0.1) is True


TREE = """
import sys
from desvelo.base.processes.backoff import CALM_SECONDS
from desvelo.base.processes.change import Change
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
