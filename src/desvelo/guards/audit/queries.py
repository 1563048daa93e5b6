"""Read the log: entries, proofs, and whether the whole of it holds together."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from desvelo.guards.audit import (
    acts,
    anchor,
    anchor_states,
    finding,
    freezing,
    signing,
    store,
    sweeps,
    tree,
    verifications,
)
from desvelo.guards.audit.acts import Act
from desvelo.guards.audit.anchors.interface import Evidence
from desvelo.guards.audit.entry import REFUSED, mention_of
from desvelo.guards.audit.errors import EntryNotFound
from desvelo.guards.audit.search import Search
from desvelo.guards.audit.states import AnchorState, Discrepancy, Freeze, Sweep
from desvelo.guards.audit.verification import Verification
from desvelo.kernel.ledger import merkle, packing, verify
from desvelo.kernel.ledger.errors import NoteInvalid, ProofInvalid
from desvelo.kernel.ledger.merkle import Step

PAGE = 50
EVERYTHING = Search()
_NAMES = "(position(%s::bytea IN e.leaf) > 0 OR position(%s::bytea IN e.leaf) > 0)"
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
    session: str = ""

    @property
    def leaf_hash(self) -> bytes:
        """Return the hash of the leaf in the tree."""
        return merkle.leaf_hash(self.leaf)

    @property
    def is_refused(self) -> bool:
        """Tell whether what was tried was not permitted."""
        return self.result.startswith(REFUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class InclusionProof:
    """That an entry is in the tree of *size* with *root*: the hashes on the way up.

    *checkpoint* is the signed statement about that tree; None says that the entry waits for the next one.  *steps* are
    the way up as it is drawn, and empty when the log holds too little to walk it.
    """

    index: int
    size: int
    leaf_hash: bytes
    path: tuple[bytes, ...]
    root: bytes
    holds: bool
    checkpoint: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tree:
    size: int
    root: bytes
    checkpoint: str | None


def entries(wanted: Search = EVERYTHING, *, before: int | None = None, limit: int = PAGE) -> list[LoggedEntry]:
    """Return a page of the entries that match, newest first."""
    return [_logged(*row) for row in finding.page(wanted, before=before, limit=limit)]


def count(wanted: Search = EVERYTHING, *, limit: int) -> int:
    """Return how many entries match; at *limit* the counting stops."""
    return finding.count(wanted, limit=limit)


def first(wanted: Search = EVERYTHING) -> LoggedEntry | None:
    """Return the oldest entry of the people that *wanted* names, or of all."""
    row = finding.first(wanted)
    return _logged(*row) if row else None


def by_hour(wanted: Search, *, zone: str) -> dict[datetime, int]:
    """Return how many matching entries fell into each hour of local time."""
    return finding.by_hour(wanted, zone=zone)


def contacts(wanted: Search, *, limit: int) -> list[tuple[UUID, int]]:
    """Return whom the newest *limit* matching entries are about, each with the index of the newest, latest first."""
    return finding.contacts(wanted, limit=limit)


def entry(index: int) -> LoggedEntry:
    """Return one entry; raise EntryNotFound."""
    found = _select("l.index = %s", [index], "")
    if not found:
        raise EntryNotFound
    return found[0]


def about_contact(contact: UUID, *, limit: int = 10) -> list[LoggedEntry]:
    """Return the newest entries about a contact, those waiting for an index included."""
    return _select("e.contact_id = %s", [contact], f"ORDER BY e.written_at DESC, e.id DESC LIMIT {int(limit)}")


def notes_on(indexes: Iterable[int]) -> list[LoggedEntry]:
    """Return the entries that speak of those at *indexes*, oldest first."""
    condition = "l.index IN (SELECT index FROM ledger.mention WHERE what = ANY(%s))"
    return _select(condition, [[mention_of(index) for index in indexes]], "ORDER BY l.index")


def last_mentioning(each_of: Iterable[str]) -> dict[str, LoggedEntry]:
    """Return for each of these the newest entry with an index that is found by it, where there is one.

    What it is found by is a row beside the tree (``entry.mentioned``): whether it says so, its leaf tells.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.sought, n.index, e.id, e.leaf FROM unnest(%s::text[]) AS s(sought) CROSS JOIN LATERAL "
            "(SELECT l.index, l.entry_id FROM ledger.mention m JOIN ledger.leaf l ON l.index = m.index "
            "WHERE m.what = s.sought ORDER BY m.index DESC LIMIT 1) n JOIN ledger.entry e ON e.id = n.entry_id",
            [list(each_of)],
        )
        return {sought: _logged(*entry) for sought, *entry in cursor.fetchall()}


