"""The door under a burst: how many webhooks of 1 KB become durable in a second, and how long each waits for it.

The whole product runs, so the worker takes in what the door lets in and wants the same two cores.  A second run with
the worker standing still shows what the door alone can do.  Both at the usual number of connections and at a crowd of
them, each beside a bare group commit at as many.
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
    sizes = [effort, replace(effort, connections=effort.crowd)]
    with stage.fresh() as installation:
        doors = [_burst(_job(each, installation), each) for each in sizes]
        with installation.standing_still("worker"):
            alone = [_burst(_job(each, installation), each) for each in sizes]
    django = Reference("a transaction for each request in Django", _rate(stage, effort, "one_by_one", WSGI), AtLeast(5))
    ceiling = Reference("a server that does nothing: the generator's ceiling", _rate(stage, effort, "nothing", ASGI))
    for each, door, by_itself in zip(sizes, doors, alone, strict=True):
        bare = Reference("a bare one-table group commit", _rate(stage, each, "group_commit", ASGI), AtLeast(0.70))
        yield from _figures(each, door, by_itself, (bare, django, ceiling) if each is effort else (bare,))


def _figures(effort: Effort, door: Sent, alone: Sent, references: tuple[Reference, ...]) -> Iterator[Figure]:
    """Yield what the door did at one number of connections; the budgets are about the usual number."""
    usual = len(references) > 1
    at = f"at {effort.connections} connections"
    without = tuple(replace(each, budget=None) for each in references)
    yield Figure(f"durable {at}", door.rate, "/s", AtLeast(3_000) if usual else None, references if usual else without)
    yield Figure(f"answered {at}, p50", door.percentile_ms(0.50), "ms")
    yield Figure(f"answered {at}, p99", door.percentile_ms(0.99), "ms", AtMost(120) if usual else None)
    yield Figure(f"answered {at}, p99.9", door.percentile_ms(0.999), "ms")
    yield Figure(f"durable {at} while the worker stands still", alone.rate, "/s", None, without)
    yield Figure(f"answered {at} while the worker stands still, p99.9", alone.percentile_ms(0.999), "ms")


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
