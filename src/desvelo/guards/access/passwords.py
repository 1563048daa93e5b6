"""Passwords: argon2id, 12 to 128 characters, exact bytes, none of those everybody has or tries.

Source: security-design section 8; NIST SP 800-63B-4 section 3.1.1.2; OWASP Password Storage (19 MiB, t=2, p=1).
"""

from collections.abc import Iterable
from functools import cache
from http import HTTPStatus
from typing import ClassVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import hash_secret_raw
from django.contrib.auth.password_validation import CommonPasswordValidator

from desvelo.kernel.errors import DesveloError
from desvelo.kernel.sealing.errors import SelfTestFailed

SHORTEST, LONGEST = 12, 128
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
# From the tests of the reference implementation: argon2id, version 19, t=2, m=256 KiB, p=1, "password", "somesalt".
_KNOWN_ANSWER = bytes.fromhex("9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe")
_TRIED_BY_EVERYBODY = ("senha", "password", "123456", "qwerty", "desvelo", "whatsapp", "atendimento", "mudar", "admin")
_DISGUISES = str.maketrans("01345789@$!", "oieastbgasi")
_LEAST_OF_A_NAME = 4
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


def require_good(password: str, *, about: Iterable[str] = ()) -> None:
    """Raise PasswordRefused unless *password* is acceptable for an account.

    *about*: names that somebody who knows the person would try, such as the company's; each counts as nothing.
    """
    if len(password) < SHORTEST:
        raise PasswordRefused(reason="too_short")
    if len(password) > LONGEST:
        raise PasswordRefused(reason="too_long")
    if len(set(password)) <= SHORTEST // 3 or _is_common(password) or _own_part(password, about) < _LEAST_OF_ONES_OWN:
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


def _own_part(password: str, about: Iterable[str]) -> int:
    """Return how many characters are its owner's, without the words everybody tries and those *about* the person.

    Read in lower case, and again with the digits and signs that stand for letters taken for these.
    """
    near = [word.lower() for name in about for word in name.replace("@", " ").replace(".", " ").split()]
    named = [word for word in near if len(word) >= _LEAST_OF_A_NAME]
    words = sorted({*_TRIED_BY_EVERYBODY, *named}, key=len, reverse=True)
    plain = password.lower()
    return min(_own_length(words, plain), _own_length(words, plain.translate(_DISGUISES)))


def _own_length(words: Iterable[str], text: str) -> int:
    """Return how long *text* is; if it holds any of *words*, how many different characters the rest has."""
    left = text
    for word in words:
        left = left.replace(word, "")
    return len(text) if left == text else len(set(left))


def _is_common(password: str) -> bool:
    """Tell whether it is one of the 20,000 most common ones that leaked, which come with Django."""
    return password.lower().strip() in _common()


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")
