"""Whoever stops it, nothing of it stays; and a later start finds everything as it was."""

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from ran_before import demo_folder
from started import COMMAND, STOP_SECONDS, Started, command_line, environment, folder, rows, run

MOST_SECONDS = 10


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """Return the data of a demonstration that ran once and stopped."""
    with demo_folder() as path:
        yield path


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda how: how.name)
def test_a_signal_ends_every_process_within_ten_seconds(data, how):
    running = Started(data, "demo", "--no-browser", "--json")
    tree, began = running.tree(), time.monotonic()

    code = running.end(how)

    assert code == 0
    assert time.monotonic() - began < MOST_SECONDS, f"still there after six seconds: {running.slow}"
    assert len(tree) > 6
    assert [each for each in tree if each.is_running()] == []


def test_after_a_kill_of_the_supervisor_nothing_stays_and_a_start_at_once_works(data):
    running = Started(data, "demo", "--no-browser", "--json")
    tree = running.tree()

    running.process.kill()
    running.process.wait()
    again = Started(data, "demo", "--no-browser", "--json", port=running.port)

    _, alive = psutil.wait_procs(tree[1:], timeout=MOST_SECONDS)
    assert [command_line(each) for each in alive] == []
    running.end()
    assert again.end() == 0


def test_a_second_start_keeps_conversations_accounts_and_the_log(data):
    query = "SELECT public_id FROM desk_conversation ORDER BY 1"
    first = Started(data, "demo", "--no-browser", "--json")
    accounts, conversations = first.info["accounts"], rows(first.info["database_url"], query)
    first.end()

    second = Started(data, "demo", "--no-browser", "--json")
    found = rows(second.info["database_url"], query)
    second.end()

    assert len(conversations) == 7
    assert found == conversations
    assert second.info["accounts"] == accounts


def test_the_log_of_a_stopped_installation_verifies_and_leaves_it_stopped(data):
    answer = run("verify-ledger", "--demo", data=data)

    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.count("\n") == 1
    assert '"problem": null' in answer.stdout
    assert [each for each in psutil.process_iter() if str(data) in command_line(each)] == []


def test_a_start_that_is_interrupted_leaves_nothing(data):
    process = subprocess.Popen(
        [COMMAND, "demo", "--no-browser", "--data", str(data)], env=environment(), stderr=subprocess.PIPE, text=True
    )
    with process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("Preparing"):
                break
        tree = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=STOP_SECONDS)

    _, alive = psutil.wait_procs(tree, timeout=MOST_SECONDS)
    assert alive == []


def test_outside_the_demonstration_there_is_neither_phone_nor_clock():
    with folder() as data:
        running = Started(data, "up")
        try:
            assert httpx.get(f"{running.url}/healthz", trust_env=False).status_code == 200
            assert httpx.get(f"{running.url}/demo", trust_env=False).status_code == 404
            moved = httpx.post(f"{running.url}/demo/clock", json={"advance_seconds": 60}, trust_env=False)
            assert moved.status_code == 404
            assert running.stdout == ""
            assert not [each for each in running.tree() if "sandbox" in command_line(each)]
            assert run("verify-ledger", data=data).returncode == 0
        finally:
            assert running.end() == 0
