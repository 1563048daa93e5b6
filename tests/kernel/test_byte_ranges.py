"""One range of bytes is understood as the standard says; everything else is as if nothing were asked."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desvelo.kernel import byte_ranges
from desvelo.kernel.byte_ranges import Unsatisfiable


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-499", (0, 500)),
        ("bytes=500-999", (500, 1000)),
        ("bytes=-500", (9500, 10_000)),
        ("bytes=9500-", (9500, 10_000)),
        ("bytes=0-0", (0, 1)),
        ("bytes=-1", (9999, 10_000)),
        ("bytes=9999-9999", (9999, 10_000)),
        ("bytes=0-99999999999999999999", (0, 10_000)),
        ("bytes=-99999999999999999999", (0, 10_000)),
        ("Bytes= 1-2 ", (1, 3)),
    ],
)
def test_the_examples_of_the_standard_and_the_edges(header, part):
    assert byte_ranges.asked(header, of=10_000) == part


@pytest.mark.parametrize(
    "header",
    ["", "bytes", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "bytes=0-1,2-3", "bytes=0-,0-,0-", "lines=0-1",
     "bytes=+1-2", "bytes=1-2-3", "bytes=0x1-2", "bytes=\u0661-\u0662", "bytes=1 -2", "bytes=" + "9" * 41 + "-"],
)  # fmt: skip
def test_what_is_no_single_range_asks_for_the_whole(header):
    assert byte_ranges.asked(header, of=10_000) is None


@pytest.mark.parametrize("header", ["bytes=10000-", "bytes=10000-10001", "bytes=-0", "bytes=99999999999999999999-"])
def test_a_range_that_holds_no_byte_is_refused(header):
    with pytest.raises(Unsatisfiable):
        byte_ranges.asked(header, of=10_000)


@pytest.mark.parametrize(
    ("header", "part"),
    [("bytes=0-", (0, 100)), ("bytes=50-9999", (50, 150)), ("bytes=-300", (700, 800)), ("bytes=950-", (950, 1000))],
)
def test_of_a_long_range_its_beginning_is_given(header, part):
    assert byte_ranges.asked(header, of=1000, most=100) == part


def test_of_nothing_there_is_no_part():
    for header in ("bytes=0-", "bytes=0-0", "bytes=-1"):
        with pytest.raises(Unsatisfiable):
            byte_ranges.asked(header, of=0)


@given(st.text(alphabet="bytes=0123456789-, ", max_size=30), st.integers(0, 10**6))
@example("bytes=0-0", 1)
def test_whatever_is_asked_the_part_lies_inside_and_holds_something(header, of):
    try:
        part = byte_ranges.asked(header, of=of)
    except Unsatisfiable:
        return
    assert part is None or 0 <= part[0] < part[1] <= of
