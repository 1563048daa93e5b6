"""A witness cosigns each checkpoint after it saw a proof that the log only grew.

We send the size we believe it saw last, the proof from there, and the checkpoint.  A witness that saw another size says
so (409), and we prove from that one.  Its cosignature is kept beside the checkpoint and in a file outside the database.
The public network of witnesses is not in production: this speaks to the one that was configured.

Source: c2sp.org/tlog-witness; security-design D7.5 (5), D7.8.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus

from desvelo.base.config.anchoring import Anchoring
from desvelo.base.http.client import Answer
from desvelo.guards.audit import anchor, signing, tree
from desvelo.guards.audit.anchors import asking
from desvelo.guards.audit.anchors.interface import Evidence, Known, NotAnchored
from desvelo.guards.audit.store import StoredCheckpoint
from desvelo.kernel.ledger import merkle, witnessing
from desvelo.kernel.ledger.errors import NoteInvalid

_TRIES = 3
_SIZE_KIND = "text/x.tlog.size"


class ByAWitness:
    """Shows it each checkpoint and keeps what it cosigned."""

    name = "witness"
    every = timedelta(0)

    def is_on(self, config: Anchoring) -> bool:
        """Tell whether a witness was named."""
        return bool(config.witness_url)

    def publish(self, newest: StoredCheckpoint, *, since: int, config: Anchoring, now: datetime) -> Evidence:
        """Have it cosigned, from the size the witness says it knows; raise NotAnchored."""
        del now
        by = _witness(config)
        old = since if since <= newest.size else 0  # after an acknowledged gap: it says itself what it saw
        for _ in range(_TRIES):
            answer = _add(newest, old=old, config=config)
            if answer.status_code != HTTPStatus.CONFLICT:
                return _kept(answer, newest, by=by)
            stale, old = old, _stale(answer)
            if old > newest.size:
                raise NotAnchored(reason="witness_knows_more")
            if old == stale:
                raise NotAnchored(reason="witness_knows_other_root")
        raise NotAnchored(reason="witness_moves")

    def known(self, newest: StoredCheckpoint | None, *, config: Anchoring) -> Iterator[Known]:
        """Yield what is kept in the file, and what the witness answers when the newest checkpoint is shown again.

        A witness that saw less says its size, which tells nothing against us; one that saw as much under another root
        says our own size.  Raises NotAnchored when it does not answer.
        """
        kept = anchor.newest(anchor.COSIGNED)
        if kept is not None:
            try:
                found = signing.signed(kept)
            except NoteInvalid:
                raise NotAnchored(reason="not_ours") from None
            yield Known(by=self.name, size=found.size, root=found.root)
        if newest is None or not self.is_on(config):
            return
        answer = _add(newest, old=newest.size, config=config)
        if answer.status_code == HTTPStatus.CONFLICT:
            size = _stale(answer)
            other_root = b"" if size == newest.size else None
            yield Known(by=self.name, size=size, root=other_root)


def _witness(config: Anchoring) -> witnessing.Witness:
    try:
        return witnessing.witness(config.witness_key)
    except NoteInvalid:
        raise NotAnchored(reason="witness_key") from None


def _add(newest: StoredCheckpoint, *, old: int, config: Anchoring) -> Answer:
    body = witnessing.request(old_size=old, proof=_proof(old, newest.size), note=newest.note)
    return asking.post(f"{config.witness_url}/add-checkpoint", body, kind="text/plain; charset=utf-8")


def _proof(old: int, new: int) -> list[bytes]:
    """Return the proof that the tree of *old* leaves grew into that of *new*; none from the empty one."""
    if old in {0, new}:
        return []
    nodes = tree.StoredNodes(merkle.consistency_coordinates(old_size=old, new_size=new))
    try:
        return merkle.consistency_proof(nodes, old_size=old, new_size=new)
    except KeyError:
        raise NotAnchored(reason="nodes_missing") from None


def _stale(answer: Answer) -> int:
    if answer.headers.get("content-type", "").split(";")[0] != _SIZE_KIND:
        raise NotAnchored(reason="witness_knows_other_root")
    try:
        return witnessing.stale_size(answer.body)
    except NoteInvalid:
        raise NotAnchored(reason="answer_unreadable") from None


def _kept(answer: Answer, newest: StoredCheckpoint, *, by: witnessing.Witness) -> Evidence:
    """Keep the cosignature of an answer that holds one."""
    if answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY:
        raise NotAnchored(reason="proof_refused")
    if answer.status_code != HTTPStatus.OK:
        raise NotAnchored(reason=f"http_{answer.status_code}")
    try:
        cosigned = witnessing.cosigned(answer.body, note=newest.note, by=by)
    except NoteInvalid as wrong:
        raise NotAnchored(reason=f"cosignature_{wrong.params['reason']}") from None
    try:
        anchor.append(f"{newest.note}{cosigned.line}\n", anchor.COSIGNED)
    except OSError as error:
        raise NotAnchored(reason=f"disk_{error.errno}") from error
    return Evidence(content=f"{cosigned.line}\n".encode(), said_at=cosigned.at)


ANCHOR = ByAWitness()
