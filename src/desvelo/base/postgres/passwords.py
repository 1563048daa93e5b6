"""The passwords of the database's roles: random, one file each, readable by the owner alone (``keys/db/<role>``)."""

import secrets
from pathlib import Path

from desvelo.base import durable

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
        durable.write(path(keys, role), f"{secrets.token_urlsafe(_BYTES)}\n".encode("ascii"), mode=0o600)
        return read(keys, role)
