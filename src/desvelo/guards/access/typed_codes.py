"""Codes that a person reads and types: 80 random bits in letters nobody takes for others, shown in groups of four."""

import secrets
from typing import Final

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LETTERS: Final = 16
_GROUP: Final = 4


def make(letters: int = LETTERS) -> str:
    """Return a new code, as it is hashed."""
    return "".join(secrets.choice(ALPHABET) for _ in range(letters))


def shown(code: str) -> str:
    """Return a code as it is read and copied by hand."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def read(typed: str) -> str:
    """Return a code as it was made, however it was typed: no other letters are in any."""
    return "".join(each for each in typed.upper() if each in ALPHABET)
