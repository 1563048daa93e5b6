"""The log as files for strangers: all of it, or a proof of each entry somebody asked for.

Everything is yielded line by line, so a log of millions needs the memory of some thousand entries.  What is sealed
beside an entry never leaves this way.

Source: security-design D7.7.
"""

import contextlib
import itertools
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.conf import settings

from desvelo.guards.audit import actions, anchor_states, signing, store, tree
from desvelo.guards.audit.anchors.interface import Evidence
from desvelo.guards.audit.errors import LedgerBroken, LedgerFrozen, NodesMissing, SealUnknown
from desvelo.guards.audit.queries import LoggedEntry
from desvelo.guards.audit.store import StoredCheckpoint
from desvelo.kernel.ledger import export, merkle, proof
from desvelo.kernel.ledger.errors import NoteInvalid, NothingProven
from desvelo.kernel.ledger.merkle import HeldNodes

_AT_ONCE = 2_000


def seal(*, now: datetime) -> StoredCheckpoint | None:
    """Sign the log as it stands; one that does not add up is never signed, and its last checkpoint is returned."""
    with contextlib.suppress(LedgerBroken, LedgerFrozen):
        actions.checkpoint(now=now)
    return store.last_checkpoint()


def log_lines(*, size: int) -> Iterator[str]:
    """Yield the export of the first *size* entries, and of the checkpoints that cover no more with their time stamps.

    A witness's cosignature stands under the checkpoint that it cosigned, as it does in the file outside.
    """
    notes = (text for some in _batches(store.each_checkpoint(up_to=size)) for text in cosigned(some))
    leaves = store.leaves(start=0, end=size)
    tokens = anchor_states.time_stamps(up_to=size)
    return export.lines(origin=settings.LEDGER_ORIGIN, checkpoints=notes, leaves=leaves, tokens=tokens)


def cosigned(checkpoints: Sequence[StoredCheckpoint]) -> list[str]:
    """Return the note of each of *checkpoints*, with the line of the witness that cosigned it."""
    given = anchor_states.evidence([each.size for each in checkpoints])
    return [with_cosignature(each, given.get(("witness", each.size))) for each in checkpoints]


def with_cosignature(checkpoint: StoredCheckpoint, line: Evidence | None) -> str:
    """Return the note of a checkpoint with the line of the witness that cosigned it, if one did."""
    return checkpoint.note + (line.content.decode() if line else "")


def growth(*, old: int, new: int | None) -> str:
    """Return the proof that the log of one checkpoint stands inside that of another; the newest, if *new* is None.

    Only between sizes that were signed: whoever asks holds one of the two, and could check no other.
    Raises NothingProven, OutsideTheTree, SealUnknown, NodesMissing.
    """
    if old == 0:
        raise NothingProven
    newest = store.last_checkpoint()
    size = new if new is not None else newest.size if newest else old
    ends = {each.size: each for each in store.checkpoints_of([old, size])}
    for each in (old, size):
        if each not in ends:
            raise SealUnknown(size=each)
    places = merkle.consistency_coordinates(old_size=old, new_size=size)
    try:
        hashes = merkle.consistency_proof(HeldNodes(tree.nodes_at(places)), old_size=old, new_size=size)
    except KeyError:
        raise NodesMissing from None
    first, last = cosigned([ends[old], ends[size]])
    return proof.growth(old=first, new=last, hashes=hashes)


def _batches(checkpoints: Iterator[StoredCheckpoint]) -> Iterator[list[StoredCheckpoint]]:
    while some := list(itertools.islice(checkpoints, _AT_ONCE)):
        yield some


def numbered(*, start: int, limit: int) -> Iterator[tuple[int, bytes]]:
    """Yield at most *limit* leaves from index *start* on, each with its index, oldest first."""
    return store.numbered_leaves(start=start, end=min(start + limit, store.size()))


def proof_lines(entries: Sequence[LoggedEntry], *, under: StoredCheckpoint | None) -> Iterator[str]:
    """Yield a proof of each entry under that checkpoint; of one that it does not cover, the entry alone."""
    size = _signed_size(under)
    numbered = [(entry.index, entry.leaf) for entry in entries if entry.index is not None]
    places = {
        place for index, _ in numbered if index < size for place in merkle.inclusion_coordinates(index=index, size=size)
    }
    nodes = HeldNodes(tree.nodes_at(places))
    for index, leaf in numbered:
        yield _line(nodes, index=index, leaf=leaf, size=size, note=under.note if under else "")


def _signed_size(checkpoint: StoredCheckpoint | None) -> int:
    """Return how many entries the signature covers, whatever stands in the column beside it."""
    if checkpoint is None:
        return 0
    try:
        return signing.signed(checkpoint.note).size
    except NoteInvalid:
        return 0


def _line(nodes: HeldNodes, *, index: int, leaf: bytes, size: int, note: str) -> str:
    if index >= size:
        return proof.without_proof(leaf=leaf, index=index)
    try:
        hashes = merkle.inclusion_proof(nodes, index=index, size=size)
    except KeyError:  # somebody took nodes away: what is left is the entry
        return proof.without_proof(leaf=leaf, index=index)
    return proof.as_json(leaf=leaf, index=index, hashes=hashes, checkpoint=note)
