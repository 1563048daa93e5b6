"""How one class of protected datum is named, drawn and masked: its words, its icon, its dots."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Words, icon and number of dots of one class.

    *short* names it («CPF»), *this* points at it («este CPF»), *one* counts it («um CPF»), *kept* says it is protected,
    *gone* says it was discarded on arrival, *brief* replaces *short* where room is scarce.
    """

    short: str | Promise
    this: str | Promise
    one: str | Promise
    kept: str | Promise
    gone: str | Promise
    brief: str | Promise = ""
    icon: str = "lock-keyhole"
    dots: int = 4
