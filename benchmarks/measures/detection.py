"""How long it takes to find what is personal in a message, how much is found, and the same of Presidio.

The mix is our corpus and, where it is at hand, the shared development set.  Files of somebody else's messages have no
answers in them, so for those only the time is measured.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks import catalogue, programs, quality
from benchmarks.effort import Effort
from benchmarks.figures import AtLeast, AtMost, Figure, Reference, percentile
from benchmarks.quality import Record, Tally
from benchmarks.stage import Stage
from benchmarks.timing import best_mean_us
from desvelo.kernel.detection.finding import Certainty, Finding
from desvelo.kernel.detection.scanning import scan

OPPONENTS = programs.ROOT / ".venv-bench" / "bin" / "python"
OURS = programs.ROOT / "tests/corpus/messages.jsonl"
SHARED = Path(os.environ.get("DESVELO_SHARED", programs.ROOT.parent / "shared")) / "reference/pii/dev-messages.jsonl"
LEAST_TIMES_FASTER = 25
LONG = 64 * 1024
SPITE = ("1-", "1 ", "08/29 ", "1\u0301 ", "@", " ", "5555 5555 5555 4444 ", "senha ", "\u202e1")
_WHO = "Presidio, Brazilian rules"


@catalogue.add("detection", about="finding personal data in a message, beside Presidio with Brazilian rules")
def run(_stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Scan the mix; let Presidio scan the same, where it is installed."""
    records = quality.read(effort.texts) if effort.texts else _mix(most=25 * effort.rounds)
    texts = [record["text"] for record in records]
    scan("123")
    references = tuple(_presidio(texts))
    yield Figure("a message, mean", best_mean_us(scan, texts), "µs", AtMost(60), references)
    each = [best_mean_us(scan, [text], rounds=3) for text in texts]
    yield Figure("a message, p99", percentile(each, 0.99), "µs")
    yield Figure("messages in the mix", len(texts), "")
    yield Figure("64 KiB of spite, the worst, a character", _spite(), "µs")
    if not effort.texts:
        yield from _quality(records)


def _mix(*, most: int) -> list[Record]:
    """Return conversations of both sets, taken evenly, until they hold about *most* messages."""
    records = [record for path in (OURS, SHARED) if path.exists() for record in quality.read(path)]
    conversations = list(dict.fromkeys(record["conv"] for record in records))
    kept = set(conversations[:: max(1, len(records) // most)])
    return [record for record in records if record["conv"] in kept]


def _spite() -> float:
    return max(best_mean_us(scan, [(unit * LONG)[:LONG]], rounds=1) / LONG for unit in SPITE)


def _presidio(texts: list[str]) -> Iterator[Reference]:
    """Yield what Presidio took; nothing where ``make bench`` did not install it."""
    if OPPONENTS.exists():
        told = programs.ask("benchmarks.reference.patterns", {"texts": texts}, python=str(OPPONENTS))
        yield Reference(_WHO, told["mean_us"], AtMost(1 / LEAST_TIMES_FASTER))


def _quality(records: list[Record]) -> Iterator[Figure]:
    """Yield how much of what is there was found, and what was covered for nothing, side by side."""
    ours, theirs = quality.tally(quality.scanned(records)), _theirs(records)
    for name, figure, budget in (
        ("found and right, F1", Tally.f1, AtLeast(0.93)),
        ("left readable of a datum, mean share", Tally.leak, AtMost(0.12)),
        ("look-alikes with something covered", Tally.alarm_rate, AtMost(0.04)),
    ):
        beside = (Reference(_WHO, figure(theirs)),) if theirs and figure(theirs) else ()
        yield Figure(name, figure(ours), "", budget, beside)


def _theirs(records: list[Record]) -> Tally | None:
    if not OPPONENTS.exists():
        return None
    texts = [record["text"] for record in records]
    told = programs.ask("benchmarks.reference.patterns_spans", {"texts": texts}, python=str(OPPONENTS))
    found = [
        tuple(Finding(start, end, label, Certainty.SHAPE, "presidio") for start, end, label in spans)
        for spans in told["spans"]
    ]
    return quality.tally(zip(records, found, strict=True))
