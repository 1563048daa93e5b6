"""What Meta tells about an account, a number, a template, a flow or a group, as typed values.

Each is read anew from what came whenever somebody asks, so a reader that learns more says more of old notices too.
What only people read (a description, a reason in words) is told apart from codes; logic goes by codes alone.

Source: whatsapp-cloud-api section 11, and sections 10 (business usernames) and 12 (coexistence: offboarded).

>>> told = value("security", {"display_phone_number": "15550783881", "event": "PIN_RESET_REQUEST", "requester": "6"})
>>> told.event, told.level, told.display
('PIN_RESET_REQUEST', <Level.ALARM: 'alarm'>, '15550783881')
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from desvelo.kernel.whatsapp import reading

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}", re.ASCII)
_PEOPLE: Final = frozenset(
    {"added_participants", "contact", "contacts", "from", "id", "input", "join_request", "participants", "phone_number"}
    | {"removed_participants", "failed_participants", "ctwa_clid", "user_id", "username", "wa_id", "to"}
)


class Level(StrEnum):
    """How much a notice matters to whoever runs the numbers."""

    INFO = "info"
    WARNING = "warning"
    ALARM = "alarm"


class Topic(StrEnum):
    """What a notice is about."""

    ACCOUNT = "account"
    CAPABILITY = "capability"
    EVENT = "event"
    FLOW = "flow"
    GROUP = "group"
    NUMBER = "number"
    PARTNER = "partner"
    PAYMENT = "payment"
    SECURITY = "security"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """Something an account may not do, until when (seconds since 1970)."""

    kind: str
    until: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChanged:
    """A business account was restricted, banned, reviewed, connected, disconnected or described anew."""

    event: str
    level: Level
    waba_id: str | None = None
    violation: str = ""
    restrictions: tuple[Restriction, ...] = ()
    ban_state: str = ""
    ban_on: str = ""
    country: str = ""
    description: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityChanged:
    """How many customers may be addressed in a day (a number or a tier), and how many numbers there may be."""

    event: str
    level: Level
    daily_conversations: str = ""
    numbers_per_account: int | None = None
    numbers_per_business: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChanged:
    """A number of ours got another name, quality, limit, username or setting."""

    event: str
    level: Level
    display: str = ""
    phone_number_id: str | None = None
    limit: str = ""
    former_limit: str = ""
    name: str = ""
    description: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityAlarm:
    """Somebody asked for, or changed, the PIN that protects a number; *requester* is Meta's id of them."""

    event: str
    level: Level
    display: str = ""
    requester: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateChanged:
    """A template was approved, refused, paused, rated, sorted into another category or rewritten.

    *language* is written as in sending (``pt_BR``), however the webhook writes it.
    """

    event: str
    level: Level
    template_id: str = ""
    name: str = ""
    language: str = ""
    category: str = ""
    former: str = ""
    reason: str = ""
    at: int | None = None
    description: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowChanged:
    """A form is published, blocked, slow, failing or well again; rates in percent."""

    event: str
    level: Level
    flow_id: str = ""
    state: str = ""
    rate: float | None = None
    threshold: float | None = None
    description: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Something else that has a code: a group, a partner's solution, a payment configuration, an automatic event."""

    event: str
    level: Level
    about: str = ""
    state: str = ""


Value: TypeAlias = (
    AccountChanged | CapabilityChanged | NumberChanged | SecurityAlarm | TemplateChanged | FlowChanged | Happened
)
Raw: TypeAlias = dict[str, object]

_ALARMS: Final = frozenset(
    {"ACCOUNT_VIOLATION", "ACCOUNT_RESTRICTION", "ACCOUNT_DELETED", "ACCOUNT_OFFBOARDED", "DISABLED_UPDATE", "CRITICAL"}
    | {"PARTNER_REMOVED", "PARTNER_APP_UNINSTALLED", "DISABLED", "RED", "BLOCKED", "REJECTED_ACCOUNT"}
)
_WARNINGS: Final = frozenset(
    {"WARNING", "FLAGGED", "DOWNGRADE", "REJECTED", "PAUSED", "YELLOW", "THROTTLED", "LIMIT_EXCEEDED", "LOCKED"}
    | {"PENDING_DELETION", "DELETED", "ACTIVATED", "PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE", "DEFERRED"}
)


