"""The templates of one account, and what becomes of them.

Source: whatsapp-cloud-api sections 11, 14.3 and 20.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from secrets import randbelow
from typing import Any, Final

Component = dict[str, Any]
VARIABLE = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}", re.ASCII)
STATUSES: Final = ("APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED", "ARCHIVED", "IN_APPEAL")
QUALITIES: Final = ("GREEN", "YELLOW", "RED", "UNKNOWN")
CATEGORIES: Final = ("AUTHENTICATION", "MARKETING", "UTILITY")
MOST: Final = 6_000
_JUDGED_AT: Final = 1_790_000_000
_NEVER_SET: Final = (
    *("correct_category", "previous_category", "sub_category", "cta_url_link_tracking_opted_out"),
    *("library_template_name", "degrees_of_freedom_spec", "is_primary_device_delivery_only"),
)


@dataclass(slots=True, kw_only=True)
class Template:
    """One template in one language."""

    id: str
    name: str
    language: str
    category: str
    components: list[Component]
    parameter_format: str = "POSITIONAL"
    status: str = "PENDING"
    quality: str = "UNKNOWN"
    reason: str = "NONE"
    ttl_seconds: int | None = None

    def component(self, kind: str) -> Component | None:
        """Return the component of this type."""
        return next((one for one in self.components if one.get("type") == kind), None)

    def shown(self) -> dict[str, object]:
        """Return every field the Graph API has for it; what is None is not answered."""
        return {
            "name": self.name,
            "parameter_format": self.parameter_format,
            "components": self.components,
            "language": self.language,
            "status": self.status,
            "category": self.category,
            "quality_score": {"score": self.quality, "date": _JUDGED_AT},
            "rejected_reason": self.reason if self.status == "REJECTED" else None,
            "message_send_ttl_seconds": self.ttl_seconds,
            **dict.fromkeys(_NEVER_SET),
            "id": self.id,
        }

    def in_webhook(self) -> dict[str, object]:
        """Return how account webhooks name it: a number as id, and a dash in the language."""
        return {
            "message_template_id": int(self.id),
            "message_template_name": self.name,
            "message_template_language": self.language.replace("_", "-"),
        }


@dataclass(slots=True)
class Templates:
    """All of them; a new account has one."""

    _kept: dict[str, Template] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put the one there that every account begins with."""
        self.clear()

    def __iter__(self) -> Iterator[Template]:
        return iter(self._kept.values())

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """Forget all but the one of every account."""
        self._kept.clear()
        body = {"type": "BODY", "text": "This template comes with every account. It has no variables."}
        first = self.add(name="hello_world", language="en_US", category="UTILITY", components=[body])
        first.status = "APPROVED"

    def add(self, **what: Any) -> Template:
        """Keep a new template under a new id."""
        template = Template(id=str(10**15 + randbelow(9 * 10**15)), **what)
        self._kept[template.id] = template
        return template

    def by_id(self, template_id: str) -> Template | None:
        """Return the template with this id."""
        return self._kept.get(template_id)

    def named(self, name: str) -> list[Template]:
        """Return the template in every language it has."""
        return [one for one in self if one.name == name]

    def find(self, name: str, language: str) -> Template | None:
        """Return the template in one language."""
        return next((one for one in self.named(name) if one.language == language), None)

    def remove(self, template: Template) -> None:
        """Forget one."""
        self._kept.pop(template.id, None)


def variables(text: str) -> list[str]:
    """Return the names of the variables of a text, each once, in order.

    >>> variables("Olá, {{1}}. {{2}} é sua, {{1}}.")
    ['1', '2']
    """
    return list(dict.fromkeys(VARIABLE.findall(text)))
