"""Which places of a conversation a team reads, after any number of moves."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel import reach
from desvelo.kernel.reach import ALL, NOTHING, Reach

PLACES = range(24)
spans = st.tuples(st.integers(0, 20), st.none() | st.integers(0, 22))
reaches = st.lists(spans, max_size=5).map(reach.of)


def read(one: Reach) -> set[int]:
    return {place for place in PLACES if one.covers(place)}


@given(st.lists(spans, max_size=6))
def test_spans_are_in_order_and_apart_and_read_what_was_said(said):
    made = reach.of(said)

    assert read(made) == {p for p in PLACES if any(a <= p and (b is None or p < b) for a, b in said)}
    assert all(one[1] is not None and one[1] < other[0] for one, other in pairwise(made.spans))


@given(reaches, reaches)
def test_together_and_in_common(one, other):
    assert read(one.plus(other)) == read(one) | read(other)
    assert read(one.common(other)) == read(one) & read(other)


@given(reaches, reaches, st.integers(0, 20))
def test_nobody_gives_more_than_they_have(mine, theirs, at):
    before = set(range(at))

    assert read(mine.given(theirs, at=at, with_history=True)) & before == (read(mine) | read(theirs)) & before


@given(reaches, reaches, st.integers(0, 20))
def test_from_now_on_gives_nothing_of_before_and_all_that_comes(mine, theirs, at):
    got = read(mine.given(theirs, at=at, with_history=False))

    assert got & set(range(at)) == read(mine) & set(range(at))
    assert got >= set(PLACES) - set(range(at))


@given(reaches, st.integers(0, 20))
def test_who_gave_it_away_reads_nothing_that_comes(one, at):
    assert read(one.until(at)) == read(one) & set(range(at))


def test_all_and_nothing():
    assert ALL.is_all
    assert not NOTHING.covers(0)
    assert reach.of([(0, 5), (5, None)]) == ALL
