"""Each benchmark against the real product, with tiny numbers: what it prints is not looked at, that it measures is."""

from contextlib import closing
from itertools import islice

import pytest

from benchmarks import catalogue

# What comes after is the same code once more, and takes seconds.
# Whoever only waits may have used less of the processor than its clock can tell.
IDLE = {"of a message's time, supervisor", "of a message's time, web"}
FIRST_FIGURES = {"start": 1, "sustained": 10}
FIGURES = {
    "detection": 3,
    "intake": 4,
    "latency": 9,
    "ledger": 6,
    "memory": 7,
    "pages": 12,
    "reveal": 3,
    "sealing": 3,
    "start": 1,
    "storage": 2,
    "sustained": 10,
}


@pytest.mark.parametrize("name", sorted(catalogue.shipped()))
def test_it_measures(stage, little, name):
    with closing(catalogue.shipped()[name].run(stage, little)) as run:
        figures = list(islice(run, FIRST_FIGURES.get(name)))

    assert len(figures) == FIGURES[name]
    assert {figure.name for figure in figures if not figure.value > 0} <= IDLE
    assert [other.name for figure in figures for other in figure.references if not other.value > 0] == []
