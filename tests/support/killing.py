"""Kill an operation of the product at one of its writing calls: the n-th of a thread, as ``strace`` counts them.

A program (``done_when_told.py``) stands ready with everything imported.  For each run it forks a process, which says
its number and waits: from there on calls count.  A run is over when everything that it started has ended too.

``KILL_EVERY=1`` in the environment takes every point instead of a sample, ``KILL_FROM`` begins later.

Source: security-design D13.2.
"""

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pytest

PROGRAM = Path(__file__).with_name("done_when_told.py")
WRITES = "write,pwrite64,fsync,?rename,?renameat,?renameat2,?unlink,?unlinkat,sendto"
MOST = 500
STRACE = shutil.which("strace") or ""
PATIENCE_SECONDS = 90.0
NOT_LET = "strace may not look into another process here: sysctl -w kernel.yama.ptrace_scope=0"

needed = pytest.mark.skipif(not STRACE, reason="strace is not installed: apt-get install strace")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a run ended: its exit code (a signal is negative), how many processes were killed, what it said."""

    code: int
    killed: int
    said: str


def points(every: int) -> Iterator[int]:
    """Yield at which calls to kill: each *every*-th of the first 500, or as the environment says."""
    step = int(os.environ.get("KILL_EVERY", every))
    yield from range(int(os.environ.get("KILL_FROM", "1")), MOST + 1, step)


def is_sample() -> bool:
    """Tell whether only some of the points are asked for."""
    return "KILL_EVERY" not in os.environ


def note(killed: str) -> None:
    """Say how many were killed and how that ended; ``pytest -rP`` shows it."""
    sys.stdout.write(f"killed: {killed}\n")


def tracing(point: int, output: Path) -> list[str]:
    """Return the command line of ``strace`` that kills whatever it watches at the *point*-th writing call."""
    inject = f"inject={WRITES}:signal=SIGKILL:when={point}"
    return [STRACE, "-o", str(output), "-e", f"trace={WRITES}", "-e", inject]


def environment(data: Path, **urls: str) -> dict[str, str]:
    """Return what a process of ours needs to work on *data*, each database URL in a file of its own."""
    files = {"app": "DATABASE_URL_FILE", "owner": "DESVELO_OWNER_DATABASE_URL_FILE"}
    for role, url in urls.items():
        (data / f"{role}.url").write_text(url)
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("DESVELO_", "PYTEST_"))},
        "DESVELO_DATA": str(data),
        "DESVELO_MODE": "demo",
        "DJANGO_SETTINGS_MODULE": "desvelo.config.settings",
        **{files[role]: str(data / f"{role}.url") for role in urls},
    }


class Program:
    """One operation, ready to be done and killed again and again; use it in a ``with``."""

    def __init__(self, operation: str, environment: Mapping[str, str], folder: Path) -> None:
        self._operation = operation
        self._environment = dict(environment)
        self._said, self._trace = folder / "said", folder / "trace"

    def __enter__(self) -> Self:
        hears, self._tell = os.pipe()
        self._told, says = os.pipe()
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(
                [sys.executable, str(PROGRAM), self._operation, str(hears), str(says)],
                env=self._environment, pass_fds=[hears, says], stdin=subprocess.DEVNULL, stdout=said, stderr=said,
            )  # fmt: skip
        os.close(hears)
        os.close(says)
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._tell)
        try:
            self._process.wait(timeout=10)
        finally:
            self._process.kill()
            self._process.wait()
            os.close(self._told)

    def run(self, *arguments: str, kill_at: int | None, follow: bool = False) -> Ended:
        """Do it once, killed at its *kill_at*-th writing call or let through; *follow*: also what it starts."""
        before = self._said.stat().st_size
        os.write(self._tell, json.dumps(arguments).encode() + b"\n")
        pid = self._number("waits")
        tracer = self._traced(pid, kill_at, follow=follow) if kill_at is not None else None
        os.write(self._tell, b"\n")
        code = self._number("ended")
        killed = 0
        if tracer is not None:
            tracer.communicate(timeout=PATIENCE_SECONDS)
            killed = self._trace.read_text(errors="replace").count("+++ killed by SIGKILL")
        return Ended(code=code, killed=killed, said=self._said.read_bytes()[before:].decode())

    def _traced(self, pid: int, point: int, *, follow: bool) -> "subprocess.Popen[str]":
        command = [*tracing(point, self._trace), *(["-f"] if follow else []), "-p", str(pid)]
        tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        first = tracer.stderr.readline() if tracer.stderr else ""
        if "attached" not in first:
            os.write(self._tell, b"\n")
            self._number("ended")
            tracer.communicate()
            assert "not permitted" in first, first
            pytest.skip(NOT_LET)
        return tracer

    def _number(self, word: str) -> int:
        """Return the number that the program says with *word*, and nothing but that: it may be a process to kill."""
        said, number = self._line().split()
        assert said == word, self._said.read_text(errors="replace")[-2000:]
        return int(number)

    def _line(self) -> str:
        line = b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([self._told], [], [], PATIENCE_SECONDS)
            piece = os.read(self._told, 1) if ready else b""
            assert piece, f"nothing more from {self._operation}: {self._said.read_text(errors='replace')[-2000:]}"
            line += piece
        return line.decode()
