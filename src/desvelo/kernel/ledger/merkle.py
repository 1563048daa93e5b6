"""The Merkle tree of RFC 6962: short proofs that a leaf is in the log and that the log only ever grew.

Only complete subtrees are stored, by (level, index): the node at (L, i) covers the leaves from i·2^L up to, not
including, (i+1)·2^L, and never changes once it exists.  A tree of any size is its *right edge*: the largest complete
subtrees from left to right, as many as its size has one-bits.  Appending needs nothing else, so a database is asked for
at most 64 nodes, once, whatever the size.

Every second level is kept (``is_kept``): a node between is made again from the two below it when it is asked for.

Every proof is a list of ranges of leaves, each summed up by one hash; prover and verifier walk the same list.

Source: RFC 6962 section 2.1, RFC 9162 sections 2.1.3 and 2.1.4; security-design D7.1, D7.8.

>>> right_edge(6)
((2, 0), (1, 2))
>>> [(level, index) for level, index, _ in extend(1, {(0, 0): leaf_hash(b"a")}, [leaf_hash(b"b")])]
[(0, 1), (1, 0)]
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple, Protocol

from desvelo.kernel.ledger.errors import NothingProven, OutsideTheTree, ProofInvalid

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()

Coordinate = tuple[int, int]
Node = tuple[int, int, bytes]
Range = tuple[int, int]


class Nodes(Protocol):
    """Where complete subtrees are stored; raises KeyError for one that is not."""

    def get(self, level: int, index: int) -> bytes:
        """Return the hash of the complete subtree at (*level*, *index*)."""


class Step(NamedTuple):
    """One step of a climb: the *sibling*, on which side it stands, which leaves it sums up, and the node they make."""

    sibling: bytes
    on_left: bool
    leaves: Range
    node: bytes


@dataclass(frozen=True, slots=True)
class HeldNodes:
    """Nodes already at hand, such as what one query gave for ``inclusion_coordinates``."""

    hashes: Mapping[Coordinate, bytes]

    def get(self, level: int, index: int) -> bytes:
        """Return the hash of the complete subtree at (*level*, *index*); raise KeyError."""
        return self.hashes[level, index]


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf; its prefix keeps a leaf from passing for a node."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node over two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def is_kept(level: int) -> bool:
    """Tell whether nodes of *level* are stored."""
    return level % 2 == 0


def kept_below(place: Coordinate) -> tuple[Coordinate, ...]:
    """Return which stored nodes a node is made of, left to right: itself when it is stored."""
    level, index = place
    return (place,) if is_kept(level) else ((level - 1, 2 * index), (level - 1, 2 * index + 1))


def right_edge(size: int) -> tuple[Coordinate, ...]:
    """Return where the complete subtrees stand that together are the tree of *size* leaves, left to right."""
    return _cover(0, size)


def root_of_edge(size: int, edge: Mapping[Coordinate, bytes]) -> bytes:
    """Return the root of the tree of *size* leaves from the hashes of its right edge."""
    return _joined([edge[place] for place in right_edge(size)])


def root(nodes: Nodes, size: int) -> bytes:
    """Return the root of the tree of *size* leaves."""
    return _joined([nodes.get(*place) for place in right_edge(size)])


def extend(size: int, right_edge: Mapping[Coordinate, bytes], leaf_hashes: Sequence[bytes]) -> list[Node]:
    """Return every node that becomes complete when *leaf_hashes* follow the first *size* leaves, lowest level first."""
    created: list[Node] = []
    level, first, hashes = 0, size, list(leaf_hashes)
    while hashes:
        created += [(level, first + offset, value) for offset, value in enumerate(hashes)]
        if first % 2:
            first -= 1
            hashes.insert(0, right_edge[level, first])
        hashes = [node_hash(left, right) for left, right in zip(hashes[::2], hashes[1::2], strict=False)]
        level, first = level + 1, first // 2
    return created


def inclusion_coordinates(*, index: int, size: int) -> tuple[Coordinate, ...]:
    """Return every node that ``inclusion_proof`` reads, so that a database is asked once."""
    return tuple([place for span in _inclusion_ranges(index, size) for place in _cover(*span)])


def inclusion_proof(nodes: Nodes, *, index: int, size: int) -> list[bytes]:
    """Return the hashes that lead from the leaf at *index* to the root of *size* leaves; raise OutsideTheTree."""
    return [_range_hash(nodes, span) for span in _inclusion_ranges(index, size)]


def verify_inclusion(*, leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Return if the leaf stands at *index* in the tree that *root* names; raise ProofInvalid, OutsideTheTree."""
    steps = climb(leaf_hash=leaf_hash, index=index, size=size, proof=proof)
    if (steps[-1].node if steps else leaf_hash) != root:
        raise ProofInvalid


