"""Write to the log, give indexes, sign checkpoints.

One sequencer at a time gives indexes, held by an advisory lock.  It is whoever gets there first: the worker, woken by
each write, or the request that waits for its own index.  So a reveal never depends on another process being alive.

Source: security-design D7.1 to D7.3.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from desvelo.guards.audit import (
    anchor,
    anchor_states,
    anchoring,
    freezing,
    signing,
    standing,
    store,
    tree,
    verifications,
    verifying,
)
from desvelo.guards.audit.anchors import catalogue
from desvelo.guards.audit.anchors.interface import Known, NotAnchored
from desvelo.guards.audit.entry import Entry
from desvelo.guards.audit.errors import (
    LedgerBroken,
    LedgerFrozen,
    NothingToAcknowledge,
    NotSequenced,
    NotTwoPeople,
)
from desvelo.guards.audit.states import Freeze
from desvelo.kernel.ledger import merkle

_BATCH = 2_000
ACKNOWLEDGED = "restore:acknowledge"


def record(entries: Sequence[Entry]) -> None:
    """Write *entries* in the caller's transaction: they are true if, and only if, it commits."""
    if entries:
        store.insert(entries)


def sequence() -> int:
    """Give an index to every entry that waits for one; return how many got theirs."""
    done = 0
    while given := _sequence_batch():
        done += given
        if given < _BATCH:
            break
    return done


def index_of(entry: UUID) -> int:
    """Return the index of a committed *entry*, giving it one now if it has none; raise NotSequenced otherwise."""
    index = store.index_of(entry)
    if index is None:
        sequence()
        index = store.index_of(entry)
    if index is None:
        raise NotSequenced
    return index


def checkpoint(*, now: datetime) -> store.StoredCheckpoint | None:
    """Sign the tree as it stands, if it grew.

    If it does not add up, or the file outside knows another history, sign nothing from then on: raises LedgerBroken,
    and after that LedgerFrozen until somebody acknowledges what happened.
    """
    if freezing.holds() is not None:
        raise LedgerFrozen
    try:
        signed = _signed(now=now)
    except LedgerBroken as broken:
        freezing.freeze(size=int(str(broken.params["size"])), now=now)
        raise
    if signed is not None:
        anchor_states.settle([("file", True)])
        anchoring.publish(catalogue.named("file"), signed, now=now)
    return signed


def acknowledge(*, by: UUID, also_by: UUID, now: datetime) -> Entry:
    """Put on record that entries known outside are lost, or that the log did not add up, and let it be signed again.

    Two people, named by their ids.  The entry, a signed note in the files outside, and what they list stay for ever.
    Raises NotTwoPeople, NothingToAcknowledge, and LedgerBroken if the log still does not add up.
    """
    if by == also_by:
        raise NotTwoPeople
    lost, _ = standing.gaps()
    frozen = freezing.holds()
    if not lost and frozen is None:
        raise NothingToAcknowledge
    entry = _acknowledgement(lost, frozen, by=by, also_by=also_by, now=now)
    text = standing.acknowledgement(lost)
    with transaction.atomic():
        record([entry])
        freezing.lift(now=now)
    for file in (anchor.ACKNOWLEDGED, anchor.CHECKPOINTS, anchor.COSIGNED):
        anchor.append(text, file)
    sequence()
    checkpoint(now=now)
    return entry


def begin_verification(*, now: datetime) -> None:
    """Begin to read the whole log as it stands now, unless somebody already does."""
    verifications.begin(target=store.size(), now=now)


def continue_verification(*, now: datetime) -> bool:
    """Do one bounded step of the verification that runs; return False when none does, or another is at it."""
    with transaction.atomic():
        run = verifications.running(lock=True)
        if run is None:
            return False
        verifications.save(verifying.step(run, now=now))
    return True


def ask_for_seal() -> None:
    """Let whoever signs know that somebody waits for the next checkpoint; it comes by itself within a minute anyway."""
    store.call_for_seal()


def forget_payloads(contact: UUID) -> int:
    """Delete what entries hold about a contact beyond ids, as erasure asks."""
    return store.forget_payloads(contact)


def forget_payloads_about(contact: UUID, objects: Sequence[UUID]) -> list[UUID]:
    """Delete what entries about a contact say in free text, where they name one of *objects*; return which entries."""
    return store.forget_payloads_about(contact, objects)


def _signed(*, now: datetime) -> store.StoredCheckpoint | None:
    with transaction.atomic():
        store.lock_sequencer()
        size, last = store.size(), store.last_checkpoint()
        _require_the_history_outside(size=size)
        if size == 0 or (last is not None and last.size == size):
            return None
        root = _recomputed_root(size=size, last=last)
        signed = store.StoredCheckpoint(size=size, root=root, note=signing.sign(size=size, root=root), signed_at=now)
        store.insert_checkpoint(signed)
    return signed


def _require_the_history_outside(*, size: int) -> None:
    """Pass when the file on this machine knows no other history; otherwise a new seal would hide that it did."""
    try:
        known = list(catalogue.named("file").known(None, config=settings.DESVELO.anchoring))
    except NotAnchored:
        raise LedgerBroken(size=size) from None
    if not all(standing.agrees(each) for each in known):
        raise LedgerBroken(size=size)


def _acknowledgement(lost: Sequence[Known], frozen: Freeze | None, *, by: UUID, also_by: UUID, now: datetime) -> Entry:
    objects = {
        "second": str(also_by),
        "lost": ",".join(f"{each.by}:{each.size}" for each in lost),
        "size": str(store.size()),
        "frozen": frozen.found_at.isoformat(timespec="seconds") if frozen else "",
    }
    return Entry(tag=ACKNOWLEDGED, at=now, actor=by, objects=objects)


def _sequence_batch() -> int:
    with transaction.atomic():
        store.lock_sequencer()
        size = store.size()
        hashes = store.give_places(first=size, limit=_BATCH)
        if hashes:
            tree.insert(merkle.extend(size, tree.nodes_at(merkle.right_edge(size)), hashes))
    return len(hashes)


def _recomputed_root(*, size: int, last: store.StoredCheckpoint | None) -> bytes:
    """Recompute the root from the leaves themselves since the last checkpoint; compare with the stored nodes."""
    start = last.size if last else 0
    edge = tree.nodes_at(merkle.right_edge(start))
    if last is not None and merkle.root_of_edge(start, edge) != last.root:
        raise LedgerBroken(size=start)
    hashes = [merkle.leaf_hash(leaf) for leaf in store.leaves(start=start, end=size)]
    if len(hashes) != size - start:
        raise LedgerBroken(size=size)
    known = {**edge, **{(level, index): value for level, index, value in merkle.extend(start, edge, hashes)}}
    root = merkle.root_of_edge(size, {place: known[place] for place in merkle.right_edge(size)})
    if merkle.root_of_edge(size, tree.nodes_at(merkle.right_edge(size))) != root:
        raise LedgerBroken(size=size)
    return root
