"""Read the log: entries, proofs, and whether the whole of it holds together."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from desvelo.base.keyring import keyring
from desvelo.guards.audit import store
from desvelo.guards.audit.errors import EntryNotFound
from desvelo.kernel.ledger import merkle, note, verify
from desvelo.kernel.ledger.errors import ProofInvalid

PAGE = 50
_COLUMNS = "l.index, e.id, e.leaf"
_BROKEN: dict[str, Any] = {
    "tag": "ledger:broken",
    "at": "1970-01-01T00:00:00+00:00",
    "actor": None,
    "contact": None,
    "result": "denied:broken",
    "objects": {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedEntry:
    """One entry with its index in the tree, or None while it waits for one."""

    index: int | None
    id: UUID
    tag: str
    at: datetime
    actor: UUID | None
    contact: UUID | None
    result: str
    objects: Mapping[str, str]
    leaf: bytes = field(repr=False)

    @property
    def leaf_hash(self) -> bytes:
        """Return the hash of the leaf in the tree."""
        return merkle.leaf_hash(self.leaf)


@dataclass(frozen=True, slots=True, kw_only=True)
class InclusionProof:
    """That an entry is in the tree of *size* with *root*: the hashes on the way up."""

    index: int
    size: int
    leaf_hash: bytes
    path: tuple[bytes, ...]
    root: bytes
    holds: bool


def entries(*, actor: UUID | None = None, before: int | None = None) -> list[LoggedEntry]:
    """Return a page of entries, newest first; only those of *actor* when one is given."""
    conditions: list[str] = ["l.index IS NOT NULL"]
    values: list[UUID | int] = []
    if actor is not None:
        conditions.append("e.actor_id = %s")
        values.append(actor)
    if before is not None:
        conditions.append("l.index < %s")
        values.append(before)
    return _select(" AND ".join(conditions), values, f"ORDER BY l.index DESC LIMIT {PAGE}")


def count(*, actor: UUID | None = None) -> int:
    """Return how many entries there are; only those of *actor* when one is given."""
    if actor is None:
        return store.size()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger.entry WHERE actor_id = %s", [actor])
        return int(cursor.fetchone()[0])


def entry(index: int) -> LoggedEntry:
    """Return one entry; raise EntryNotFound."""
    found = _select("l.index = %s", [index], "")
    if not found:
        raise EntryNotFound
    return found[0]


def about_contact(contact: UUID, *, limit: int = 10) -> list[LoggedEntry]:
    """Return the newest entries about a contact, those waiting for an index included."""
    return _select("e.contact_id = %s", [contact], f"ORDER BY e.written_at DESC, e.id DESC LIMIT {int(limit)}")


def naming(what: UUID, *, contact: UUID, tag: str) -> LoggedEntry | None:
    """Return the first entry of a kind about a contact that names *what*, such as a message."""
    condition = "e.contact_id = %s AND e.tag = %s AND position(convert_to(%s, 'UTF8') IN e.leaf) > 0"
    found = _select(condition, [contact, tag, str(what)], "ORDER BY e.written_at LIMIT 1")
    return found[0] if found else None


def next_naming(what: UUID, *, contact: UUID, tag: str, since: datetime) -> datetime | None:
    """Return when, from *since* on, the first entry of a kind about a contact that names *what* was written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(written_at) FROM ledger.entry WHERE contact_id = %s AND tag = %s AND result = 'done' "
            "AND written_at >= %s AND position(convert_to(%s, 'UTF8') IN leaf) > 0",
            [contact, tag, since, str(what)],
        )
        found: datetime | None = cursor.fetchone()[0]
    return found


def pending_count() -> int:
    """Return how many entries wait for their index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger.pending")
        return int(cursor.fetchone()[0])


def size() -> int:
    """Return how many entries the tree holds."""
    return store.size()


def registered_at(entry_id: UUID) -> datetime | None:
    """Return when an entry got its index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT given_at FROM ledger.leaf WHERE entry_id = %s", [entry_id])
        row = cursor.fetchone()
    return row[0] if row else None


def last_checkpoint() -> store.StoredCheckpoint | None:
    """Return the newest signed checkpoint."""
    return store.last_checkpoint()


def prove(index: int) -> InclusionProof:
    """Prove that the entry at *index* is in the tree as it stands now; raise EntryNotFound."""
    found, total = entry(index), store.size()
    nodes = store.StoredNodes({*merkle.inclusion_coordinates(index=index, size=total), *merkle.right_edge(total)})
    proof = tuple(merkle.inclusion_proof(nodes, index=index, size=total))
    root = merkle.root(nodes, total)
    holds = _holds(leaf_hash=found.leaf_hash, index=index, size=total, proof=proof, root=root)
    return InclusionProof(index=index, size=total, leaf_hash=found.leaf_hash, path=proof, root=root, holds=holds)


def verify_all() -> verify.Report:
    """Verify every leaf and every checkpoint from the first on; name the changed leaf where stored hashes tell it."""
    key = note.public_key(keyring(settings.DESVELO.keys).service("audit-signing"))
    notes = [checkpoint.note for checkpoint in store.checkpoints()]
    report = verify.verify(store.leaves(start=0, end=store.size()), notes, key, settings.LEDGER_ORIGIN)
    if report.problem is None or report.problem.last is None:
        return report
    return replace(report, problem=_narrowed(report.problem, last=report.problem.last))


def _narrowed(problem: verify.Problem, *, last: int) -> verify.Problem:
    """Name the first leaf of a broken stretch that is not the one whose hash was stored."""
    stored = store.leaf_hashes(start=problem.index, end=last + 1)
    leaves = store.leaves(start=problem.index, end=last + 1)
    for index, (leaf, known) in enumerate(zip(leaves, stored, strict=False), start=problem.index):
        if merkle.leaf_hash(leaf) != known:
            return verify.Problem(code="leaf_changed", index=index)
    return problem


def _holds(*, leaf_hash: bytes, index: int, size: int, proof: tuple[bytes, ...], root: bytes) -> bool:
    try:
        merkle.verify_inclusion(leaf_hash=leaf_hash, index=index, size=size, proof=proof, root=root)
    except ProofInvalid:
        return False
    return True


def _select(condition: str, values: Sequence[UUID | int | str], rest: str) -> list[LoggedEntry]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM ledger.entry e LEFT JOIN ledger.leaf l ON l.entry_id = e.id "  # noqa: S608  constants
            f"WHERE {condition} {rest}",
            values,
        )
        return [_logged(row) for row in cursor.fetchall()]


def _logged(row: tuple[int | None, UUID, bytes]) -> LoggedEntry:
    """Read an entry from its leaf, which the tree binds; the columns beside it only find it."""
    index, entry_id, leaf = row[0], row[1], bytes(row[2])
    said = _read(leaf)
    return LoggedEntry(
        index=index,
        id=entry_id,
        tag=said["tag"],
        at=datetime.fromisoformat(said["at"]),
        actor=UUID(said["actor"]) if said["actor"] else None,
        contact=UUID(said["contact"]) if said["contact"] else None,
        result=said["result"],
        objects=said["objects"],
        leaf=leaf,
    )


def _read(leaf: bytes) -> dict[str, Any]:
    """Return what a leaf says; one that somebody broke says so, and the rest of the page can still be read."""
    try:
        said = json.loads(leaf)
    except ValueError:
        return _BROKEN
    return said if isinstance(said, dict) and said.keys() >= _BROKEN.keys() else _BROKEN
