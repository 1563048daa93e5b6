"""What a reading of the whole log found, or how far it got: a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desvelo.kernel.ledger.merkle import Coordinate
from desvelo.kernel.ledger.verify import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """A reading of the whole log: *checked* of *target* entries, *signed* of them under a checkpoint that agreed.

    It runs while *finished_at* is None.  The log held if it finished without *problem*.  *root* is the signed one of
    *signed* entries.
    """

    id: int
    started_at: datetime
    target: int
    checked: int
    signed: int
    edge: Mapping[Coordinate, bytes]
    finished_at: datetime | None
    root: bytes | None
    problem: Problem | None

    @property
    def proved_nothing(self) -> bool:
        """Tell whether it ended with nothing said, because nothing was signed yet."""
        return self.problem is not None and self.problem.code == "nothing_signed"
