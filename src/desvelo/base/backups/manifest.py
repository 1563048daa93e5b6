"""What a set says about itself, under a MAC: ``manifest.json``.

It names no customer.  Which keys of contacts the set holds stands in ``vault/keys.list``, which is sealed and goes with
the keys; here is only how many, and which epochs opened them.

The MAC is made with a key derived from the service key ``backup``, over everything else as JSON with its names sorted.
*key* tells whose set it is before anything of it is trusted.

Source: security-design D5.2.
"""

import hmac
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from desvelo.base.backups import layout
from desvelo.base.backups.errors import CannotRead, ManifestBroken, NewerFormat, NotASet, OtherKeys
from desvelo.kernel.ledger import leaf
from desvelo.kernel.sealing import context, keys

FORMAT = 1
CONTENT_DAYS, VAULT_DAYS = 35, 14


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file of a set: its *name* below the set, how many bytes, and their SHA-256 in hex."""

    name: str
    size: int
    sha256: str

    @property
    def is_of_vault(self) -> bool:
        """Tell whether it goes with the keys of contacts."""
        return self.name.startswith(f"{layout.VAULT}/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A set: of which installation, from when, of what version, and what is in it.

    *key* is the fingerprint of the backup key; *checkpoint* the newest signed one, empty if there was none; *epochs*
    those that the vault's keys are wrapped by; *services* the keys there were besides; *media_missing* how many files
    the store did not have any more.
    """

    name: str
    key: str
    installation: str
    made_at: str
    product: str
    server_major: int
    migrations: tuple[str, ...]
    files: tuple[File, ...]
    ledger_size: int
    checkpoint: str
    key_count: int
    epochs: tuple[int, ...]
    services: tuple[str, ...]
    media_count: int
    media_bytes: int
    media_missing: int
    format: int = field(default=FORMAT)

    @property
    def at(self) -> datetime:
        """The instant of the snapshot."""
        return datetime.fromisoformat(self.made_at)

    @property
    def content_until(self) -> datetime:
        """From when on the set is removed."""
        return self.at + timedelta(days=CONTENT_DAYS)

    @property
    def vault_until(self) -> datetime:
        """From when on its keys of contacts are removed, and never used."""
        return self.at + timedelta(days=VAULT_DAYS)

    @property
    def size(self) -> int:
        """How many bytes it takes, files of messages left out."""
        return sum(file.size for file in self.files)

    def to_bytes(self, key: bytes) -> bytes:
        """Write it with its MAC."""
        said = _plain(self)
        return leaf.canonical({**said, "mac": _mac(key, said)}) + b"\n"

    @classmethod
    def read(cls, found: Path, key: bytes) -> Self:
        """Read the manifest of the set *found*.

        Raises NotASet, CannotRead, NewerFormat, OtherKeys, ManifestBroken.
        """
        said = _said(found)
        if isinstance(said.get("format"), int) and said["format"] > FORMAT:
            raise NewerFormat(path=found, format=said["format"])
        if said.get("key") != keys.fingerprint(key).hex():
            raise OtherKeys(path=found)
        mac = said.pop("mac", None)
        if not isinstance(mac, str) or not hmac.compare_digest(mac.encode(), _mac(key, said).encode()):
            raise ManifestBroken(path=found)
        if said.get("name") != found.name:
            raise ManifestBroken(path=found)
        lists = {name: tuple(said[name]) for name in ("migrations", "epochs", "services")}
        return cls(**{**said, **lists, "files": tuple(File(**file) for file in said["files"])})


def derived(key: bytes, purpose: str) -> bytes:
    """Return the key for one *purpose* of the backup key."""
    return hmac.digest(key, context.encode(context.FORMAT, "backup key", purpose), "sha256")


def _said(found: Path) -> dict[str, Any]:
    try:
        said = json.loads((found / layout.MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise NotASet(path=found) from None
    except OSError as error:
        raise CannotRead(path=found / layout.MANIFEST, reason=error.strerror) from None
    except (ValueError, RecursionError):
        raise ManifestBroken(path=found) from None
    if not isinstance(said, dict):
        raise ManifestBroken(path=found)
    return said


def _plain(manifest: Manifest) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(asdict(manifest)))
    return plain


def _mac(key: bytes, said: dict[str, Any]) -> str:
    written = context.encode(context.FORMAT, "backup manifest", json.dumps(said, sort_keys=True))
    return hmac.digest(derived(key, "manifest"), written, "sha256").hex()
