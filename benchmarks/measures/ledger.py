"""The log by itself: how fast entries are written and given their place, how long a proof takes, and all of it."""

from collections.abc import Iterator

from benchmarks import catalogue, programs
from benchmarks.effort import MILLION, Effort
from benchmarks.figures import AtLeast, AtMost, Figure, Reference, percentile
from benchmarks.stage import Stage

VERIFY_MILLION_SECONDS = 30


@catalogue.add("ledger", about="entries, proofs and the full verification of the audit log")
def run(stage: Stage, effort: Effort) -> Iterator[Figure]:
    """Fill a log of its own and ask everything of it."""
    with stage.at_rest() as env:
        job = {"leaves": effort.leaves, "rounds": effort.rounds}
        told = programs.ask("benchmarks.inside ledger", job, env=env)
    yield Figure("entries in the log", told["size"], "")
    yield Figure("entries written", told["recorded_per_second"], "/s")
    yield Figure("given their place in the tree", told["indexed_per_second"], "/s", AtLeast(50_000))
    yield Figure("proof, p50", percentile(told["proof_ms"], 0.50), "ms")
    yield Figure("proof, p95", percentile(told["proof_ms"], 0.95), "ms", AtMost(2))
    hashed = Reference("reading and hashing each leaf once", told["hashed_per_second"])
    budget = AtLeast(MILLION / VERIFY_MILLION_SECONDS)
    yield Figure("verified, all of it, at once", told["verified_per_second"], "/s", budget, (hashed,))
    yield Figure("verified in steps, as the worker does", told["in_steps_per_second"], "/s", budget, (hashed,))
    yield Figure("verified by the script for strangers", told["alone_per_second"], "/s", budget, (hashed,))
    yield Figure("exported for them", told["exported_per_second"], "/s")
    yield Figure("an entry in the export", told["export_bytes"] / told["size"], "bytes")
