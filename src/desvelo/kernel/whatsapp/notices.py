"""What Meta tells about an account, a number, a template, a flow or a group, as typed values.

Each is read anew from what came whenever somebody asks, so a reader that learns more says more of old notices too.
What only people read (a description, a reason in words) is told apart from codes; logic goes by codes alone.

Source: whatsapp-cloud-api section 11, and sections 10 (business usernames) and 12 (coexistence: offboarded).

>>> told = value("security", {"display_phone_number": "15550783881", "event": "PIN_RESET_REQUEST", "requester": "6"})
>>> told.event, told.level, told.display
('PIN_RESET_REQUEST', <Level.ALARM: 'alarm'>, '15550783881')
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from desvelo.kernel.whatsapp import limits, reading, template_news
from desvelo.kernel.whatsapp.notice_words import Level, code, level, words
from desvelo.kernel.whatsapp.template_news import TemplateChanged

_PEOPLE: Final = frozenset(
    {"added_participants", "contact", "contacts", "from", "id", "input", "join_request", "participants", "phone_number"}
    | {"removed_participants", "failed_participants", "ctwa_clid", "user_id", "username", "wa_id", "to"}
)


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
    """How many people may be written to first in a day, and how many numbers there may be."""

    event: str
    level: Level
    people_per_day: int | None = None
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
    event = code(raw, "event")
    restrictions = [reading.mapping(each) for each in reading.sequence(raw.get("restriction_info"))]
    ban = reading.mapping(raw.get("ban_info"))
    is_over = code(ban, "waba_ban_state") == "REINSTATE"
    return AccountChanged(
        event=event,
        level=Level.WARNING if is_over else level(event),
        waba_id=reading.identifier(reading.mapping(raw.get("waba_info")).get("waba_id")),
        violation=code(reading.mapping(raw.get("violation_info")), "violation_type"),
        restrictions=tuple(
            Restriction(kind=code(each, "restriction_type"), until=reading.instant(each.get("expiration")))
            for each in restrictions
        ),
        ban_state=code(ban, "waba_ban_state"),
        ban_on=words(ban, "waba_ban_date"),
        country=code(raw, "country"),
    )


def _alert(raw: Raw) -> AccountChanged:
    alert = reading.mapping(raw.get("alert_info")) or raw
    return AccountChanged(
        event=code(alert, "alert_type"),
        level=level(code(alert, "alert_severity")),
        description=words(alert, "alert_description"),
    )


def _review(raw: Raw) -> AccountChanged:
    decision = code(raw, "decision")
    return AccountChanged(event=decision, level=Level.ALARM if decision == "REJECTED" else Level.INFO)


def _capability(raw: Raw) -> CapabilityChanged:
    daily = raw.get("max_daily_conversations_per_business", raw.get("max_daily_conversation_per_phone"))
    return CapabilityChanged(
        event="LIMITS",
        level=Level.INFO,
        people_per_day=limits.people_per_day(daily),
        numbers_per_account=reading.integer(raw.get("max_phone_numbers_per_waba")),
        numbers_per_business=reading.integer(raw.get("max_phone_numbers_per_business")),
    )


def _number(raw: Raw) -> NumberChanged:
    settings = reading.mapping(raw.get("phone_number_settings"))
    event = code(raw, "event") or code(raw, "decision") or code(raw, "status").upper()
    return NumberChanged(
        event=event or ("SETTINGS" if settings else ""),
        level=level(event),
        display=_display(raw),
        phone_number_id=reading.identifier(settings.get("phone_number_id")),
        limit=code(raw, "current_limit") or reading.word(raw.get("max_daily_conversations_per_business")) or "",
        former_limit=code(raw, "old_limit"),
        name=words(raw, "requested_verified_name") or words(raw, "username"),
        description=words(raw, "rejection_reason"),
    )


def _security(raw: Raw) -> SecurityAlarm:
    return SecurityAlarm(
        event=code(raw, "event"), level=Level.ALARM, display=_display(raw), requester=words(raw, "requester")
    )


def _flow(raw: Raw) -> FlowChanged:
    state = code(raw, "alert_state") or code(raw, "new_status")
    return FlowChanged(
        event=code(raw, "event"),
        level=level(state),
        flow_id=reading.word(raw.get("flow_id")) or "",
        state=state,
        rate=_rate(raw.get("error_rate") or raw.get("availability")),
        threshold=_rate(raw.get("threshold")),
        description=words(raw, "message"),
    )


def _happened(raw: Raw) -> Happened:
    event = code(raw, "event") or code(raw, "event_name") or code(raw, "type")
    about = raw.get("group_id") or raw.get("solution_id") or raw.get("configuration_name")
    state = words(raw, "solution_status") or words(raw, "status")
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
    "message_template_components_update": (Topic.TEMPLATE, template_news.read),
    "message_template_quality_update": (Topic.TEMPLATE, template_news.read),
    "message_template_status_update": (Topic.TEMPLATE, template_news.read),
    "partner_solutions": (Topic.PARTNER, _happened),
    "payment_configuration_update": (Topic.PAYMENT, _happened),
    "phone_number_name_update": (Topic.NUMBER, _number),
    "phone_number_quality_update": (Topic.NUMBER, _number),
    "security": (Topic.SECURITY, _security),
    "template_category_update": (Topic.TEMPLATE, template_news.read),
    "template_correct_category_detection": (Topic.TEMPLATE, template_news.read),
    "tracking_events": (Topic.EVENT, _happened),
}


def _display(raw: Raw) -> str:
    return reading.phone(raw.get("display_phone_number")) or ""


def _rate(value_: object) -> float | None:
    return float(value_) if reading.is_number(value_) else None  # type: ignore[arg-type]  # it is a number