def value(field_name: str, raw: Raw) -> Value:
    """Return what a webhook of *field_name* says; whatever is missing is left at its default.  Never raises."""
    return FIELDS[field_name][1](raw)


def topic(field_name: str) -> Topic:
    """Return what a webhook of *field_name* is about."""
    return FIELDS[field_name][0]


def keepable(raw: object) -> object:
    """Return *raw* without whatever names a customer: notices are not kept with a customer's key."""
    if isinstance(raw, dict):
        return {key: keepable(inner) for key, inner in raw.items() if key not in _PEOPLE}
    return [keepable(inner) for inner in raw] if isinstance(raw, list) else raw


def _account(raw: Raw) -> AccountChanged:
    event = _code(raw, "event")
    restrictions = [reading.mapping(each) for each in reading.sequence(raw.get("restriction_info"))]
    ban = reading.mapping(raw.get("ban_info"))
    is_over = _code(ban, "waba_ban_state") == "REINSTATE"
    return AccountChanged(
        event=event,
        level=Level.WARNING if is_over else _level(event),
        waba_id=reading.identifier(reading.mapping(raw.get("waba_info")).get("waba_id")),
        violation=_code(reading.mapping(raw.get("violation_info")), "violation_type"),
        restrictions=tuple(
            Restriction(kind=_code(each, "restriction_type"), until=reading.instant(each.get("expiration")))
            for each in restrictions
        ),
        ban_state=_code(ban, "waba_ban_state"),
        ban_on=_words(ban, "waba_ban_date"),
        country=_code(raw, "country"),
    )


def _alert(raw: Raw) -> AccountChanged:
    alert = reading.mapping(raw.get("alert_info")) or raw
    return AccountChanged(
        event=_code(alert, "alert_type"),
        level=_level(_code(alert, "alert_severity")),
        description=_words(alert, "alert_description"),
    )


def _review(raw: Raw) -> AccountChanged:
    decision = _code(raw, "decision")
    return AccountChanged(event=decision, level=Level.ALARM if decision == "REJECTED" else Level.INFO)


def _capability(raw: Raw) -> CapabilityChanged:
    daily = raw.get("max_daily_conversations_per_business") or raw.get("max_daily_conversation_per_phone")
    return CapabilityChanged(
        event="LIMITS",
        level=Level.INFO,
        daily_conversations=reading.word(daily) or "",
        numbers_per_account=reading.integer(raw.get("max_phone_numbers_per_waba")),
        numbers_per_business=reading.integer(raw.get("max_phone_numbers_per_business")),
    )


def _number(raw: Raw) -> NumberChanged:
    settings = reading.mapping(raw.get("phone_number_settings"))
    event = _code(raw, "event") or _code(raw, "decision") or _code(raw, "status").upper()
    return NumberChanged(
        event=event or ("SETTINGS" if settings else ""),
        level=_level(event),
        display=_display(raw),
        phone_number_id=reading.identifier(settings.get("phone_number_id")),
        limit=_code(raw, "current_limit") or reading.word(raw.get("max_daily_conversations_per_business")) or "",
        former_limit=_code(raw, "old_limit"),
        name=_words(raw, "requested_verified_name") or _words(raw, "username"),
        description=_words(raw, "rejection_reason"),
    )


def _security(raw: Raw) -> SecurityAlarm:
    return SecurityAlarm(
        event=_code(raw, "event"), level=Level.ALARM, display=_display(raw), requester=_words(raw, "requester")
    )


