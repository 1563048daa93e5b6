"""The secrets that webhooks are signed with, in one file the door reads: ``keys/door/secrets.json``, 0600.

The door has no other secret and no key: it can tell that Meta signed a body and close it, nothing else.  The file is
read again when it changes, so a secret can be replaced while both the old and the new are accepted.
"""

import os
from pathlib import Path

import msgspec

from desvelo.kernel.whatsapp.signature import AppSecret


class StoredSecret(msgspec.Struct, frozen=True, kw_only=True):
    """One app: its secret and the numbers it may speak for."""

    id: str
    secret: str
    phone_number_ids: tuple[str, ...]


class DoorFile(msgspec.Struct, frozen=True, kw_only=True):
    """What the door knows: the apps, and the token Meta shows when it verifies our address."""

    verify_token: str = ""
    apps: tuple[StoredSecret, ...] = ()

    def secrets(self) -> tuple[AppSecret, ...]:
        """Return the secrets as the signature check takes them."""
        return tuple(
            AppSecret(id=app.id, secret=app.secret.encode(), phone_number_ids=frozenset(app.phone_number_ids))
            for app in self.apps
        )


class Door:
    """The file, read again whenever it changed on disk."""

    def __init__(self, keys: Path) -> None:
        self._path = keys / "door" / "secrets.json"
        self._stamp = (0, 0)
        self.file = DoorFile()
        self.secrets: tuple[AppSecret, ...] = ()

    def refresh(self) -> "Door":
        """Read the file if it changed; without a file there is no secret, and every body is refused."""
        try:
            status = self._path.stat()
        except OSError:
            self.file, self.secrets, self._stamp = DoorFile(), (), (0, 0)
            return self
        if self._stamp != (status.st_mtime_ns, status.st_ino):
            self.file = msgspec.json.decode(self._path.read_bytes(), type=DoorFile)
            self.secrets = self.file.secrets()
            self._stamp = (status.st_mtime_ns, status.st_ino)
        return self


def write(keys: Path, file: DoorFile) -> None:
    """Replace the file whole."""
    folder = keys / "door"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = folder / ".secrets.json.new"
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as output:
        output.write(msgspec.json.encode(file))
    temporary.rename(folder / "secrets.json")
