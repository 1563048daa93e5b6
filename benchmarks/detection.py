# ruff: noqa: T201 - a script: it prints
"""Mean time to scan a message of the development mix, and its ratio to a loop of a thousand additions.

Run: ``python benchmarks/detection.py [messages.jsonl]`` (default: the shared development set).
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from desvelo.kernel.detection.scanning import scan

ROUNDS = 20
SHARED = Path(os.environ.get("DESVELO_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def reference() -> int:
    """Add a thousand numbers, in plain Python."""
    total = 0
    for number in range(1000):
        total += number
    return total


def best_mean_us(run: Callable[[], object], *, count: int) -> float:
    """Return the best of several rounds, in microseconds per item."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - begun)
    return best / count * 1e6


def main() -> None:
    """Print the two figures."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "reference/pii/dev-messages.jsonl"
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    scan("123")
    mean = best_mean_us(lambda: [scan(text) for text in texts], count=len(texts))
    loop = best_mean_us(lambda: [reference() for _ in range(200)], count=200)
    print(f"scan {mean:.1f} us/message ({len(texts)} messages), {mean / loop:.2f} x the reference ({loop:.1f} us)")


if __name__ == "__main__":
    main()
