"""Let the generator send, and read what it tells."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus

from benchmarks.figures import percentile
from benchmarks.load.generator import Job
from benchmarks.programs import MeasureFailed, Program


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of the requests of one run, in the order they were due; an answer at 0 never came."""

    begun: int
    due: list[int]
    done: list[int]
    status: list[int]

    @property
    def accepted(self) -> int:
        """Return how many were answered 200."""
        return self.status.count(HTTPStatus.OK)

    @property
    def rate(self) -> float:
        """Return how many were accepted in a second."""
        return self.accepted / ((max(self.done) - self.begun) / 1e9)

    @property
    def lateness_ms(self) -> list[float]:
        """Return how long each accepted request took."""
        return [
            (done - due) / 1e6
            for due, done, status in zip(self.due, self.done, self.status, strict=True)
            if status == HTTPStatus.OK
        ]

    def percentile_ms(self, share: float) -> float:
        """Return the time that *share* of the accepted requests did not exceed."""
        return percentile(self.lateness_ms, share)

    def require_all_accepted(self) -> None:
        """Raise MeasureFailed if anything else than 200 was answered: what is fast by refusing is not fast."""
        if self.accepted != len(self.status):
            others = {status: self.status.count(status) for status in set(self.status) - {HTTPStatus.OK}}
            raise MeasureFailed(f"{len(self.status) - self.accepted} requests were not accepted: {others}")


def send(job: Job) -> Sent:
    """Run the generator once."""
    with Program("benchmarks.load.generator", asdict(job)) as generator:
        generator.go_on()
        return Sent(**generator.result())


def in_turn(of: Sequence[str], count: int) -> list[str]:
    """Return *count* of them, beginning again when they are used up."""
    return [of[number % len(of)] for number in range(count)]