def _template(raw: Raw) -> TemplateChanged:
    rejection, disabled = reading.mapping(raw.get("rejection_info")), reading.mapping(raw.get("disable_info"))
    category = _code(raw, "correct_category") or _code(raw, "new_category") or _code(raw, "message_template_category")
    quality = _code(raw, "new_quality_score")
    event = _code(raw, "event") or quality or ("CATEGORY" if "new_category" in raw else "COMPONENTS")
    reason = _code(raw, "reason")
    return TemplateChanged(
        event=event,
        level=_level(event),
        template_id=reading.word(raw.get("message_template_id")) or "",
        name=_words(raw, "message_template_name"),
        language=_words(raw, "message_template_language").replace("-", "_"),
        category=category,
        former=_code(raw, "previous_quality_score") or _code(raw, "previous_category"),
        reason="" if reason == "NONE" else reason,
        at=reading.instant(raw.get("category_update_timestamp") or disabled.get("disable_date")),
        description=_words(rejection, "recommendation") or _words(rejection, "reason"),
    )


def _flow(raw: Raw) -> FlowChanged:
    state = _code(raw, "alert_state") or _code(raw, "new_status")
    return FlowChanged(
        event=_code(raw, "event"),
        level=_level(state),
        flow_id=reading.word(raw.get("flow_id")) or "",
        state=state,
        rate=_rate(raw.get("error_rate") or raw.get("availability")),
        threshold=_rate(raw.get("threshold")),
        description=_words(raw, "message"),
    )


def _happened(raw: Raw) -> Happened:
    event = _code(raw, "event") or _code(raw, "event_name") or _code(raw, "type")
    about = raw.get("group_id") or raw.get("solution_id") or raw.get("configuration_name")
    state = _words(raw, "solution_status") or _words(raw, "status")
    return Happened(event=event, level=Level.INFO, about=reading.word(about) or "", state=state)


FIELDS: Final[Mapping[str, tuple[Topic, Callable[[Raw], Value]]]] = {
    "account_alerts": (Topic.ACCOUNT, _alert),
    "account_review_update": (Topic.ACCOUNT, _review),
    "account_settings_update": (Topic.NUMBER, _number),
    "account_update": (Topic.ACCOUNT, _account),
    "automatic_events": (Topic.EVENT, _happened),
    "business_capability_update": (Topic.CAPABILITY, _capability),
    "business_status_update": (Topic.ACCOUNT, _account),
    "business_username_update": (Topic.NUMBER, _number),
    "business_username_updates": (Topic.NUMBER, _number),
    "flows": (Topic.FLOW, _flow),
    "group_lifecycle_update": (Topic.GROUP, _happened),
    "group_participants_update": (Topic.GROUP, _happened),
    "group_settings_update": (Topic.GROUP, _happened),
    "group_status_update": (Topic.GROUP, _happened),
    "message_template_components_update": (Topic.TEMPLATE, _template),
    "message_template_quality_update": (Topic.TEMPLATE, _template),
    "message_template_status_update": (Topic.TEMPLATE, _template),
    "partner_solutions": (Topic.PARTNER, _happened),
    "payment_configuration_update": (Topic.PAYMENT, _happened),
    "phone_number_name_update": (Topic.NUMBER, _number),
    "phone_number_quality_update": (Topic.NUMBER, _number),
    "security": (Topic.SECURITY, _security),
    "template_category_update": (Topic.TEMPLATE, _template),
    "template_correct_category_detection": (Topic.TEMPLATE, _template),
    "tracking_events": (Topic.EVENT, _happened),
}


def _level(code: str) -> Level:
    if code in _ALARMS:
        return Level.ALARM
    return Level.WARNING if code in _WARNINGS else Level.INFO


def _code(raw: Raw, name: str) -> str:
    written = reading.word(raw.get(name)) or ""
    return written if _CODE.fullmatch(written) else ""


def _words(raw: Raw, name: str) -> str:
    return reading.word(raw.get(name)) or ""


def _display(raw: Raw) -> str:
    return reading.phone(raw.get("display_phone_number")) or ""


def _rate(value_: object) -> float | None:
    return float(value_) if reading.is_number(value_) else None  # type: ignore[arg-type]  # it is a number
