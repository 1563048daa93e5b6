"""The root key in a file: 32 random bytes, readable by the user of the processes alone.

Whoever reads the file opens everything, so its copies are kept under lock and away from every backup.

Source: security-design section 4; kernel/sealing/keys (wrapping).
"""

import os
from pathlib import Path

from desvelo.base import durable
from desvelo.base.roots.root import Root, RootUnavailable
from desvelo.kernel.sealing import keys

KEY_BYTES = 32


class FileRoot:
    """The root in one file; read once."""

    kind = "file"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._key: bytes | None = None

    def make(self) -> None:
        """Make the file with a new key."""
        if not self._path.is_file():
            durable.write(self._path, os.urandom(KEY_BYTES), mode=0o400)

    def wrap(self, purpose: bytes, key: bytes) -> bytes:
        """Close *key*.  Raises RootUnavailable."""
        return keys.wrap(self._read(), purpose, key)

    def unwrap(self, purpose: bytes, wrapped: bytes) -> bytes:
        """Open what was closed for *purpose*.  Raises NotReadable, RootUnavailable."""
        return keys.unwrap(self._read(), purpose, wrapped)

    def fingerprint(self) -> bytes:
        """Return an HMAC under the key over a fixed text."""
        return keys.fingerprint(self._read())

    def describe(self) -> str:
        """Return the path."""
        return str(self._path)

    def _read(self) -> bytes:
        if self._key is None:
            try:
                found = self._path.read_bytes()
            except OSError:
                raise RootUnavailable(place=self.describe(), reason="no_such_file") from None
            if len(found) != KEY_BYTES:
                raise RootUnavailable(place=self.describe(), reason="not_a_key")
            self._key = found
        return self._key


def root(place: str) -> Root:
    """Return the root at the path *place*."""
    return FileRoot(Path(place))
