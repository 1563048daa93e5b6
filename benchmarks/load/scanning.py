"""A program: look into one exported chat with ``desvelo scan``, and say how long it took and how much it held."""

import json
import re
import sys
import time
from contextlib import redirect_stdout
from pathlib import Path

from desvelo.config.cli import main

_PEAK = re.compile(r"VmHWM:\s+([0-9]+) kB")


def run(job: dict[str, str]) -> dict[str, float]:
    """Scan ``file``, with the answer and the copy written beside it."""
    begun = time.monotonic()
    with redirect_stdout(sys.stderr):
        written = ("--output", f"{job['file']}.jsonl", "--redact", f"{job['file']}.copy")
        code = main(["scan", job["file"], "--format", "jsonl", *written])
    seconds = time.monotonic() - begun
    found = _PEAK.search(Path("/proc/self/status").read_text(encoding="utf-8"))
    return {"code": code, "seconds": seconds, "peak_mb": int(found[1]) / 1024 if found else 0.0}


if __name__ == "__main__":
    print(json.dumps(run(json.loads(sys.stdin.read()))))  # noqa: T201  the answer
