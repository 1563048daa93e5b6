"""What Meta answers about a connection is judged without believing it; what it does not say is never taken for good."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.whatsapp import connection, connection_number
from desvelo.kernel.whatsapp.connection import CHECKS_OF, FIELDS, State

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
ADDRESS = "https://desk.example/webhooks/whatsapp"
DAY = 86_400
TOKEN = {
    "app_id": "7",
    "type": "SYSTEM_USER",
    "is_valid": True,
    "expires_at": 0,
    "scopes": ["whatsapp_business_management", "whatsapp_business_messaging", "business_management"],
    "granular_scopes": [
        {"scope": "whatsapp_business_management", "target_ids": ["1"]},
        {"scope": "whatsapp_business_messaging", "target_ids": ["1"]},
    ],
}
json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    [*TOKEN, "data", "object", "callback_url", "fields", "active", "status", "name_status", "quality_rating",
     "is_pin_enabled", "is_on_biz_app", "webhook_configuration", "user_identity_change", "storage_configuration",
     "throughput"]
)  # fmt: skip


def of_token(**more: object) -> dict[str, tuple[str, str]]:
    found = connection.of_token({**TOKEN, **more}, app_id="7", waba_id="1", now=NOW)
    return {each.check: (each.state.value, each.reason) for each in found}


def test_a_token_as_it_should_be():
    found = of_token()

    assert tuple(found) == CHECKS_OF["token"]
    assert {state for state, _ in found.values()} == {"ok"}


@pytest.mark.parametrize(
    ("more", "check", "expected"),
    [
        ({"is_valid": False}, "token_valid", ("fail", "refused")),
        ({"is_valid": "true"}, "token_valid", ("fail", "refused")),
        ({"is_valid": False, "expires_at": 1_790_000_000}, "token_valid", ("fail", "expired")),
        ({"app_id": "8"}, "token_valid", ("fail", "other_app")),
        ({"type": "USER"}, "token_kind", ("fail", "short_lived")),
        ({"type": "PAGE"}, "token_kind", ("fail", "other")),
        ({"scopes": ["whatsapp_business_messaging"]}, "token_scopes", ("fail", "missing")),
        ({"scopes": [*TOKEN["scopes"], "ads_management"]}, "token_scopes", ("warn", "excess")),
        ({"expires_at": int(NOW.timestamp()) + 2 * DAY}, "token_expiry", ("fail", "soon")),
        ({"expires_at": int(NOW.timestamp()) + 13 * DAY}, "token_expiry", ("warn", "soon")),
        ({"expires_at": int(NOW.timestamp()) + 15 * DAY}, "token_expiry", ("ok", "later")),
        ({"data_access_expires_at": int(NOW.timestamp()) + 2 * DAY}, "token_expiry", ("fail", "soon")),
        ({"expires_at": None}, "token_expiry", ("unknown", "unknown")),
        ({"granular_scopes": []}, "token_account", ("warn", "all")),
        ({"granular_scopes": [{"scope": "whatsapp_business_messaging", "target_ids": ["2"]}]}, "token_account",
         ("fail", "not_reached")),
        ({"granular_scopes": [{"scope": "whatsapp_business_messaging", "target_ids": ["1", "2"]}]}, "token_account",
         ("warn", "others_too")),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_token_is_named(more, check, expected):
    assert of_token(**more)[check] == expected


def subscription(**more: object) -> dict[str, object]:
    fields = [{"name": name, "version": "v26.0"} for name in FIELDS]
    ours = {"object": "whatsapp_business_account", "callback_url": ADDRESS, "active": True, "fields": fields}
    return {"data": [{"object": "page", "callback_url": "https://other.example"}, {**ours, **more}]}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (subscription(), [("ok", "ours"), ("ok", "all")]),
        (subscription(fields=list(FIELDS)), [("ok", "ours"), ("ok", "all")]),
        (subscription(callback_url="https://evil.example/webhooks/whatsapp"), [("fail", "elsewhere"), ("ok", "all")]),
        (subscription(callback_url=ADDRESS + "/"), [("ok", "ours"), ("ok", "all")]),
        (subscription(callback_url="https://desk.example:444/webhooks/whatsapp")["data"] and
         subscription(callback_url="http://desk.example/webhooks/whatsapp"), [("fail", "elsewhere"), ("ok", "all")]),
        (subscription(active=False), [("fail", "inactive"), ("ok", "all")]),
        (subscription(fields=["messages"]), [("ok", "ours"), ("warn", "missing")]),
        (subscription(fields=[]), [("ok", "ours"), ("fail", "missing")]),
        ({"data": []}, [("fail", "none"), ("unknown", "unknown")]),
    ],
)  # fmt: skip
def test_where_an_app_sends_is_judged_by_the_whole_address(told, expected):
    found = connection.of_app(told, address=ADDRESS)

    assert [(each.state.value, each.reason) for each in found] == expected


def test_content_at_rest_is_told_as_meta_tells_it():
    def region(**kept: object) -> tuple[str, str]:
        found = connection_number.of_settings({"storage_configuration": kept})[1]
        return (found.reason, "".join(found.facts.values()))

    assert region(status="IN_COUNTRY_STORAGE_ENABLED", data_localization_region="BR") == ("local", "BR")
    assert region(enabled=True, region="DE") == ("local", "DE")
    assert region(status="NO_STORAGE_ENABLED", retention_minutes=60) == ("not_stored", "60")
    assert region(status="IN_COUNTRY_STORAGE_DISABLED") == ("anywhere", "")


def test_an_answer_that_says_nothing_of_a_check_leaves_it_unknown():
    found = {each.check: each.state for each in connection_number.of_number({}, address=ADDRESS)}

    assert tuple(found) == CHECKS_OF["number"]
    assert set(found.values()) == {State.UNKNOWN}


@given(st.dictionaries(KEYS, json_like, max_size=6))
def test_no_answer_raises_and_none_is_all_well(told):
    findings = [
        *connection.of_token(told, app_id="7", waba_id="1", now=NOW),
        *connection.of_app(told, address=ADDRESS),
        *connection.of_account(told, app_id="7"),
        *connection_number.of_number(told, address=ADDRESS),
        *connection_number.of_settings(told),
    ]

    assert {each.check for each in findings} <= {check for checks in CHECKS_OF.values() for check in checks}
    assert connection.worst(findings) is State.FAIL
