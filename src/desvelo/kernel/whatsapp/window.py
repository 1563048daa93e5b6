"""The customer service window: a business may write freely for 24 hours after the customer last wrote.

Computed from Meta's time of the message, not from its arrival.

Source: whatsapp-cloud-api section 14.6.

>>> from datetime import UTC, datetime
>>> closes_at(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)).isoformat()
'2026-11-24T09:00:00+00:00'
>>> is_open(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), now=datetime(2026, 11, 24, 9, 0, 1, tzinfo=UTC))
False
"""

from datetime import datetime, timedelta

LENGTH = timedelta(hours=24)


def closes_at(last_inbound_at: datetime) -> datetime:
    """Return when the window opened by a customer's message closes."""
    return last_inbound_at + LENGTH


def is_open(last_inbound_at: datetime | None, *, now: datetime) -> bool:
    """Tell whether the business may write freely; never before the customer wrote."""
    return last_inbound_at is not None and now <= closes_at(last_inbound_at)
