"""What a root can do, and how the one that an installation names is found.

``DESVELO_ROOT_KEY`` names a place, never a key: an absolute path is a file, everything else ``scheme:place``.  A new
provider is one new file with a function ``root(place)``; no other file changes.

Source: security-design section 4 (root key), D4.8.
"""

import pkgutil
from http import HTTPStatus
from importlib import import_module
from pathlib import Path
from typing import ClassVar, Protocol

from desvelo.base.roots import providers
from desvelo.kernel.errors import DesveloError

FILE = "root.key"
_EXTRAS = "pip install 'desvelo[age]' or 'desvelo[aws]'"


class Root(Protocol):
    """Closes and opens keys, each for one purpose; what was closed for another purpose does not open."""

    @property
    def kind(self) -> str:
        """The scheme of the provider."""
        ...

    def make(self) -> None:
        """Make the root of a new installation, where the provider makes it here; keep one that exists."""
        ...

    def wrap(self, purpose: bytes, key: bytes) -> bytes:
        """Close *key*.  Raises RootUnavailable."""
        ...

    def unwrap(self, purpose: bytes, wrapped: bytes) -> bytes:
        """Open what was closed for *purpose*.  Raises NotReadable, RootUnavailable."""
        ...

    def fingerprint(self) -> bytes:
        """Return 32 bytes that tell this root from another and say nothing else of it.  Raises RootUnavailable."""
        ...

    def describe(self) -> str:
        """Return where the root is kept, as its keeper would name it; nothing secret."""
        ...


class RootUnavailable(DesveloError):
    """The root key cannot be used: its *place* is not there, does not answer or does not know us, as *reason* says."""

    code = "roots.unavailable"
    status: ClassVar[int] = HTTPStatus.SERVICE_UNAVAILABLE

    def __init__(self, *, place: str, reason: str) -> None:
        super().__init__(place=place, reason=reason)

    def __str__(self) -> str:
        return (
            f"The root key at {self.params['place']} cannot be used ({self.params['reason']}). "
            "Nothing sealed opens without it. See docs/keys.md for what this provider needs."
        )


class RootUnknown(DesveloError):
    """``DESVELO_ROOT_KEY`` names no provider of ours, or not its place; what it holds is not repeated."""

    code = "roots.unknown"
    status: ClassVar[int] = HTTPStatus.INTERNAL_SERVER_ERROR

    def __str__(self) -> str:
        return (
            f"DESVELO_ROOT_KEY must be an absolute path, or begin with one of: {', '.join(schemes())}. It names where "
            "the root key is kept, as docs/keys.md shows, and never holds the key itself."
        )


def schemes() -> list[str]:
    """List the schemes of every provider there is."""
    return sorted(f"{found.name.replace('_', '-')}:" for found in pkgutil.iter_modules(providers.__path__))


def of(place: str, folder: Path) -> Root:
    """Return the root that *place* names; an empty one is the file in the keys folder.

    Raises RootUnknown, RootUnavailable.
    """
    scheme, _, rest = (f"file:{place or folder / FILE}" if place[:1] in {"", "/"} else place).partition(":")
    if f"{scheme}:" not in schemes() or not rest:
        raise RootUnknown
    try:
        provider = import_module(f"{providers.__name__}.{scheme.replace('-', '_')}")
    except ModuleNotFoundError:
        raise RootUnavailable(place=f"{scheme}:", reason=f"not installed: {_EXTRAS}") from None
    made: Root = provider.root(rest)
    return made