def last_moments(people: Iterable[UUID], *, tag: str) -> dict[UUID, datetime]:
    """Return when each of *people* did something of a kind last, if ever and not refused."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT who.id, x.moment FROM unnest(%s::uuid[]) AS who(id) CROSS JOIN LATERAL "
            "(SELECT l.moment FROM ledger.leaf l WHERE l.person_id = who.id AND l.kind = %s AND NOT l.refused "
            "ORDER BY l.index DESC LIMIT 1) x",
            [list(people), tag],
        )
        return dict(cursor.fetchall())


def any_tagged(tags: Iterable[str], *, naming: str) -> bool:
    """Tell whether an entry of these kinds has *naming* in its leaf, with an index or not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT leaf FROM ledger.entry WHERE tag = ANY(%s)", [list(tags)])
        return any(naming.encode() in packing.unpack(bytes(leaf)) for (leaf,) in cursor)


def leaves_saying(what: str, *, start: int, end: int) -> list[bytes]:
    """Return the leaves from index *start* up to, not including, *end* in which *what* stands, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.leaf FROM ledger.leaf l JOIN ledger.entry e ON e.id = l.entry_id WHERE l.index >= %s "
            "AND l.index < %s AND position(convert_to(%s, 'UTF8') IN e.leaf) > 0 ORDER BY l.index",
            [start, end, what],
        )
        return [packing.unpack(bytes(row[0])) for row in cursor.fetchall()]


def payloads(of: Iterable[UUID]) -> dict[UUID, bytes]:
    """Return what is sealed beside each entry and was not forgotten."""
    return store.payloads(of)


def naming(what: UUID, *, contact: UUID, tag: str) -> LoggedEntry | None:
    """Return the first entry of a kind about a contact that names *what*, such as a message."""
    condition = f"e.contact_id = %s AND e.tag = %s AND {_NAMES}"
    found = _select(condition, [contact, tag, *_written(what)], "ORDER BY e.written_at LIMIT 1")
    return found[0] if found else None


def next_naming(what: UUID, *, contact: UUID, tag: str, since: datetime) -> datetime | None:
    """Return when, from *since* on, the first entry of a kind about a contact that names *what* was written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(written_at) FROM ledger.entry e "  # noqa: S608  constants
            f"WHERE contact_id = %s AND tag = %s AND result = 'done' AND written_at >= %s AND {_NAMES}",
            [contact, tag, since, *_written(what)],
        )
        found: datetime | None = cursor.fetchone()[0]
    return found


