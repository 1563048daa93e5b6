"""Steps are written alike by Python and by the upgrade of an older base; what is read back is what was written."""

from importlib import import_module

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from desvelo.service.channel.fields import joined, numbers

UPGRADE = import_module("desvelo.service.channel.migrations.0018_narrower")
LARGEST = 2**31 - 1
STEPS = [[], [0], [127, 128], [16_383, 16_384], [174, 629_637, 629_664, 784], [LARGEST, 0, 2**28, 2**28 - 1, 2**21]]


@given(st.lists(st.integers(0, LARGEST)))
def test_steps_come_back_as_they_were(steps):
    assert numbers(joined(steps)) == steps


def test_a_step_below_zero_is_refused():
    with pytest.raises(ValueError, match="-1"):
        joined([3, -1])


def test_a_number_that_was_cut_off_is_left_out():
    assert numbers(joined([5, 300])[:-1]) == [5]


@pytest.mark.parametrize("steps", STEPS)
def test_the_upgrade_writes_the_steps_of_older_rows_in_the_same_way(db, steps):
    with connection.cursor() as cursor:
        cursor.execute(UPGRADE.JOINED)
        cursor.execute("SELECT pg_temp.joined(%s::integer[])", [steps])
        [written] = cursor.fetchone()

    assert bytes(written) == joined(steps)
