"""The data of a demonstration that ran once and stopped: made once in a run of tests, copied for whoever asks.

A first start makes a cluster, a schema and a morning of conversations, which takes twice as long as all else.  What it
does is proved where it is looked at (test_cli_demo, the journeys); other tests start what somebody started before.
Nobody starts the original, so no test sees what another did.
"""

import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from started import Started, folder

_PLACE = "PYTEST_RAN_BEFORE"


def begin() -> None:
    """Choose where the original will stand: of the whole run, and told to the processes that share its tests."""
    os.environ[_PLACE] = tempfile.mkdtemp(prefix="ran-")


def end() -> None:
    """Remove the original."""
    shutil.rmtree(os.environ.pop(_PLACE), ignore_errors=True)


@contextlib.contextmanager
def demo_folder() -> Iterator[Path]:
    """Give a data folder for ``desvelo demo``: a copy of the original, or an empty one outside a run of tests."""
    with folder() as data:
        if _PLACE in os.environ:
            _copy(_original(Path(os.environ[_PLACE])), data)
        yield data


def _original(place: Path) -> Path:
    """Return the original, made by whoever asks first; the others wait."""
    original = place / "data"
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not original.exists():
            with folder() as data:
                running = Started(data, "demo", "--no-browser", "--json")
                assert running.end() == 0, running.stderr
                _copy(data, place / "making")
            (place / "making").rename(original)
    return original


def _copy(what: Path, where: Path) -> None:
    """Copy a folder into another, with owners: the database's files belong to a user of its own."""
    subprocess.run(["/bin/cp", "-aT", str(what), str(where)], check=True)
