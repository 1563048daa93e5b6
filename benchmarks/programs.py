"""Start other programs: those that give a result, those that wait for a word in between, and servers."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

ROOT = Path(__file__).parents[1]
_OURS = ("DESVELO_", "DATABASE_URL", "DJANGO_", "PYTEST_")
_STOP_SECONDS = 20.0
_READY_SECONDS = 120.0


class MeasureFailed(Exception):
    """What should have been measured did not run; nothing is printed in its place."""


def environment(**more: str) -> dict[str, str]:
    """Return our environment without anything that would steer the programs, and with *more*."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {**inherited, **more}


def ask(module: str, job: object, *, env: Mapping[str, str] | None = None, python: str = sys.executable) -> Any:
    """Run a program that reads one JSON job and prints one JSON result; raise MeasureFailed if it fails."""
    return json.loads(run(module, given=json.dumps(job), env=env, python=python))


def run(module: str, *, given: str = "", env: Mapping[str, str] | None = None, python: str = sys.executable) -> str:
    """Run a program to its end and return what it printed; raise MeasureFailed if it fails."""
    command = [python, "-m", *module.split()]
    ran = subprocess.run(
        command, input=given, capture_output=True, text=True, check=False, env=env or environment(), cwd=ROOT
    )
    if ran.returncode:
        raise MeasureFailed(f"{module} ended with {ran.returncode}:\n{ran.stderr}")
    return ran.stdout


class Program:
    """A program that gets a job, says it is ready, waits for a word, and gives a result when it is done."""

    def __init__(self, module: str, job: object) -> None:
        command = [sys.executable, "-m", module]
        self._module = module
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment(), cwd=ROOT
        )
        self._say(json.dumps(job))

    def __enter__(self) -> Self:
        self._line()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()

    def go_on(self) -> None:
        """Say the word it waits for."""
        self._say("")

    def result(self) -> Any:
        """Return what it found, once it is done."""
        return json.loads(self._line())

    def _say(self, text: str) -> None:
        _pipe(self._process.stdin).write(f"{text}\n")
        _pipe(self._process.stdin).flush()

    def _line(self) -> str:
        line = _pipe(self._process.stdout).readline()
        if not line:
            raise MeasureFailed(f"{self._module} ended early with {self._process.wait()}")
        return line


class Server:
    """A program with a group of its own that serves until it is stopped; what it says is kept for when it fails."""

    def __init__(
        self, command: Sequence[str], *, env: Mapping[str, str], stop: signal.Signals = signal.SIGTERM
    ) -> None:
        self._stop = stop
        self._files = ExitStack()
        self._out, self._err = (self._files.enter_context(tempfile.TemporaryFile()) for _ in range(2))  # noqa: SIM115
        self.process = subprocess.Popen(
            command, stdout=self._out, stderr=self._err, env=dict(env), cwd=ROOT, start_new_session=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, self._stop)
        try:
            self.process.wait(timeout=_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self._files.close()

    @property
    def out(self) -> str:
        """What it wrote to stdout so far."""
        return _read(self._out)

    def wait_until(self, ready: Callable[[], bool]) -> None:
        """Return when *ready* says so; raise MeasureFailed when it ends before, or takes too long."""
        give_up_at = time.monotonic() + _READY_SECONDS
        while not ready():
            if self.process.poll() is not None or time.monotonic() > give_up_at:
                raise MeasureFailed(f"{self.process.args!r} did not come up:\n{_read(self._err)}")
            time.sleep(0.02)


def _read(file: IO[bytes]) -> str:
    descriptor = file.fileno()
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0).decode()


def _pipe(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise MeasureFailed("a pipe is missing")
    return pipe
