"""The data folder of one cluster, and everything that can be wrong with it before PostgreSQL is even started.

::

    desvelo-postgres.json   our mark: Desvelo made this folder
    supervisor.lock         held by the one supervisor
    cluster.lock            open in every process of the database
    pgdata/                 what initdb made; as root it belongs to the user PostgreSQL runs as
    pgdata.new-…/           an initdb under way; renamed to pgdata when it is whole, removed when it was cut short
    postgres.log, socket/

A folder that was here before keeps its mode and owner, and so does every parent.
"""

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desvelo.base import durable
from desvelo.base.postgres.errors import (
    AlreadyRunning,
    DiskTrouble,
    FolderNotWritable,
    ForeignDataFolder,
    ForeignMajorVersion,
    PathUnusable,
    StillStopping,
)
from desvelo.base.postgres.lock import Held, Lock

LEAST_FREE_BYTES = 128 * 1024 * 1024
STOPPING_SECONDS = 15.0
_MARK = "desvelo-postgres.json"
_HALF = "pgdata.new-"
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
_RIGHTS = {errno.EACCES, errno.EPERM}
_OURS = dict.fromkeys((errno.EEXIST, errno.ENOTDIR), "a file stands where a folder should be")


@contextmanager
def trouble(folder: Path) -> Iterator[None]:
    """Turn what the system says about *folder* into the error with the sentence."""
    try:
        yield
    except OSError as error:
        reason = _OURS.get(error.errno or 0) or error.strerror or type(error).__name__
        if error.errno in _DISK:
            raise DiskTrouble(folder=folder, reason=reason) from None
        if error.errno in _RIGHTS:
            raise FolderNotWritable(folder=folder) from None
        raise PathUnusable(folder=folder, reason=reason) from None


class DataFolder:
    """The folder that this supervisor holds from ``claim`` to ``release``."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))
        self.pgdata = self.path / "pgdata"
        self.log = self.path / "postgres.log"
        self._supervisor = Lock(self.path / "supervisor.lock")
        self._cluster = Lock(self.path / "cluster.lock")

    @property
    def is_initialised(self) -> bool:
        """Tell whether a whole cluster is here."""
        return (self.pgdata / "PG_VERSION").is_file()

    @property
    def lock_descriptor(self) -> int:
        """What the processes of the database keep open."""
        return self._cluster.descriptor

    def claim(self) -> None:
        """Make the folder or recognise it as ours, and hold it; a second claim does nothing.

        Raises PathUnusable, FolderNotWritable, DiskTrouble, ForeignDataFolder, AlreadyRunning, StillStopping.
        """
        with trouble(self.path):
            self._make()
            self._refuse_foreign()
            try:
                self._supervisor.acquire()
            except Held:
                raise AlreadyRunning(folder=self.path) from None
            self._wait_for_the_former()
            self._mark()

    def release(self) -> None:
        """Let another supervisor have it."""
        self._cluster.release()
        self._supervisor.release()

    def require_major(self, binaries_major: int) -> None:
        """Refuse data of another major version.  Raises ForeignMajorVersion."""
        with trouble(self.path):
            text = (self.pgdata / "PG_VERSION").read_text(encoding="ascii").strip()
        if text != str(binaries_major):
            found = int(text) if text.isdecimal() else 0
            raise ForeignMajorVersion(folder=self.path, data_major=found, binaries_major=binaries_major)

    def require_space(self) -> None:
        """Refuse a disk too full for a new cluster.  Raises DiskTrouble."""
        found = os.statvfs(self.path)
        if found.f_bavail * found.f_frsize < LEAST_FREE_BYTES:
            raise DiskTrouble(folder=self.path, reason=f"less than {LEAST_FREE_BYTES >> 20} MB are free")

    @contextmanager
    def whole_or_nothing(self) -> Iterator[Path]:
        """Give a folder to make a cluster in; it becomes ``pgdata`` if the block ends well, and vanishes otherwise."""
        for half in self.path.glob(f"{_HALF}*"):
            shutil.rmtree(half)
        fresh = Path(tempfile.mkdtemp(prefix=_HALF, dir=self.path))
        try:
            yield fresh
            fresh.rename(self.pgdata)
            durable.sync_folder(self.path)
        finally:
            if fresh.exists():
                shutil.rmtree(fresh)

    def _make(self) -> None:
        if self.path.exists():
            next(self.path.iterdir(), None)
            return
        self.path.parent.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
        self.path.mkdir(mode=0o700)
        if os.geteuid() == 0:
            self.path.chmod(0o711)

    def _refuse_foreign(self) -> None:
        names = {entry.name for entry in self.path.iterdir()}
        if _MARK not in names and names - {"supervisor.lock", "cluster.lock"}:
            raise ForeignDataFolder(folder=self.path)

    def _wait_for_the_former(self) -> None:
        try:
            self._cluster.acquire(patience_seconds=STOPPING_SECONDS)
        except Held:
            self._supervisor.release()
            raise StillStopping(folder=self.path, seconds=STOPPING_SECONDS) from None

    def _mark(self) -> None:
        mark = self.path / _MARK
        if not mark.exists():
            mark.write_text(json.dumps({"made_by": "desvelo", "layout": 1}) + "\n", encoding="ascii")
