"""How many looks one person may take: the numbers, and who stands out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel import looks
from desvelo.kernel.looks import Looks

FEW = Looks(hour=0, day=0, burst=0, today=0, others=())


def with_(**more) -> Looks:
    return Looks(**{**{name: getattr(FEW, name) for name in FEW.__slots__}, **more})


@pytest.mark.parametrize(
    ("taken", "why"),
    [
        ({"hour": 29}, ""),
        ({"hour": 30}, "hour"),
        ({"day": 99}, ""),
        ({"day": 100}, "day"),
        ({"burst": 19}, ""),
        ({"burst": 20}, "burst"),
        ({"today": 15, "others": (5, 5)}, "median"),
        ({"today": 14, "others": (0, 0)}, ""),
        ({"today": 29, "others": (10, 10, 1)}, ""),
        ({"today": 29, "others": (3,)}, ""),
        ({"today": 29, "others": ()}, ""),
    ],
)
def test_each_limit_stops_at_its_number_and_not_before(taken, why):
    assert looks.stopped(with_(**taken)) == why


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200), st.integers(0, 200), st.lists(st.integers(0, 50)))
def test_one_more_look_never_lets_through_who_was_stopped(hour, day, burst, today, others):
    taken = Looks(hour=hour, day=day, burst=burst, today=today, others=others)
    more = Looks(hour=hour + 1, day=day + 1, burst=burst + 1, today=today + 1, others=others)

    assert not looks.stopped(taken) or looks.stopped(more)
