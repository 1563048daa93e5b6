"""A database that waits for nothing: alive, and it will never answer again.

When the process that repairs a crashed database is itself killed (the kernel does that when memory is short), the
postmaster of PostgreSQL 18 stays: it tells every connection that it is starting up, starts nothing, and does not heed
SIGINT.  Ended the hard way, it repairs at its next start.  ``test_a_repair_that_was_killed…`` shows it.

What is seen from outside: no child repairs (``startup``) and none serves (``walwriter``).  That is so for a moment in
every crash, while the children end (PostgreSQL gives them five seconds), and during a clean stop.
"""

import time
from collections.abc import Callable
from pathlib import Path

STUCK_SECONDS = 20.0
_AT_WORK = (b"startup", b"walwriter")


class Watch:
    """Looks at one postmaster again and again."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._idle_since: float | None = None

    def is_stuck(self, pid: int | None) -> bool:
        """Tell whether *pid* has had no child at work for ``STUCK_SECONDS``, however often it was asked meanwhile."""
        if pid is None or is_at_work(pid):
            self._idle_since = None
            return False
        now = self._clock()
        self._idle_since = now if self._idle_since is None else self._idle_since
        return now - self._idle_since >= STUCK_SECONDS


def is_at_work(pid: int) -> bool:
    """Tell whether a child of *pid* repairs or serves; True where the system does not say."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return True
    return any(word in _title(child) for child in children for word in _AT_WORK)


def _title(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
