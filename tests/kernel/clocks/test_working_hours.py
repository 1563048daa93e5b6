import doctest
from datetime import datetime

import pytest

from desvelo.kernel.clocks import working_hours


@pytest.mark.parametrize(
    ("moment", "working"),
    [
        ("2026-11-23T07:59", False),
        ("2026-11-23T08:00", True),
        ("2026-11-27T17:59", True),
        ("2026-11-27T18:00", False),
        ("2026-11-28T10:00", False),
        ("2026-11-29T10:00", False),
    ],
)
def test_the_company_works_from_eight_to_six_on_weekdays(moment, working):
    assert working_hours.is_working(datetime.fromisoformat(moment)) is working


def test_the_examples_in_the_documentation_are_true():
    assert doctest.testmod(working_hours).failed == 0
