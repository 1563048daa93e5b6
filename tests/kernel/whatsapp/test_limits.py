"""A bucket lets a burst through and then one at a time, whatever happens to the process or the clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.whatsapp import limits
from desvelo.kernel.whatsapp.limits import FULL, PAIR, Level

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def test_a_pair_gets_a_burst_of_forty_five_and_then_one_every_six_seconds():
    level, went = FULL, []
    for second in range(61):
        while True:
            taken = limits.take(PAIR, level, now=NOON + timedelta(seconds=second))
            level = taken.level
            if taken.wait:
                break
            went.append(second)

    assert went == [0] * 45 + [6, 12, 18, 24, 30, 36, 42, 48, 54, 60]


def test_what_meta_itself_refused_waits_as_long_as_it_asks():
    level = limits.emptied(PAIR, wait=timedelta(seconds=16), now=NOON)

    assert limits.take(PAIR, level, now=NOON).wait == timedelta(seconds=16)
    assert limits.take(PAIR, level, now=NOON + timedelta(seconds=16)).wait == timedelta(0)


@pytest.mark.parametrize(("tier", "wait"), [(250, 345.6), (2_000, 43.2)])
def test_a_portfolio_reaches_as_many_people_a_day_as_its_tier_says(tier, wait):
    level = Level(left=0, at=NOON)

    assert limits.take(limits.portfolio(tier), level, now=NOON).wait.total_seconds() == pytest.approx(wait)


def test_a_clock_that_goes_back_gives_nothing():
    level = Level(left=0, at=NOON)

    taken = limits.take(PAIR, level, now=NOON - timedelta(hours=5))

    assert (taken.level.left, taken.level.at, taken.wait) == (0, NOON, timedelta(seconds=6))


@pytest.mark.asvs("2.3.2")
@given(st.lists(st.floats(0, 50), max_size=80))
def test_no_bucket_ever_gives_more_than_its_burst_and_what_came_back(gaps):
    level, now, went = Level(left=PAIR.burst, at=NOON), NOON, 0
    for gap in gaps:
        now += timedelta(seconds=gap)
        taken = limits.take(PAIR, level, now=now)
        level, went = taken.level, went + (not taken.wait)

    assert went <= PAIR.burst + (now - NOON).total_seconds() * PAIR.per_second + 0.001
