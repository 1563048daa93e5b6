"""What a message is beside the words in it: which choice, how many things, what it answers with, what went wrong.

Machines wrote all of it (``typed_by_people`` says who writes what), so there is nothing to search here; it is sealed
beside the words all the same.  Three fields are filled in where the message is stored: *wamid*, which holds the
customer's phone number and is needed to answer that very message, *heading* (see ``reading_order``), and *sends*, what
a message of ours is beside its words (see ``outbound.Outgoing``).

Source: Meta, reference of the ``messages`` webhook, v26.0, read November 2026.

>>> product = {"quantity": 2, "item_price": 30.5, "currency": "BRL"}
>>> found = of({"type": "order", "order": {"product_items": [product, {**product, "quantity": 1}]}})
>>> found.count, found.total, found.currency
(3, '91.50', 'BRL')
"""

import re
from decimal import Decimal, InvalidOperation

import msgspec

from desvelo.kernel.whatsapp import reading

_NAME = re.compile(r"[a-z][a-z_]{0,39}", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_CENTS = Decimal("0.01")
_MOST = Decimal(10) ** 12
_LONGEST_CHOICE = 256
_WITH_SUBTYPE = frozenset({"call", "edit", "handover", "interactive", "preference", "system", "unsupported"})


class Detail(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a machine says of one message; what does not apply is left at its default."""

    wamid: str = ""
    heading: int = 0
    subtype: str = ""
    choice: str = ""
    forwarded: str = ""
    group: str = ""
    source: str = ""
    origin: str = ""
    product: str = ""
    count: int = 0
    total: str = ""
    currency: str = ""
    removed: bool = False
    errors: tuple[int, ...] = ()
    sends: str = ""

    def __repr__(self) -> str:
        return "Detail(•••)"


def of(raw: dict[str, object], *, errors: tuple[int, ...] = ()) -> Detail:
    """Read what *raw*, one element of ``messages``, is beside its words; *errors* are the codes Meta gave with it."""
    kind = reading.word(raw.get("type")) or ""
    content = reading.mapping(raw.get(kind))
    context = reading.mapping(raw.get("context"))
    count, total, currency = _counted(kind, raw.get(kind))
    return Detail(
        subtype=_subtype(kind, content),
        choice=_choice(content)[:_LONGEST_CHOICE],
        forwarded=_forwarded(context),
        group=reading.word(raw.get("group_id")) or "",
        source=_name(reading.mapping(raw.get("referral")).get("source_type")),
        product=reading.word(reading.mapping(context.get("referred_product")).get("product_retailer_id")) or "",
        count=count,
        total=total,
        currency=currency,
        removed=kind == "reaction" and not content.get("emoji"),
        errors=errors,
    )


def _subtype(kind: str, content: dict[str, object]) -> str:
    holder = reading.mapping(content.get("message")) if kind == "edit" else content
    return _name(holder.get("type")) if kind in _WITH_SUBTYPE else ""


def _choice(content: dict[str, object]) -> str:
    """Return the company's own name for what was chosen."""
    for name in ("button_reply", "list_reply"):
        if chosen := reading.word(reading.mapping(content.get(name)).get("id")):
            return chosen
    permission = reading.mapping(content.get("call_permission_reply"))
    return reading.word(permission.get("response")) or reading.word(content.get("payload")) or ""


def _forwarded(context: dict[str, object]) -> str:
    if context.get("frequently_forwarded") is True:
        return "many"
    return "once" if context.get("forwarded") is True else ""


def _counted(kind: str, content: object) -> tuple[int, str, str]:
    """Return how many things came, and what they cost when all is told in one currency."""
    if kind == "contacts":
        return len(reading.sequence(content)), "", ""
    if kind == "call":
        return reading.integer(reading.mapping(content).get("duration")) or 0, "", ""
    if kind != "order":
        return 0, "", ""
    items = [reading.mapping(one) for one in reading.sequence(reading.mapping(content).get("product_items"))]
    count = sum(reading.integer(item.get("quantity")) or 1 for item in items)
    currencies = {reading.word(item.get("currency")) or "" for item in items}
    total = sum((_cost(item) for item in items), Decimal(0)) if len(currencies) == 1 else Decimal("NaN")
    currency = next(iter(currencies), "")
    if total.is_nan() or not _CURRENCY.fullmatch(currency):
        return count, "", ""
    return count, str(total.quantize(_CENTS)), currency


def _cost(item: dict[str, object]) -> Decimal:
    """Return what one line of an order costs, or no number when it is not told."""
    quantity, price = reading.integer(item.get("quantity")), item.get("item_price")
    try:
        cost = Decimal(str(price)) * (quantity if quantity is not None else Decimal("NaN"))
    except InvalidOperation:
        return Decimal("NaN")
    return cost if cost.is_finite() and abs(cost) < _MOST else Decimal("NaN")


def _name(value: object) -> str:
    written = reading.word(value) or ""
    return written if _NAME.fullmatch(written) else ""
