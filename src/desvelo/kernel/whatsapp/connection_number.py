"""What the fields and the settings of one number say about its connection, check by check.

Source: whatsapp-cloud-api sections 5, 12, 18.4, 18.5, 18.6 and 20.

>>> [(each.check, each.reason) for each in of_settings({"user_identity_change": {"enabled": True}})]
[('identity_check', 'on'), ('data_region', 'anywhere')]
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from desvelo.kernel.whatsapp import limits, reading
from desvelo.kernel.whatsapp.connection import Finding, State, fail, is_same_address, unknown

NUMBER_FIELDS: Final = (
    *("id", "display_phone_number", "verified_name", "status", "name_status", "quality_rating", "throughput"),
    *("is_pin_enabled", "is_on_biz_app", "webhook_configuration", "whatsapp_business_manager_messaging_limit"),
)
SAFE_NUMBER_FIELDS: Final = ("id", "display_phone_number", "verified_name", "quality_rating")
"""Those that every version of Graph has: asked for when one of the others is refused."""


def of_number(told: Mapping[str, object], *, address: str) -> tuple[Finding, ...]:
    """Judge the fields of the number itself."""
    return (_registered(told), _pin(told), _name(told), _quality(told), _override(told, address), _coexistence(told))


def of_settings(told: Mapping[str, object]) -> tuple[Finding, ...]:
    """Judge the settings of the number: the check of identities, and where content rests."""
    asked = reading.mapping(told.get("user_identity_change"))
    is_on = asked.get("enable_identity_key_check") is True or asked.get("enabled") is True
    identity = Finding(check="identity_check", state=State.OK, reason="on")
    return (identity if is_on else fail("identity_check", "off"), _region(told))


def _registered(told: Mapping[str, object]) -> Finding:
    status = reading.word(told.get("status"))
    if status is None:
        return unknown("registered")
    if status == "CONNECTED":
        return Finding(check="registered", state=State.OK, reason="connected")
    reason = {"FLAGGED": "flagged", "RESTRICTED": "restricted", "BANNED": "banned"}.get(status, "not_connected")
    state = State.WARN if reason == "flagged" else State.FAIL
    return Finding(check="registered", state=state, reason=reason, facts={"status": status[:30]})


def _pin(told: Mapping[str, object]) -> Finding:
    match told.get("is_pin_enabled"):
        case True:
            return Finding(check="pin", state=State.OK, reason="set")
        case False:
            return fail("pin", "not_set")
        case _:
            return unknown("pin")


def _name(told: Mapping[str, object]) -> Finding:
    status = reading.word(told.get("name_status"))
    if status is None:
        return unknown("name")
    is_approved = status in {"APPROVED", "AVAILABLE_WITHOUT_REVIEW"}
    state = State.OK if is_approved else State.WARN
    facts = {"status": status[:30]}
    return Finding(check="name", state=state, reason="approved" if is_approved else "not_approved", facts=facts)


def _quality(told: Mapping[str, object]) -> Finding:
    rating = reading.word(told.get("quality_rating")) or ""
    known = {"GREEN": (State.OK, "green"), "YELLOW": (State.WARN, "yellow"), "RED": (State.FAIL, "red")}
    state, reason = known.get(rating, (State.UNKNOWN, "unknown"))
    tier = told.get("whatsapp_business_manager_messaging_limit")
    people = limits.people_per_day(tier)
    throughput = reading.word(reading.mapping(told.get("throughput")).get("level")) or ""
    facts = {"limit": "?" if people is None else str(people), "throughput": throughput[:20]}
    return Finding(check="quality", state=state, reason=reason, facts=facts)


def _override(told: Mapping[str, object], address: str) -> Finding:
    """Judge whether somebody sends the webhooks of this number, or of its account, past us."""
    hooks = reading.mapping(told.get("webhook_configuration"))
    if not hooks:
        return unknown("override")
    for kind in ("phone_number", "whatsapp_business_account"):
        target = reading.word(hooks.get(kind))
        if target is not None and not is_same_address(target, address):
            facts = {"host": urlsplit(target).netloc[:100]}
            return Finding(check="override", state=State.FAIL, reason=kind, facts=facts)
    return Finding(check="override", state=State.OK, reason="none")


def _coexistence(told: Mapping[str, object]) -> Finding:
    match told.get("is_on_biz_app"):
        case True:
            return Finding(check="coexistence", state=State.WARN, reason="on_a_phone")
        case False:
            return Finding(check="coexistence", state=State.OK, reason="api_only")
        case _:
            return unknown("coexistence")


def _region(told: Mapping[str, object]) -> Finding:
    kept = reading.mapping(told.get("storage_configuration"))
    status = reading.word(kept.get("status")) or ""
    region = reading.word(kept.get("data_localization_region")) or reading.word(kept.get("region")) or ""
    if status == "NO_STORAGE_ENABLED":
        minutes = {"minutes": str(reading.integer(kept.get("retention_minutes")) or 60)}
        return Finding(check="data_region", state=State.OK, reason="not_stored", facts=minutes)
    if status == "IN_COUNTRY_STORAGE_ENABLED" or (kept.get("enabled") is True and region):
        return Finding(check="data_region", state=State.OK, reason="local", facts={"region": region[:2]})
    return Finding(check="data_region", state=State.WARN, reason="anywhere")
