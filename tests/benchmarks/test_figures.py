"""A figure says what was measured; a budget that was missed reads as missed."""

from hypothesis import given
from hypothesis import strategies as st

from benchmarks import report
from benchmarks.catalogue import Measure
from benchmarks.figures import AtLeast, AtMost, Figure, Reference, Verdict, number, percentile
from benchmarks.machine import Machine

HERE = Machine(cpu="Some CPU", cpus=2, memory_mb=4_096, python="3.11.7", kernel="6.1")


def result(*figures: Figure) -> report.Result:
    measure = Measure(name="oven", about="loaves", run=lambda _stage, _effort: iter(()))
    return report.Result(measure=measure, figures=figures, fsync_us=90, load_before=0.5, load_after=2.25, seconds=12)


@given(st.lists(st.floats(0, 1e9), min_size=1), st.floats(0.001, 1))
def test_a_percentile_is_one_of_the_values_and_the_share_does_not_exceed_it(values, share):
    found = percentile(values, share)

    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) - 1e-6 * len(values)


def test_the_percentiles_of_a_hundred_are_where_one_counts_them():
    values = [float(value) for value in range(100, 0, -1)]

    assert [percentile(values, share) for share in (0.5, 0.95, 0.99, 0.999, 1.0)] == [50, 95, 99, 100, 100]


def test_numbers_show_three_digits_that_mean_something():
    assert [number(value) for value in (0, 0.0412, 1.2345, 12.345, 123.45, 12345.6)] == [
        "0",
        "0.041",
        "1.23",
        "12.3",
        "123",
        "12,346",
    ]


def test_a_budget_is_met_at_its_bound_and_missed_beyond_it():
    assert [AtLeast(3).verdict(value) for value in (3, 2.9)] == [Verdict.MET, Verdict.MISSED]
    assert [AtMost(3).verdict(value) for value in (3, 3.1)] == [Verdict.MET, Verdict.MISSED]
    assert Figure("loaves", 3, "/h").verdict is Verdict.NONE


def test_the_table_shows_the_machine_the_reference_the_ratio_and_what_was_missed():
    figure = Figure("loaves", 30, "/h", AtLeast(40), (Reference("by hand", 10, AtLeast(2)),))

    assert report.table(HERE, result(figure)).splitlines() == [
        "oven: loaves",
        "2 x Some CPU, fsync 90 µs, load 0.50 before, 2.25 after, 12 s",
        "            value  budget          reference         ratio  budget",
        "  loaves  30.0 /h  ≥ 40.0  missed",
        "                                   by hand: 10.0 /h   3.00  ≥ 2.00  met",
    ]


def test_the_last_line_counts_missed_ratios_too():
    late = result(Figure("loaves", 30, "/h", AtLeast(40), (Reference("by machine", 100, AtLeast(0.5)),)))
    fine = result(Figure("loaves", 50, "/h", AtLeast(40)))

    assert report.summary([late, fine]) == "Missed budgets: oven 2."
    assert report.summary([fine]) == "Every budget was met."
