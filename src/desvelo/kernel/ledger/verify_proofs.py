"""The outsider's reading of proofs: one entry under a signed root, and one signed tree inside another.

An inclusion proof comes in our own JSON, one to a line, or as C2SP tlog-proof text whose extra data is the leaf; a
proof of growth in our JSON alone, for no published text form carries one outside the witness protocol::

    {"format":"desvelo-growth/1","hashes":["<base64>",…],"new":"<checkpoint>","old":"<checkpoint>"}

Source: RFC 9162 sections 2.1.3.2 and 2.1.4.2; c2sp.org/tlog-proof (read 2026-11-26); security-design D7.7, D7.8.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from desvelo.kernel.ledger.verify import Problem, Signed, decoded, read_signed

PROOF_FORMAT = "desvelo-proof/1"
ENTRY_FORMAT = "desvelo-entry/1"
GROWTH_FORMAT = "desvelo-growth/1"
TEXT_FORMAT = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})", re.ASCII)
_HASH_BYTES = 32
_LARGEST = 2**63


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenLeaf:
    """What a proof says: this leaf stands at *index* of *size*, if *problem* is None."""

    index: int
    size: int
    leaf: bytes
    problem: Problem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenGrowth:
    """What a proof of growth says: the tree of *new_size* only added to that of *old_size*, if *problem* is None.

    *ends* are its two checkpoints, *compared* how many of those kept elsewhere are of one of their sizes.
    """

    old_size: int
    new_size: int
    problem: Problem | None
    ends: tuple[Signed, ...] = field(default=(), compare=False, repr=False)
    compared: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proof:
    index: int
    leaf: bytes
    hashes: tuple[bytes, ...]
    checkpoint: str


def verify_proof(text: str, public_key: bytes, name: str) -> ProvenLeaf:
    """Verify the proof of one leaf, in either form, against the checkpoint it carries."""
    try:
        proof = _text_proof(text) if text.startswith(TEXT_FORMAT) else _json_proof(text)
    except (ValueError, RecursionError):
        return _refused("proof_unreadable")
    signed = read_signed(proof.checkpoint, public_key, name)
    if signed is None:
        return _refused("checkpoint_not_valid")
    holds = proof.index < signed.size and _climbed(proof, signed.size) == signed.root
    problem = None if holds else Problem(code="leaf_not_proven", index=proof.index)
    return ProvenLeaf(index=proof.index, size=signed.size, leaf=proof.leaf, problem=problem)


def verify_proofs(lines: Iterable[str], public_key: bytes, name: str) -> Iterator[ProvenLeaf]:
    """Verify proofs in JSON, one to a line, each for itself; a line that is only an entry is said to be not proven."""
    for line in lines:
        index = _entry(line)
        if index is None:
            yield verify_proof(line, public_key, name)
        else:
            yield ProvenLeaf(index=index, size=0, leaf=b"", problem=Problem(code="not_proven", index=index))


def verify_growth(text: str, public_key: bytes, name: str, anchored: Sequence[str] = ()) -> ProvenGrowth:
    """Verify that one signed tree stands inside another; from the empty tree nothing is proven.

    *anchored* are checkpoints kept elsewhere: one of either size must name the same root.
    """
    try:
        hashes, *notes = _growth(text)
    except (ValueError, RecursionError):
        return ProvenGrowth(old_size=0, new_size=0, problem=Problem(code="proof_unreadable", index=0))
    old, new = (read_signed(each, public_key, name) for each in notes)
    if old is None or new is None:
        number = int(old is not None)
        return ProvenGrowth(old_size=0, new_size=0, problem=Problem(code="checkpoint_not_valid", index=number))
    problem = None
    if old.size == 0:
        problem = Problem(code="nothing_proven", index=0)
    elif not growth_holds(old.size, old.root, new.size, new.root, hashes):
        problem = Problem(code="growth_not_proven", index=old.size, last=new.size)
    compared, other = _compared((old, new), anchored, public_key, name)
    return ProvenGrowth(
        old_size=old.size, new_size=new.size, problem=problem or other, ends=(old, new), compared=compared
    )


def _compared(
    ends: Sequence[Signed], anchored: Sequence[str], public_key: bytes, name: str
) -> tuple[int, Problem | None]:
    """Return how many of *anchored* are of a size of *ends*, and the first that is not ours or has another root."""
    compared = 0
    for number, text in enumerate(anchored):
        kept = read_signed(text, public_key, name)
        if kept is None:
            return compared, Problem(code="checkpoint_not_valid", index=number)
        roots = {each.root for each in ends if each.size == kept.size}
        if roots - {kept.root}:
            return compared, Problem(code="histories_differ", index=kept.size)
        compared += bool(roots)
    return compared, None


def growth_holds(old: int, old_root: bytes, new: int, new_root: bytes, hashes: Sequence[bytes]) -> bool:
    """Tell whether *hashes* lead to both roots, as RFC 9162 section 2.1.4.2 walks; never for an empty old tree."""
    if not 0 < old <= new or any(len(each) != _HASH_BYTES for each in (old_root, new_root, *hashes)):
        return False
    if old == new:
        return not hashes and old_root == new_root
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    path = [old_root, *hashes] if place == 0 else list(hashes)
    if not path:
        return False
    return _both(path, place, last) == (old_root, new_root)


def _both(path: Sequence[bytes], place: int, last: int) -> tuple[bytes, bytes] | None:
    """Return the two roots that *path* leads to; None when it is too long or too short."""
    first, second = path[0], path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            first, second = _parent(sibling, first), _parent(sibling, second)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            second = _parent(second, sibling)
        place, last = place >> 1, last >> 1
    return (first, second) if last == 0 else None


def _climbed(proof: _Proof, size: int) -> bytes | None:
    """Return the root the leaf leads to, as RFC 9162 section 2.1.3.2 climbs; None for a path of another length."""
    place, last, node = proof.index, size - 1, sha256(b"\x00" + proof.leaf).digest()
    for sibling in proof.hashes:
        if last == 0:
            return None
        if place & 1 or place == last:
            node = _parent(sibling, node)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = _parent(node, sibling)
        place, last = place >> 1, last >> 1
    return node if last == 0 else None


def _parent(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _json_proof(text: str) -> _Proof:
    match json.loads(text):
        case {"format": "desvelo-proof/1", "index": int(index), "leaf": str(leaf), "hashes": list(hashes),
              "checkpoint": str(checkpoint)} if _is_index(index):  # fmt: skip
            return _Proof(index=index, leaf=decoded(leaf), hashes=_hashes(hashes), checkpoint=checkpoint)
    raise ValueError(PROOF_FORMAT)


def _text_proof(text: str) -> _Proof:
    """Read the C2SP form; the leaf stands in its extra data, which the hashes bind and nothing else does."""
    head, gap, checkpoint = text.partition("\n\n")
    form, extra, index, *hashes = head.split("\n") if head.count("\n") >= 2 else ("", "", "")  # noqa: PLR2004
    found = _INDEX.fullmatch(index)
    if form != TEXT_FORMAT or not gap or not extra.startswith("extra ") or not found or int(found[1]) >= _LARGEST:
        raise ValueError(TEXT_FORMAT)
    leaf = decoded(extra.removeprefix("extra "))
    return _Proof(index=int(found[1]), leaf=leaf, hashes=_hashes(hashes), checkpoint=checkpoint)


def _growth(text: str) -> tuple[tuple[bytes, ...], str, str]:
    match json.loads(text):
        case {"format": "desvelo-growth/1", "hashes": list(hashes), "old": str(old), "new": str(new)}:
            return _hashes(hashes), old, new
    raise ValueError(GROWTH_FORMAT)


def _hashes(texts: Sequence[object]) -> tuple[bytes, ...]:
    found = tuple([decoded(each) for each in texts if isinstance(each, str)])
    if len(found) != len(texts) or any(len(each) != _HASH_BYTES for each in found):
        raise ValueError(len(texts))
    return found


def _entry(line: str) -> int | None:
    """Return the index of a line that holds an entry without its proof."""
    try:
        match json.loads(line):
            case {"format": "desvelo-entry/1", "index": int(index)} if _is_index(index):
                return index
    except (ValueError, RecursionError):
        pass
    return None


def _is_index(value: int) -> bool:
    return not isinstance(value, bool) and 0 <= value < _LARGEST


def _refused(code: str) -> ProvenLeaf:
    return ProvenLeaf(index=0, size=0, leaf=b"", problem=Problem(code=code, index=0))
