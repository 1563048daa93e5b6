"""A short run of ``make chaos``: nothing acknowledged is lost or doubled whatever breaks, and the judge can tell.

Source: security-design D13.1; faults.md.
"""

import sys

import pytest

from chaos import report, run
from chaos.run import Asked, Outcome

pytestmark = pytest.mark.alone
SEED = 7
QUICK = ("F1", "F2", "F3", "F7", "F8", "F9", "F11", "F12", "F13", "F14", "F17", "F18")


def told(outcome: Outcome, capsys: pytest.CaptureFixture) -> str:
    written = report.written(outcome)
    with capsys.disabled():
        sys.stderr.write(f"\n{written}")
    return written


def test_whatever_breaks_nothing_acknowledged_is_lost_or_doubled_and_no_status_goes_back(capsys):
    outcome = run.once(Asked(seed=SEED, seconds=1, only=QUICK))

    written = told(outcome, capsys)
    assert outcome.verdict != "bad", written
    assert len(outcome.missing) <= 1, written  # a fault whose moment did not come on a busy machine


def test_a_commit_that_waits_for_a_standby_is_never_acknowledged_cancelled_or_not(capsys):
    outcome = run.once(Asked(seed=SEED, seconds=1, only=("F5", "F6")))

    written = told(outcome, capsys)
    assert (outcome.verdict, outcome.account.false_acknowledgements) == ("good", 0), written


@pytest.mark.parametrize(("without", "only"), [(("ack",), ("F3",)), (("dedupe", "monotone"), ("F11",))])
def test_what_is_lost_doubled_or_goes_back_without_a_guarantee_is_noticed(without, only, capsys):
    """The control: without it, a judge that finds nothing would prove nothing.

    Without acknowledgement after the commit so much is lost that nothing is left to be doubled: that one runs alone.
    """
    outcome = run.once(Asked(seed=SEED, seconds=4, only=only, without=without))

    written = told(outcome, capsys)
    assert [name for name in without if not report.noticed(outcome, name)] == [], written
    assert outcome.verdict == "bad"
