"""The worked example of CONTRIBUTING.md works as written: rule, registration, proof, and no other file touched."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = re.compile(r"<!-- example: (?P<name>\S+) -->\n```python\n(?P<source>.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def example(root, tmp_path_factory) -> Path:
    """A tree in which someone followed the page."""
    followed = tmp_path_factory.mktemp("followed")
    shutil.copytree(
        root / "src/desvelo/kernel", followed / "desvelo/kernel", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(root / "src/desvelo/__init__.py", followed / "desvelo")
    files = {found["name"]: found["source"] for found in EXAMPLE.finditer((root / "CONTRIBUTING.md").read_text())}
    assert sorted(files) == ["test_vehicle_chassis.py", "vehicle_chassis.py"]
    (followed / "desvelo/kernel/detection/detectors/vehicle_chassis.py").write_text(files["vehicle_chassis.py"])
    (followed / "test_vehicle_chassis.py").write_text(files["test_vehicle_chassis.py"])
    return followed


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_proof_of_the_example_passes(example):
    ended = run(example, "-m", "pytest", "-q", "-p", "no:django", "-p", "no:cacheprovider", "test_vehicle_chassis.py")

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "2 passed" in ended.stdout


def test_the_examples_in_its_docstring_are_true(example):
    ended = run(example, "-m", "doctest", "desvelo/kernel/detection/detectors/vehicle_chassis.py")

    assert ended.returncode == 0, ended.stdout


def test_without_the_new_file_the_proof_fails(example, tmp_path):
    """The rule removed: what is proved is proved by that file and nothing else."""
    ignored = shutil.ignore_patterns("__pycache__", "vehicle_chassis.py")
    shutil.copytree(example, tmp_path / "without", ignore=ignored)
    ended = run(
        tmp_path / "without",
        *("-m", "pytest", "-q", "-p", "no:django", "-p", "no:cacheprovider", "test_vehicle_chassis.py"),
    )

    assert "1 failed, 1 passed" in ended.stdout
