"""``DATA/restore.json``: this folder is a restore that was not verified yet, or failed; nothing of it is started.

It is the first file of a restore and the last that goes.  Source: security-design D5.5.
"""

import json
import os
from pathlib import Path

from desvelo.base import durable
from desvelo.config.backup.errors import ClosedUntilVerified

NAME = "restore.json"
UNFINISHED = durable.unfinished(Path(NAME)).name
"""What is left of a first mark that was being written: nothing of a restore is there yet."""


def write(data: Path, *, step: str, failed: str = "") -> None:
    """Say at which step a restore is, and with which code it *failed* there; whole or not at all."""
    said = json.dumps({"step": step, "failed": failed}) + "\n"
    durable.write(data / NAME, said.encode("utf-8"), mode=0o600)


def read(data: Path) -> str | None:
    """Return the step and why it ended there, or None where no restore is under way."""
    if not os.path.lexists(data / NAME):
        return None
    try:
        said = json.loads((data / NAME).read_text(encoding="utf-8"))
        return f"{said['step']}: {said['failed']}" if said["failed"] else str(said["step"])
    except (OSError, ValueError, KeyError, TypeError):
        return "?"  # there is a mark, so the folder stays closed, whatever it says


def remove(data: Path) -> None:
    """Open the folder: everything was verified."""
    (data / NAME).unlink()
    durable.sync_folder(data)


def refuse(data: Path) -> None:
    """Raise ClosedUntilVerified where a restore was not verified to its end."""
    why = read(data)
    if why is not None:
        raise ClosedUntilVerified(folder=data, why=why)
