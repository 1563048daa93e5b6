"""Sleep until a signal rings: a request to stop, or a child that ended.

Python runs signal handlers between two of its own steps; a process asleep in ``select`` would miss the moment.  The
wake-up descriptor (``signal.set_wakeup_fd``) ends the sleep.  Outside the ``with`` everything is as it was before.
"""

import contextlib
import select
import signal
import socket
from types import FrameType, TracebackType
from typing import Self

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Doorbell:
    """Remembers the first signal that asked this process to stop."""

    def __init__(self) -> None:
        self.rung: signal.Signals | None = None
        self._before: dict[signal.Signals, object] = {}
        self._ears, self._bell = socket.socketpair()
        self._ears.setblocking(False)
        self._bell.setblocking(False)

    def __enter__(self) -> Self:
        """Listen; a SIGHUP that ``nohup`` silenced stays silent."""
        self._fd_before = signal.set_wakeup_fd(self._bell.fileno(), warn_on_full_buffer=False)
        for sig in STOPPING:
            if sig is not signal.SIGHUP or signal.getsignal(sig) is not signal.SIG_IGN:
                self._before[sig] = signal.signal(sig, self._ring)
        self._before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, _wake)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for sig, handler in self._before.items():
            signal.signal(sig, handler)  # type: ignore[arg-type]  # what signal.signal() itself returned
        signal.set_wakeup_fd(self._fd_before)
        self._ears.close()
        self._bell.close()

    def wait(self, *, seconds: float) -> None:
        """Sleep until any signal came or the time is over."""
        select.select([self._ears], [], [], max(0.0, seconds))
        with contextlib.suppress(BlockingIOError):
            self._ears.recv(4096)

    def _ring(self, number: int, _frame: FrameType | None) -> None:
        self.rung = self.rung or signal.Signals(number)


def _wake(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: that a handler exists is what makes the descriptor ring."""
