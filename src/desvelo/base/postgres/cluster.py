"""The database process: prepared once, started, watched, stopped.

::

    cluster = Cluster(data=DATA / "postgres", keys=DATA / "keys", binaries=binaries.find(None))
    cluster.prepare()
    cluster.start()
    cluster.wait_ready()
    bootstrap.ensure(cluster.superuser_url(), …)
    cluster.stop()

PostgreSQL runs in the foreground as our child, gets SIGINT (a fast, clean stop) when this process dies however it
dies, and counts as ready when it answers a query.  As it dies with the *thread* that started it, only the main thread
may start it.  Source: stack.md section 1.
"""

import contextlib
import logging
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg

from desvelo.base.postgres import identity, passwords, report, route, settings, stuck
from desvelo.base.postgres import place as places
from desvelo.base.postgres.binaries import Binaries
from desvelo.base.postgres.errors import (
    DiedAtStart,
    InitialisationFailed,
    NotReadyInTime,
    PasswordMissing,
    PasswordWrong,
)
from desvelo.base.postgres.folder import DataFolder, trouble
from desvelo.base.postgres.place import Place
from desvelo.base.processes.logfile import LogFile
from desvelo.base.processes.session import Session

_log = logging.getLogger("desvelo.postgres")
SUPERUSER = "postgres"
READY_SECONDS = 3600.0
_STOP_SECONDS = 120.0
_QUIT_SECONDS = 10.0
_ANSWER_SECONDS = 5
_AGAIN_SECONDS = 0.02
_INITDB_SECONDS = 600.0


