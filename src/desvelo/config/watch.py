"""What a person and the metrics learn about the processes of one ``desvelo up``.

A person reads a sentence when a process ends, another when it keeps ending, and one when it runs again.  How each
stands is also kept in ``run/processes.json``, for the pages: the supervisor itself serves nothing.  The file names the
supervisor that wrote it, because one that was killed leaves it behind.
"""

import contextlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from desvelo.base.processes.change import Change
from desvelo.config.demo.facts import write_private

MANY = 3
_REPEAT_EVERY = 10


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One process of the tree: whether it runs, and how often it had to be started again."""

    name: str
    is_up: bool
    restart_count: int


class _File(msgspec.Struct, frozen=True, kw_only=True):
    supervisor: int
    processes: tuple[Standing, ...]


class Watch:
    """Hears of every change from the supervisor; a disk that is full never stops it."""

    def __init__(self, data: Path, *, say: Callable[[str], None]) -> None:
        self._file = _path(data)
        self._say = say
        self._known: dict[str, Change] = {}

    def __call__(self, change: Change) -> None:
        """Tell a person if there is something to tell, and write down how everything stands."""
        said = sentence(change, before=self._known.get(change.name))
        self._known[change.name] = change
        if said:
            self._say(said)
        with contextlib.suppress(OSError):
            write_private(self._file, msgspec.json.encode(self._content()))

    def _content(self) -> _File:
        standing = [
            Standing(name=each.name, is_up=each.is_up, restart_count=each.end_count) for each in self._known.values()
        ]
        return _File(supervisor=os.getpid(), processes=tuple(standing))


def sentence(change: Change, *, before: Change | None = None) -> str:
    """Return what a person should read about *change*, or nothing: every end of a crashing process would be noise.

    >>> sentence(Change(name="web", is_up=False, end_count=1, in_a_row=1, exit_code=-9))
    'The process “web” was ended by SIGKILL; it is started again.'
    """
    if change.is_up:
        told = before is not None and before.in_a_row >= MANY and change.in_a_row == 0
        return f"The process “{change.name}” runs again." if told else ""
    if change.in_a_row == 1:
        return f"The process “{change.name}” {change.how}; it is started again."
    if change.in_a_row != MANY and change.in_a_row % _REPEAT_EVERY:
        return ""
    return (
        f"The process “{change.name}” does not stay up: {change.in_a_row} times in a row, and the last time it "
        f"{change.how}. It is tried again every few seconds. Its log says why: {change.log or 'this terminal'}"
    )


def standing(data: Path) -> Sequence[Standing]:
    """Return how the processes around this one stand; nothing when no supervisor of ours started it."""
    try:
        found = msgspec.json.decode(_path(data).read_bytes(), type=_File)
    except (OSError, msgspec.MsgspecError):
        return ()
    return found.processes if found.supervisor in _ancestors() else ()


def _ancestors() -> set[int]:
    """Return the pids of the web server's main process and of whoever started that (proc(5), ``stat``)."""
    parent = os.getppid()
    try:
        after_name = Path(f"/proc/{parent}/stat").read_text(encoding="utf-8").rpartition(")")[2]
    except OSError:
        return {parent}
    return {parent, int(after_name.split()[1])}


def _path(data: Path) -> Path:
    return data / "run" / "processes.json"
