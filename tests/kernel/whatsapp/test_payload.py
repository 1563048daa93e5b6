import json
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.whatsapp import payload
from desvelo.kernel.whatsapp.errors import Unparsable
from desvelo.kernel.whatsapp.items import InboundMessage, Poison, StatusUpdate, Unknown

from .bodies import ANA, NUMBER, body, change, envelope, message, status

PLACE = "/entry/0/changes/0/value"


def items(raw):
    return payload.parse(json.dumps(raw).encode()).items


def test_a_text_is_read_with_its_sender():
    [item] = payload.parse(body(contacts=[ANA], messages=[message(from_user_id=ANA["user_id"])])).items

    assert item == InboundMessage(
        phone_number_id=NUMBER,
        waba_id="100000000000001",
        wamid="wamid.IN1",
        wa_id="15550002222",
        user_id="US.10000000000000000001",
        name="Ana Pruebas",
        sent_at=1790416800,
        kind="text",
        text="oi",
        texts=(("text.body", "oi"),),
        pointer=f"{PLACE}/messages/0",
    )


def test_a_status_is_read_with_its_mark_and_its_errors():
    failed = {"code": 131047, "title": "Re-engagement message", "error_data": {"details": "more than 24 hours"}}
    [item] = payload.parse(
        body(statuses=[status(status="failed", biz_opaque_callback_data="m-7", errors=[failed])])
    ).items

    assert (item.wamid, item.status, item.at, item.wa_id, item.opaque) == (
        "wamid.OUT1",
        "failed",
        1790416830,
        "15550002222",
        "m-7",
    )
    assert [(error.code, error.details) for error in item.errors] == [(131047, "more than 24 hours")]


def test_a_mixed_batch_comes_out_in_the_order_of_the_body():
    first = change(messages=[message(id="a"), message(id="b")], statuses=[status(id="c")])
    second = change(statuses=[status(id="d", status="read")])

    raw = {"entry": [{"id": "1", "changes": [first, second]}, {"id": "2", "changes": [change(messages=[message()])]}]}

    found = items(raw)
    assert [item.wamid for item in found] == ["a", "b", "c", "d", "wamid.IN1"]
    assert [item.waba_id for item in found] == ["1", "1", "1", "1", "2"]
    assert found[-1].pointer == "/entry/1/changes/0/value/messages/0"


@pytest.mark.asvs("15.3.5")
@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("17", "not_an_object"),
        ("null", "not_an_object"),
        ('"text"', "not_an_object"),
        ("[]", "not_an_object"),
        ("NaN", "not_finite"),
        ('{"id":"x","id":"y"}', "duplicate_key"),
        (json.dumps(message(id=None)), "no_id"),
        (json.dumps(message(id={})), "no_id"),
        (json.dumps(message(timestamp=None)), "no_time"),
        (json.dumps(message(timestamp="amanhã")), "no_time"),
        (json.dumps(message(timestamp="999999999999")), "no_time"),
        (json.dumps(message(timestamp="-5")), "no_time"),
        (json.dumps(message(text={"body": 0})).replace(": 0", ": 1e400"), "not_finite"),
        (json.dumps(message(text={"body": 0})).replace(": 0", ": " + "9" * 30), "number_too_big"),
    ],
)
def test_one_bad_message_never_takes_its_neighbours_down(bad, reason):
    raw = json.dumps(envelope(change(messages=[message(id="before"), "@", message(id="after")]))).replace('"@"', bad)

    before, poison, after = payload.parse(raw.encode()).items

    assert (before.wamid, after.wamid) == ("before", "after")
    assert poison == Poison(reason=reason, pointer=f"{PLACE}/messages/1", phone_number_id=NUMBER)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (status(id=None), "no_id"),
        (status(status=None), "no_status"),
        (status(timestamp=""), "no_time"),
        (7, "not_an_object"),
    ],
)
def test_one_bad_status_never_takes_its_neighbours_down(bad, reason):
    poison, good = items(envelope(change(statuses=[bad, status()])))

    assert (poison.reason, good.wamid) == (reason, "wamid.OUT1")


@pytest.mark.parametrize(
    ("raw", "reason", "pointer"),
    [
        ({"entry": [None]}, "no_changes", "/entry/0"),
        ({"entry": [{"id": "1"}]}, "no_changes", "/entry/0"),
        ({"entry": [{"changes": ["x"]}]}, "no_value", "/entry/0/changes/0"),
        ({"entry": [{"changes": [{"field": "messages", "value": []}]}]}, "no_value", "/entry/0/changes/0"),
        (envelope({"field": "messages", "value": {"messages": [message()]}}), "no_number", f"{PLACE}/messages/0"),
        (envelope(change(messages="oi")), "not_an_object", f"{PLACE}/messages"),
    ],
)
def test_a_broken_envelope_is_poison_where_it_breaks(raw, reason, pointer):
    [poison] = items(raw)

    assert (poison.reason, poison.pointer) == (reason, pointer)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"nonsense", "not_json"),
        (b"[]", "no_entries"),
        (b"{}", "no_entries"),
        (b'{"entry":{}}', "no_entries"),
        (b'{"entry":[],"entry":[]}', "duplicate_key"),
        (json.dumps(envelope(change(messages=[message()] * (payload.MAX_ITEMS + 1)))).encode(), "too_many_items"),
        (b'{"entry":[' + b"1," * payload.MAX_ITEMS + b"1]}", "too_many_items"),
    ],
)
def test_a_body_that_cannot_be_taken_apart_says_why(raw, reason):
    with pytest.raises(Unparsable) as refused:
        payload.parse(raw)

    assert refused.value.reason == reason


