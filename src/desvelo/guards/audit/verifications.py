"""What the last verification of the log said, and how far the present one got: rows of ``ledger.verification``."""

from datetime import datetime
from typing import Any

from django.db import connection

from desvelo.guards.audit.verification import Verification
from desvelo.kernel.ledger.merkle import HASH_BYTES, right_edge
from desvelo.kernel.ledger.verify import Problem

_COLUMNS = "id, started_at, target, checked, signed, edge, finished_at, root, problem, problem_index, problem_last"


def begin(*, target: int, now: datetime) -> None:
    """Begin one, unless one is running."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.verification (started_at, target) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [now, target],
        )


def running(*, lock: bool) -> Verification | None:
    """Return the one that runs; with *lock*, only if nobody else is at it in this moment."""
    return _one("WHERE finished_at IS NULL" + (" FOR UPDATE SKIP LOCKED" if lock else ""))


def last_finished() -> Verification | None:
    """Return the newest one that reached its end, or a problem."""
    return _one("WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT 1")


def save(verification: Verification) -> None:
    """Keep how far it got, or how it ended."""
    problem = verification.problem
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger.verification SET checked = %s, signed = %s, edge = %s, finished_at = %s, root = %s, "
            "problem = %s, problem_index = %s, problem_last = %s WHERE id = %s",
            [
                verification.checked,
                verification.signed,
                b"".join(verification.edge[place] for place in right_edge(verification.checked)),
                verification.finished_at,
                verification.root,
                problem.code if problem else "",
                problem.index if problem else None,
                problem.last if problem else None,
                verification.id,
            ],
        )


def _one(which: str) -> Verification | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_COLUMNS} FROM ledger.verification {which}")  # noqa: S608  constants
        row = cursor.fetchone()
    return _read(row) if row else None


def _read(row: tuple[Any, ...]) -> Verification:
    id_, started_at, target, checked, signed, edge, finished_at, root, problem, index, last = row
    hashes = [bytes(edge[start : start + HASH_BYTES]) for start in range(0, len(edge), HASH_BYTES)]
    return Verification(
        id=id_,
        started_at=started_at,
        target=target,
        checked=checked,
        signed=signed,
        edge=dict(zip(right_edge(checked), hashes, strict=True)),
        finished_at=finished_at,
        root=bytes(root) if root is not None else None,
        problem=Problem(code=problem, index=index, last=last) if problem else None,
    )
