"""What the model learns from: well-formed, apart from what is measured on, and the same weights each time."""

import os
import re
import subprocess
import sys
from pathlib import Path

from benchmarks import quality
from corpora import making, material
from desvelo.kernel.detection import policies

from .shared_material import DEVELOPMENT, OURS, ROOT, shared

LEARNING = OURS.with_name("learning")
SOURCES = list(material.read(LEARNING))
_MARK = re.compile(r"\{[A-Z_]+[^}:]*:([^}]*)\}")
_TRAIN = """
import sys
sys.path.insert(0, "scripts")
import train_detection as training
training.ORDERS, training.ROUNDS = 2, 2
messages = [each for place, each in enumerate(training.records()) if place < 400]
sys.stdout.write(training.trained(list(training.read(messages))))
"""


def said(text: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", _MARK.sub(r"\1", text).casefold()))


def test_there_is_much_of_it_by_many_hands_and_much_of_that_is_harmless():
    assert len(SOURCES) >= 10_000
    assert len({source.file.rpartition("_")[0] for source in SOURCES}) >= 10
    assert sum(source.kind != "positive" for source in SOURCES) / len(SOURCES) >= 0.4


def test_every_conversation_can_be_said_and_names_labels_of_the_guidelines():
    labels = {label for source in SOURCES for record in making.said(source, 0) for _, _, label in record["spans"]}

    assert labels <= set(policies.GUIDELINES)


def test_it_shares_no_sentence_with_what_is_measured_on():
    """Sentences of five words or more; shorter ones ("sim, é esse") everybody says."""
    learned = {said(text) for source in SOURCES for direction, text in source.lines if direction == "in"}
    apart = [each for each in quality.read(OURS) if making.is_held_apart(each["conv"]) and each["dir"] == "in"]
    measured = {said(each["text"]) for each in [*apart, *quality.read(shared(DEVELOPMENT))]}

    assert {text for text in learned & measured if len(text.split()) >= 5} == set()


def trained(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")}
    ended = subprocess.run(
        [sys.executable, "-c", _TRAIN], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return ended.stdout


def test_the_same_material_gives_the_same_weights_to_the_byte():
    first = trained("1")

    assert first == trained("2")
    assert "PASSWORD=" in first


def test_the_weights_that_are_shipped_can_be_read_line_by_line():
    text = Path(ROOT / "src/desvelo/kernel/detection/learned/weights.txt").read_text(encoding="utf-8")

    assert all("\t" in line for line in text.splitlines()[1:] if not line.startswith("# "))
