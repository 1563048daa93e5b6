"""What to do about each error code of the Graph API: one literal, read like the table it comes from.

``RETRY``: Meta refused for the moment and says so; the same request may go again later.  ``UNSURE``: trouble on Meta's
side, the message may have gone out, so a person decides.  ``ALARM``: refused, and nothing else will go out until an
administrator acts.  ``REFUSED``: permanent for this message.

Source: Meta, "Cloud API error codes", read November 2026, with the retry advice of the pages of each limit.
"""

from enum import StrEnum
from typing import Final


class Advice(StrEnum):
    """What an error code asks of the sender."""

    RETRY = "retry"
    UNSURE = "unsure"
    REFUSED = "refused"
    ALARM = "alarm"


_PERMISSIONS: Final = range(200, 300)
_ADVICE: Final[dict[int, Advice]] = {
    0: Advice.ALARM,  # app user not authenticated
    1: Advice.UNSURE,  # unknown API error
    2: Advice.UNSURE,  # API down or overloaded
    4: Advice.RETRY,  # app call limit
    10: Advice.ALARM,  # permission missing
    33: Advice.ALARM,  # number deleted or out of reach
    190: Advice.ALARM,  # token expired or invalid
    368: Advice.ALARM,  # blocked for policy
    80007: Advice.RETRY,  # WABA call limit
    130429: Advice.RETRY,  # throughput
    131000: Advice.UNSURE,  # unknown failure
    131005: Advice.ALARM,  # access denied
    131016: Advice.UNSURE,  # service unavailable
    131031: Advice.ALARM,  # account locked
    131042: Advice.ALARM,  # payment problem
    131056: Advice.RETRY,  # too many messages to one person
    131057: Advice.RETRY,  # throughput upgrade
    133004: Advice.RETRY,  # server temporarily unavailable
    133010: Advice.ALARM,  # number not registered
    134101: Advice.RETRY,  # template syncing
    139102: Advice.RETRY,  # concurrent update of the block list
    139103: Advice.RETRY,  # block list, internal
    2494100: Advice.RETRY,  # maintenance
}
_REFUSED: Final = frozenset(
    {3, 100, 130403, 130472, 130497, 131008, 131009, 131014, 131020, 131021, 131026, 131030, 131035, 131036, 131037}
    | {131041, 131044, 131045, 131047, 131048, 131049, 131050, 131051, 131052, 131053, 131055, 131059, 131060, 131062}
    | {131063, 131064, 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018, 132068, 132069, 133000}
    | {133005, 133006, 133008, 133009, 133015, 133016, 134011, 134100, 134102, 135000, 137000, 2494191}
)


def is_final(failure: str) -> bool:
    """Tell whether a message refused with *failure* would be refused again, whoever sends it and when."""
    return not failure.isdecimal() or int(failure) in _REFUSED


def advice(code: int, *, otherwise: Advice = Advice.REFUSED) -> Advice:
    """Return what *code* asks for, or *otherwise* when Meta's table does not list it."""
    if code in _PERMISSIONS:
        return Advice.ALARM
    return Advice.REFUSED if code in _REFUSED else _ADVICE.get(code, otherwise)
