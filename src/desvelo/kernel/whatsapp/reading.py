"""Reading parsed JSON without believing its types.

Meta writes the same number as a string in one webhook and as an integer in the next, and leaves keys out or empty when
there is nothing to say.  These readers answer with the wanted type or with nothing, and never raise.

>>> word(5511), word(""), word({"a": 1})
('5511', None, None)
>>> instant("1750096325"), instant(1750096325.0), instant("٣"), instant(True)
(1750096325, 1750096325, None, None)
"""

import re
from typing import Final

_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)
_YEAR_10000: Final = 253_402_300_800
_PHONE = re.compile(r"\+?([0-9]{5,20})", re.ASCII)
_IDENTIFIER = re.compile(r"[A-Za-z0-9_.-]{1,128}", re.ASCII)
_USER_ID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}", re.ASCII)


def mapping(value: object) -> dict[str, object]:
    """Return *value* if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def sequence(value: object) -> list[object]:
    """Return *value* if it is an array, else an empty one."""
    return value if isinstance(value, list) else []


def word(value: object) -> str | None:
    """Return a non-empty string, taking whole numbers for their digits."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value)
    return value or None if isinstance(value, str) else None


def instant(value: object) -> int | None:
    """Return whole seconds since 1970 that a calendar can hold."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    digits = word(value)
    if digits is None or not _SECONDS.fullmatch(digits):
        return None
    seconds = int(digits)
    return seconds if seconds < _YEAR_10000 else None


def integer(value: object) -> int | None:
    """Return a whole number written as a number or as its decimal digits."""
    digits = word(value)
    return int(digits) if digits is not None and _SECONDS.fullmatch(digits) else None


def identifier(value: object) -> str | None:
    """Return a plain machine name, such as the id of a number or the name of a field."""
    written = word(value) or ""
    return written if _IDENTIFIER.fullmatch(written) else None


def phone(value: object) -> str | None:
    """Return the digits of a phone number; a hidden one is absent or empty."""
    digits = _PHONE.fullmatch(word(value) or "")
    return digits[1] if digits else None


def user_id(value: object) -> str | None:
    """Return a business-scoped user id: country, dot, opaque part; case matters."""
    written = word(value) or ""
    return written if _USER_ID.fullmatch(written) else None


def name(*parts: object) -> str | None:
    """Return a name for what Meta gives none, always the same for the same thing; None when a part of it is missing.

    >>> name("wacid.1", "connect"), name(None, "connect")
    ('wacid.1#connect', None)
    """
    words = [word(part) for part in parts]
    return None if None in words else "#".join(each for each in words if each)


def is_number(value: object) -> bool:
    """It is a number and not a truth value."""
    return isinstance(value, int | float) and not isinstance(value, bool)
