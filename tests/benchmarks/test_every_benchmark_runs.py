"""Each benchmark against the real product, with tiny numbers: what it prints is not looked at, that it measures is."""

from contextlib import closing
from dataclasses import replace
from itertools import islice

import pytest

from benchmarks import catalogue
from benchmarks.figures import Verdict

# What comes after is the same code once more, and takes seconds.
# Whoever only waits may have used less of the processor than its clock can tell.
IDLE = {"of a message's time, supervisor", "of a message's time, web"}
# Nothing may have waited at the moments somebody looked, and nothing should be refused.
NOTHING = {f"most that waited in the {half} half, in seconds of traffic" for half in ("first", "second")}
# Few messages may hold no look-alike that anything is covered in.
NOTHING |= {"look-alikes with something covered"}
NOTHING |= {"pages still: acts refused", "pages still: streams refused at first"}
FIRST_FIGURES = {"agents": 18, "start": 1, "sustained": 17}
FIGURES = {
    "agents": 18,
    "detection": 7,
    "drain": 10,
    "intake": 12,
    "latency": 9,
    "ledger": 10,
    "memory": 7,
    "pages": 12,
    "restore": 7,
    "reveal": 3,
    "rewrap": 3,
    "scan": 3,
    "search": 5,
    "sealing": 3,
    "start": 1,
    "storage": 2,
    "sustained": 17,
}


def test_a_rate_that_is_given_is_held_without_a_search_and_seen_in_the_open_conversations(stage, little):
    given = replace(little, rate=40.0, minute=1.0)

    figures = {figure.name: figure for figure in catalogue.shipped()["sustained"].run(stage, given)}

    assert "taken in when there is always more" not in figures
    assert figures["held for 1 s, pages fetching"].value < 40 / 0.9
    assert figures["held for 1 s, pages fetching"].verdict is Verdict.NONE
    assert figures["lag in the open conversation, p99.9"].value >= figures["lag in the open conversation, p50"].value
    assert figures["memory at the end, worker"].references[0].name == "before"


@pytest.mark.parametrize("name", sorted(catalogue.shipped()))
def test_it_measures(stage, little, name):
    with closing(catalogue.shipped()[name].run(stage, little)) as run:
        figures = list(islice(run, FIRST_FIGURES.get(name)))

    assert len(figures) == FIGURES[name]
    assert {figure.name for figure in figures if not figure.value > 0} <= IDLE | NOTHING
    assert [other.name for figure in figures for other in figure.references if not other.value > 0] == []
