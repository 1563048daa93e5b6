"""A database whose repair was killed waits for nothing, and is started anew."""

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desvelo.base.postgres import stuck
from desvelo.base.postgres.cluster import Cluster

from .sites import query, until


def at_work(cluster: Cluster) -> dict[str, int]:
    """Return which of the children that repair and serve there are, with their pids."""
    found = {}
    for pid in Path(f"/proc/{cluster.pid}/task/{cluster.pid}/children").read_text().split():
        with contextlib.suppress(OSError):
            title = Path(f"/proc/{pid}/cmdline").read_text()
            found.update({word: int(pid) for word in ("startup", "walwriter") if word in title})
    return found


def kill_the_repair(cluster: Cluster) -> None:
    """Crash the database with much to repair, and kill what repairs it, until it waits for nothing."""
    for _ in range(20):
        query(cluster.superuser_url(), "CREATE TABLE IF NOT EXISTS much (number int)")
        query(cluster.superuser_url(), "INSERT INTO much SELECT generate_series(1, 500000)")
        os.kill(at_work(cluster)["walwriter"], signal.SIGKILL)
        until(lambda: "walwriter" not in at_work(cluster))
        until(lambda: bool(at_work(cluster)))
        if repairing := at_work(cluster).get("startup"):
            os.kill(repairing, signal.SIGKILL)
            until(lambda repairing=repairing: at_work(cluster).get("startup") != repairing)
        if not any(at_work_for(cluster, seconds=2.0)):
            return
        cluster.wait_ready(seconds=60)
    pytest.fail("the repair was never hit")


def at_work_for(cluster: Cluster, *, seconds: float) -> Iterator[bool]:
    """Tell again and again, for some time, whether the database repairs or serves."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield stuck.is_at_work(cluster.pid)
        time.sleep(0.01)


def test_a_repair_that_was_killed_leaves_a_database_that_never_answers_and_is_started_anew(site, monkeypatch) -> None:
    cluster = site.running()
    query(cluster.superuser_url(), "CREATE TABLE kept AS SELECT 7 AS number")
    kill_the_repair(cluster)
    pid = cluster.pid
    os.kill(pid, signal.SIGINT)
    assert not cluster.is_ready()
    assert not any(at_work_for(cluster, seconds=3.0))
    assert cluster.poll() is None  # the weakness: it neither comes back nor stops

    cluster.tidy()
    assert cluster.pid == pid
    monkeypatch.setattr(stuck, "STUCK_SECONDS", 0.0)
    cluster.tidy()

    until(lambda: cluster.poll() is not None)
    cluster.start()
    cluster.wait_ready(seconds=60)
    assert query(cluster.superuser_url(), "SELECT number FROM kept") == [(7,)]


def test_a_database_that_waits_for_nothing_is_not_waited_for_when_it_is_stopped(site, monkeypatch) -> None:
    monkeypatch.setattr("desvelo.base.postgres.cluster._QUIT_SECONDS", 0.05)
    cluster = site.running()
    kill_the_repair(cluster)

    began = time.monotonic()
    cluster.stop()

    assert time.monotonic() - began < 60  # a healthy one is given 120 s
    assert cluster.pid is None


def test_a_database_at_work_is_never_called_stuck(site, monkeypatch) -> None:
    monkeypatch.setattr(stuck, "STUCK_SECONDS", 0.0)
    cluster = site.running()

    for _ in range(20):
        cluster.tidy()

    assert cluster.poll() is None
