"""Passwords: argon2id, 12 to 128 characters, exact bytes, none of the words everybody tries.

Source: security-design section 8; NIST SP 800-63B-4 section 3.1.1.2; OWASP Password Storage (19 MiB, t=2, p=1).
"""

from functools import cache
from http import HTTPStatus
from typing import ClassVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import hash_secret_raw

from desvelo.kernel.errors import DesveloError
from desvelo.kernel.sealing.errors import SelfTestFailed

SHORTEST, LONGEST = 12, 128
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
# From the tests of the reference implementation: argon2id, version 19, t=2, m=256 KiB, p=1, "password", "somesalt".
_KNOWN_ANSWER = bytes.fromhex("9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe")
_TRIED_BY_EVERYBODY = ("senha", "password", "123456", "qwerty", "desvelo", "whatsapp", "mudar", "admin")
_LEAST_OF_ONES_OWN = 6


class PasswordRefused(DesveloError):
    """The password is too short, too long or too easy to guess; *reason* says which."""

    code = "access.password_refused"
    status: ClassVar[int] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)


def self_test() -> None:
    """Return if argon2id gives its known answer on this machine; raise SelfTestFailed (security-design D4.7)."""
    found = hash_secret_raw(b"password", b"somesalt", 2, 256, 1, len(_KNOWN_ANSWER), Type.ID)
    if found != _KNOWN_ANSWER:
        raise SelfTestFailed(primitive="argon2id")


def require_good(password: str) -> None:
    """Raise PasswordRefused unless *password* is acceptable for a new account."""
    if len(password) < SHORTEST:
        raise PasswordRefused(reason="too_short")
    if len(password) > LONGEST:
        raise PasswordRefused(reason="too_long")
    if len(set(password)) <= SHORTEST // 3 or len(_of_ones_own(password)) < _LEAST_OF_ONES_OWN:
        raise PasswordRefused(reason="guessable")


def hashed(password: str) -> str:
    """Return the argon2id hash to store."""
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Tell whether *password* is right; with nothing to compare, or too long to be any, take as long and say no."""
    possible = bool(stored) and len(password) <= LONGEST
    try:
        _hasher.verify(stored if stored and possible else _nobodys_hash(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return possible


def _of_ones_own(password: str) -> str:
    """Return what is left of *password* without the words everybody tries."""
    left = password.lower()
    for word in _TRIED_BY_EVERYBODY:
        left = left.replace(word, "")
    return left


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")
