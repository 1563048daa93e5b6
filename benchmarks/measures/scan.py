"""How fast ``desvelo scan`` goes through an exported chat, and whether a long one needs more memory."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks import catalogue, messages, programs
from benchmarks.effort import Effort
from benchmarks.figures import AtMost, Figure, Reference
from benchmarks.stage import Stage, folder

MESSAGES_A_ROUND = 3_000  # with the usual two hundred rounds a chat of 50 MB
DIFFERENT = 5_000
SHORTER = 50


@catalogue.add("scan", about="an exported chat of 50 MB, looked into and copied by desvelo scan: speed and memory")
def run(_stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Scan a long chat and one a fiftieth as long, each in a process of its own."""
    count = MESSAGES_A_ROUND * effort.rounds
    with folder() as place:
        short, long = _chat(place / "short.txt", count // SHORTER), _chat(place / "long.txt", count)
        megabytes = long.stat().st_size / 1e6
        little, much = _scanned(short), _scanned(long)
    yield Figure("the chat", megabytes, "MB")
    yield Figure("messages looked into", count / much["seconds"], "/s")
    beside = Reference("a chat a fiftieth as long", little["peak_mb"], AtMost(1.25))
    yield Figure("memory at its highest", much["peak_mb"], "MB", AtMost(128), (beside,))


def _chat(path: Path, count: int) -> Path:
    texts = messages.mix(min(count, DIFFERENT))
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(f"12/03/2024 14:05 - Pessoa {number % 40}: {texts[number % len(texts)]}\n")
    return path


def _scanned(path: Path) -> dict[str, float]:
    told: dict[str, float] = programs.ask("benchmarks.load.scanning", {"file": str(path)})
    if told["code"]:
        raise programs.MeasureFailed(f"desvelo scan ended with {told['code']:.0f}")
    return told
