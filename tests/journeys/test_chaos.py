"""A short run of ``make chaos``: nothing acknowledged is lost or doubled whatever breaks, and the judge can tell.

Source: security-design D13.1; faults.md.
"""

import sys

import pytest

from chaos import report, run
from chaos.run import Outcome

SEED, SECONDS = 7, 20


def told(outcome: Outcome, capsys: pytest.CaptureFixture) -> str:
    written = report.written(outcome)
    with capsys.disabled():
        sys.stderr.write(f"\n{written}")
    return written


def test_whatever_breaks_nothing_acknowledged_is_lost_or_doubled_and_no_status_goes_back(capsys):
    outcome = run.once(seed=SEED, seconds=SECONDS)

    assert outcome.verdict in {"good", "unknown"}, told(outcome, capsys)
    assert sum(outcome.hit.values()) >= 5, told(outcome, capsys)
    told(outcome, capsys)


def test_an_edge_that_acknowledges_too_early_is_noticed(capsys):
    outcome = run.once(seed=SEED, seconds=12, without=["ack"])

    assert report.noticed(outcome, "ack"), told(outcome, capsys)
