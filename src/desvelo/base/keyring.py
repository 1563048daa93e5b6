"""The keys of this installation: one root, what it wraps, and what hangs below that.

::

    keys/root.key             32 bytes, 0400, unless the root is kept elsewhere (base/roots): wraps epochs and services
    keys/epoch/000001.key     wraps the key of every contact; replaced each week, at most two alive
    keys/service/<name>.key   one purpose each: index, audit-signing, backup, totp, channel-token, django, grant,
                              intake, quarantine
    keys/intake/<id>.key      private half of an intake key pair (worker only), wrapped by the service key ``intake``
    keys/intake/<id>.pub      its public half
    keys/intake/current       the id that new deliveries are sealed to

Nothing here is ever written to the database, the environment or a log.  A key that cannot be opened stops the start.
Each key is opened once a process and held; that of an epoch only while its file lies there, which is asked each time,
so every process follows a rotation that one of them does.

Source: security-design section 4.
"""

import base64
import hmac
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import ClassVar

from desvelo.base import durable, keyfiles
from desvelo.base.keeper.errors import KeeperUnusable
from desvelo.base.roots import root as roots
from desvelo.base.roots.root import Root, RootUnavailable
from desvelo.kernel.errors import DesveloError
from desvelo.kernel.sealing import context, keys
from desvelo.kernel.sealing.intake import IntakeKeyPair

