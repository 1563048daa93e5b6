"""Start a few processes in order, keep them running, stop them in the reverse order.

::

    with Supervisor() as supervisor:
        supervisor.start(cluster, ready=cluster.is_ready, within_seconds=3600)
        supervisor.start(worker)
        supervisor.start(edge, ready=lambda: port.answers("localhost", 8000))
        supervisor.run_until_signal()

A process that ends before everything was ready once stops the whole start with an error: what never worked is not
repeated.  Later it is started again, with a growing pause, and whoever watches is told (``change``).  A request to stop
ends the ``with`` quietly wherever it stands.
"""

import logging
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from desvelo.base.processes.backoff import CALM_SECONDS, next_pause
from desvelo.base.processes.change import Change
from desvelo.base.processes.doorbell import Doorbell
from desvelo.base.processes.errors import ChildEnded, ChildNotReady, StartRefused
from desvelo.base.processes.logfile import LogFile
from desvelo.kernel.errors import DesveloError

_log = logging.getLogger("desvelo.processes")
_READY_EVERY_SECONDS = 0.05
_TIDY_EVERY_SECONDS = 1.0


class Supervised(Protocol):
    """What can stand in the tree: a ``Child``, or the database cluster."""

    @property
    def name(self) -> str: ...  # noqa: D102 - a protocol names, its implementations tell
    @property
    def log(self) -> LogFile | None: ...  # noqa: D102
    def start(self) -> None: ...  # noqa: D102
    def poll(self) -> int | None: ...  # noqa: D102
    def stop(self) -> None: ...  # noqa: D102
    def tidy(self) -> None: ...  # noqa: D102


class StopAsked(BaseException):
    """A signal asked to stop while the tree was being started; never leaves the ``with``."""


@dataclass(slots=True)
class _Place:
    """One process in the tree, and since when it runs or when it may run again."""

    process: Supervised
    started_at: float
    pause: float = 0.0
    again_at: float | None = None
    end_count: int = 0
    in_a_row: int = 0
    exit_code: int | None = None
    refusal: str = ""

    def change(self) -> Change:
        """Return how it stands now."""
        return Change(
            name=self.process.name,
            is_up=self.again_at is None,
            end_count=self.end_count,
            in_a_row=self.in_a_row,
            exit_code=self.exit_code,
            refusal=self.refusal,
            pause_seconds=self.pause,
            log=_path(self.process),
        )


class Supervisor:
    """The tree; use it in a ``with`` in the main thread."""

    def __init__(
        self, *, clock: Callable[[], float] = time.monotonic, watch: Callable[[Change], None] = lambda _change: None
    ) -> None:
        self._clock = clock
        self._watch = watch
        self._doorbell = Doorbell()
        self._places: list[_Place] = []

    def __enter__(self) -> Self:
        self._doorbell.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> bool:
        try:
            self._stop_all()
        finally:
            self._doorbell.__exit__(kind, error, at)
        return isinstance(error, StopAsked)

    def start(
        self, process: Supervised, *, ready: Callable[[], bool] | None = None, within_seconds: float = 60.0
    ) -> None:
        """Start *process*, and return when *ready* says so.

        Raises ChildEnded, ChildNotReady, and whatever *process* or *ready* raise.
        """
        self.refuse_to_go_on_if_asked()
        place = _Place(process, self._clock())
        self._places.append(place)
        process.start()
        if ready is not None and not self.wait_until(ready, within_seconds=within_seconds):
            raise ChildNotReady(name=process.name, seconds=within_seconds, log=_path(process))
        self._watch(place.change())

    def wait_until(self, ready: Callable[[], bool], *, within_seconds: float) -> bool:
        """Return True as soon as *ready* says so, False when the time is over.

        Raises ChildEnded when any process of the tree ends meanwhile, and whatever *ready* raises.
        """
        give_up_at = self._clock() + within_seconds
        while not ready():
            self._require_all_running()
            if self._clock() >= give_up_at:
                return False
            self._doorbell.wait(seconds=_READY_EVERY_SECONDS)
            self.refuse_to_go_on_if_asked()
        return True

    def run_until_signal(self) -> signal.Signals:
        """Keep everything running until SIGINT, SIGTERM or SIGHUP; return which."""
        while self._doorbell.rung is None:
            self._doorbell.wait(seconds=self._tend_all())
        return self._doorbell.rung

    def refuse_to_go_on_if_asked(self) -> None:
        """End the ``with`` here if somebody asked to stop; call it between long steps of a start."""
        if self._doorbell.rung is not None:
            raise StopAsked

    def _require_all_running(self) -> None:
        for place in self._places:
            exit_code = place.process.poll()
            if exit_code is not None:
                raise ChildEnded(name=place.process.name, exit_code=exit_code, log=_path(place.process))

    def _tend_all(self) -> float:
        """Look at every process once; return how long nothing needs us."""
        now = self._clock()
        for place in self._places:
            self._tend(place, now)
        due = [place.again_at - now for place in self._places if place.again_at is not None]
        return min([_TIDY_EVERY_SECONDS, *due])

    def _tend(self, place: _Place, now: float) -> None:
        place.process.tidy()
        if place.again_at is not None:
            if now >= place.again_at:
                self._start_again(place, now)
            return
        exit_code = place.process.poll()
        if exit_code is not None:
            self._put_off(place, now, exit_code=exit_code)
        elif place.in_a_row and now - place.started_at >= CALM_SECONDS:
            place.in_a_row = 0
            self._watch(place.change())

    def _start_again(self, place: _Place, now: float) -> None:
        place.started_at, place.again_at = now, None
        try:
            place.process.start()
        except StartRefused as error:
            self._put_off(place, now, refusal=str(error))
        except OSError as error:
            self._put_off(place, now, refusal=error.strerror or type(error).__name__)
        else:
            self._watch(place.change())

    def _put_off(self, place: _Place, now: float, *, exit_code: int | None = None, refusal: str = "") -> None:
        """Let it rest, after it ended or could not even be started."""
        alive_seconds = now - place.started_at
        place.pause = next_pause(place.pause, alive_seconds=alive_seconds)
        place.again_at = now + place.pause
        place.end_count += 1
        place.in_a_row = 1 if alive_seconds >= CALM_SECONDS else place.in_a_row + 1
        place.exit_code, place.refusal = exit_code, refusal
        self._watch(place.change())

    def _stop_all(self) -> None:
        for place in reversed(self._places):
            try:
                place.process.stop()
            except (OSError, DesveloError):
                _log.exception("process.not_stopped", extra={"role": place.process.name})
        self._places.clear()


def _path(process: Supervised) -> Path | None:
    return None if process.log is None else process.log.path
