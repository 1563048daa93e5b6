"""What Meta's answers say about the connection of one number: each check, how it stands, and why.

Every reader takes the JSON of one answer and believes none of its types.  A check that the answer says nothing of is
``UNKNOWN``, never ``OK``: what cannot be seen is not taken for granted.

The number itself is read in ``connection_number``.

Source: whatsapp-cloud-api sections 5, 18.1 and 18.2.

>>> from datetime import UTC, datetime
>>> told = {"type": "USER", "is_valid": True, "app_id": "7", "expires_at": 0, "scopes": []}
>>> said = {each.check: each.reason for each in of_token(told, app_id="7", waba_id="1", now=datetime.now(UTC))}
>>> said["token_kind"], said["token_expiry"], said["token_scopes"]
('short_lived', 'never', 'missing')
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from desvelo.kernel.whatsapp import reading


class State(StrEnum):
    """How a check stands; ``UNKNOWN`` while Meta could not be asked or did not say."""

    FAIL = "fail"
    OK = "ok"
    UNKNOWN = "unknown"
    WARN = "warn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check: *reason* is a code for the sentence, *facts* what the sentence names; never a secret."""

    check: str
    state: State
    reason: str
    facts: Mapping[str, str] = field(default_factory=dict)


OBJECT: Final = "whatsapp_business_account"
MANAGEMENT: Final = "whatsapp_business_management"
MESSAGING: Final = "whatsapp_business_messaging"
NEEDED: Final = (MANAGEMENT, MESSAGING)
_HARMLESS: Final = frozenset({*NEEDED, "business_management", "public_profile"})
# Without these a message, or an attack on the number, would pass unnoticed.
FIELDS: Final = (
    *("account_alerts", "account_update", "business_capability_update", "message_template_quality_update"),
    *("message_template_status_update", "messages", "phone_number_quality_update", "security", "smb_message_echoes"),
    *("template_category_update", "user_preferences"),
)
SOON: Final = timedelta(days=14)
VERY_SOON: Final = timedelta(days=3)
CHECKS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "token": ("secret", "token_valid", "token_kind", "token_scopes", "token_expiry", "token_account"),
    "app": ("app_address", "app_fields"),
    "account": ("account_subscribed",),
    "round_trip": ("round_trip",),
    "number": ("registered", "pin", "name", "quality", "override", "coexistence"),
    "settings": ("identity_check", "data_region"),
}
"""What each question to Meta answers, in the order people read it."""


def of_token(told: Mapping[str, object], *, app_id: str, waba_id: str, now: datetime) -> tuple[Finding, ...]:
    """Judge what ``debug_token`` says: that it answered at all proves that the app's secret is right."""
    secret = Finding(check="secret", state=State.OK, reason="right")
    if told.get("is_valid") is not True:
        at = reading.instant(told.get("expires_at"))
        over = Finding(check="token_valid", state=State.FAIL, reason="expired", facts={"at": str(at)})
        return (secret, over if at else fail("token_valid", "refused"))
    if reading.word(told.get("app_id")) != app_id:
        return (secret, fail("token_valid", "other_app"))
    return (
        secret,
        Finding(check="token_valid", state=State.OK, reason="accepted"),
        _kind(reading.word(told.get("type")) or ""),
        _scopes(told),
        _expiry(told, now=now),
        _reach(told, waba_id=waba_id),
    )


def of_app(told: Mapping[str, object], *, address: str) -> tuple[Finding, ...]:
    """Judge what ``/{app}/subscriptions`` lists: whether the app sends to us, and which fields."""
    lines = [reading.mapping(each) for each in reading.sequence(told.get("data"))]
    ours = next((each for each in lines if each.get("object") == OBJECT), None)
    if ours is None:
        return (fail("app_address", "none"), unknown("app_fields"))
    callback = reading.word(ours.get("callback_url")) or ""
    if not is_same_address(callback, address):
        elsewhere = Finding(
            check="app_address", state=State.FAIL, reason="elsewhere", facts={"host": urlsplit(callback).netloc[:100]}
        )
        return (elsewhere, _fields(ours))
    if ours.get("active") is False:
        return (fail("app_address", "inactive"), _fields(ours))
    return (Finding(check="app_address", state=State.OK, reason="ours"), _fields(ours))


def of_account(told: Mapping[str, object], *, app_id: str) -> tuple[Finding, ...]:
    """Judge what ``/{waba}/subscribed_apps`` lists: whether the account tells our app, and who else is told."""
    apps = [reading.mapping(each) for each in reading.sequence(told.get("data"))]
    ids = [reading.word(reading.mapping(each.get("whatsapp_business_api_data")).get("id")) for each in apps]
    if app_id not in ids:
        return (fail("account_subscribed", "missing"),)
    if len(ids) > 1:
        others = {"count": str(len(ids) - 1)}
        return (Finding(check="account_subscribed", state=State.WARN, reason="others_too", facts=others),)
    return (Finding(check="account_subscribed", state=State.OK, reason="subscribed"),)


