"""What happens to a found value, and what may still be said about it.

A sealed value can be opened again by someone with a reason.  A discarded one is never stored: card numbers, card
codes, passwords and one-time codes (PCI DSS 3.3.1; architecture.md section 9).  A hint is all that a screen may show
without opening anything; a label that declares none shows nothing.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from desvelo.kernel.detection.folding import fold


class Handling(StrEnum):
    """What is done with the value once the text is masked."""

    SEAL = "seal"
    DISCARD = "discard"


class Tier(StrEnum):
    """How delicate a class is: what may be done with it by default stands in ``policies``."""

    CREDENTIAL = "credential"
    FINANCIAL = "financial"
    DOCUMENT = "document"
    CONTACT = "contact"
    PERSON = "person"
    SPECIAL = "special"
    UNNAMED = "unnamed"


def nothing(_value: str) -> str:
    """Say nothing about the value."""
    return ""


def digits_of(value: str) -> str:
    """Return the digits of *value* in plain ASCII, whatever they were typed in or between."""
    return "".join(char for char in fold(value) if char in "0123456789")


def letters_and_digits(value: str) -> str:
    """Return what is left of *value* without case, accents, spaces and signs."""
    return "".join(char for char in unicodedata.normalize("NFKD", value).casefold() if char.isalnum())


def ending(*, bullets: int, shown: int, at_least: int) -> Callable[[str], str]:
    """Make a hint of the last *shown* digits; a value of fewer than *at_least* digits gets none."""

    def hint(value: str) -> str:
        digits = digits_of(value)
        return f"{'•' * bullets} {digits[-shown:]}" if len(digits) >= at_least else ""

    return hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A class of datum: its code in storage and logs, what is done with it, and what may be shown of it.

    *essence* is what two ways of writing one value have in common, so that they can be compared.  What is *held* keeps
    a reply from leaving until its writer decides; a name is not, for one greets people by it all day.  *tier* counts
    for a class that the guidelines do not name; without one it is treated as the most delicate.
    """

    code: str
    handling: Handling
    hint: Callable[[str], str] = nothing
    detail: Callable[[str], str] = nothing
    essence: Callable[[str], str] = letters_and_digits
    held: bool = True
    tier: Tier = Tier.UNNAMED


UNREADABLE = Label(code="UNREADABLE", handling=Handling.SEAL)
"""A whole text that could not be scanned: covered until a person or a later scan says otherwise."""

PLACE = Label(code="LOCATION", handling=Handling.SEAL)
"""Coordinates that a customer shared: WhatsApp itself says what they are, so no detector has to find them."""

OTHER = Label(code="OTHER", handling=Handling.SEAL)
"""What a person hid by hand and no class names: sealed, and nothing of it shown."""

SPECIAL = Label(code="SPECIAL", handling=Handling.SEAL, tier=Tier.SPECIAL)
"""The one name under which every special category is kept and put on record: which one it is stands sealed only."""
