"""How many deliveries wait to be taken in, looked at again and again while something else is measured."""

import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import psycopg

from benchmarks.installation import Installation
from benchmarks.programs import MeasureFailed

EVERY_SECONDS = 0.25
_WAITING = b"SELECT count(*), min(arrival) FROM intake.raw"


@dataclass(frozen=True, slots=True)
class Look:
    """What waited at one moment, and the place of the oldest of it; nothing has none."""

    at: int
    count: int
    oldest: int | None


class Backlog:
    """Looks four times in a second, on a connection of its own, as long as its ``with`` lasts."""

    def __init__(self, installation: Installation) -> None:
        self._url = installation.database_url
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._look_on, name="backlog")
        self._failed = False
        self.begun = 0
        self.looks: list[Look] = []

    def __enter__(self) -> Self:
        self.begun = time.monotonic_ns()
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stopping.set()
        self._thread.join()
        self._require_looks()

    def passed_at(self, arrival: int) -> int | None:
        """Return when nothing up to *arrival* was seen to wait any more, in nanoseconds; None as long as some does."""
        if self._failed:
            self._require_looks()
        return next((look.at for look in self.looks if look.oldest is None or look.oldest > arrival), None)

    def most(self, *, between: tuple[float, float]) -> int:
        """Return how many waited at most, in a part of the time: (0, 0.5) is its first half."""
        first, last = (int(share * len(self.looks)) for share in between)
        return max(look.count for look in self.looks[first : max(last, first + 1)])

    def _require_looks(self) -> None:
        """Raise MeasureFailed if nobody looked: a queue that nobody saw is not an empty one."""
        if self._failed or not self.looks:
            raise MeasureFailed("the backlog could not be looked at")

    def _look_on(self) -> None:
        try:
            self._look_until_stopped()
        except psycopg.Error:
            self._failed = True

    def _look_until_stopped(self) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            while True:
                count, oldest = connection.execute(_WAITING).fetchone() or (0, None)
                self.looks.append(Look(time.monotonic_ns(), count, oldest))
                if self._stopping.wait(EVERY_SECONDS):
                    return
