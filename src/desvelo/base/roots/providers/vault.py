"""The root in the transit engine of HashiCorp Vault or OpenBao, over https and the one guarded client.

``vault:https://vault.example:8200/transit/keys/desvelo?token-file=/run/secrets/vault-token`` names server, mount, key
and the file with the token; ``&ca-file=`` the certificate of a company's own authority.  The policy needs ``update`` on
``transit/encrypt``, ``decrypt`` and ``hmac`` of that key, which must not be ``derived``.  Version 1 of the key is what
the installation is known by: do not trim it.

Not run against a real server: proved against one of ours that answers as the documentation says.

Source: Vault API, "Transit secrets engine" (encrypt, decrypt, hmac), read November 2026; security-design section 4.
"""

import base64
import binascii
import json
import re
import ssl
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from desvelo.base.http.client import GuardedClient
from desvelo.base.http.errors import RequestFailed
from desvelo.base.http.targets import Purpose
from desvelo.base.roots.root import Root, RootUnavailable, RootUnknown
from desvelo.kernel.sealing import context
from desvelo.kernel.sealing.errors import NotReadable

_PATH = re.compile(r"/([A-Za-z0-9_/-]+)/keys/([A-Za-z0-9_-]+)", re.ASCII)
_OPTIONS = frozenset({"token-file", "ca-file"})


class VaultRoot:
    """The root behind one transit key; the token is read from its file for each call, so it may be replaced."""

    kind = "vault"

    def __init__(self, *, origin: str, mount: str, key: str, token_file: Path, ca_file: Path | None) -> None:
        self._origin, self._mount, self._key, self._token_file = origin, mount, key, token_file
        try:
            trusted = ssl.create_default_context(cafile=str(ca_file)) if ca_file else None
        except OSError:
            raise RootUnavailable(place=self.describe(), reason="ca_file") from None
        self._client = GuardedClient(purpose=Purpose(name="root", hosts=None, origin=origin), ssl_context=trusted)

    def make(self) -> None:
        """Make nothing: the key is made by its owner.  Raises RootUnavailable when it is not there."""
        self.fingerprint()

    def wrap(self, purpose: bytes, key: bytes) -> bytes:
        """Close *key*.  Raises RootUnavailable."""
        return self._ask("encrypt", "ciphertext", plaintext=_text(key), associated_data=_text(purpose)).encode()

    def unwrap(self, purpose: bytes, wrapped: bytes) -> bytes:
        """Open what was closed for *purpose*.  Raises NotReadable, RootUnavailable."""
        try:
            written = wrapped.decode("ascii")
        except ValueError:
            raise NotReadable from None
        return _bytes(self._ask("decrypt", "plaintext", ciphertext=written, associated_data=_text(purpose)))

    def fingerprint(self) -> bytes:
        """Return the hash of what the first version of the key answers to a fixed text."""
        fixed = _text(context.encode(context.FORMAT, "key fingerprint"))
        said = self._ask("hmac", "hmac", input=fixed, key_version=1)
        return sha256(context.encode(context.FORMAT, self.kind, said)).digest()

    def describe(self) -> str:
        """Return server, mount and key."""
        return f"{self._origin}/{self._mount}/keys/{self._key}"

    def _ask(self, act: str, wanted: str, **said: object) -> str:
        """Ask for one act and return what is *wanted* of the answer.

        400 to an unwrap is Vault's word for "not closed by this key, or not for this purpose".
        """
        url = f"{self._origin}/v1/{self._mount}/{act}/{self._key}"
        headers = {"x-vault-token": self._token(), "x-vault-request": "true", "content-type": "application/json"}
        try:
            answer = self._client.request("POST", url, headers=headers, content=json.dumps(said).encode())
        except RequestFailed as error:
            raise RootUnavailable(place=self.describe(), reason=error.code) from None
        if answer.status_code == HTTPStatus.BAD_REQUEST and act == "decrypt":
            raise NotReadable
        if answer.status_code != HTTPStatus.OK:
            raise RootUnavailable(place=self.describe(), reason=f"http_{answer.status_code}")
        try:
            return str(json.loads(answer.body)["data"][wanted])
        except (ValueError, KeyError, TypeError):
            raise RootUnavailable(place=self.describe(), reason="not_understood") from None

    def _token(self) -> str:
        try:
            return self._token_file.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            raise RootUnavailable(place=self.describe(), reason="token_file") from None


def root(place: str) -> Root:
    """Return the root behind the transit key at the URL *place*.  Raises RootUnknown, RootUnavailable."""
    parts = urlsplit(place)
    named, options = _PATH.fullmatch(parts.path), dict(parse_qsl(parts.query))
    if parts.scheme != "https" or named is None or "@" in parts.netloc or not options.keys() <= _OPTIONS:
        raise RootUnknown
    if not Path(options.get("token-file", "")).is_absolute():
        raise RootUnknown
    return VaultRoot(
        origin=f"https://{parts.netloc}",
        mount=named[1],
        key=named[2],
        token_file=Path(options["token-file"]),
        ca_file=Path(options["ca-file"]) if "ca-file" in options else None,
    )


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise NotReadable from None
