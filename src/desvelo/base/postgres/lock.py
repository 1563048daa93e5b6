"""Who holds a data folder, answered by the kernel.

A pid in a file proves nothing: the pid may belong to another program by now (stack.md section 1 lists the products that
fell for it).  An flock(2) ends with the last process that has the file open, however it ended.

Two files.  ``supervisor.lock`` is held by the supervisor alone and refuses a second one at once.  ``cluster.lock`` is
also open in every process of the database, so it tells when the database of a killed supervisor has really ended.
"""

import fcntl
import os
import time
from pathlib import Path

_AGAIN_SECONDS = 0.02


class Held(Exception):
    """Somebody else holds the lock."""


class Lock:
    """One lock file; held from ``acquire`` to ``release`` or to the end of every process that has it open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    @property
    def is_held(self) -> bool:
        """Tell whether this object holds it."""
        return self._descriptor is not None

    @property
    def descriptor(self) -> int:
        """What a child must keep open to hold the lock too."""
        assert self._descriptor is not None, "acquire first"  # noqa: S101 - a mistake of the caller's code
        return self._descriptor

    def acquire(self, *, patience_seconds: float = 0.0) -> None:
        """Take the lock, waiting at most so long.  Raises Held, OSError."""
        if self._descriptor is not None:
            return
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            _take(descriptor, give_up_at=time.monotonic() + patience_seconds)
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor

    def release(self) -> None:
        """Let go; the file stays, because removing it would let two hold two different files."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _take(descriptor: int, *, give_up_at: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= give_up_at:
                raise Held from None
            time.sleep(_AGAIN_SECONDS)
        else:
            return