def pending_count() -> int:
    """Return how many entries wait for their index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger.pending")
        return int(cursor.fetchone()[0])


def acts_between(first: datetime, last: datetime) -> Iterator[Act]:
    """Yield what people did, and were not refused, between two moments of this machine."""
    return acts.between(first, last)


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


def sealed_at(index: int) -> datetime | None:
    """Return when the first checkpoint that covers *index* was signed."""
    return store.sealed_at(index)


def checkpoints_below(size: int | None, *, limit: int) -> list[store.StoredCheckpoint]:
    """Return the newest checkpoints of trees smaller than *size*, or of all, newest first."""
    return store.checkpoints_below(size, limit=limit)


def evidence(sizes: Iterable[int]) -> dict[tuple[str, int], Evidence]:
    """Return what places outside gave for checkpoints of *sizes*, by place and size."""
    return anchor_states.evidence(sizes)


def anchors() -> list[AnchorState]:
    """Return how far each place outside is."""
    return anchor_states.every()


def freeze() -> Freeze | None:
    """Return since when nothing is signed, if signing stopped."""
    return freezing.holds()


def last_sweep() -> Sweep | None:
    """Return the newest comparison of sealed rows that came to an end, whatever its share."""
    return sweeps.last_finished(least_share=0)


def running_sweep() -> Sweep | None:
    """Return the comparison of sealed rows that is under way."""
    return sweeps.running()


def discrepancy_count() -> int:
    """Return how many records were found not to be as the log says."""
    return sweeps.count()


def discrepancies(*, limit: int) -> list[Discrepancy]:
    """Return which records were found not to be as the log says, newest first."""
    return sweeps.discrepancies(limit=limit)


def last_verification() -> Verification | None:
    """Return the newest verification of the whole log that came to an end."""
    return verifications.last_finished()


def running_verification() -> Verification | None:
    """Return the verification that is under way."""
    return verifications.running(lock=False)


def public_key() -> bytes:
    """Return the key with which a stranger checks what this log signed."""
    return signing.public_key()


def prove(index: int) -> InclusionProof:
    """Prove that the entry at *index* is in the newest signed tree, or, before one covers it, in the tree as it stands.

    Raises EntryNotFound.
    """
    found = entry(index)
    tree = _tree_over(index)
    path = _path(index, size=tree.size)
    steps = _climbed(found, index=index, size=tree.size, path=path)
    reached = steps[-1].node if steps else found.leaf_hash
    return InclusionProof(
        index=index,
        size=tree.size,
        leaf_hash=found.leaf_hash,
        path=path,
        root=tree.root,
        holds=reached == tree.root and len(steps) == len(path),
        checkpoint=tree.checkpoint,
        steps=steps,
    )


def verify_all() -> verify.Report:
    """Verify every leaf and every checkpoint from the first on; name the changed leaf where stored hashes tell it."""
    outside = anchor.newest()
    notes = [checkpoint.note for checkpoint in store.checkpoints()] + ([outside] if outside else [])
    leaves = store.leaves(start=0, end=store.size())
    report = verify.verify(leaves, notes, signing.public_key(), settings.LEDGER_ORIGIN)
    if report.problem is None or report.problem.last is None:
        return report
    return replace(report, problem=_narrowed(report.problem, last=report.problem.last))


def _tree_over(index: int) -> _Tree:
    """Return the newest signed tree if it holds *index*; its root is the one that was signed, not the one stored."""
    checkpoint = store.last_checkpoint()
    if checkpoint is None or checkpoint.size <= index:
        total = store.size()
        return _Tree(size=total, root=_stored_root(total), checkpoint=None)
    try:
        root = signing.signed(checkpoint.note).root
    except NoteInvalid:
        root = b""
    return _Tree(size=checkpoint.size, root=root, checkpoint=checkpoint.note)


def _stored_root(size: int) -> bytes:
    """Return the root that the stored nodes give; none when one of them is gone."""
    try:
        return merkle.root(tree.StoredNodes(merkle.right_edge(size)), size)
    except KeyError:
        return b""


def _path(index: int, *, size: int) -> tuple[bytes, ...]:
    """Return the hashes on the way up; none when one of them is gone."""
    nodes = tree.StoredNodes(merkle.inclusion_coordinates(index=index, size=size))
    try:
        return tuple(merkle.inclusion_proof(nodes, index=index, size=size))
    except KeyError:
        return ()


def _climbed(found: LoggedEntry, *, index: int, size: int, path: tuple[bytes, ...]) -> tuple[Step, ...]:
    try:
        return tuple(merkle.climb(leaf_hash=found.leaf_hash, index=index, size=size, proof=path))
    except ProofInvalid:
        return ()


def _narrowed(problem: verify.Problem, *, last: int) -> verify.Problem:
    """Name the first leaf of a broken stretch that is not the one whose hash was stored."""
    stored = tree.leaf_hashes(start=problem.index, end=last + 1)
    leaves = store.leaves(start=problem.index, end=last + 1)
    for index, (leaf, known) in enumerate(zip(leaves, stored, strict=False), start=problem.index):
        if merkle.leaf_hash(leaf) != known:
            return verify.Problem(code="leaf_changed", index=index)
    return problem


def _written(what: UUID) -> tuple[bytes, bytes]:
    """Return how an id stands in a packed leaf, and in one from before leaves were packed."""
    return packing.packed_id(what), str(what).encode()


def _select(condition: str, values: Sequence[Any], rest: str) -> list[LoggedEntry]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.index, e.id, e.leaf FROM ledger.entry e "  # noqa: S608  constants
            f"LEFT JOIN ledger.leaf l ON l.entry_id = e.id WHERE {condition} {rest}",
            values,
        )
        return [_logged(*row) for row in cursor.fetchall()]


def _logged(index: int | None, entry_id: UUID, stored: bytes) -> LoggedEntry:
    """Read an entry from its leaf, which the tree binds; the columns beside it only find it."""
    leaf = packing.unpack(bytes(stored))
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
        session=said.get("session", ""),
        leaf=leaf,
    )


def _read(leaf: bytes) -> dict[str, Any]:
    """Return what a leaf says; one that somebody broke says so, and the rest of the page can still be read."""
    try:
        said = json.loads(leaf)
    except ValueError:
        return _BROKEN
    return said if isinstance(said, dict) and said.keys() >= _BROKEN.keys() else _BROKEN
