"""What Meta tells of a template by webhook: its status, its quality, its category, or that its text changed.

Read by what stands in it and not by the name of the field: Meta's own example of a quality change carries another name.
Of a category, what will be so is told apart from what is so.

Source: whatsapp-cloud-api section 11.

>>> told = read({"message_template_name": "oi", "message_template_language": "pt-BR", "new_quality_score": "YELLOW"})
>>> told.event, told.language, told.quality, told.level
('YELLOW', 'pt_BR', 'YELLOW', <Level.WARNING: 'warning'>)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from desvelo.kernel.whatsapp import reading
from desvelo.kernel.whatsapp.notice_words import Level, code, level, words

CATEGORY: Final = "CATEGORY"
REWRITTEN: Final = "COMPONENTS"
_SAYS_APPROVED: Final = frozenset({"REINSTATED", "UNARCHIVED", "FLAGGED"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateChanged:
    """A template was approved, refused, paused, rated, sorted into another category or rewritten.

    What was not told is empty.  *language* is written as in sending (``pt_BR``), however the webhook writes it.
    *status* is what the event leaves the template in; *next_category* takes effect at *at* (seconds since 1970).
    """

    event: str
    level: Level
    template_id: str = ""
    name: str = ""
    language: str = ""
    status: str = ""
    quality: str = ""
    category: str = ""
    next_category: str = ""
    former: str = ""
    reason: str = ""
    at: int | None = None
    description: str = field(default="", repr=False)


def read(raw: Mapping[str, object]) -> TemplateChanged:
    """Return what a webhook says of a template.  Never raises."""
    rejection, disabled = reading.mapping(raw.get("rejection_info")), reading.mapping(raw.get("disable_info"))
    quality, told, reason = code(raw, "new_quality_score"), code(raw, "event"), code(raw, "reason")
    category, next_category = _categories(raw)
    is_category = not told and bool({"new_category", "correct_category"} & raw.keys())
    event = told or quality or (CATEGORY if is_category else REWRITTEN)
    return TemplateChanged(
        event=event,
        level=level(event),
        template_id=words(raw, "message_template_id")[:40],
        name=words(raw, "message_template_name")[:512],
        language=words(raw, "message_template_language").replace("-", "_")[:16],
        status="APPROVED" if told in _SAYS_APPROVED else told,
        quality=quality,
        category=category,
        next_category=next_category,
        former=code(raw, "previous_quality_score") or code(raw, "previous_category"),
        reason="" if reason == "NONE" else reason,
        at=reading.instant(raw.get("category_update_timestamp") or disabled.get("disable_date")),
        description=words(rejection, "recommendation") or words(rejection, "reason"),
    )


def _categories(raw: Mapping[str, object]) -> tuple[str, str]:
    """Return the category that a template has, and the one it is announced to get; never both."""
    if "category_update_timestamp" in raw or ("correct_category" in raw and "new_category" not in raw):
        return "", code(raw, "correct_category")
    return code(raw, "new_category") or code(raw, "message_template_category"), ""
