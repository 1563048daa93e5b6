"""A log file of bounded size that a child writes to directly.

The child holds the descriptor, so a rename would not move it away: a file grown beyond its cap is copied to ``.1`` and
emptied.  Appending writes go on at the new end.  A line written between copy and emptying may be lost; a child is never
slowed or stopped by its log.
"""

import os
import shutil
from pathlib import Path

CAP_BYTES = 5 * 1024 * 1024
_TAIL_BYTES = 16 * 1024


class LogFile:
    """What one child writes, the newest ``cap_bytes`` of it at least."""

    def __init__(self, path: Path, *, cap_bytes: int = CAP_BYTES) -> None:
        self.path = path
        self._cap_bytes = cap_bytes

    def open(self) -> int:
        """Return a new descriptor to append to; the caller closes it."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        return os.open(self.path, flags, 0o600)

    def size(self) -> int:
        """Return how many bytes it holds now."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    def tidy(self) -> None:
        """Move a file above its cap to ``.1`` and empty it."""
        if self.size() <= self._cap_bytes:
            return
        older = self.path.with_name(f"{self.path.name}.1")
        temporary = self.path.with_name(f"{self.path.name}.1.new")
        temporary.unlink(missing_ok=True)
        shutil.copy2(self.path, temporary, follow_symlinks=False)
        temporary.rename(older)
        os.truncate(self.path, 0)

    def lines(self, *, since: int = 0) -> list[str]:
        """Return the lines written after the first *since* bytes, the last 16 KiB of them."""
        with self.path.open("rb") as file:
            file.seek(max(since, self.size() - _TAIL_BYTES))
            return file.read().decode("utf-8", errors="replace").splitlines()
