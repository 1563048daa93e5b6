"""Every field of a webhook is read into what it is: a message, a line about one customer, a notice, a contact."""

import json

import pytest

from desvelo.kernel.whatsapp import notices, other_fields, payload
from desvelo.kernel.whatsapp.items import (
    ContactCard,
    IdentityChange,
    InboundMessage,
    Notice,
    Origin,
    Poison,
    StatusUpdate,
    Unknown,
)
from desvelo.kernel.whatsapp.notice_words import Level
from desvelo.kernel.whatsapp.notices import Topic

from .bodies import ANA, NUMBER, change, envelope, message, status

OURS = "15550001111"
LISTED = """account_alerts, account_review_update, account_settings_update, account_update, automatic_events,
business_capability_update, business_status_update, business_username_updates, calls, flows, group_lifecycle_update,
group_participants_update, group_settings_update, group_status_update, history, message_echoes,
message_template_components_update, message_template_quality_update, message_template_status_update,
messaging_handovers, partner_solutions, payment_configuration_update, phone_number_name_update,
phone_number_quality_update, security, smb_app_state_sync, smb_message_echoes, standby, template_category_update,
template_correct_category_detection, tracking_events, user_preferences, user_id_update"""


def items(field, **parts):
    changed = change(field=field, **parts)
    changed["value"]["metadata"]["display_phone_number"] = "+1 555 000 1111".replace(" ", "")
    return payload.parse(json.dumps(envelope(changed)).encode()).items


def echo(**more):
    return {**message(**{"from": OURS}), "to": "15550002222", **more}


def test_every_field_the_reference_lists_has_a_reader():
    assert {name.strip() for name in LISTED.split(",")} - other_fields.READERS.keys() == set()


@pytest.mark.parametrize("field", sorted(other_fields.READERS))
def test_an_empty_change_of_any_field_is_still_an_element(field):
    [item] = items(field)

    assert isinstance(item, Notice | Unknown | Poison)


@pytest.mark.parametrize(("field", "origin"), [("smb_message_echoes", "phone"), ("message_echoes", "standby")])
def test_an_echo_is_a_message_of_ours_to_the_customer(field, origin):
    [item] = items(field, message_echoes=[echo(to_user_id="US.1")])

    assert (item.from_us, item.origin, item.status) == (True, origin, "sent")
    assert (item.wa_id, item.user_id, item.text) == ("15550002222", "US.1", "oi")
    assert [where for where, _ in item.texts] == ["text.body"]


def test_an_echo_to_a_customer_who_hides_the_number_is_theirs_by_user_id():
    [item] = items("smb_message_echoes", message_echoes=[{**echo(), "to": "", "to_user_id": "US.1"}])

    assert (item.wa_id, item.user_id) == (None, "US.1")


def test_an_echo_to_nobody_is_kept_as_unknown():
    [item] = items("smb_message_echoes", message_echoes=[{**echo(), "to": None}])

    assert (item.reason, item.field) == ("no_sender", "smb_message_echoes")


def test_history_is_told_apart_by_who_wrote():
    theirs = message(id="a", history_context={"status": "READ"})
    ours = message(id="b", **{"from": OURS}, history_context={"status": "DELIVERED"})
    place = message(id="c", type="media_placeholder", text=None, **{"from": OURS}, history_context={"status": "ERROR"})
    threads = [{"id": "15550002222", "context": {"user_id": "US.1"}, "messages": [theirs, ours, place]}]

    found = items("history", history=[{"metadata": {"phase": 0}, "threads": threads}])

    assert [(one.wamid, one.from_us, one.status, one.kind) for one in found] == [
        ("a", False, "", "text"),
        ("b", True, "delivered", "text"),
        ("c", True, "failed", "media_placeholder"),
    ]
    assert {(one.origin, one.wa_id, one.user_id) for one in found} == {(Origin.HISTORY, "15550002222", "US.1")}
    assert found[1].pointer == "/entry/0/changes/0/value/history/0/threads/0/messages/1"


def test_history_of_a_hidden_number_is_known_by_user_id():
    threads = [{"context": {"user_id": "US.1"}, "messages": [message(**{"from": OURS}), message(**{"from": ""})]}]

    ours, theirs = items("history", history=[{"threads": threads}])

    assert [(one.from_us, one.user_id, one.wa_id) for one in (ours, theirs)] == [
        (True, "US.1", None),
        (False, "US.1", None),
    ]


def test_a_history_that_was_declined_says_so_by_code():
    [item] = items("history", history=[{"errors": [{"code": 2593109, "title": "History sync is turned off"}]}])

    assert (item.reason, item.error_codes) == ("no_history", (2593109,))


def test_standby_is_one_level_deeper_and_holds_three_kinds():
    request = {"messaging_product": "whatsapp", "to": "15550002222", "type": "text", "text": {"body": "sou o robô"}}
    sent = {"id": "wamid.E", "timestamp": "1790416800", "message": request}
    inside = {"contacts": [ANA], "messages": [message()], "message_echoes": [sent], "statuses": [status()]}

    theirs, owner, told = items("standby", standby=inside)

    assert (theirs.name, theirs.origin, theirs.from_us) == ("Ana Pruebas", Origin.STANDBY, False)
    assert (owner.text, owner.wa_id, owner.origin, owner.from_us) == ("sou o robô", "15550002222", "standby", True)
    assert isinstance(told, StatusUpdate)


