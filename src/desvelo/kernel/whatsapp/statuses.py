"""What became of a message we sent, and which news may replace which.

Statuses arrive late, doubled and out of order, so they form a ladder: accepted, sent, delivered, read, played.  Steps
back are ignored; ``failed`` replaces only the two lowest, because what was on a device did arrive.

Source: Meta, reference of ``statuses``, v26.0; orders seen in real traffic, November 2026.

>>> advance("sent", "read"), advance("read", "delivered"), advance("delivered", "failed"), advance("sent", "failed")
('read', 'read', 'delivered', 'failed')
"""

import re
from typing import Final

from desvelo.kernel.whatsapp import messages, reading
from desvelo.kernel.whatsapp.errors import Unreadable
from desvelo.kernel.whatsapp.items import Price, StatusUpdate

LADDER: Final = ("accepted", "sent", "delivered", "read", "played")
_CODE = re.compile(r"[A-Za-z][A-Za-z_-]{0,39}", re.ASCII)
_MAY_STILL_FAIL: Final = frozenset({"accepted", "sent"})


def advance(current: str, reported: str) -> str:
    """Return the status to keep when *reported* arrives while *current* is held."""
    if reported == "failed":
        return "failed" if current in _MAY_STILL_FAIL else current
    if current not in LADDER or reported not in LADDER:
        return current
    return max(current, reported, key=LADDER.index)


def price(raw: dict[str, object]) -> Price | None:
    """Return how the message is charged, on whichever status says so; None where none does.

    >>> price({"pricing": {"billable": True, "pricing_model": "PMP", "category": "utility", "type": "regular"}})
    Price(category='utility', kind='regular', model='PMP', origin='', billable=True)
    """
    told, talk = reading.mapping(raw.get("pricing")), reading.mapping(raw.get("conversation"))
    origin = _code(reading.mapping(talk.get("origin")).get("type"))
    category = _code(told.get("category")) or origin
    if not category:
        return None
    billable = told.get("billable")
    return Price(
        category=category,
        kind=_code(told.get("type")),
        model=_code(told.get("pricing_model")),
        origin=origin,
        billable=billable if isinstance(billable, bool) else None,
    )


def _code(value: object) -> str:
    written = reading.word(value) or ""
    return written if _CODE.fullmatch(written) else ""


def read(raw: dict[str, object], *, number: str, waba_id: str | None, pointer: str) -> StatusUpdate:
    """Read one element of ``statuses``; raises Unreadable(no_id, no_status, no_time)."""
    wamid, status = reading.word(raw.get("id")), reading.word(raw.get("status"))
    at = reading.instant(raw.get("timestamp"))
    if wamid is None:
        raise Unreadable(reason="no_id")
    if status is None:
        raise Unreadable(reason="no_status")
    if at is None:
        raise Unreadable(reason="no_time")
    return StatusUpdate(
        phone_number_id=number,
        waba_id=waba_id,
        wamid=wamid,
        status=status,
        at=at,
        wa_id=reading.phone(raw.get("recipient_id")),
        user_id=reading.user_id(raw.get("recipient_user_id")),
        opaque=reading.word(raw.get("biz_opaque_callback_data")),
        price=price(raw),
        errors=messages.errors(raw.get("errors")),
        pointer=pointer,
    )
