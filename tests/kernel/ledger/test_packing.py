"""A leaf is stored packed and comes back exactly; what was stored before, or was broken, is taken as it lies."""

import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.ledger.leaf import canonical
from desvelo.kernel.ledger.packing import pack, packed_id, unpack

ID = "01a21d68-f617-7087-a831-840708e2428b"
HASH = "4vNn0NSGIbVtASDyHhuam-XtiuS-fA7y7QhC-BXY2AE"
ROW = "AaIdaPYXcIeoMYQHCOJCiw"
RECEIVED: dict[str, object] = {
    "v": 1,
    "id": ID,
    "tag": "message:receive",
    "at": "2026-11-27T14:29:07.724+00:00",
    "result": "done",
    "actor": None,
    "session": "",
    "contact": ID,
    "objects": {"discarded": "0", "found": "", "message": ID, "sealed": f"b{HASH} d{ROW}{HASH}"},
    "commitment": None,
}
# Pinned: what a base of this format holds must open in every later version.
PINNED = bytes.fromhex(
    "010502" + "01a21d68f60c"
    + "0601" + UUID(ID).bytes.hex()
    + "0801" + UUID(ID).bytes.hex()
    + "0a01" + UUID(ID).bytes.hex()
    + "0f03" + "e2f367d0d48621b56d0120f21e1b9a9be5ed8ae4be7c0ef2ed0842f815d8d801"
    + "1d" + UUID(ID).bytes.hex() + "e2f367d0d48621b56d0120f21e1b9a9be5ed8ae4be7c0ef2ed0842f815d8d801"
    + "1e14"
)  # fmt: skip


def test_a_message_is_packed_as_it_always_was():
    leaf = canonical(RECEIVED)

    assert (pack(leaf).hex(), unpack(PINNED)) == (PINNED.hex(), leaf)
    assert (len(leaf), len(PINNED)) == (432, 148)


def test_an_id_is_found_in_a_packed_leaf_by_its_bytes():
    assert packed_id(UUID(ID)) in pack(canonical(RECEIVED))


@pytest.mark.parametrize("objects", [{"x": ID}, {"x": ID, "message": ID}, {"message": ID, "sealed": ID}])
def test_an_id_is_its_bytes_wherever_it_stands(objects):
    stored = pack(canonical({**RECEIVED, "objects": objects}))

    assert (stored.count(packed_id(UUID(ID))), ID.encode() in stored) == (2 + len(objects), False)
    assert unpack(stored) == canonical({**RECEIVED, "objects": objects})


_TEXT = st.one_of(
    st.text(max_size=40),
    st.uuids().map(str),
    st.sampled_from([f"b{HASH}", f"b{HASH} d{ROW}{HASH}", f"-d{ROW}", f"b{HASH[:-1]}F", f"b{HASH} ", "null", "%b", ""]),
)
_LEAVES = st.fixed_dictionaries(
    {
        "v": st.just(1),
        "id": _TEXT,
        "tag": st.one_of(_TEXT, st.sampled_from(["message:receive", "message:write", "conversation:open"])),
        "at": st.one_of(_TEXT, st.datetimes().map(lambda at: at.isoformat(timespec="milliseconds") + "+00:00")),
        "result": st.one_of(_TEXT, st.just("done")),
        "actor": st.none() | _TEXT,
        "session": _TEXT,
        "contact": st.none() | _TEXT,
        "objects": st.dictionaries(st.sampled_from(["message", "sealed", "found", "datum", "label", "x"]), _TEXT),
        "commitment": st.none() | _TEXT,
    }
)


@given(_LEAVES)
def test_whatever_a_leaf_says_comes_back_byte_for_byte(said):
    leaf = canonical(said)

    assert unpack(pack(leaf)) == leaf
    assert len(pack(leaf)) <= len(leaf) + 1
    assert json.loads(unpack(pack(leaf))) == said


@given(st.binary(max_size=200).filter(lambda stored: not stored.startswith(b"\x01")))
def test_what_was_stored_before_packing_is_taken_as_it_lies(stored):
    assert unpack(stored) == stored


@given(st.binary(max_size=200))
def test_what_somebody_broke_is_read_without_an_error(stored):
    unpack(b"\x01" + stored)


@pytest.mark.parametrize("place", range(148))
def test_a_packed_byte_that_was_changed_is_another_leaf(place):
    changed = bytearray(PINNED)
    changed[place] ^= 0x40

    assert unpack(bytes(changed)) != canonical(RECEIVED)
