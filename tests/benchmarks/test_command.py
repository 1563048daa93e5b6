"""What a person types: ``make bench ARGS="…"``."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import catalogue, measures, programs

ROOT = Path(__file__).parents[2]
TINY = ["--seconds", "0.1"]


def bench(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "benchmarks", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=ROOT, env=os.environ)


def test_one_benchmark_alone_prints_its_table_to_stdout():
    ran = bench("sealing", *TINY)

    assert ran.returncode == 0
    assert ran.stdout.startswith("sealing: ")
    assert "fsync" in ran.stdout
    assert ran.stderr == "measuring sealing\n"


def test_json_holds_the_machine_and_beside_each_figure_what_it_is_divided_by():
    told = json.loads(bench("sealing", "--json", *TINY).stdout)

    assert set(told["machine"]) == {"cpu", "cpus", "memory_mb", "python", "kernel"}
    (only,) = told["benchmarks"]
    assert set(only) == {"name", "about", "fsync_us", "load_before", "load_after", "seconds", "figures"}
    seal = only["figures"][0]
    assert seal["references"][0]["ratio"] == pytest.approx(seal["value"] / seal["references"][0]["value"])


def test_a_name_that_is_none_is_refused_with_those_there_are():
    ran = bench("oven")

    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr == f"No benchmark called oven. There are: {', '.join(catalogue.shipped())}.\n"


@pytest.mark.parametrize("option", ["--rate=0", "--rate=nan", "--seconds=-1", "--waiting=0", "--waiting=1.5"])
def test_a_size_that_measures_nothing_is_refused(option, capsys):
    with pytest.raises(SystemExit, match="2"):
        command.parser().parse_args([option])

    assert "number above 0" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "minute", "waiting"),
    [
        ([], 60, 72_000),
        (["--seconds", "5"], 60, 72_000),
        (["--seconds", "600"], 600, 72_000),
        (["--long"], 600, 360_000),
        (["--long", "--seconds", "90", "--waiting", "10"], 90, 10),
    ],
)
def test_what_has_to_hold_does_so_for_a_minute_or_as_long_as_asked(asked, minute, waiting):
    effort = command.effort_of(command.parser().parse_args(asked))

    assert (effort.minute, effort.waiting) == (minute, waiting)


@pytest.mark.parametrize(("asked", "files"), [([], 100), (["--long"], 1_000), (["--long", "--megabytes", "950"], 950)])
def test_a_backup_is_as_large_as_asked(asked, files):
    assert command.effort_of(command.parser().parse_args(asked)).megabytes == files


def test_a_new_file_is_a_new_benchmark_and_no_old_one_changes(tmp_path, monkeypatch):
    (tmp_path / "oven.py").write_text(
        "from benchmarks import catalogue\n@catalogue.add('oven', about='loaves')\ndef run(stage, effort): yield\n"
    )
    before = catalogue.shipped()
    monkeypatch.setattr(measures, "__path__", [*measures.__path__, str(tmp_path)])
    monkeypatch.setattr(catalogue, "_known", dict(before))
    monkeypatch.setitem(sys.modules, "benchmarks.measures.oven", None)
    del sys.modules["benchmarks.measures.oven"]

    assert {name: each for name, each in catalogue.shipped().items() if name not in before}["oven"].about == "loaves"
    assert before == {name: each for name, each in catalogue.shipped().items() if name != "oven"}


def test_a_program_that_fails_is_an_error_and_no_figure():
    with pytest.raises(programs.MeasureFailed, match=r"benchmarks\.inside oven ended with 1"):
        programs.ask("benchmarks.inside oven", {})
