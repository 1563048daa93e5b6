"""The customer service window: a business may write freely for 24 hours after the customer last wrote.

Computed from Meta's time of the message, not from its arrival.  Not everything that arrives is a message: a reaction,
an edit, a message taken back or a notice of WhatsApp opens nothing, nor does what was said in a group.  A call of the
customer does, answered or not.  Whether a
reaction does is not documented, so it is not counted: a closed window costs a template, a false one a lost answer.

Outside of it only a template may leave.  An account that Meta admitted to Direct Send has one more way: a short text,
perhaps with buttons, marked as "utility", behind which Meta makes a template of its own.  It is an exception that
somebody switches on, because Meta punishes whoever uses it for anything else.

Source: whatsapp-cloud-api sections 14.6 and 14.7.

>>> from datetime import UTC, datetime
>>> closes_at(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)).isoformat()
'2026-11-24T09:00:00+00:00'
>>> is_open(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), now=datetime(2026, 11, 24, 9, 0, 1, tzinfo=UTC))
False
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

LENGTH: Final = timedelta(hours=24)
_SAY_NOTHING_NEW: Final = frozenset(
    {"edit", "handover", "media_placeholder", "preference", "reaction", "revoke", "summary", "system"}
)
DIRECT_SEND_LONGEST: Final = 1_024
UTILITY: Final = "utility"
_DIRECT_SEND_KINDS: Final = frozenset({"interactive", "text"})
_UNSUPPORTED_ACTS: Final = frozenset({"edit", "keep_in_chat", "pin", "poll_update", "reaction"})


def is_opened_by(kind: str, *, subtype: str = "", in_group: bool = False) -> bool:
    """Tell whether a customer who sent a message of this *kind* wrote to the business.

    >>> is_opened_by("image"), is_opened_by("reaction"), is_opened_by("text", in_group=True)
    (True, False, False)
    """
    is_act = kind in _SAY_NOTHING_NEW or (kind == "unsupported" and subtype in _UNSUPPORTED_ACTS)
    is_end_of_call = kind == "call" and subtype != "connect"
    return not in_group and not is_act and not is_end_of_call


def closes_at(last_inbound_at: datetime) -> datetime:
    """Return when the window opened by a customer's message closes."""
    return last_inbound_at + LENGTH


def is_open(last_inbound_at: datetime | None, *, now: datetime) -> bool:
    """Tell whether the business may write freely; never before the customer wrote."""
    return last_inbound_at is not None and now <= closes_at(last_inbound_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Whether a message may leave, and under which *category* when it goes by Direct Send."""

    allowed: bool
    category: str = ""


def way(kind: str, *, length: int, is_open: bool, direct_send: bool) -> Way:
    """Decide how a message of this *kind*, with words of this *length*, may leave.

    >>> way("template", length=9_000, is_open=False, direct_send=False)
    Way(allowed=True, category='')
    >>> way("text", length=40, is_open=False, direct_send=True)
    Way(allowed=True, category='utility')
    >>> way("image", length=0, is_open=False, direct_send=True).allowed
    False
    """
    if is_open or kind == "template":
        return Way(allowed=True)
    direct = direct_send and kind in _DIRECT_SEND_KINDS and length <= DIRECT_SEND_LONGEST
    return Way(allowed=direct, category=UTILITY if direct else "")
