"""What a leaf says of the sealed records it wrote is read back; one entry after another gives the last state."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.ledger import digests
from desvelo.kernel.ledger.digests import BODY, DATUM, FILE, Record

MESSAGE = UUID(int=5)
RECORDS = st.builds(Record, kind=st.sampled_from((BODY, DATUM, FILE)), row=st.uuids(), content=st.binary(max_size=40))


@given(st.lists(RECORDS, max_size=12, unique_by=lambda each: (each.kind, each.row)))
def test_what_is_written_is_read_back(records):
    records.append(Record(kind=BODY, row=MESSAGE, content=b"words"))
    text = digests.written(records, message=MESSAGE)

    assert digests.read(text, message=MESSAGE) == {
        (each.kind, each.row): digests.digest(each.content) for each in records
    }
    assert len(text) == 66 * (len(records) - 1) + 44 + len(records) - 1


@pytest.mark.parametrize("text", ["b", "b" + "A" * 42, "d" + "A" * 43, "-d", "d" + "A" * 66, "é" + "A" * 65])
def test_a_text_of_another_form_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  the text is its whole message
        digests.read(text, message=None)


def entry(*records: Record, **objects: str) -> dict[str, str]:
    return {"sealed": digests.written(records), **objects}


def test_the_last_entry_about_a_record_counts():
    known: dict[digests.Key, bytes] = {}
    old, new = Record(kind=DATUM, row=MESSAGE, content=b"1"), Record(kind=DATUM, row=MESSAGE, content=b"2")
    for said in (entry(old), entry(new)):
        digests.replay(said, tag="x", result="done", known=known)

    assert known == {(DATUM, MESSAGE): digests.digest(b"2")}
    digests.replay({"sealed": digests.gone([(DATUM, MESSAGE)])}, tag="x", result="done", known=known)
    assert known == {}


@pytest.mark.parametrize(
    ("said", "tag", "result", "left"),
    [
        ({}, "contact:erase", "done", 0),
        ({}, "contact:erase", "already", 1),
        ({"moved": "somebody"}, "record:reseal", "done", 0),
        ({}, "conversation:open", "done", 1),
    ],
)
def test_an_erasure_and_a_move_take_everything_back(said, tag, result, left):
    known = {(DATUM, MESSAGE): b"x"}
    digests.replay(said, tag=tag, result=result, known=known)

    assert len(known) == left


def test_no_leaf_lists_more_than_some_hundreds():
    records = [Record(kind=DATUM, row=UUID(int=number), content=b"") for number in range(401)]

    assert [len(each) for each in digests.chunks(records)] == [200, 200, 1]
