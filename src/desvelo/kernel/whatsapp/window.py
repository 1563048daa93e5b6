"""The customer service window: a business may write freely for 24 hours after the customer last wrote.

Computed from Meta's time of the message, not from its arrival.  Not everything that arrives is a message: a reaction,
an edit, a message taken back or a notice of WhatsApp opens nothing, nor does what was said in a group.  A call of the
customer does, answered or not.  Whether a
reaction does is not documented, so it is not counted: a closed window costs a template, a false one a lost answer.

Source: whatsapp-cloud-api section 14.6.

>>> from datetime import UTC, datetime
>>> closes_at(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)).isoformat()
'2026-11-24T09:00:00+00:00'
>>> is_open(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), now=datetime(2026, 11, 24, 9, 0, 1, tzinfo=UTC))
False
"""

from datetime import datetime, timedelta
from typing import Final

LENGTH: Final = timedelta(hours=24)
_SAY_NOTHING_NEW: Final = frozenset(
    {"edit", "handover", "media_placeholder", "preference", "reaction", "revoke", "summary", "system"}
)
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
