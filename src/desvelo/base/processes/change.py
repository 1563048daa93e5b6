"""What the supervisor tells about a process of its tree whenever that changes.

A process that ends again and again gets a number *in a row*; half a minute of life makes it zero, and is told too.
"""

import signal
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a process stands now: how it last ended, or the sentence that says why it could not be started."""

    name: str
    is_up: bool
    end_count: int = 0
    in_a_row: int = 0
    exit_code: int | None = None
    refusal: str = ""
    pause_seconds: float = 0.0
    log: Path | None = None

    @property
    def how(self) -> str:
        """Say in a few words how it ended.

        >>> Change(name="edge", is_up=False, exit_code=-9).how
        'was ended by SIGKILL'
        >>> Change(name="edge", is_up=False, exit_code=1).how
        'ended with code 1'
        """
        if self.exit_code is None:
            return f"could not be started ({self.refusal})"
        if self.exit_code < 0:
            return f"was ended by {signal.Signals(-self.exit_code).name}"
        return f"ended with code {self.exit_code}"
