"""Files outside the database to which signed checkpoints are appended, and what was said of a gap in them.

Whoever may rewrite the database may take entries off its end together with the checkpoints that cover them; then the
file still knows the larger tree.  A gap that somebody acknowledged is written there too: what stands before it is of a
history that was lost, and is kept.

Source: security-design D7.5 (1), D7.6.
"""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

CHECKPOINTS, COSIGNED, ACKNOWLEDGED = "checkpoints.log", "cosigned.log", "acknowledged.log"
GAP = "gap acknowledged"
_ENOUGH, _RECENT = 16_384, 1_000_000
_NOTE = re.compile(r"[^\n]+\n(?:[0-9]+|gap acknowledged)\n(?:[^\n]+\n)+\n(?:— [^\n]+\n)+(?=\n)")


def append(note: str, file: str = CHECKPOINTS) -> None:
    """Append a signed note, followed by an empty line, and wait until the disk has it."""
    path = _path(file)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as opened:
        opened.write(note + "\n")
        opened.flush()
        os.fsync(opened.fileno())


def newest(file: str = CHECKPOINTS) -> str | None:
    """Return the last whole checkpoint after the last acknowledged gap, or None where this machine keeps none."""
    whole = _end(file, _ENOUGH)
    return whole[-1] if whole and not is_gap(whole[-1]) else None


def recent() -> list[str]:
    """Return the last some thousand checkpoints after the last acknowledged gap, oldest first."""
    whole = _end(CHECKPOINTS, _RECENT)
    gap = max([place for place, note in enumerate(whole) if is_gap(note)], default=-1)
    return whole[gap + 1 :]


def notes(file: str) -> Iterator[str]:
    """Yield every whole note of a file that is known to be small, oldest first."""
    try:
        text = _path(file).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    yield from (note.group() for note in _NOTE.finditer(text))


def is_gap(note: str) -> bool:
    """Tell whether a note says that a gap was acknowledged, and is no checkpoint."""
    return note.split("\n")[1] == GAP


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other process of this machine appends."""
    folder = _path("")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "appending.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _end(file: str, most: int) -> list[str]:
    """Return every whole note within the last *most* bytes of a file."""
    try:
        with _path(file).open("rb") as opened:
            whole = opened.seek(0, os.SEEK_END)
            opened.seek(max(0, whole - most))
            end = opened.read().decode(errors="replace")
    except FileNotFoundError:
        return []
    found = [note.group() for note in _NOTE.finditer(end)]
    return found if whole <= most else found[1:]  # the first may have lost its beginning


def _path(file: str) -> Path:
    folder: Path = settings.DESVELO.data / "anchors"
    return folder / file
