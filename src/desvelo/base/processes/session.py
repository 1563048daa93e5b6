"""One running program in a session of its own, and whatever it leaves behind there.

A session of its own keeps Ctrl-C in the terminal for the supervisor alone, and gives the program and its children one
group id.  When the program ends, the group is killed *before* the program is reaped: until then the group id cannot
belong to anybody else.
"""

import contextlib
import os
import select
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence

from desvelo.base.processes.errors import StartedFromThread


class Session:
    """A program from its start to its end."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        stdin: int = subprocess.DEVNULL,
        output: int | None = None,
        keep: Sequence[int] = (),
    ) -> None:
        """Start *argv*; *output* takes what it writes, the descriptors in *keep* stay open in it.

        Raises StartedFromThread.
        """
        if threading.current_thread() is not threading.main_thread():
            raise StartedFromThread(program=argv[0])
        self._process = subprocess.Popen(
            argv,
            env=None if env is None else dict(env),
            stdin=stdin,
            stdout=output,
            stderr=output,
            pass_fds=tuple(keep),
            start_new_session=True,
        )
        self._reaping = threading.RLock()  # two threads may ask whether it ended; only one can reap it

    @property
    def pid(self) -> int:
        """The pid, ours until the end was seen by ``poll`` or ``wait``."""
        return self._process.pid

    def poll(self) -> int | None:
        """Return the exit code (negative: the signal), or None while it runs."""
        with self._reaping:
            if self._process.returncode is None and self._has_ended():
                self._reap()
            return self._process.returncode

    def wait(self, *, seconds: float) -> int | None:
        """Return the exit code as soon as there is one, None when the time is over."""
        with self._reaping:
            if self._process.returncode is not None:
                return self._process.returncode
            descriptor = os.pidfd_open(self.pid)
        try:
            ended = select.poll()
            ended.register(descriptor, select.POLLIN)
            ended.poll(seconds * 1000)
        finally:
            os.close(descriptor)
        return self.poll()

    def signal(self, sig: signal.Signals) -> None:
        """Send *sig* to the program itself, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, sig)

    def kill(self) -> int:
        """End the program and all of its group now; return the exit code."""
        with self._reaping:
            if self._process.returncode is None:
                self._reap()
            return self._process.returncode

    def _has_ended(self) -> bool:
        options = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self.pid, options) is not None

    def _reap(self) -> None:
        self._kill_group()
        self._process.wait()

    def _kill_group(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