def lines_run(many: int) -> int:
    """Return how many lines of Python reading so many people and messages takes, and check what was read."""
    people = [{"profile": {"name": f"P{n}"}, "wa_id": f"1555{n:07d}"} for n in range(many)]
    batch = [message(id=f"m{n}", **{"from": f"1555{n:07d}"}) for n in range(many)]
    raw, count = body(contacts=people, messages=batch), 0

    def counted(_frame: object, event: str, _argument: object) -> object:
        nonlocal count
        count += event == "line"
        return counted

    before = sys.gettrace()
    sys.settrace(counted)
    try:
        found = payload.parse(raw).messages
    finally:
        sys.settrace(before)
    assert [one.name for one in found] == [f"P{n}" for n in range(many)]
    return count


def test_four_times_as_many_items_are_four_times_the_work():
    lines_run(1)  # what is loaded on first use is not counted

    assert lines_run(800) < 4.4 * lines_run(200)


def test_an_empty_delivery_holds_nothing():
    assert payload.parse(b'{"object":"whatsapp_business_account","entry":[]}').items == ()


def test_another_field_is_visible_by_name_and_never_read_as_a_message():
    [item] = items(envelope(change(field="of_next_year", messages=[message()])))

    assert item == Unknown(
        field="of_next_year",
        reason="other_field",
        pointer="/entry/0/changes/0",
        phone_number_id=NUMBER,
        waba_id="100000000000001",
    )


def test_the_webhook_of_another_product_is_not_ours():
    [item] = items({**envelope(change(messages=[message()])), "object": "instagram"})

    assert (item.reason, item.field) == ("other_object", "messages")


def test_errors_of_the_platform_without_a_message_are_kept_by_code():
    [item] = items(envelope(change(errors=[{"code": "131000", "title": "x"}, {"title": "no code"}])))

    assert (item.reason, item.error_codes, item.phone_number_id) == ("platform_error", (131000,), NUMBER)


def test_a_change_with_nothing_we_know_is_said_to_be_so():
    [item] = items(envelope(change(user_actions=[{}])))

    assert item.reason == "nothing_known"


def test_the_status_of_a_payment_is_not_the_status_of_a_message():
    [item] = items(envelope(change(statuses=[status(type="payment", status="captured")])))

    assert item.reason == "payment_status"


def test_times_and_ids_are_read_as_strings_or_numbers():
    [one, two] = items(
        envelope(change(messages=[message(timestamp=1790416800, **{"from": 15550002222})], statuses=[status(id=5)]))
    )

    assert (one.sent_at, one.wa_id, two.wamid) == (1790416800, "15550002222", "5")


def test_what_cannot_be_stored_is_replaced_and_flagged():
    altered, sound = items(envelope(change(messages=[message(text={"body": "a\x00b\ud800"}), message()])))

    assert (altered.text, altered.altered) == ("a\ufffdb\ufffd", True)
    assert not sound.altered


def test_names_in_the_envelope_are_plain_or_absent():
    hostile = change(field="x\x00", messages=[message()])
    hostile["value"]["metadata"]["phone_number_id"] = "1\ud800"

    [item] = items({"entry": [{"id": "\x00", "changes": [hostile]}]})

    assert (item.field, item.phone_number_id, item.waba_id) == ("", None, None)


def test_what_a_customer_wrote_never_shows_in_a_repr():
    [item] = payload.parse(
        body(
            contacts=[ANA],
            messages=[message(type="image", text=None, image={"caption": "meu CPF", "filename": "x.pdf"})],
        )
    ).items

    for secret in ("meu CPF", "x.pdf", "Ana", "15550002222", "US.1"):
        assert secret not in repr(item)


KEYS = [
    "entry",
    "changes",
    "value",
    "field",
    "metadata",
    "phone_number_id",
    "contacts",
    "messages",
    "statuses",
    "errors",
    "id",
    "from",
    "from_user_id",
    "timestamp",
    "type",
    "text",
    "body",
    "image",
    "caption",
    "system",
    "context",
    "interactive",
    "nfm_reply",
    "response_json",
    "profile",
    "name",
    "wa_id",
    "user_id",
    "status",
    "code",
    "error_data",
    "referral",
]
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["text", "system", "1790416800", "15550002222", "US.1", "wamid.1", "\x00", ""])
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@pytest.mark.asvs("15.3.5")
@given(st.lists(ANYTHING, max_size=3), st.lists(ANYTHING, max_size=3), ANYTHING)
def test_no_json_whatever_raises_and_no_element_vanishes(messages, statuses, contacts):
    raw = json.dumps(envelope(change(messages=messages, statuses=statuses, contacts=contacts))).encode()

    found = payload.parse(raw).items

    assert len(found) == max(1, len(messages) + len(statuses))
    assert all(isinstance(item, InboundMessage | StatusUpdate | Unknown | Poison) for item in found)


@given(ANYTHING)
def test_no_body_whatever_raises_anything_but_unparsable(raw):
    with suppress(Unparsable):
        payload.parse(json.dumps(raw).encode())