def unanswered(probe: str, *, reason: str, state: State = State.UNKNOWN) -> tuple[Finding, ...]:
    """Return the findings of a question that Meta refused or never got: the first says why, the rest are unknown."""
    first, *rest = CHECKS_OF[probe]
    return (Finding(check=first, state=state, reason=reason), *(unknown(each) for each in rest))


def is_same_address(one: str, other: str) -> bool:
    """Tell whether two addresses are one, by scheme, host, port and path; this computer has several names."""
    return _place(one) is not None and _place(one) == _place(other)


def worst(findings: Sequence[Finding]) -> State:
    """Return the state that a list of findings amounts to; nothing known is ``UNKNOWN``."""
    states = {each.state for each in findings}
    order = (State.FAIL, State.WARN, State.UNKNOWN, State.OK)
    return next((state for state in order if state in states), State.UNKNOWN)


def _kind(kind: str) -> Finding:
    if kind == "SYSTEM_USER":
        return Finding(check="token_kind", state=State.OK, reason="system_user")
    if kind == "USER":
        return fail("token_kind", "short_lived")
    return Finding(check="token_kind", state=State.FAIL, reason="other", facts={"kind": kind[:20]})


def _scopes(told: Mapping[str, object]) -> Finding:
    scopes = {each for each in reading.sequence(told.get("scopes")) if isinstance(each, str)}
    missing = [each for each in NEEDED if each not in scopes]
    if missing:
        facts = {"scopes": ", ".join(missing)}
        return Finding(check="token_scopes", state=State.FAIL, reason="missing", facts=facts)
    excess = sorted(scopes - _HARMLESS)
    if excess:
        facts = {"scopes": ", ".join(excess)[:200]}
        return Finding(check="token_scopes", state=State.WARN, reason="excess", facts=facts)
    return Finding(check="token_scopes", state=State.OK, reason="exact")


def _expiry(told: Mapping[str, object], *, now: datetime) -> Finding:
    ends = [reading.instant(told.get(name)) for name in ("expires_at", "data_access_expires_at")]
    if ends[0] is None:
        return unknown("token_expiry")
    until = min((end for end in ends if end), default=None)
    if until is None:
        return Finding(check="token_expiry", state=State.OK, reason="never")
    return expiry(until, now=now)


def expiry(until: int, *, now: datetime) -> Finding:
    """Judge a token that ends at *until*, in seconds since 1970, as of *now*."""
    left = timedelta(seconds=until - now.timestamp())
    facts = {"at": str(until)}
    if left <= timedelta(0):
        return Finding(check="token_expiry", state=State.FAIL, reason="over", facts=facts)
    if left <= VERY_SOON:
        return Finding(check="token_expiry", state=State.FAIL, reason="soon", facts=facts)
    state, reason = (State.WARN, "soon") if left <= SOON else (State.OK, "later")
    return Finding(check="token_expiry", state=state, reason=reason, facts=facts)


def _reach(told: Mapping[str, object], *, waba_id: str) -> Finding:
    """Judge which accounts the token reaches: ours it must, others it had better not."""
    grants = [reading.mapping(each) for each in reading.sequence(told.get("granular_scopes"))]
    reached = {
        str(scope): {reading.word(target) for target in reading.sequence(grant.get("target_ids"))}
        for grant in grants
        if (scope := grant.get("scope")) in NEEDED
    }
    if any(targets and waba_id not in targets for targets in reached.values()):
        return fail("token_account", "not_reached")
    others = {target for targets in reached.values() for target in targets} - {waba_id, None}
    if others:
        return Finding(check="token_account", state=State.WARN, reason="others_too", facts={"count": str(len(others))})
    is_bound = len(reached) == len(NEEDED) and all(reached.values())
    return Finding(
        check="token_account", state=State.OK if is_bound else State.WARN, reason="only_ours" if is_bound else "all"
    )


def _fields(line: Mapping[str, object]) -> Finding:
    asked = [reading.mapping(each).get("name", each) for each in reading.sequence(line.get("fields"))]
    missing = [each for each in FIELDS if each not in asked]
    if not missing:
        return Finding(check="app_fields", state=State.OK, reason="all")
    state = State.FAIL if "messages" in missing else State.WARN
    return Finding(check="app_fields", state=state, reason="missing", facts={"fields": ", ".join(missing)})


def _place(address: str) -> tuple[str, str, int | None, str] | None:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    host = parts.hostname or ""
    if not host:
        return None
    is_here = host in {"127.0.0.1", "::1", "localhost"}
    port = port or {"https": 443, "http": 80}.get(parts.scheme)
    return (parts.scheme, "localhost" if is_here else host, port, parts.path.rstrip("/"))


def fail(check: str, reason: str) -> Finding:
    """Return a check that failed."""
    return Finding(check=check, state=State.FAIL, reason=reason)


def unknown(check: str) -> Finding:
    """Return a check that the answer says nothing of."""
    return Finding(check=check, state=State.UNKNOWN, reason="unknown")
