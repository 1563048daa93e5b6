"""Read the log again from its first leaf, a bounded step at a time, and compare it with every hash and every signature.

A step hashes some thousand leaves, builds the tree on from where the last one stopped, and compares each node with the
stored one, so that a changed leaf is named; at each checkpoint on the way it compares the root with the signed one.  At
the end the newest checkpoint kept outside the database must not know a larger tree, the last ones kept there must still
be in the database, and nothing may stand beyond the tree.  So a log of millions is read without holding a connection, a
lock or a worker for longer than a step.

Source: security-design D7.3, D7.5 to D7.7.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from desvelo.guards.audit import anchor, signing, store, tree
from desvelo.guards.audit.verification import Verification
from desvelo.kernel.ledger import merkle
from desvelo.kernel.ledger.errors import NoteInvalid
from desvelo.kernel.ledger.merkle import Coordinate
from desvelo.kernel.ledger.note import Checkpoint
from desvelo.kernel.ledger.verify import Problem

STEP = 10_000


class _Broken(Exception):
    """Carries the first problem out of a step."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def step(run: Verification, *, now: datetime) -> Verification:
    """Return *run* after one step: further on, or finished."""
    end = min(run.checked + STEP, run.target)
    try:
        grown = _read_on(run, end=end)
        if end < run.target:
            return grown
        _compare_with_anchor()
        _compare_beyond()
    except _Broken as broken:
        return replace(run, finished_at=now, problem=broken.problem)
    if grown.signed == 0 < run.target:
        return replace(grown, finished_at=now, problem=Problem(code="nothing_signed", index=0))
    return replace(grown, finished_at=now)


def _read_on(run: Verification, *, end: int) -> Verification:
    """Read the leaves from where *run* stands up to *end*."""
    hashes = _leaf_hashes(start=run.checked, end=end)
    nodes = {(level, index): value for level, index, value in merkle.extend(run.checked, run.edge, hashes)}
    _compare_with_nodes(nodes, start=run.checked, end=end)
    known = {**run.edge, **nodes}
    edge = {place: known[place] for place in merkle.right_edge(end)}
    return replace(_compare_with_checkpoints(run, known, end=end), checked=end, edge=edge)


def _leaf_hashes(*, start: int, end: int) -> list[bytes]:
    """Hash the leaves; every index must have its own."""
    hashes = []
    for expected, (index, leaf) in enumerate(store.numbered_leaves(start=start, end=end), start=start):
        if index != expected:
            raise _Broken(Problem(code="leaf_missing", index=expected))
        hashes.append(merkle.leaf_hash(leaf))
    if len(hashes) < end - start:
        raise _Broken(Problem(code="leaf_missing", index=start + len(hashes)))
    return hashes


def _compare_with_nodes(nodes: Mapping[Coordinate, bytes], *, start: int, end: int) -> None:
    """Name the first leaf that is not the one whose hash was stored; above the leaves, the stretch a node sums up."""
    made = tree.kept(nodes)
    if tree.joined_over(start=start, end=end) == _joined(made):
        return
    stored = tree.kept_over(start=start, end=end)
    wrong = [place for place, value in made.items() if stored.get(place) != value]
    if wrong:
        level, index = min(wrong)
        if level == 0:
            raise _Broken(Problem(code="leaf_changed", index=index))
        raise _Broken(Problem(code="leaves_changed", index=index << level, last=((index + 1) << level) - 1))


def _joined(nodes: Mapping[Coordinate, bytes]) -> dict[int, tuple[int, bytes]]:
    """Count and join the hashes of each level; *nodes* come level by level, from left to right."""
    levels = {level: [value for _, value in group] for level, group in groupby(nodes.items(), lambda each: each[0][0])}
    return {level: (len(hashes), b"".join(hashes)) for level, hashes in levels.items()}


def _compare_with_checkpoints(run: Verification, known: Mapping[Coordinate, bytes], *, end: int) -> Verification:
    """Compare the root at each checkpoint on the way with the signed one; note how far it is signed now."""
    signed, root = run.signed, run.root
    for checkpoint in store.checkpoints(above=run.checked, up_to=end):
        root = _signed(checkpoint.note, size=checkpoint.size)
        if root != checkpoint.root:
            raise _Broken(Problem(code="checkpoint_not_valid", index=checkpoint.size))
        if root != merkle.root_of_edge(checkpoint.size, known):
            raise _Broken(Problem(code="leaves_changed", index=signed, last=checkpoint.size - 1))
        signed = checkpoint.size
    return replace(run, signed=signed, root=root)


def _signed(note: str, *, size: int) -> bytes:
    """Return the root that was signed for *size*."""
    try:
        checkpoint = signing.signed(note)
    except NoteInvalid:
        raise _Broken(Problem(code="checkpoint_not_valid", index=size)) from None
    if checkpoint.size != size:
        raise _Broken(Problem(code="checkpoint_not_valid", index=size))
    return checkpoint.root


def _compare_with_anchor() -> None:
    """The newest checkpoint kept outside must be of this history: not of a larger tree, nor of another of its size."""
    kept = anchor.newest()
    if kept is None:
        return
    try:
        outside = signing.signed(kept)
    except NoteInvalid:
        raise _Broken(Problem(code="anchor_not_valid", index=0)) from None
    size = store.size()  # asked after the file was read: the log grows, and what is outside is never ahead of it
    if outside.size > size:
        raise _Broken(Problem(code="leaves_missing", index=size, last=outside.size - 1))
    places: Sequence[Coordinate] = merkle.right_edge(outside.size)
    nodes = tree.nodes_at(places)
    if len(nodes) < len(places) or merkle.root_of_edge(outside.size, nodes) != outside.root:
        raise _Broken(Problem(code="histories_differ", index=outside.size))


def _compare_beyond() -> None:
    """Nothing may stand beyond the tree, and no checkpoint be gone that the end of the file outside still has."""
    if (node := tree.node_beyond()) is not None:
        level, index = node
        raise _Broken(Problem(code="node_added", index=index << level, last=((index + 1) << level) - 1))
    if (added := store.checkpoint_beyond()) is not None:
        raise _Broken(Problem(code="checkpoint_not_valid", index=added))
    kept = [signed.size for signed in map(_readable, anchor.recent()) if signed is not None]
    if gone := sorted(set(kept) - store.checkpoints_among(kept)):
        raise _Broken(Problem(code="checkpoint_missing", index=gone[0]))


def _readable(text: str) -> Checkpoint | None:
    try:
        return signing.signed(text)
    except NoteInvalid:
        return None
