"""One process role under the supervisor: the same command, started again whenever it ends."""

import os
import signal
import sys
from collections.abc import Mapping, Sequence

from desvelo.base.processes.logfile import LogFile
from desvelo.base.processes.session import Session

STOP_SECONDS = 10.0


class Child:
    """A command that dies with its supervisor and can be started again and again."""

    def __init__(  # noqa: PLR0913 - one value each for what differs between the roles
        self,
        *,
        name: str,
        argv: Sequence[str],
        env: Mapping[str, str] | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        death_signal: signal.Signals = signal.SIGKILL,
        log: LogFile | None = None,
        stop_seconds: float = STOP_SECONDS,
    ) -> None:
        """Describe the child; without *env* and *log* it inherits ours.

        *death_signal* reaches it when the supervisor dies: SIGKILL, since a signal that can be refused proves nothing.
        """
        self.name = name
        self.log = log
        self._argv = tuple(argv)
        self._env = env
        self._stop_signal = stop_signal
        self._death_signal = death_signal
        self._stop_seconds = stop_seconds
        self._session: Session | None = None

    @property
    def pid(self) -> int | None:
        """The pid while it runs."""
        return self._session.pid if self._session is not None and self._session.poll() is None else None

    def start(self) -> None:
        """Start the command.  Raises StartedFromThread, OSError."""
        output = None if self.log is None else self.log.open()
        try:
            self._session = Session(self._command(), env=self._env, output=output)
        finally:
            if output is not None:
                os.close(output)

    def poll(self) -> int | None:
        """Return the exit code, or None while it runs."""
        return 0 if self._session is None else self._session.poll()

    def stop(self) -> None:
        """Ask it to end; after the deadline kill it with its whole group."""
        if self._session is None:
            return
        self._session.signal(self._stop_signal)
        if self._session.wait(seconds=self._stop_seconds) is None:
            self._session.kill()

    def tidy(self) -> None:
        """Keep the log within its size."""
        if self.log is not None:
            self.log.tidy()

    def _command(self) -> list[str]:
        launcher = [sys.executable, "-P", "-m", "desvelo.base.processes.launch"]
        return [*launcher, self._death_signal.name, str(os.getpid()), *self._argv]
