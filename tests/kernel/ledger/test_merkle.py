"""Proofs that hold, and every way found of bending one."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.ledger import merkle
from desvelo.kernel.ledger.errors import NothingProven, OutsideTheTree, ProofInvalid
from desvelo.kernel.ledger.merkle import HeldNodes

from . import published, second_tree

SIZES = st.integers(min_value=1, max_value=70)


def grown(leaves, *, batch=7):
    """Build the nodes as a database would: batch by batch, from the right edge alone."""
    held = {}
    for start in range(0, len(leaves), batch):
        edge = {place: held[place] for place in merkle.right_edge(start)}
        hashes = [merkle.leaf_hash(leaf) for leaf in leaves[start : start + batch]]
        held |= {(level, index): value for level, index, value in merkle.extend(start, edge, hashes)}
    return HeldNodes(held)


def leaves_of(size):
    return [b"leaf %d" % number for number in range(size)]


@st.composite
def trees_with_a_leaf(draw):
    size = draw(SIZES)
    return size, draw(st.integers(0, size - 1))


@st.composite
def trees_that_grew(draw):
    new = draw(SIZES)
    return draw(st.integers(1, new)), new


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_come_out(size):
    assert merkle.root(grown(published.LEAVES), size) == published.ROOTS[size]
    assert second_tree.mth(published.LEAVES[:size]) == published.ROOTS[size]


@pytest.mark.parametrize(("index", "size", "texts"), published.INCLUSION)
def test_the_published_inclusion_proofs_come_out_and_verify(index, size, texts):
    proof = published.hashes(texts)

    assert merkle.inclusion_proof(grown(published.LEAVES), index=index, size=size) == proof
    merkle.verify_inclusion(
        leaf_hash=merkle.leaf_hash(published.LEAVES[index]),
        index=index,
        size=size,
        proof=proof,
        root=published.ROOTS[size],
    )


@pytest.mark.parametrize(("old", "new", "texts"), published.CONSISTENCY)
def test_the_published_consistency_proofs_come_out_and_verify(old, new, texts):
    proof = published.hashes(texts)

    assert merkle.consistency_proof(grown(published.LEAVES), old_size=old, new_size=new) == proof
    merkle.verify_consistency(
        old_size=old, old_root=published.ROOTS[old], new_size=new, new_root=published.ROOTS[new], proof=proof
    )


@given(SIZES, st.integers(1, 40))
def test_the_tree_is_the_same_however_the_leaves_arrived(size, batch):
    assert merkle.root(grown(leaves_of(size), batch=batch), size) == second_tree.mth(leaves_of(size))


@given(SIZES)
def test_the_right_edge_alone_gives_the_root(size):
    nodes = grown(leaves_of(size))
    edge = {place: nodes.get(*place) for place in merkle.right_edge(size)}

    assert len(edge) == size.bit_count()
    assert merkle.root_of_edge(size, edge) == merkle.root(nodes, size)


@given(SIZES, SIZES)
def test_extend_gives_each_new_complete_node_once_and_needs_only_the_edge(size, more):
    before, after = grown(leaves_of(size)), grown(leaves_of(size + more))
    edge = {place: before.get(*place) for place in merkle.right_edge(size)}
    hashes = [merkle.leaf_hash(leaf) for leaf in leaves_of(size + more)[size:]]

    created = merkle.extend(size, edge, hashes)

    places = [(level, index) for level, index, _ in created]
    assert len(set(places)) == len(places)
    assert set(places) == set(after.hashes) - set(before.hashes)
    assert all(after.get(level, index) == value for level, index, value in created)


def test_extending_by_nothing_creates_nothing():
    assert merkle.extend(5, {}, []) == []


def test_extending_without_the_edge_it_needs_stops():
    with pytest.raises(KeyError):
        merkle.extend(3, {}, [bytes(32)])


@given(trees_with_a_leaf())
def test_every_inclusion_proof_verifies_here_and_by_the_loop_of_the_standard(tree):
    size, index = tree
    leaves, nodes = leaves_of(size), grown(leaves_of(size))
    leaf, root = merkle.leaf_hash(leaves[index]), second_tree.mth(leaves)

    proof = merkle.inclusion_proof(nodes, index=index, size=size)

    assert proof == second_tree.path(index, leaves)
    merkle.verify_inclusion(leaf_hash=leaf, index=index, size=size, proof=proof, root=root)
    assert second_tree.inclusion_holds(leaf, index, size, proof, root)


@given(trees_that_grew())
def test_every_consistency_proof_verifies_here_and_by_the_loop_of_the_standard(tree):
    old, new = tree
    leaves = leaves_of(new)
    roots = {"old_root": second_tree.mth(leaves[:old]), "new_root": second_tree.mth(leaves)}

    proof = merkle.consistency_proof(grown(leaves), old_size=old, new_size=new)

    assert proof == second_tree.proof(old, leaves)
    merkle.verify_consistency(old_size=old, new_size=new, proof=proof, **roots)
    assert second_tree.consistency_holds(old, roots["old_root"], new, roots["new_root"], proof)


@given(trees_with_a_leaf(), trees_that_grew())
def test_the_coordinates_asked_for_are_enough_for_the_proof(leaf, growth):
    (size, index), (old, new) = leaf, growth
    nodes = grown(leaves_of(70))
    for_leaf = merkle.inclusion_coordinates(index=index, size=size)
    for_growth = merkle.consistency_coordinates(old_size=old, new_size=new)

    fetched = HeldNodes({place: nodes.get(*place) for place in (*for_leaf, *for_growth)})

    assert merkle.inclusion_proof(fetched, index=index, size=size) == second_tree.path(index, leaves_of(size))
    assert merkle.consistency_proof(fetched, old_size=old, new_size=new) == second_tree.proof(old, leaves_of(new))


def bent(proof, other):
    """Every way to bend a list of hashes that the upstream tests know."""
    yield [*proof, other]
    yield [*proof, b""]
    yield [other, *proof]
    yield [b"", *proof]
    for place, value in enumerate(proof):
        for changed in (bytes([value[0] ^ 8]) + value[1:], value[:-1], value + b"\x00", b"", other):
            yield [*proof[:place], changed, *proof[place + 1 :]]
        yield [*proof[:place], *proof[place + 1 :]]
        yield [*proof[:place], value, *proof[place:]]
    if len(proof) > 1:
        yield proof[::-1]


@given(trees_with_a_leaf())
def test_no_bent_inclusion_proof_verifies(tree):
    size, index = tree
    leaf, root = merkle.leaf_hash(leaves_of(size)[index]), second_tree.mth(leaves_of(size))
    proof = second_tree.path(index, leaves_of(size))

    for wrong in bent(proof, sha256(b"other").digest()):
        if wrong != proof:
            with pytest.raises(ProofInvalid):
                merkle.verify_inclusion(leaf_hash=leaf, index=index, size=size, proof=wrong, root=root)


@given(trees_with_a_leaf())
def test_no_inclusion_proof_verifies_for_another_leaf_index_size_or_root(tree):
    size, index = tree
    right = {
        "leaf_hash": merkle.leaf_hash(leaves_of(size)[index]),
        "index": index,
        "size": size,
        "proof": second_tree.path(index, leaves_of(size)),
        "root": second_tree.mth(leaves_of(size)),
    }
    wrong = [
        {"index": index - 1},
        {"index": index + 1},
        {"index": index ^ 2},
        {"size": size * 2},
        {"size": size // 2},
        {"leaf_hash": right["leaf_hash"][::-1]},
        {"leaf_hash": b""},
        {"root": merkle.EMPTY_ROOT},
        {"root": b""},
    ]

    for change in wrong:
        with pytest.raises((ProofInvalid, OutsideTheTree)):
            merkle.verify_inclusion(**right | change)


@given(trees_that_grew())
def test_no_bent_consistency_proof_verifies(tree):
    old, new = tree
    roots = {"old_root": second_tree.mth(leaves_of(old)), "new_root": second_tree.mth(leaves_of(new))}
    proof = second_tree.proof(old, leaves_of(new))

    for wrong in bent(proof, sha256(b"other").digest()):
        if wrong != proof:
            with pytest.raises(ProofInvalid):
                merkle.verify_consistency(old_size=old, new_size=new, proof=wrong, **roots)


@given(trees_that_grew())
def test_no_consistency_proof_verifies_for_other_sizes_or_roots(tree):
    old, new = tree
    right = {
        "old_size": old,
        "old_root": second_tree.mth(leaves_of(old)),
        "new_size": new,
        "new_root": second_tree.mth(leaves_of(new)),
        "proof": second_tree.proof(old, leaves_of(new)),
    }
    wrong = [{"old_size": size} for size in (old - 1, old + 1, old ^ 2) if size > 0]
    wrong += [{"new_size": new // 2}, {"old_root": b""}, {"new_root": b""}, {"old_root": merkle.EMPTY_ROOT}]
    wrong += [{"new_size": new * 2}, {"new_root": merkle.EMPTY_ROOT}]
    if old != new:
        wrong += [{"proof": []}, {"old_root": right["new_root"], "new_root": right["old_root"]}]

    for change in wrong:
        with pytest.raises((ProofInvalid, OutsideTheTree, NothingProven)):
            merkle.verify_consistency(**right | change)


def test_a_history_rewritten_behind_a_checkpoint_has_no_proof():
    honest, rewritten = leaves_of(13), [b"other", *leaves_of(13)[1:]]
    proof = merkle.consistency_proof(grown(rewritten), old_size=9, new_size=13)

    with pytest.raises(ProofInvalid):
        merkle.verify_consistency(
            old_size=9,
            old_root=second_tree.mth(honest[:9]),
            new_size=13,
            new_root=second_tree.mth(rewritten),
            proof=proof,
        )


@pytest.mark.parametrize("new_root", [merkle.EMPTY_ROOT, published.ROOTS[8], bytes(32)], ids=["empty", "right", "any"])
def test_consistency_from_the_empty_tree_is_refused_as_nothing_proven(new_root):
    with pytest.raises(NothingProven):
        merkle.verify_consistency(old_size=0, old_root=merkle.EMPTY_ROOT, new_size=8, new_root=new_root, proof=[])

    with pytest.raises(NothingProven):
        merkle.consistency_proof(grown(published.LEAVES), old_size=0, new_size=8)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 3), (9, 8)])
def test_a_leaf_outside_the_tree_has_no_proof(index, size):
    with pytest.raises(OutsideTheTree):
        merkle.inclusion_proof(grown(published.LEAVES), index=index, size=size)


@pytest.mark.parametrize(("old", "new"), [(2, 1), (-1, 3), (1, 0)])
def test_a_tree_does_not_shrink(old, new):
    with pytest.raises(OutsideTheTree):
        merkle.consistency_proof(grown(published.LEAVES), old_size=old, new_size=new)


def test_bytes_that_slid_from_one_hash_into_the_next_do_not_verify():
    left, right = (merkle.leaf_hash(leaf) for leaf in (b"a", b"b"))
    root = merkle.node_hash(left, right)
    longer, shorter = left + right[:1], right[1:]

    assert merkle.node_hash(longer, shorter) == root
    with pytest.raises(ProofInvalid):
        merkle.verify_inclusion(leaf_hash=longer, index=0, size=2, proof=[shorter], root=root)


def test_without_prefixes_an_inner_node_would_pass_for_a_leaf():
    left, right = (sha256(leaf).digest() for leaf in (b"a", b"b"))
    forged_leaf = left + right

    assert sha256(forged_leaf).digest() == sha256(left + right).digest()
    assert merkle.leaf_hash(forged_leaf) != merkle.node_hash(left, right)


def test_proofs_in_a_tree_of_a_billion_leaves_need_few_nodes():
    size, index = 1_000_000_007, 123_456_789

    assert len(merkle.right_edge(size)) == size.bit_count() == 16
    assert len(merkle.inclusion_coordinates(index=index, size=size)) <= 2 * 30
    assert len(merkle.consistency_coordinates(old_size=index, new_size=size)) <= 3 * 30
