"""A bar on stderr while files are read; nothing where stderr is no terminal."""

import sys
import time
from typing import TextIO

_WIDTH = 30
_EVERY_SECONDS = 0.1
_CLEAR = "\r\x1b[K"


class Progress:
    """The bar of one file after the other."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shown = self._stream.isatty()
        self._name, self._size, self._done, self._drawn_at = "", 0, 0, 0.0

    def begin(self, name: str, size: int) -> None:
        """Start over for the file *name* of *size* bytes."""
        self._name, self._size, self._done, self._drawn_at = name, size, 0, 0.0

    def read(self, count: int) -> None:
        """Add *count* bytes; draw at most ten times a second."""
        self._done += count
        now = time.monotonic()
        if self._shown and now - self._drawn_at >= _EVERY_SECONDS:
            self._drawn_at = now
            self._stream.write(_CLEAR + self.line())
            self._stream.flush()

    def line(self) -> str:
        """Return the bar as it stands."""
        share = min(1.0, self._done / self._size) if self._size else 0.0
        full = int(share * _WIDTH)
        return f"{self._name[:40]} [{'#' * full}{'-' * (_WIDTH - full)}] {share:4.0%}"

    def end(self) -> None:
        """Take the bar away."""
        if self._shown:
            self._stream.write(_CLEAR)
            self._stream.flush()
