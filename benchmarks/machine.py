"""Where a figure was measured: which processor, how many, how long its disk takes, how busy it was."""

import os
import platform
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

_WRITES = 200
_BLOCK = bytes(8_192)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What does not change within a run."""

    cpu: str
    cpus: int
    memory_mb: int
    python: str
    kernel: str


def describe() -> Machine:
    """Return what this machine is."""
    return Machine(
        cpu=_field(Path("/proc/cpuinfo"), "model name") or platform.machine(),
        cpus=len(os.sched_getaffinity(0)),
        memory_mb=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1_048_576,
        python=platform.python_version(),
        kernel=platform.release(),
    )


def load() -> float:
    """Return the load average of the last minute: how many others wanted this machine."""
    return os.getloadavg()[0]


def fsync_us() -> float:
    """Return the median time to bring one block of 8 kB to the disk that the temporary folder is on."""
    with tempfile.TemporaryFile() as file:
        times = []
        for _ in range(_WRITES):
            begun = time.perf_counter()
            os.pwrite(file.fileno(), _BLOCK, 0)
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1e6


def _field(path: Path, name: str) -> str:
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""
