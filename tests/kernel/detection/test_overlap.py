from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection.finding import Certainty, Finding
from desvelo.kernel.detection.overlap import resolve


def finding(start, end, certainty=Certainty.SHAPE, label="A"):
    return Finding(start, end, label, certainty, "test")


def test_the_more_certain_finding_stands():
    short, long = finding(2, 5, Certainty.CHECKED), finding(0, 9, Certainty.CONTEXT)

    assert resolve([long, short]) == (short,)


def test_of_equals_the_longer_then_the_earlier_stands():
    assert resolve([finding(3, 5), finding(0, 4)]) == (finding(0, 4),)
    assert resolve([finding(2, 4), finding(1, 3)]) == (finding(1, 3),)


def test_neighbours_that_touch_both_stand():
    assert resolve([finding(4, 8), finding(0, 4)]) == (finding(0, 4), finding(4, 8))


FINDINGS = st.lists(
    st.builds(
        lambda start, length, certainty, label: finding(start, start + length, certainty, label),
        st.integers(0, 30),
        st.integers(1, 10),
        st.sampled_from(Certainty),
        st.sampled_from("AB"),
    ),
    max_size=15,
)


@given(FINDINGS, st.randoms(use_true_random=False))
def test_the_result_is_ordered_disjoint_and_the_same_in_any_order(findings, random):
    shuffled = random.sample(findings, len(findings))

    kept = resolve(findings)

    assert kept == resolve(shuffled)
    assert all(left.end <= right.start for left, right in pairwise(kept))
    assert all(any(one.start < other.end and other.start < one.end for one in kept) for other in findings)
