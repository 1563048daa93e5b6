"""Payment cards: which numbers a card may have, whose brand they are, and how they are grouped in print.

Used by the three card detectors, which must agree on where the number stands.

Source: ISO/IEC 7812-1 (Luhn, issuer ranges); ranges of Elo and Hipercard as their acquirers publish them.
"""

import re
from bisect import bisect_right

from stdnum import luhn

_ELO = (
    (401178, 401179), (431274, 431274), (438935, 438935), (451416, 451416), (457393, 457393), (457631, 457632),
    (504175, 504175), (506699, 506778), (509000, 509999), (627780, 627780), (636297, 636297), (636368, 636368),
    (650031, 650033), (650035, 650051), (650405, 650439), (650485, 650538), (650541, 650598), (650700, 650718),
    (650720, 650727), (650901, 650978), (651652, 651679), (655000, 655019), (655021, 655058),
)  # fmt: skip
_ELO_STARTS = tuple(first for first, _ in _ELO)
_HIPERCARD = ("606282", "384100", "384140", "384160", "637095", "637568", "637599", "637609", "637612")
_MASTERCARD = re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720")
_OTHERS = re.compile(r"220[0-4]|30[0-5]|3[689]|35|50|5[6-9]|6")
_LENGTHS = {"Amex": (15,), "Visa": (13, 16, 19), "Mastercard": (16,), "Elo": (16,), "Hipercard": (13, 16, 19)}
_OTHER_LENGTHS = range(14, 20)
_PRINTED = frozenset({(16,), (4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (15,), (14,), (8, 8), (4, 12), (4, 4, 8), (12, 4)})
_LONG_PRINTED = frozenset({(19,), (4, 4, 4, 4, 3), (6, 13)})


def brand(digits: str) -> str:
    """Return the brand whose range *digits* is in, or nothing."""
    prefix = int(digits[:6] or 0)
    place = bisect_right(_ELO_STARTS, prefix) - 1
    if place >= 0 and prefix <= _ELO[place][1]:
        return "Elo"
    if digits.startswith(_HIPERCARD):
        return "Hipercard"
    if digits.startswith(("34", "37")):
        return "Amex"
    if digits.startswith("4"):
        return "Visa"
    return "Mastercard" if _MASTERCARD.match(digits) else ""


def may_be_issued(digits: str) -> bool:
    """Tell whether a card with this beginning and this length may exist."""
    name = brand(digits)
    if name:
        return len(digits) in _LENGTHS[name]
    return _OTHERS.match(digits) is not None and len(digits) in _OTHER_LENGTHS


def has_check_digit(digits: str) -> bool:
    """Tell whether the last digit checks the others."""
    return digits != digits[0] * len(digits) and luhn.is_valid(digits)


def is_printed_so(groups: tuple[int, ...]) -> bool:
    """Tell whether people write a card number in groups of these lengths."""
    return groups in _PRINTED or groups in _LONG_PRINTED or (set(groups) == {1} and sum(groups) in {15, 16})


def code_length(digits: str) -> int:
    """Return how many digits the security code of this card has."""
    return 4 if brand(digits) == "Amex" else 3
