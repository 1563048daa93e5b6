"""The first of the anchors: a file outside the database to which every signed checkpoint is appended.

Whoever may rewrite the database may take entries off its end together with the checkpoints that cover them; then the
file still knows the larger tree.

Source: security-design D7.5 (1).
"""

import os
import re
from pathlib import Path

from django.conf import settings

_ENOUGH = 4_096
_NOTE = re.compile(r"[^\n]+\n[0-9]+\n[^\n]+\n\n(?:— [^\n]+\n)+(?=\n)")


def append(note: str) -> None:
    """Append a signed checkpoint, followed by an empty line, and wait until the disk has it."""
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(note + "\n")
        file.flush()
        os.fsync(file.fileno())


def newest() -> str | None:
    """Return the last whole checkpoint of the file, or None where this machine keeps none."""
    try:
        with _path().open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _ENOUGH))
            end = file.read().decode(errors="replace")
    except FileNotFoundError:
        return None
    whole = [note.group() for note in _NOTE.finditer(end)]
    return whole[-1] if whole else None


def _path() -> Path:
    folder: Path = settings.DESVELO.data / "anchors"
    return folder / "checkpoints.log"
