"""What detection finds in the development set and in our corpus, counted by the shared program.

What is claimed (``kernel/detection/measured.py``) is measured again.  The development set reaches the aims.  What was
held apart reaches them within two points but for credentials, and is asked not to fall below what was reached.
"""

import json
import subprocess
import sys

import pytest

from benchmarks import quality
from corpora import making
from desvelo.kernel.detection import policies
from desvelo.kernel.detection.catalogue import shipped
from desvelo.kernel.detection.measured import MEASURED
from desvelo.kernel.detection.policies import Tier

from .shared_material import DEVELOPMENT, OURS, SCORE, shared

CLAIMED_BETTER = 0.005
LEAST_F1, MOST_LEAK, MOST_OVER_MASK, MOST_ALARMS = 0.93, 0.12, 0.01, 0.04
MOST_LEAK_OF = {Tier.CREDENTIAL: 0.04, Tier.FINANCIAL: 0.04, Tier.DOCUMENT: 0.04}
REACHED_F1, REACHED_LEAK, REACHED_OVER_MASK, REACHED_ALARMS = 0.93, 0.095, 0.01, 0.035
REACHED_OF = {Tier.CREDENTIAL: 0.06, Tier.FINANCIAL: 0.06, Tier.DOCUMENT: 0.055}


def apart() -> list[quality.Record]:
    return [message for message in quality.read(OURS) if making.is_held_apart(message["conv"])]


def scored(records, folder) -> tuple[dict, str]:
    """Run score.py over *records*; return its figures and its table."""
    gold, said, figures = folder / "gold.jsonl", folder / "said.jsonl", folder / "figures.json"
    gold.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    said.write_text(quality.predictions(records), encoding="utf-8")
    command = [sys.executable, str(shared(SCORE)), str(gold), str(said), "--json", str(figures)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(figures.read_text(encoding="utf-8")), ended.stdout


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> dict[str, dict]:
    """The figures of both sets; the tables are printed, for ``pytest -s`` and for whoever reads a failure."""
    sets = {"development": quality.read(shared(DEVELOPMENT)), "held apart": apart()}
    figures = {}
    for name, records in sets.items():
        figures[name], table = scored(records, tmp_path_factory.mktemp("scored"))
        sys.stdout.write(f"\n{name}\n{table}")
    return figures


def test_our_own_count_is_that_of_the_shared_program(both):
    for name, records in (("development", quality.read(DEVELOPMENT)), ("held apart", apart())):
        ours, theirs = quality.tally(quality.scanned(records)), both[name]

        assert ours.f1() == pytest.approx(theirs["micro_f1"])
        assert ours.leak() == pytest.approx(theirs["leak_span"])
        assert ours.over_mask() == pytest.approx(theirs["overmask"])
        assert ours.alarm_rate() == pytest.approx(theirs["hardneg_masked"])


def test_the_product_claims_no_better_than_what_is_measured():
    now = quality.tally(quality.scanned(apart()))

    assert now.leak() <= MEASURED.missed + CLAIMED_BETTER, "run scripts/score_corpus.py --write"
    assert now.alarm_rate() <= MEASURED.alarms + CLAIMED_BETTER, "run scripts/score_corpus.py --write"
    assert set(MEASURED.missed_by_label) == set(policies.GUIDELINES)


@pytest.mark.parametrize("label", policies.GUIDELINES)
def test_no_label_is_missed_more_often_than_the_product_says(label):
    now = quality.tally(quality.scanned(apart()))

    assert now.leak(label) <= MEASURED.missed_by_label[label] + CLAIMED_BETTER, "run scripts/score_corpus.py --write"


def test_what_is_counted_falls_when_a_detector_is_gone():
    """The count can fail: without the CPF, the CPF is missed."""
    without = [
        (record, tuple(each for each in findings if each.label != "CPF"))
        for record, findings in quality.scanned(apart())
    ]

    assert quality.tally(without).leak("CPF") > MEASURED.missed_by_label["CPF"] + CLAIMED_BETTER


@pytest.fixture
def whole(both):
    """The figures, once every label of the guidelines has a detector."""
    missing = sorted(set(policies.GUIDELINES) - {label.code for label in shipped().labels})
    if missing:
        pytest.skip(f"no detector yet for {', '.join(missing)}")
    return both


def test_the_development_set_reaches_the_aims(whole):
    figures = whole["development"]

    assert figures["micro_f1"] >= LEAST_F1
    assert figures["leak_span"] <= MOST_LEAK
    assert figures["overmask"] <= MOST_OVER_MASK
    assert figures["hardneg_masked"] <= MOST_ALARMS
    assert {
        tier: figures[f"leak_span_{tier}"] for tier, most in MOST_LEAK_OF.items() if figures[f"leak_span_{tier}"] > most
    } == {}


def test_what_was_held_apart_does_not_fall_below_what_was_reached(whole):
    figures = whole["held apart"]

    assert figures["micro_f1"] >= REACHED_F1
    assert figures["leak_span"] <= REACHED_LEAK
    assert figures["overmask"] <= REACHED_OVER_MASK
    assert figures["hardneg_masked"] <= REACHED_ALARMS
    assert {
        tier: figures[f"leak_span_{tier}"] for tier, most in REACHED_OF.items() if figures[f"leak_span_{tier}"] > most
    } == {}
