"""The present of a sandbox, and how far it was wound forward."""

import time
from dataclasses import dataclass


@dataclass(slots=True)
class Clock:
    """A clock that only goes forward."""

    ahead: float = 0.0

    def now(self) -> float:
        """Return the instant the sandbox lives in, in seconds since 1970."""
        return time.time() + self.ahead