def test_a_handover_is_a_line_with_what_the_machine_said():
    context = {"type": "summary", "summary": {"text": "Quer remarcar"}}
    told = {"new_owner_role": "customer_service", "metadata": "x", "conversation_context": context}
    value = {"recipient": {"phone_number_id": NUMBER}, "sender": {"phone_number": "15550002222"},
             "timestamp": "1790416800", "type": "control_passed", "control_passed": told}  # fmt: skip
    raw = envelope({"field": "messaging_handovers", "value": value})

    [item] = payload.parse(json.dumps(raw).encode()).items

    assert (item.kind, item.detail.subtype, item.detail.choice) == ("handover", "control_passed", "customer_service")
    assert item.texts == (("handover.summary", "Quer remarcar"), ("handover.metadata", "x"))
    assert (item.phone_number_id, item.wa_id) == (NUMBER, "15550002222")


def test_the_summary_beside_a_message_is_a_line_of_its_own():
    context = {"type": "summary", "summary": {"text": "Já perguntou o preço"}}

    said, summary = items("messages", contacts=[ANA], messages=[message()], conversation_context=context)

    assert (said.kind, summary.kind, summary.wamid) == ("text", "summary", "wamid.IN1#summary")
    assert summary.texts == (("summary.text", "Já perguntou o preço"),)
    assert summary.user_id == ANA["user_id"]


def test_a_call_is_two_lines_and_its_offer_is_not_kept():
    offer = {"sdp_type": "offer", "sdp": "c=IN IP4 192.0.2.7"}
    call = {"id": "wacid.1", "from": "15550002222", "timestamp": "1790416800", "direction": "USER_INITIATED"}
    ended = {**call, "event": "terminate", "status": "COMPLETED", "duration": 95}

    begun, done = items("calls", calls=[{**call, "event": "connect", "session": offer}, ended])

    assert (begun.kind, begun.detail.subtype, begun.wamid) == ("call", "connect", "wacid.1#connect")
    assert (done.detail.subtype, done.detail.choice, done.detail.count) == ("terminate", "completed", 95)
    assert begun.texts == done.texts == ()


def test_a_preference_is_a_line_and_the_same_one_has_the_same_name():
    wish = {"wa_id": "15550002222", "user_id": "US.1", "category": "marketing_messages", "value": "stop",
            "detail": "User requested to stop", "timestamp": 1790416800}  # fmt: skip

    one, again = items("user_preferences", user_preferences=[wish, wish])

    assert one == InboundMessage(
        phone_number_id=NUMBER,
        waba_id="100000000000001",
        wamid="preference#US.1#marketing_messages#stop#1790416800",
        wa_id="15550002222",
        user_id="US.1",
        sent_at=1790416800,
        kind="preference",
        detail=one.detail,
        pointer=one.pointer,
    )
    assert (one.detail.subtype, one.detail.choice, one.wamid) == ("marketing_messages", "stop", again.wamid)


def test_the_withdrawn_field_of_user_ids_tells_a_change():
    told = {"detail": "x", "user_id": {"previous": "US.1", "current": "US.2"}, "timestamp": "1790416800"}

    [item] = items("user_id_update", user_id_update=[told])

    assert item.identity_change == IdentityChange(
        kind="user_changed_user_id", previous_user_id="US.1", new_user_id="US.2"
    )
    assert item.identity_change.replaces


def test_a_contact_of_the_address_book_is_no_message():
    person = {"full_name": "Pablo Morales", "phone_number": "15550002222", "user_id": "US.1"}

    [item] = items("smb_app_state_sync", state_sync=[{"type": "contact", "action": "add", "contact": person}])

    assert item == ContactCard(
        phone_number_id=NUMBER,
        wa_id="15550002222",
        user_id="US.1",
        name="Pablo Morales",
        removed=False,
        pointer=item.pointer,
    )
    assert "Pablo" not in repr(item)


def test_a_notice_is_typed_and_says_how_much_it_matters():
    [item] = items("security", display_phone_number=OURS, event="PIN_CHANGED", requester="61555822107539")

    assert (item.name, item.value.event, item.value.level, item.value.display) == (
        "security",
        "PIN_CHANGED",
        Level.ALARM,
        OURS,
    )
    assert notices.topic("security") is Topic.SECURITY


def test_a_notice_of_several_groups_is_several_and_names_no_participant():
    groups = [
        {"group_id": "g1", "type": "group_create", "added_participants": [{"wa_id": "15550002222"}]},
        {"group_id": "g2", "type": "group_delete"},
    ]

    first, second = items("group_lifecycle_update", groups=groups)

    assert [one.value.about for one in (first, second)] == ["g1", "g2"]
    assert "15550002222" not in json.dumps(first.content)


def test_a_partners_notice_names_the_account_it_is_about():
    [item] = items("account_update", event="PARTNER_REMOVED", waba_info={"waba_id": "77"})

    assert (item.waba_id, item.value.level) == ("77", Level.ALARM)


@pytest.mark.parametrize("value", [None, 7, "x", [], {}, True, 1e300])
@pytest.mark.parametrize("field", sorted(notices.FIELDS))
def test_a_notice_with_anything_anywhere_never_raises(field, value):
    keys = ("event", "restriction_info", "ban_info", "waba_info", "alert_info", "error_rate", "rejection_info",
            "display_phone_number", "message_template_id", "phone_number_settings", "new_category")  # fmt: skip

    assert notices.value(field, dict.fromkeys(keys, value)).level in set(Level)