def climb(*, leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes]) -> list[Step]:
    """Return the steps from the leaf up, wherever they lead; raise ProofInvalid for their number or form."""
    ranges = _inclusion_ranges(index, size)
    _require_form(proof, steps=len(ranges), hashes=(leaf_hash,))
    steps, node = list[Step](), leaf_hash
    for leaves, sibling in zip(ranges, proof, strict=True):
        on_left = leaves[0] < index
        node = node_hash(sibling, node) if on_left else node_hash(node, sibling)
        steps.append(Step(sibling, on_left, leaves, node))
    return steps


def consistency_coordinates(*, old_size: int, new_size: int) -> tuple[Coordinate, ...]:
    """Return every node that ``consistency_proof`` reads, so that a database is asked once."""
    return tuple([place for span in _consistency_ranges(old_size, new_size) for place in _cover(*span)])


def consistency_proof(nodes: Nodes, *, old_size: int, new_size: int) -> list[bytes]:
    """Return the hashes that show the old tree inside the new one; raise NothingProven, OutsideTheTree."""
    return [_range_hash(nodes, span) for span in _consistency_ranges(old_size, new_size)]


def verify_consistency(
    *, old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Return if the new tree only added to the old one; raise ProofInvalid, NothingProven, OutsideTheTree."""
    ranges = _consistency_ranges(old_size, new_size)
    _require_form(proof, steps=len(ranges), hashes=(old_root, new_root))
    old = new = old_root
    for (start, end), given in zip(ranges, proof, strict=True):
        if end == old_size:
            old = new = given
        elif start < old_size:
            old, new = node_hash(given, old), node_hash(given, new)
        else:
            new = node_hash(new, given)
    if (old, new) != (old_root, new_root):
        raise ProofInvalid


def _inclusion_ranges(index: int, size: int) -> list[Range]:
    """PATH(m, D[n]) of RFC 6962 section 2.1.1: the siblings on the way from the leaf up."""
    if not 0 <= index < size:
        raise OutsideTheTree(size=size)
    start, end, ranges = 0, size, list[Range]()
    while end - start > 1:
        split = start + _split(end - start)
        ranges.append((split, end) if index < split else (start, split))
        start, end = (start, split) if index < split else (split, end)
    return ranges[::-1]


def _consistency_ranges(old: int, new: int) -> list[Range]:
    """SUBPROOF(m, D[n], b) of RFC 6962 section 2.1.2; *known* is its b: the verifier holds the old root already."""
    if old == 0:
        raise NothingProven
    if not 0 < old <= new:
        raise OutsideTheTree(size=new)
    start, end, known, ranges = 0, new, True, list[Range]()
    while old != end:
        split = start + _split(end - start)
        inside = old <= split
        known = known and inside
        ranges.append((split, end) if inside else (start, split))
        start, end = (start, split) if inside else (split, end)
    return ranges[::-1] if known else [(start, end), *ranges[::-1]]


def _split(count: int) -> int:
    """Return the largest power of two smaller than *count*: how many leaves go left."""
    return 1 << ((count - 1).bit_length() - 1)


def _cover(start: int, end: int) -> tuple[Coordinate, ...]:
    """Return the largest complete subtrees over the leaves from *start* up to *end*, left to right."""
    places: list[Coordinate] = []
    while start < end:
        level = (end - start).bit_length() - 1
        level = min(level, (start & -start).bit_length() - 1) if start else level
        places.append((level, start >> level))
        start += 1 << level
    return tuple(places)


def _range_hash(nodes: Nodes, span: Range) -> bytes:
    return _joined([nodes.get(*place) for place in _cover(*span)])


def _joined(hashes: Sequence[bytes]) -> bytes:
    """Return the root over subtrees given from left to right."""
    if not hashes:
        return EMPTY_ROOT
    result = hashes[-1]
    for value in reversed(hashes[:-1]):
        result = node_hash(value, result)
    return result


def _require_form(proof: Sequence[bytes], *, steps: int, hashes: Sequence[bytes]) -> None:
    if len(proof) != steps or any(len(value) != HASH_BYTES for value in (*proof, *hashes)):
        raise ProofInvalid
