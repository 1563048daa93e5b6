"""An element that was set aside can be read again alone, and brings nothing of its neighbours along."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.whatsapp import payload
from desvelo.kernel.whatsapp.envelope import Whole


def body(*messages: dict[str, object], **more: object) -> bytes:
    contacts = [
        {"profile": {"name": "Bia"}, "wa_id": "5511900004417"},
        {"profile": {"name": "Davi"}, "wa_id": "5511900007788"},
    ]
    value = {"metadata": {"phone_number_id": "1234567"}, "contacts": contacts, "messages": list(messages), **more}
    change = {"field": "messages", "value": value}
    other = {"field": "messages", "value": {"messages": [{"text": {"body": "de outro"}}]}}
    entry = [{"id": "9", "time": 7, "changes": [other, change]}]
    return json.dumps({"object": "whatsapp_business_account", "entry": entry}).encode()


def text(said: str, phone: str, wamid: str) -> dict[str, object]:
    return {"from": phone, "id": wamid, "timestamp": "1750000000", "type": "text", "text": {"body": said}}


BIA = text("oi de Bia", "5511900004417", "w.1")
DAVI = text("oi de Davi", "5511900007788", "w.2")


def test_a_message_is_read_again_as_it_was_with_its_sender_and_its_account():
    whole = body(BIA, DAVI)
    [_, first, second] = payload.parse(whole).items

    [again] = payload.parse(Whole(whole).around(second.pointer)).items

    assert (again.text, again.name, again.wa_id, again.waba_id) == ("oi de Davi", "Davi", "5511900007788", "9")
    assert (again.phone_number_id, again.wamid, again.sent_at) == ("1234567", second.wamid, second.sent_at)
    assert first.name == "Bia"


def test_nothing_of_a_neighbour_comes_along():
    whole = body(BIA, DAVI, errors=[{"code": 1, "title": "de todos"}], statuses=[{"id": "w.3"}])

    alone = Whole(whole).around("/entry/0/changes/1/value/messages/1")

    assert [
        word for word in (b"Bia", b"5511900004417", b"w.1", b"w.3", b"de outro", b"de todos") if word in alone
    ] == []


@pytest.mark.parametrize("pointer", ["", "/entry/0", "/entry/0/changes/1", "/entry/0/changes/1/value"])
def test_what_was_set_aside_whole_is_kept_whole_below_its_place(pointer):
    alone = json.loads(Whole(body(BIA, DAVI)).around(pointer))

    assert [each["id"] for each in alone["entry"][0]["changes"][-1]["value"]["messages"]] == ["w.1", "w.2"]


@pytest.mark.parametrize("whole", [b"{", b"[1]", b"\xff", b"[" * 100_000])
def test_what_cannot_be_taken_apart_is_kept_as_it_came(whole):
    assert Whole(whole).around("/entry/0") == whole


def test_it_is_taken_apart_once_however_many_elements_are_asked_for(monkeypatch):
    read, load = [], json.loads
    monkeypatch.setattr(json, "loads", lambda raw: read.append(1) or load(raw))

    whole = Whole(body(BIA, DAVI))
    for place in range(2):
        whole.around(f"/entry/0/changes/1/value/messages/{place}")
        whole.part(f"/entry/0/changes/1/value/messages/{place}")

    assert read == [1]


STEP = st.sampled_from(["entry", "changes", "value", "messages", "contacts", "0", "1", "x", "-1", ""])
JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(STEP, inner, max_size=3),
    max_leaves=12,
)


@given(JSON, st.lists(STEP, max_size=6))
def test_nothing_raises_whatever_stands_where(value, steps):
    whole = json.dumps(value).encode()

    assert Whole(whole).around("".join(f"/{step}" for step in steps))
