"""What a person at the terminal reads when a process of the tree does not stay up, and what the pages may ask."""

import os
from pathlib import Path

import pytest

from desvelo.base.processes.change import Change
from desvelo.config import watch
from desvelo.config.watch import Standing, Watch

LOG = Path("/data/logs/worker.log")


def change(*, is_up: bool = False, in_a_row: int = 1, end_count: int | None = None) -> Change:
    return Change(
        name="worker",
        is_up=is_up,
        in_a_row=in_a_row,
        end_count=in_a_row if end_count is None else end_count,
        exit_code=1,
        log=LOG,
    )


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def watching(tmp_path, said) -> Watch:
    return Watch(tmp_path, say=said.append)


def test_one_end_is_one_sentence(watching, said):
    watching(change(is_up=True, in_a_row=0))
    watching(change())
    watching(change(is_up=True))

    assert said == ["The process “worker” ended with code 1; it is started again."]


def test_a_process_that_does_not_stay_up_is_told_with_its_log_and_not_every_time(watching, said):
    for number in range(1, 25):
        watching(change(in_a_row=number))
        watching(change(is_up=True, in_a_row=number))

    assert len(said) == 4
    assert said[1] == (
        "The process “worker” does not stay up: 3 times in a row, and the last time it ended with code 1. "
        "It is tried again every few seconds. Its log says why: /data/logs/worker.log"
    )
    assert ["10 times" in said[2], "20 times" in said[3]] == [True, True]


def test_that_it_runs_again_is_told_to_whoever_heard_that_it_did_not(watching, said):
    for number in (1, 2, 3):
        watching(change(in_a_row=number))
    watching(change(is_up=True, in_a_row=3))
    watching(change(is_up=True, in_a_row=0, end_count=3))

    assert said[-1] == "The process “worker” runs again."


def test_after_a_single_end_nobody_is_told_that_it_runs_again(watching, said):
    watching(change())
    watching(change(is_up=True))
    watching(change(is_up=True, in_a_row=0, end_count=1))

    assert len(said) == 1


def test_the_pages_read_how_each_process_stands(watching, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "getppid", os.getpid)
    watching(change())
    watching(Change(name="edge", is_up=True))

    assert watch.standing(tmp_path) == (
        Standing(name="worker", is_up=False, restart_count=1),
        Standing(name="edge", is_up=True, restart_count=0),
    )
    assert (tmp_path / "run" / "processes.json").stat().st_mode & 0o777 == 0o600


def test_what_a_supervisor_of_another_tree_left_behind_says_nothing(watching, tmp_path):
    watching(change())

    assert watch.standing(tmp_path) == ()


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"supervisor": 1'])
def test_where_nothing_can_be_read_nothing_is_said(tmp_path, content):
    if content is not None:
        (tmp_path / "run").mkdir()
        (tmp_path / "run" / "processes.json").write_bytes(content)

    assert watch.standing(tmp_path) == ()


def test_a_place_that_cannot_be_written_does_not_stop_the_supervisor(tmp_path, said):
    (tmp_path / "run").write_text("a file where the folder should be", encoding="utf-8")

    Watch(tmp_path, say=said.append)(change())

    assert len(said) == 1
