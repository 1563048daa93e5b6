"""The passwords of the database's roles: random, one file each, readable by the owner alone (``keys/db/<role>``)."""

import os
import secrets
from pathlib import Path

_BYTES = 32


def path(keys: Path, role: str) -> Path:
    """Return where the password of *role* is."""
    return keys / "db" / role


def read(keys: Path, role: str) -> str:
    """Return the password of *role*.  Raises FileNotFoundError."""
    return path(keys, role).read_text(encoding="ascii").strip()


def read_or_make(keys: Path, role: str) -> str:
    """Return the password of *role*, made and safely on disk if there was none."""
    try:
        return read(keys, role)
    except FileNotFoundError:
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        (keys / "db").mkdir(mode=0o700, exist_ok=True)
        _write(path(keys, role), secrets.token_urlsafe(_BYTES))
        return read(keys, role)


def _write(target: Path, password: str) -> None:
    """Write the whole file or nothing."""
    temporary = target.with_name(f".{target.name}.new")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{password}\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.rename(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename inside *folder* survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
