"""The extra that reads and verifies XML: there or not, and what is asked of it.

An installation without it works; it says what to install where somebody would need it.
"""

from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, cast

from desvelo.kernel.federation.saml.parties import Expected, Metadata, Said

NEEDS: Final = "extra"
"""The reason that is given where it is missing."""
INSTALL: Final = "pip install 'desvelo[saml]'"
_PACKAGES: Final = ("lxml", "signxml")


@cache
def is_installed() -> bool:
    """Tell whether both libraries are there."""
    return all(find_spec(name) is not None for name in _PACKAGES)


def read(content: bytes, *, plain_http: bool, now: datetime) -> Metadata:
    """Read the metadata of a provider.  Raises MetadataRefused."""
    return cast("Metadata", _part("metadata").read(content, plain_http=plain_http, now=now))


def verify(content: bytes, *, expected: Expected, now: datetime) -> Said:
    """Judge an answer (XML).  Raises AnswerRefused."""
    return cast("Said", _part("assertion").verify(content, expected=expected, now=now))


def last_day(certificates: str) -> datetime:
    """Return until when the one of *certificates* (one a line) that lasts longest is good."""
    read_one = _part("metadata").certificate
    return max(cast("datetime", read_one(each).not_valid_after_utc) for each in certificates.splitlines())


def checked(certificates: str, *, now: datetime) -> dict[str, str]:
    """Say of each thing that can be known without somebody who signs in what is wrong with it, or nothing."""
    if not is_installed():
        return {"library": NEEDS}
    return {"library": "", "certificate": "over" if last_day(certificates) <= now else ""}


def _part(name: str) -> Any:
    return import_module(f"desvelo.kernel.federation.saml.{name}")
