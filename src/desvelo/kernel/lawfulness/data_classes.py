"""What the law calls each class that detection finds: ordinary, sensitive, or never kept at all.

Tables and the log name all special categories alike, so data that come from there are compared as ``SPECIAL``.

Source: LGPD arts. 5 I, 5 II and 11 § 1; PCI DSS 3.3.1; ``detection.policies``; decision 0040.

>>> kind("HEALTH"), kind("CPF"), kind("CARD_CVV"), kind("NOBODY_KNOWS")
(<Nature.SENSITIVE: 'sensitive'>, <Nature.ORDINARY: 'ordinary'>, <Nature.DISCARDED: 'discarded'>, None)
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Final

from desvelo.kernel.detection import catalogue, policies
from desvelo.kernel.detection.errors import LabelUnknown
from desvelo.kernel.detection.labels import OTHER, SPECIAL, UNREADABLE, Handling, Tier

UNNAMED: Final = frozenset({OTHER.code, UNREADABLE.code})
"""What a person hid without naming it, and what could not be read: somebody has to look."""


class Nature(StrEnum):
    """What a class of data is to the law; ``DISCARDED`` is never kept, so no case may count on it."""

    DISCARDED = "discarded"
    ORDINARY = "ordinary"
    SENSITIVE = "sensitive"


@cache
def kind(code: str) -> Nature | None:
    """Return what a class is, or nothing when no detector has such a label."""
    try:
        label = catalogue.rules().label(code)
    except LabelUnknown:
        return None
    if label.handling is Handling.DISCARD:
        return Nature.DISCARDED
    is_special = code == SPECIAL.code or policies.tier_of(label) is Tier.SPECIAL
    return Nature.SENSITIVE if is_special else Nature.ORDINARY


def of(codes: Iterable[str], nature: Nature) -> frozenset[str]:
    """Return those of some classes that are of one *nature*."""
    return frozenset(code for code in codes if kind(code) is nature)


def kept_as(code: str) -> str:
    """Return the class as tables name it: one name for all that is sensitive."""
    return SPECIAL.code if kind(code) is Nature.SENSITIVE else code
