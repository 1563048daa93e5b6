"""Words looked for in messages: how soon the first are on the screen, how fast all are read."""

import json
import time
from collections.abc import Iterator
from http.client import HTTPConnection

from benchmarks import catalogue
from benchmarks.effort import Effort
from benchmarks.figures import AtLeast, AtMost, Figure, Reference, percentile
from benchmarks.installation import Installation
from benchmarks.load.http1 import CSRF_COOKIE, Page, form
from benchmarks.programs import MeasureFailed
from benchmarks.stage import Stage

EACH = 20  # for one person: below how often a person may search in an hour
WHOLE = 7
WORD = "bom"
_PATH = "/atendimento/buscar/ler"


@catalogue.add("search", about="words in messages, opened one by one: the first on the screen, and all of them read")
def run(stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Search the filled base, through the port and by itself."""
    base = stage.filled(effort)
    installation = base.installation
    times = list(_times(installation, effort))
    yield Figure("messages in the base", base.messages, "")
    yield Figure("first results, p50", percentile(times, 0.50), "ms")
    yield Figure("first results, p95", percentile(times, 0.95), "ms", AtMost(300))
    told = installation.inside("search", rounds=WHOLE)
    opened = Reference("opening each record, as `sealing` measures it", told["opened_per_second"], AtLeast(0.5))
    bare = Reference("the same with contexts written beforehand", told["opened_bare_per_second"])
    yield Figure("messages that one search reads", told["read"], "")
    yield Figure("read", told["read_per_second"], "/s", None, (opened, bare))


def _times(installation: Installation, effort: Effort) -> Iterator[float]:
    searches = min(effort.rounds, 3 * EACH)
    cookies = installation.inside("agents", count=-(-searches // EACH))
    for place in range(searches):
        yield _first(Page(port=installation.port, cookie=cookies[place // EACH]))


def _first(page: Page) -> float:
    """Return milliseconds from the request to the first line with a result; then hang up, as who leaves the page."""
    connection = HTTPConnection("127.0.0.1", page.port, timeout=60)
    try:
        connection.request("GET", "/atendimento/buscar", headers=page.headers())
        shown = connection.getresponse()
        shown.read()
        proof = (shown.headers["Set-Cookie"] or "").partition(f"{CSRF_COOKIE}=")[2].partition(";")[0]
        body = form({"words": WORD, "days": ""}, proof=proof)
        begun = time.perf_counter()
        connection.request("POST", _PATH, body=body, headers={**page.headers(), **page.form_headers(proof)})
        answer = connection.getresponse()
        while line := answer.readline():
            if "found" in json.loads(line):
                return (time.perf_counter() - begun) * 1000
    finally:
        connection.close()
    raise MeasureFailed(f"nothing was found: {answer.status}")
