"""Files that a power cut neither halves nor loses: written whole or not at all, and their names with them."""

import os
from pathlib import Path


def unfinished(path: Path) -> Path:
    """Return where a file is while it is being written, and stays if a crash comes between."""
    return path.with_name(f".{path.name}.new")


def write(path: Path, content: bytes, *, mode: int) -> None:
    """Write the whole file or nothing, and its name too: a crash leaves no half file, and loses no whole one."""
    temporary = unfinished(path)
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Let what was made, renamed or removed in *folder* survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
