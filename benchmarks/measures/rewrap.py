"""What it takes when an epoch of keys is over: all keys of contacts wrapped anew, its own file destroyed."""

from collections.abc import Iterator

import psycopg

from benchmarks import catalogue, programs
from benchmarks.effort import Effort
from benchmarks.figures import Figure, Reference
from benchmarks.reference import written_over
from benchmarks.stage import Stage


@catalogue.add("rewrap", about="the keys of all contacts wrapped anew under a new epoch, and the old one destroyed")
def run(stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Replace an epoch as the worker does, with nothing else running."""
    with stage.at_rest() as env:
        told = programs.ask("benchmarks.inside rewrap", {"contacts": effort.keys}, env=env)
    with stage.database() as url, psycopg.connect(url) as connection:
        over = told["rewrapped"] / written_over.seconds(connection, told["rewrapped"])
    yield Figure("contacts", told["rewrapped"], "")
    yield Figure("all of it", told["seconds"], "s")
    rows = Reference("as many rows written over", over)
    bare = Reference("a key opened and closed and nothing else", told["bare_per_second"])
    yield Figure("re-wrapped", told["rewrapped"] / told["seconds"], "/s", None, (rows, bare))
