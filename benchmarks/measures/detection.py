"""How long it takes to find what is personal in a message, and how long Presidio takes on the same messages."""

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks import catalogue, messages, programs
from benchmarks.effort import Effort
from benchmarks.figures import AtMost, Figure, Reference, percentile
from benchmarks.stage import Stage
from benchmarks.timing import best_mean_us
from desvelo.kernel.detection.scanning import scan

OPPONENTS = programs.ROOT / ".venv-bench" / "bin" / "python"
LEAST_TIMES_FASTER = 25


@catalogue.add("detection", about="finding personal data in a message, beside Presidio with Brazilian rules")
def run(_stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Scan the mix; let Presidio scan the same, where it is installed."""
    texts = _read(effort.texts) if effort.texts else messages.mix(2 * effort.rounds)
    scan("123")
    references = tuple(_presidio(texts))
    yield Figure("a message, mean", best_mean_us(scan, texts), "µs", AtMost(60), references)
    each = [best_mean_us(scan, [text], rounds=3) for text in texts]
    yield Figure("a message, p99", percentile(each, 0.99), "µs")
    yield Figure("messages in the mix", len(texts), "")


def _presidio(texts: list[str]) -> Iterator[Reference]:
    """Yield what Presidio took; nothing where ``make bench`` did not install it."""
    if OPPONENTS.exists():
        told = programs.ask("benchmarks.reference.patterns", {"texts": texts}, python=str(OPPONENTS))
        yield Reference("Presidio, Brazilian rules", told["mean_us"], AtMost(1 / LEAST_TIMES_FASTER))


def _read(path: Path) -> list[str]:
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
