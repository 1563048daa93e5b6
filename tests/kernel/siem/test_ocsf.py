"""Every entry is an event that whoever watches can file: its class, what it says, and nothing it does not hold."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.ledger.merkle import leaf_hash
from desvelo.kernel.siem import ocsf

ACTOR, CONTACT = "0190a5d2-0000-7000-8000-000000000001", "0190a5d2-0000-7000-8000-000000000002"


def leaf(**said):
    whole = {
        "v": 1, "id": "x", "tag": "datum:reveal", "at": "2026-11-26T12:00:00.250+00:00", "result": "done",
        "actor": ACTOR, "session": "s1", "contact": CONTACT, "objects": {"label": "CPF"}, "commitment": None,
    }  # fmt: skip
    return json.dumps(whole | said).encode()


def event(**said):
    return ocsf.event(origin="desk.example/log", index=7, leaf=leaf(**said))


def test_a_reveal_is_an_activity_of_reading_with_the_proof_of_its_leaf():
    assert event() == {
        "activity_id": 2,
        "actor": {"session": {"uid": "s1"}, "user": {"uid": ACTOR}},
        "api": {"operation": "datum:reveal"},
        "category_uid": 6,
        "class_uid": 6003,
        "metadata": {
            "event_code": "datum:reveal",
            "log_name": "desk.example/log",
            "product": {"name": "Desvelo", "vendor_name": "Desvelo"},
            "sequence": 7,
            "uid": "desk.example/log#7",
            "version": "1.6.0",
        },
        "severity_id": 1,
        "src_endpoint": {"name": "not recorded"},
        "status_detail": "done",
        "status_id": 1,
        "time": 1_795_694_400_250,
        "type_uid": 600302,
        "unmapped": {"contact": CONTACT, "leaf_hash": leaf_hash(leaf()).hex(), "objects": {"label": "CPF"}},
    }


@pytest.mark.parametrize(
    ("tag", "type_uid"),
    [
        ("session:start", 300201),
        ("session:end", 300202),
        ("session:prove", 300299),
        ("user:create", 300401),
        ("number:mend", 300403),
        ("contact:erase", 300404),
        ("audit:export", 600302),
        ("message:write", 600301),
        ("conversation:take", 600303),
        ("loaf:bake", 600399),
        ("no colon", 600399),
    ],
)
def test_each_kind_has_its_class_and_activity(tag, type_uid):
    found = event(tag=tag)

    assert (found["type_uid"], found["class_uid"] * 100 + found["activity_id"]) == (type_uid, type_uid)
    assert found["category_uid"] == type_uid // 100_000


def test_classes_carry_what_they_ask_for():
    assert event(tag="session:start", actor=None)["user"] == {"name": "system"}
    assert event(tag="user:create", objects={"user": ACTOR})["entity"] == {"type": "user", "uid": ACTOR}
    assert event(tag="contact:erase")["entity"] == {"type": "contact", "uid": CONTACT}
    assert event(tag="factor:enrol")["entity"] == {"type": "factor", "name": "factor"}


def test_a_refusal_is_a_failure_and_an_alarm_is_high():
    refused, alarm = event(result="denied:not_in_role"), event(tag="notice:alarm")

    assert (refused["status_id"], refused["severity_id"], refused["status_detail"]) == (2, 2, "denied:not_in_role")
    assert (alarm["status_id"], alarm["severity_id"]) == (1, 4)


@pytest.mark.parametrize(
    "broken",
    [b"", b"{}", b"[]", b"\xff", leaf(tag=1), leaf(at="yesterday"), leaf(result=None), leaf(objects={"a": 1}),
     leaf(objects=[1]), b"[" * 100_000],
)  # fmt: skip
def test_a_leaf_that_somebody_broke_is_an_event_too(broken):
    found = ocsf.event(origin="o", index=3, leaf=broken)

    assert (found["metadata"]["event_code"], found["severity_id"], found["status_id"]) == ("ledger:broken", 4, 2)
    assert found["unmapped"]["leaf_hash"] == leaf_hash(broken).hex()


@given(st.binary(max_size=80))
def test_no_bytes_stop_the_stream(content):
    assert ocsf.event(origin="o", index=0, leaf=content)["metadata"]["sequence"] == 0
