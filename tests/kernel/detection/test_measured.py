"""What a page says of how much is missed is never better than what is measured."""

from datetime import date

from desvelo.kernel.detection.measured import MISSES, Misses

from .test_dev_messages import ignored, inked, messages  # noqa: F401  the fixture


def missed_and_marked(scanned):
    """Count the marked spans of which nothing was covered, and all of them."""
    missed = marked = 0
    for record, findings in scanned:
        covered = {index for each in findings for index in range(each.start, each.end)}
        for start, end, _label in record["spans"]:
            span = inked(record["text"], start, end) - ignored(record)
            marked += bool(span)
            missed += bool(span) and not span & covered
    return missed, marked


def test_what_is_printed_is_no_better_than_what_is_measured(messages):  # noqa: F811
    missed, marked = missed_and_marked(messages)

    assert (len(messages), marked) == (MISSES.messages, MISSES.spans)
    assert missed / marked <= MISSES.share, f"set missed={missed} in measured.py: the page must not promise more"


def test_the_share_is_rounded_against_us():
    assert Misses(messages=1, spans=3, missed=1, on=date(2026, 1, 1)).share == 0.34
    assert Misses(messages=1, spans=200, missed=1, on=date(2026, 1, 1)).share == 0.01
    assert Misses(messages=1, spans=4, missed=1, on=date(2026, 1, 1)).share == 0.25
