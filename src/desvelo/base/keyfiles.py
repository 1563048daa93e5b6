"""Files of keys are overwritten before they go.

Overwriting reaches the blocks of a plain file system only.  A copying one, or a disk that moves blocks, may keep the
old ones: there the disk itself has to be encrypted (docs/keys.md).

Source: security-design D4.3; NIST SP 800-88r2 (clear).
"""

import os
from hashlib import sha256
from pathlib import Path

from desvelo.base.durable import sync_folder


def destroy(path: Path) -> None:
    """Overwrite and remove a file, and its temporary twin; nothing happens to one that is gone."""
    for each in (path, path.with_name(f".{path.name}.new")):
        if each.is_file():
            _overwrite(each)
            each.unlink()
    if path.parent.is_dir():
        sync_folder(path.parent)


def digest(path: Path) -> bytes:
    """Return the SHA-256 of a file as it lies there: of a wrapped key, which tells nothing of the key."""
    return sha256(path.read_bytes()).digest()


def _overwrite(path: Path) -> None:
    path.chmod(0o600)
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
