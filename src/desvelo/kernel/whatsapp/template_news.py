"""What Meta tells of a template by webhook: its status, its quality, its category, and how many people may be reached.

Read from the raw change, so that it does not matter who else reads these fields.  What is told of a template we do not
know is kept all the same: the next synchronisation brings its text.

Source: whatsapp-cloud-api section 11.

>>> read("message_template_quality_update", {"message_template_name": "oi", "message_template_language": "pt-BR",
...     "message_template_id": 7, "new_quality_score": "YELLOW"})
News(name='oi', language='pt_BR', meta_id='7', status='', category='', next_category='', quality='YELLOW', reason='')
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desvelo.kernel.whatsapp import reading

STATUS: Final = "message_template_status_update"
QUALITY: Final = "message_template_quality_update"
CATEGORY: Final = "template_category_update"
CAPABILITY: Final = "business_capability_update"
FIELDS: Final = frozenset({STATUS, QUALITY, CATEGORY})
_NOTHING_WRONG: Final = frozenset({"", "NONE"})
_SAYS_APPROVED: Final = frozenset({"REINSTATED", "UNARCHIVED", "FLAGGED"})
_CODE = re.compile(r"[A-Z][A-Z_]{0,39}", re.ASCII)
_TIER = re.compile(r"(?:TIER_)?([0-9]{1,6})(K?)", re.ASCII)
_UNLIMITED: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What changed of one template; what was not told is empty."""

    name: str
    language: str
    meta_id: str = ""
    status: str = ""
    category: str = ""
    next_category: str = ""
    quality: str = ""
    reason: str = ""


def read(field: str, value: Mapping[str, object]) -> News | None:
    """Read the *value* of a change of one of ``FIELDS``; None when it names no template."""
    name = reading.word(value.get("message_template_name"))
    language = reading.word(value.get("message_template_language"))
    if field not in FIELDS or name is None or language is None:
        return None
    identifier = value.get("message_template_id")
    is_announced = "category_update_timestamp" in value
    category = _code(value.get("new_category"))
    reason = _code(value.get("reason"))
    return News(
        name=name[:512],
        language=language.replace("-", "_")[:16],
        meta_id=str(identifier)[:40] if isinstance(identifier, int | str) else "",
        status=_status(_code(value.get("event"))) if field == STATUS else "",
        category="" if is_announced or field != CATEGORY else category,
        next_category=_code(value.get("correct_category")) if is_announced else "",
        quality=_code(value.get("new_quality_score")) if field == QUALITY else "",
        reason="" if reason in _NOTHING_WRONG else reason,
    )


def people_per_day(value: Mapping[str, object]) -> int | None:
    """Return how many people the account may write to first in a day, as a capability change tells it.

    >>> people_per_day({"max_daily_conversations_per_business": "TIER_2K"}), people_per_day({"x": 1})
    (2000, None)
    """
    told = value.get("max_daily_conversations_per_business", value.get("max_daily_conversation_per_phone"))
    if isinstance(told, int) and not isinstance(told, bool):
        return _UNLIMITED if told < 0 else min(told, _UNLIMITED)
    text = reading.word(told) or ""
    if text in {"TIER_UNLIMITED", "UNLIMITED"}:
        return _UNLIMITED
    found = _TIER.fullmatch(text)
    return int(found[1]) * (1_000 if found[2] else 1) if found else None


def _status(event: str) -> str:
    """Return the status that an event leaves a template in."""
    return "APPROVED" if event in _SAYS_APPROVED else event


def _code(value: object) -> str:
    text = reading.word(value) or ""
    return text if _CODE.fullmatch(text) else ""
