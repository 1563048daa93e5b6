"""The plain statement says what is so, never the better of two things that nobody found out."""

import pytest

from desvelo.kernel.whatsapp import connection, connection_number, statement
from desvelo.kernel.whatsapp.statement import Weight

ADDRESS = "https://desk.example/webhooks/whatsapp"


def codes(number=(), settings=(), apps=()) -> dict[str, Weight]:
    found = [
        *connection_number.of_number(
            {"webhook_configuration": {"application": ADDRESS}, **dict(number)}, address=ADDRESS
        ),
        *connection_number.of_settings(dict(settings)),
        *connection.of_account(
            {"data": [{"whatsapp_business_api_data": {"id": each}} for each in apps or ("7",)]}, app_id="7"
        ),
    ]
    return {each.code: each.weight for each in statement.sentences({each.check: each for each in found})}


def test_it_always_says_that_meta_opens_messages():
    assert {"opened_by_meta", "here"} <= codes().keys()
    assert {each.code for each in statement.sentences({})} >= {"opened_by_meta", "here"}


@pytest.mark.parametrize(
    ("asked", "code", "weight"),
    [
        ({"number": {"is_on_biz_app": True}}, "phone_on_a_phone", Weight.ACT),
        ({"number": {"is_on_biz_app": False}}, "phone_api_only", Weight.PROTECTS),
        ({"number": {"is_on_biz_app": "no"}}, "phone_unknown", Weight.ACT),
        ({"settings": {}}, "rest_anywhere", Weight.ACT),
        ({"settings": {"storage_configuration": {"status": "NO_STORAGE_ENABLED"}}}, "rest_not_stored", Weight.PROTECTS),
        ({"apps": ("7", "8")}, "others_others_too", Weight.ACT),
        ({"apps": ("8",)}, "others_missing", Weight.ACT),
        ({"apps": ("7",)}, "others_subscribed", Weight.PROTECTS),
        (
            {"number": {"webhook_configuration": {"phone_number": "https://evil.example/"}}},
            "others_diverted",
            Weight.ACT,
        ),
        ({"number": {"webhook_configuration": None}}, "others_unknown", Weight.ACT),
    ],
)
def test_each_finding_has_its_sentence(asked, code, weight):
    assert codes(**asked)[code] is weight


def test_without_any_check_nothing_that_a_setting_decides_is_called_protected():
    protecting = {each.code for each in statement.sentences({}) if each.weight is Weight.PROTECTS}

    assert protecting == {"on_the_way", "here"}
