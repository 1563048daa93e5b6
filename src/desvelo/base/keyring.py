"""The keys of this installation on disk: one root, and what it wraps.

::

    keys/root.key             32 bytes, 0400: wraps everything below
    keys/epoch/000001.key     wraps the key of every contact; replaced in time, at most two alive
    keys/service/<name>.key   one purpose each: index, audit-signing, backup, totp, channel-token, django
    keys/intake/<id>.key      private half of an intake key pair (worker only); <id>.pub is the public half
    keys/intake/current       the id that new deliveries are sealed to

Nothing here is ever written to the database, the environment or a log.  A key that cannot be opened stops the start.

Source: security-design section 4.
"""

import base64
import hmac
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import ClassVar

from desvelo.kernel.errors import DesveloError
from desvelo.kernel.sealing import context, keys
from desvelo.kernel.sealing.intake import IntakeKeyPair

KEY_BYTES = 32
_CODE_GROUPS, _CODE_GROUP = 5, 4
SERVICES = ("audit-signing", "backup", "channel-token", "django", "index", "quarantine", "totp")


class KeyMissing(DesveloError):
    """A key this process needs is not in the keys folder, or cannot be opened with this root key."""

    code = "keyring.missing"
    status: ClassVar[int] = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)

    def __str__(self) -> str:
        return (
            f"The key “{self.params['name']}” is missing or does not belong to this root key. "
            "Restore the keys folder from its escrow copy; without it the sealed data stays closed."
        )


class Keyring:
    """Opens the keys of one folder, each on first use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: dict[str, bytes] = {}

    @property
    def exists(self) -> bool:
        """Tell whether a root key was made here."""
        return (self.folder / "root.key").is_file()

    def create(self) -> None:
        """Make the root, the first epoch, the service keys and the first intake pair; keep those that exist."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.exists:
            _write(self.folder / "root.key", os.urandom(KEY_BYTES), mode=0o400)
        for name in SERVICES:
            self._create(f"service/{name}")
        if not self.epochs():
            self._create(f"epoch/{1:06d}")
        if self.current_intake() is None:
            self.add_intake_pair()

    def fingerprint(self) -> bytes:
        """Return what identifies the root key without revealing it."""
        return keys.fingerprint(self._root())

    def copy_code(self) -> str:
        """Return what only a whole copy of these keys gives: every lasting key was opened with its root to say it.

        Intake pairs live a day and are not asked for.  Raises KeyMissing.
        """
        lasting = [f"epoch/{number:06d}" for number in self.epochs()] + [f"service/{name}" for name in SERVICES]
        if not self.epochs():
            raise KeyMissing(name="epoch")
        opened = context.encode("desvelo/1", "copy of the keys", *lasting, *(self._open(name) for name in lasting))
        digest = hmac.digest(self._root(), opened, "sha256")
        written = base64.b32encode(digest).decode()[: _CODE_GROUPS * _CODE_GROUP]
        return "-".join(written[at : at + _CODE_GROUP] for at in range(0, len(written), _CODE_GROUP))

    def service(self, name: str) -> bytes:
        """Return the key of one purpose."""
        return self._open(f"service/{name}")

    def epochs(self) -> list[int]:
        """List the numbers of the epochs alive, oldest first."""
        return sorted(int(path.stem) for path in (self.folder / "epoch").glob("*.key"))

    def epoch(self, number: int) -> bytes:
        """Return the key that wraps the contact keys of one epoch."""
        return self._open(f"epoch/{number:06d}")

    def current_intake(self) -> str | None:
        """Return the id of the intake pair that new deliveries are sealed to."""
        try:
            return (self.folder / "intake" / "current").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None

    def intake_public(self, key_id: str) -> bytes:
        """Return the public half: all that the process facing the Internet can read."""
        return _read(self.folder / "intake" / f"{key_id}.pub", name=f"intake/{key_id}.pub")

    def intake_private(self, key_id: str) -> bytes:
        """Return the private half; only the worker asks."""
        return self._open(f"intake/{key_id}")

    def intake_ids(self) -> Iterator[str]:
        """Yield the ids of the intake pairs whose private half still exists."""
        for path in sorted((self.folder / "intake").glob("*.key")):
            yield path.stem

    def intake_made_at(self, key_id: str) -> datetime:
        """Return when an intake pair was made, by the file of its public half."""
        return datetime.fromtimestamp((self.folder / "intake" / f"{key_id}.pub").stat().st_mtime, UTC)

    def add_intake_pair(self) -> str:
        """Make a new intake pair and let new deliveries be sealed to it."""
        pair = IntakeKeyPair.generate()
        self._create(f"intake/{pair.key_id}", make=lambda: pair.private_bytes)
        _write(self.folder / "intake" / f"{pair.key_id}.pub", pair.public_bytes, mode=0o444)
        _write(self.folder / "intake" / "current", pair.key_id.encode("ascii"), mode=0o444)
        return pair.key_id

    def destroy_intake_pair(self, key_id: str) -> None:
        """Overwrite and remove both halves of an intake pair; what is still sealed to it is gone for good."""
        path = self.folder / "intake" / f"{key_id}.key"
        _overwrite(path)
        path.unlink()
        (self.folder / "intake" / f"{key_id}.pub").unlink(missing_ok=True)
        self._opened.pop(f"intake/{key_id}", None)

    def _root(self) -> bytes:
        if "root" not in self._opened:
            self._opened["root"] = _read(self.folder / "root.key", name="root")
        return self._opened["root"]

    def _open(self, name: str) -> bytes:
        if name not in self._opened:
            wrapped = _read(self.folder / f"{name}.key", name=name)
            try:
                self._opened[name] = keys.unwrap(self._root(), _purpose(name), wrapped)
            except DesveloError:
                raise KeyMissing(name=name) from None
        return self._opened[name]

    def _create(self, name: str, make: Callable[[], bytes] = lambda: os.urandom(KEY_BYTES)) -> None:
        path = self.folder / f"{name}.key"
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(path, keys.wrap(self._root(), _purpose(name), make()), mode=0o400)


@cache
def keyring(folder: Path) -> Keyring:
    """Return the keyring of *folder*; one object a process, so each key is opened once."""
    return Keyring(folder)


def _purpose(name: str) -> bytes:
    return context.encode("desvelo/1", "keyring", name)


def _read(path: Path, *, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise KeyMissing(name=name) from None


def _write(path: Path, content: bytes, *, mode: int) -> None:
    """Write the whole file or nothing: a crash leaves no half key."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.rename(path)


def _overwrite(path: Path) -> None:
    path.chmod(0o600)
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
