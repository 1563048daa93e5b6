"""The door under a burst: how many webhooks of 1 KB become durable in a second, and how long each waits for it.

The whole product runs, so the worker takes in what the door lets in and wants the same two cores.  A second run with
the worker standing still shows what the door alone can do.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace

from benchmarks import catalogue, messages
from benchmarks.effort import Effort
from benchmarks.figures import AtLeast, AtMost, Figure, Reference
from benchmarks.installation import Installation, free_port
from benchmarks.load.generator import Job
from benchmarks.load.sending import Sent, in_turn, send
from benchmarks.programs import Server, environment
from benchmarks.programs import run as run_program
from benchmarks.stage import Stage
from desvelo.base.processes import port as ports

MOST_PER_SECOND = 16_000
WARM_SECONDS = 0.5
SECRET = "secret of the references"  # noqa: S105  signs nothing but what is measured
ASGI, WSGI = ("--interface", "asgi"), ("--interface", "wsgi", "--workers", "2", "--blocking-threads", "8")


@catalogue.add("intake", about="durable webhooks of 1 KB in a burst")
def run(stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Measure the door, then each reference on a database of its own."""
    with stage.fresh() as installation:
        door = _burst(_job(effort, installation), effort)
        with installation.standing_still("worker"):
            alone = _burst(_job(effort, installation), effort)
    bare = Reference("a bare one-table group commit", _rate(stage, effort, "group_commit", ASGI), AtLeast(0.70))
    django = Reference("a transaction for each request in Django", _rate(stage, effort, "one_by_one", WSGI), AtLeast(5))
    ceiling = Reference("a server that does nothing: the generator's ceiling", _rate(stage, effort, "nothing", ASGI))
    yield Figure(
        f"durable at {effort.connections} connections", door.rate, "/s", AtLeast(3_000), (bare, django, ceiling)
    )
    yield Figure("answered, p50", door.percentile_ms(0.50), "ms")
    yield Figure("answered, p99", door.percentile_ms(0.99), "ms", AtMost(120))
    without = tuple(replace(each, budget=None) for each in (bare, django))
    yield Figure("durable while the worker stands still", alone.rate, "/s", None, without)


def _rate(stage: Stage, effort: Effort, name: str, served: tuple[str, ...]) -> float:
    """Return what a reference accepts in a second."""
    with stage.database() as url:
        port, env = free_port(), environment(BENCH_DATABASE_URL=url, BENCH_SECRET=SECRET)
        run_program(f"benchmarks.reference.{name}", env=env)
        command = [sys.executable, "-m", "granian", "--no-ws", "--log-level", "warning", "--backlog", "2048", *served]
        command += ["--host", "127.0.0.1", "--port", str(port), f"benchmarks.reference.{name}:app"]
        with Server(command, env=env) as server:
            server.wait_until(lambda: ports.answers("127.0.0.1", port))
            return _burst(_plan(effort, port=port, number="1", secret=SECRET), effort).rate


def _burst(job: Job, effort: Effort) -> Sent:
    """Warm up, then send for the whole time."""
    share = len(job.phones) // 16
    send(replace(job, seconds=min(WARM_SECONDS, effort.seconds), phones=job.phones[:share]))
    sent = send(job)
    sent.require_all_accepted()
    return sent


def _job(effort: Effort, installation: Installation) -> Job:
    info = installation.info
    return _plan(effort, port=installation.port, number=info["phone_number_id"], secret=info["app_secret"])


def _plan(effort: Effort, *, port: int, number: str, secret: str) -> Job:
    count = int(effort.seconds * MOST_PER_SECOND)
    return Job(
        port=port,
        number=number,
        secret=secret,
        connections=effort.connections,
        phones=in_turn(messages.phones(effort.contacts), count),
        texts=[None] * count,
        seconds=effort.seconds,
    )
