"""The root as an age identity, such as ``age-keygen`` writes it: ``age:/etc/desvelo/identity.txt``.

The identity can lie on a medium that is mounted for the start and taken away again.  age closes to a public key, which
anybody may have: so each wrapped key also carries a MAC that only the identity can make, and its purpose in it.

Source: C2SP age (X25519 recipients); security-design section 4.
"""

import hmac
from hashlib import sha256
from pathlib import Path

import pyrage

from desvelo.base.roots.root import Root, RootUnavailable
from desvelo.kernel.errors import DesveloError
from desvelo.kernel.sealing import context
from desvelo.kernel.sealing.errors import NotReadable

_SECRET = "AGE-SECRET-KEY-"  # noqa: S105  how the line begins that holds one


class AgeRoot:
    """The root behind the identity in one file; read once."""

    kind = "age"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[pyrage.x25519.Identity, bytes] | None = None

    def make(self) -> None:
        """Make nothing: the identity is made by its owner.  Raises RootUnavailable when it is not there."""
        self._identity()

    def wrap(self, purpose: bytes, key: bytes) -> bytes:
        """Close *key*.  Raises RootUnavailable."""
        identity, secret = self._identity()
        written = context.encode(purpose, key, _mac(secret, purpose, key))
        return bytes(pyrage.encrypt(written, [identity.to_public()]))

    def unwrap(self, purpose: bytes, wrapped: bytes) -> bytes:
        """Open what was closed for *purpose*.  Raises NotReadable, RootUnavailable."""
        identity, secret = self._identity()
        try:
            found, key, mac = context.decode(bytes(pyrage.decrypt(wrapped, [identity])))
        except (pyrage.DecryptError, ValueError, DesveloError):
            raise NotReadable from None
        if not (isinstance(key, bytes) and isinstance(mac, bytes) and found == purpose):
            raise NotReadable
        if not hmac.compare_digest(mac, _mac(secret, purpose, key)):
            raise NotReadable
        return key

    def fingerprint(self) -> bytes:
        """Return the hash of the public half."""
        return sha256(context.encode(context.FORMAT, "age", str(self._identity()[0].to_public()))).digest()

    def describe(self) -> str:
        """Return the path of the identity."""
        return f"age:{self._path}"

    def _identity(self) -> tuple[pyrage.x25519.Identity, bytes]:
        if self._read is None:
            try:
                lines = self._path.read_text(encoding="ascii").split()
                line = next(each for each in lines if each.startswith(_SECRET))
                secret = sha256(context.encode(context.FORMAT, "age mac", line)).digest()
                self._read = pyrage.x25519.Identity.from_str(line), secret
            except OSError:
                raise RootUnavailable(place=self.describe(), reason="no_such_file") from None
            except (StopIteration, ValueError, pyrage.IdentityError):
                raise RootUnavailable(place=self.describe(), reason="no_identity") from None
        return self._read


def root(place: str) -> Root:
    """Return the root behind the identity in the file *place*."""
    return AgeRoot(Path(place))


def _mac(secret: bytes, purpose: bytes, key: bytes) -> bytes:
    return hmac.digest(secret, context.encode(purpose, key), "sha256")
