"""How long ``make demo`` takes until its first page answers: with nothing but the packages there, and once more."""

import json
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks import catalogue, programs
from benchmarks.effort import Effort
from benchmarks.figures import AtMost, Figure
from benchmarks.installation import free_port
from benchmarks.stage import Stage, folder

BUDGET = AtMost(8)


@catalogue.add("start", about="make demo, from the command to the first page")
def run(_stage: Stage, _effort: Effort) -> Iterator[Figure]:
    """Start twice over the same data."""
    with folder() as data:
        yield Figure("first start: new database, first conversations", _seconds(data), "s", BUDGET)
        yield Figure("start over the same data", _seconds(data), "s", BUDGET)


def _seconds(data: Path) -> float:
    arguments = f"--no-browser --json --port {free_port()} --data {data}"
    begun = time.monotonic()
    command = ["make", "demo", f"ARGS={arguments}"]
    with programs.Server(command, env=_as_typed(), stop=signal.SIGINT) as server:
        server.wait_until(lambda: server.out.endswith("\n"))
        url = urlsplit(json.loads(server.out)["url"])
        with closing(HTTPConnection("127.0.0.1", url.port or 80, timeout=30)) as connection:
            connection.request("GET", "/demo", headers={"Host": url.netloc, "Accept": "text/html"})
            status = connection.getresponse().status
        seconds = time.monotonic() - begun
    if status >= 400:  # noqa: PLR2004  refused or broken
        raise programs.MeasureFailed(f"/demo answered {status}")
    return seconds


def _as_typed() -> dict[str, str]:
    """Return the environment of somebody who types the command, not of the make that started us."""
    inherited = programs.environment()
    return {name: value for name, value in inherited.items() if not name.startswith(("MAKE", "MFLAGS", "ARGS"))}