KEY_BYTES = 32
_CODE_GROUPS, _CODE_GROUP = 5, 4
SERVICES = ("audit-signing", "backup", "channel-token", "django", "grant", "index", "intake", "quarantine", "totp")
_LAST_MADE = "service/django"


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
    """Opens the keys of one folder, each on first use; *root* names where the root key is kept, if not there."""

    def __init__(self, folder: Path, root: str = "") -> None:
        self.folder = folder
        self._place = root
        self._found: Root | None = None
        self._opened: dict[str, bytes] = {}
        self._fingerprint: bytes | None = None

    @property
    def root(self) -> Root:
        """The root of this ring.  Raises RootUnknown, RootUnavailable."""
        if self._found is None:
            self._found = roots.of(self._place, self.folder)
        return self._found

    @property
    def exists(self) -> bool:
        """Tell whether keys were made here."""
        return self._path(_LAST_MADE).is_file()

    def create(self) -> None:
        """Make the root, the first epoch, the service keys and the first intake pair; keep those that exist."""
        self.create_lasting()
        if self.current_intake() is None:
            self.add_intake_pair()

    def create_lasting(self) -> None:
        """Make what the root wraps, and the root; keep what exists."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.root.make()
        if not self.epochs():
            self.add_epoch(1)
        for name in sorted(SERVICES, key=lambda each: f"service/{each}" == _LAST_MADE):
            self._create(f"service/{name}")

    def root_place(self) -> tuple[str, str]:
        """Return the kind of place that the root key is kept at, and the place in words."""
        return self.root.kind, self.root.describe()

    def fingerprint(self) -> bytes:
        """Return what identifies the root key without revealing it, asked of its keeper once.

        Raises KeyMissing, RootUnavailable.
        """
        if self._fingerprint is None:
            try:
                self._fingerprint = self.root.fingerprint()
            except RootUnavailable:
                if self._place:
                    raise
                raise KeyMissing(name="root") from None
        return self._fingerprint

    def copy_code(self) -> str:
        """Return what only a whole copy of these keys gives: every lasting key was opened with its root to say it.

        Intake pairs live a day and are not asked for.  Raises KeyMissing.
        """
        lasting = [_epoch(number) for number in self.epochs()] + [f"service/{name}" for name in SERVICES]
        if not self.epochs():
            raise KeyMissing(name="epoch")
        opened = context.encode("desvelo/1", "copy of the keys", *lasting, *(self._open(name) for name in lasting))
        digest = hmac.digest(opened, self.fingerprint(), "sha256")
        written = base64.b32encode(digest).decode()[: _CODE_GROUPS * _CODE_GROUP]
        return "-".join(written[at : at + _CODE_GROUP] for at in range(0, len(written), _CODE_GROUP))

    def service(self, name: str) -> bytes:
        """Return the key of one purpose."""
        return self._open(f"service/{name}")

    def services(self) -> set[str]:
        """Name the service keys that lie here."""
        return {path.stem for path in (self.folder / "service").glob("*.key")}

    def epochs(self) -> list[int]:
        """List the numbers of the epochs alive, oldest first."""
        return sorted(int(path.stem) for path in (self.folder / "epoch").glob("*.key"))

    def epoch(self, number: int) -> bytes:
        """Return the key that wraps the contact keys of one epoch; raise KeyMissing, also once it was destroyed."""
        self.forget_destroyed()
        return self._open(_epoch(number))

    def require_epoch(self, number: int) -> None:
        """Return if the key of an epoch opens.  Raises KeyMissing."""
        self.epoch(number)

    def add_epoch(self, number: int) -> None:
        """Make the key of an epoch, unless it is there."""
        self._create(_epoch(number))

    def epoch_digest(self, number: int) -> bytes | None:
        """Return the SHA-256 of an epoch's file, by which its destruction is on record; None if there is no file."""
        path = self._path(_epoch(number))
        return keyfiles.digest(path) if path.is_file() else None

    def destroy_epoch(self, number: int) -> None:
        """Overwrite and remove the key of an epoch; what it still wraps is gone for good."""
        keyfiles.destroy(self._path(_epoch(number)))
        self.forget_destroyed()

    def forget_destroyed(self) -> None:
        """Drop from memory the keys of epochs whose file is gone, whichever process removed it."""
        for name in [each for each in tuple(self._opened) if each.startswith("epoch/")]:
            if not self._path(name).is_file():
                self._opened.pop(name, None)

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
        durable.write(self.folder / "intake" / f"{pair.key_id}.pub", pair.public_bytes, mode=0o444)
        durable.write(self.folder / "intake" / "current", pair.key_id.encode("ascii"), mode=0o444)
        return pair.key_id

    def destroy_intake_pair(self, key_id: str) -> None:
        """Overwrite and remove both halves of an intake pair; what is still sealed to it is gone for good."""
        keyfiles.destroy(self._path(f"intake/{key_id}"))
        (self.folder / "intake" / f"{key_id}.pub").unlink(missing_ok=True)
        self._opened.pop(f"intake/{key_id}", None)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.key"

    def _open(self, name: str) -> bytes:
        if name not in self._opened:
            wrapped = _read(self._path(name), name=name)
            try:
                self._opened[name] = self._unwrap(name, wrapped)
            except RootUnavailable:
                if self._place:
                    raise
                raise KeyMissing(name="root") from None
            except (KeyMissing, KeeperUnusable):
                raise
            except DesveloError:
                raise KeyMissing(name=name) from None
        return self._opened[name]

    def _wrap(self, name: str, key: bytes) -> bytes:
        if name.startswith("intake/"):
            return keys.wrap(self.service("intake"), _purpose(name), key)
        return self.root.wrap(_purpose(name), key)

    def _unwrap(self, name: str, wrapped: bytes) -> bytes:
        if name.startswith("intake/"):
            return keys.unwrap(self.service("intake"), _purpose(name), wrapped)
        return self.root.unwrap(_purpose(name), wrapped)

    def _create(self, name: str, make: Callable[[], bytes] = lambda: os.urandom(KEY_BYTES)) -> None:
        path = self._path(name)
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            durable.write(path, self._wrap(name, make()), mode=0o400)


_rings: dict[Path, Keyring] = {}


def keyring(folder: Path, root: str | None = None) -> Keyring:
    """Return the keyring of *folder*; one object a process, so each key is opened once.

    The settings, who ask first, say where its *root* is kept; nobody else has to.
    """
    return _rings.setdefault(folder, Keyring(folder, root or ""))


def use(ring: Keyring) -> None:
    """Let *ring* be the keyring of its folder in this process, before anybody asks for one."""
    _rings[ring.folder] = ring


def _epoch(number: int) -> str:
    return f"epoch/{number:06d}"


def _purpose(name: str) -> bytes:
    return context.encode("desvelo/1", "keyring", name)


def _read(path: Path, *, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise KeyMissing(name=name) from None