class Cluster:
    """One embedded PostgreSQL; stands in a ``Supervisor`` like any other process."""

    name = "postgres"

    def __init__(self, data: Path, keys: Path, binaries: Binaries, *, run: Path = places.RUN) -> None:
        self._folder = DataFolder(data)
        self._keys = keys
        self._binaries = binaries
        self._run = run
        self._user = identity.of_postgres()
        self._place: Place | None = None
        self._session: Session | None = None
        self._log_start = 0
        self._watch = stuck.Watch()
        self.log = LogFile(self._folder.log)

    @property
    def pid(self) -> int | None:
        """The pid of the postmaster while it runs."""
        return self._session.pid if self._session is not None and self._session.poll() is None else None

    def prepare(self) -> None:
        """Hold the data folder, and make the cluster if there is none.  Raises the errors of this package."""
        self._folder.claim()
        try:
            if self._folder.is_initialised:
                self._require_usable()
            else:
                self._initialise()
        except BaseException:
            self._release()
            raise

    def start(self) -> None:
        """Start PostgreSQL.  Raises StartedFromThread and the errors of this package."""
        self._folder.claim()
        self._require_usable()
        with trouble(self._folder.path):
            way = self._way(self._folder.pgdata)
            places.clear(self._where())
            command = settings.command(way.bin_dir / "postgres", data=way.data, sockets=self._where().sockets)
            self._log_start = self.log.size()
            self._session = self._launch(way.command(command, death_signal=signal.SIGINT, env=self._stale_pid()))

    def is_ready(self) -> bool:
        """Tell whether it answers a query.  Raises DiedAtStart, PasswordWrong."""
        if self.poll() is not None:
            raise DiedAtStart(folder=self._folder.path, last_line=self._last_line(), log=self.log.path)
        try:
            with psycopg.connect(self.superuser_url(), connect_timeout=_ANSWER_SECONDS) as connection:
                connection.execute("SELECT 1")
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise PasswordWrong(folder=self._folder.path, file=self._password_file()) from None
            return False
        return True

    def wait_ready(self, *, seconds: float = READY_SECONDS) -> None:
        """Return when it answers; a long repair after a crash is not a failure.  Raises also NotReadyInTime."""
        give_up_at = time.monotonic() + seconds
        while not self.is_ready():
            if time.monotonic() >= give_up_at:
                raise NotReadyInTime(folder=self._folder.path, seconds=seconds, log=self.log.path)
            time.sleep(_AGAIN_SECONDS)

    def poll(self) -> int | None:
        """Return the exit code, or None while it runs."""
        return 0 if self._session is None else self._session.poll()

    def stop(self) -> None:
        """Stop cleanly; if that does not end in time, stop at once (the next start repairs).  Lets the folder go."""
        if self._session is not None:
            patience = _STOP_SECONDS if self.pid is None or stuck.is_at_work(self.pid) else _QUIT_SECONDS
            self._session.signal(signal.SIGINT)
            if self._session.wait(seconds=patience) is None:
                self._session.signal(signal.SIGQUIT)
                if self._session.wait(seconds=_QUIT_SECONDS) is None:
                    self._session.kill()
            self._session = None
        self._release()

    def tidy(self) -> None:
        """Keep the log within its size, and end a database that would never answer again: it is started anew then."""
        self.log.tidy()
        if self._session is not None and self._watch.is_stuck(self.pid):
            _log.error("postgres.stuck", extra={"pid": self._session.pid})
            self._session.kill()

    def url(self, role: str, password: str, dbname: str) -> str:
        """Return the connection URL of *role* through the socket."""
        who = f"{quote(role, safe='')}:{quote(password, safe='')}"
        return f"postgresql://{who}@/{quote(dbname, safe='')}?host={quote(str(self._where().sockets), safe='')}"

    def superuser_url(self, dbname: str = "postgres") -> str:
        """Return the connection URL of the superuser.  Raises PasswordMissing."""
        return self.url(SUPERUSER, self._superuser_password(), dbname)

    def _initialise(self) -> None:
        self._folder.require_space()
        identity.require_name(self._user)
        with trouble(self._keys):
            password = passwords.read_or_make(self._keys, SUPERUSER)
        with trouble(self._folder.path), self._folder.whole_or_nothing() as fresh:
            way = self._way(fresh)
            arguments = [str(way.bin_dir / "initdb"), "-D", str(way.data), *settings.INITDB, f"--username={SUPERUSER}"]
            with _pipe_holding(password, owner=self._user.uid if self._user is not None else os.geteuid()) as secret:
                session = self._launch(way.command(arguments, death_signal=signal.SIGKILL), stdin=secret)
            if session.wait(seconds=_INITDB_SECONDS) != 0:
                session.kill()
                raise InitialisationFailed(folder=self._folder.path, last_line=self._last_line(), log=self.log.path)

    def _require_usable(self) -> None:
        self._folder.require_major(self._binaries.major)
        self._superuser_password()

    def _way(self, pgdata: Path) -> route.Route:
        """Give *pgdata* to the user of the database, and find the way to it."""
        if self._user is not None:
            identity.give(pgdata, self._user)
        return route.choose(self._binaries, pgdata, place=self._where(), user=self._user)

    def _where(self) -> Place:
        if self._place is None:
            data, user = self._folder.path, self._user
            if user is None:
                self._place = places.for_user(data)
            else:
                self._place = places.for_root(data, user=user, run=self._run)
        return self._place

    def _launch(self, command: list[str], *, stdin: int = subprocess.DEVNULL) -> Session:
        output = self.log.open()
        try:
            return Session(command, stdin=stdin, output=output, keep=[self._folder.lock_descriptor])
        finally:
            os.close(output)

    def _stale_pid(self) -> dict[str, str]:
        """Tell PostgreSQL that the pid in an old ``postmaster.pid`` is no rival.

        A recycled pid would stop the start for ever.  Our lock proves that no process of the former cluster lives, and
        PostgreSQL still refuses if its shared memory is in use.  The file itself is never removed (Patroni's answer).
        """
        with contextlib.suppress(FileNotFoundError, IndexError):
            first = (self._folder.pgdata / "postmaster.pid").read_text(encoding="utf-8").split()[0]
            if first.isdecimal():
                return {"PG_GRANDPARENT_PID": first}
        return {}

    def _superuser_password(self) -> str:
        with trouble(self._keys):
            try:
                return passwords.read(self._keys, SUPERUSER)
            except FileNotFoundError:
                raise PasswordMissing(folder=self._folder.path, file=self._password_file()) from None

    def _password_file(self) -> Path:
        return passwords.path(self._keys, SUPERUSER)

    def _last_line(self) -> str:
        return report.why(self.log.lines(since=self._log_start))

    def _release(self) -> None:
        if self._place is not None:
            places.leave(self._place)
            self._place = None
        self._folder.release()


@contextlib.contextmanager
def _pipe_holding(password: str, *, owner: int) -> Iterator[int]:
    """Give a pipe that holds *password* and that *owner* may open again as ``/dev/stdin``: it is never in a file."""
    reading, writing = os.pipe()
    try:
        os.fchown(reading, owner, -1)
        os.write(writing, f"{password}\n".encode("ascii"))
        os.close(writing)
        yield reading
    finally:
        os.close(reading)
