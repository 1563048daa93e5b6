"""Identifiers: UUIDv7 for rows, 128 random bits in base58 for what stands in a URL.

A row's id sorts by the moment it was made, so indexes stay compact; it is never shown.  A public id says nothing
about when or how many.

Source: RFC 9562 section 5.7; base58 is the Bitcoin alphabet (no 0, O, I, l).

>>> uuid7(milliseconds=0x017F22E279B0, random_bits=bytes(10)).hex
'017f22e279b070008000000000000000'
>>> public_id(bytes(16))
'1111111111111111111111'
"""

from uuid import UUID

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
PUBLIC_LENGTH = 22


def uuid7(*, milliseconds: int, random_bits: bytes) -> UUID:
    """Make a UUIDv7 from Unix time in *milliseconds* and 10 random bytes."""
    value = milliseconds << 80 | int.from_bytes(random_bits, "big")
    value &= ~(0xF << 76) & ~(0x3 << 62)
    return UUID(int=value | 0x7 << 76 | 0x2 << 62)


def milliseconds_of(made: UUID) -> int:
    """Return the Unix time in milliseconds at which a UUIDv7 was made.

    >>> milliseconds_of(uuid7(milliseconds=1_700_000_000_000, random_bits=bytes(10)))
    1700000000000
    """
    return made.int >> 80


def public_id(random_bits: bytes) -> str:
    """Write 16 random bytes as 22 characters that are safe in a URL and in speech."""
    number = int.from_bytes(random_bits, "big")
    characters: list[str] = []
    while number:
        number, digit = divmod(number, 58)
        characters.append(_ALPHABET[digit])
    return "".join(reversed(characters)).rjust(PUBLIC_LENGTH, _ALPHABET[0])
