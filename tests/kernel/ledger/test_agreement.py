"""The prover, the product's verifier, the outsider's and the recursion of the RFC say the same, at every size to 300.

Done when 1 of issue 6: every leaf and every earlier size of every tree of 1 to 300 leaves, and random larger ones.
"""

import random

import pytest

from desvelo.kernel.ledger import merkle, verify_proofs
from desvelo.kernel.ledger.errors import NothingProven
from desvelo.kernel.ledger.merkle import HeldNodes
from desvelo.kernel.ledger.verify_proofs import growth_holds

from .recursive_tree import RecursiveTree

SMALL, LARGE = 300, 100_000
SHARES = 6  # so that the workers of one run divide the sizes among them


def tree_of(count):
    leaves = [b"%d" % number for number in range(count)]
    created = merkle.extend(0, {}, [merkle.leaf_hash(leaf) for leaf in leaves])
    return RecursiveTree(leaves), HeldNodes({(level, index): value for level, index, value in created})


def agree_on_a_leaf(recursive, nodes, index, size):
    path, root = recursive.path(index, 0, size), recursive.mth(0, size)
    assert merkle.inclusion_proof(nodes, index=index, size=size) == path
    leaf = recursive.leaves[index]
    merkle.verify_inclusion(leaf_hash=merkle.leaf_hash(leaf), index=index, size=size, proof=path, root=root)
    assert climbed(leaf, index, path, size) == root


def climbed(leaf, index, path, size):
    proof = verify_proofs._Proof(index=index, leaf=leaf, hashes=tuple(path), checkpoint="")
    return verify_proofs._climbed(proof, size)


def agree_on_growth(recursive, nodes, old, new):
    proof, roots = recursive.proof(old, new), (recursive.mth(0, old), recursive.mth(0, new))
    assert merkle.consistency_proof(nodes, old_size=old, new_size=new) == proof
    merkle.verify_consistency(old_size=old, old_root=roots[0], new_size=new, new_root=roots[1], proof=proof)
    assert growth_holds(old, roots[0], new, roots[1], proof)


@pytest.mark.parametrize("share", range(SHARES))
def test_every_leaf_of_every_tree_to_300_leaves(share):
    recursive, nodes = tree_of(SMALL)
    asked = 0
    for size in range(1 + share, SMALL + 1, SHARES):
        assert merkle.root(nodes, size) == recursive.mth(0, size)
        for index in range(size):
            agree_on_a_leaf(recursive, nodes, index, size)
            asked += 1

    assert asked == sum(range(1 + share, SMALL + 1, SHARES))


@pytest.mark.parametrize("share", range(SHARES))
def test_every_earlier_size_of_every_tree_to_300_leaves(share):
    recursive, nodes = tree_of(SMALL)
    for new in range(1 + share, SMALL + 1, SHARES):
        for old in range(1, new + 1):
            agree_on_growth(recursive, nodes, old, new)
        with pytest.raises(NothingProven):
            merkle.consistency_proof(nodes, old_size=0, new_size=new)
        assert not growth_holds(0, merkle.EMPTY_ROOT, new, recursive.mth(0, new), [])


def test_leaves_and_earlier_sizes_of_larger_trees():
    chance = random.Random(6962)
    recursive, nodes = tree_of(LARGE)
    sizes = [LARGE, 2**16, 2**16 - 1, 2**16 + 1, *(chance.randrange(SMALL, LARGE) for _ in range(60))]
    for size in sizes:
        for index in (0, size - 1, chance.randrange(size)):
            agree_on_a_leaf(recursive, nodes, index, size)
        for old in (1, size, chance.randrange(1, size)):
            agree_on_growth(recursive, nodes, old, size)


def bent(hashes):
    """Yield every proof that differs in one hash: a bit of each byte, one too few, too many, twice, or exchanged."""
    for place, value in enumerate(hashes):
        for byte in range(len(value)):
            changed = bytearray(value)
            changed[byte] ^= 1 << (byte % 8)
            yield [*hashes[:place], bytes(changed), *hashes[place + 1 :]]
        yield [*hashes[:place], *hashes[place + 1 :]]
        yield [*hashes[:place], value, *hashes[place:]]
        yield [*hashes[:place], value[:-1], *hashes[place + 1 :]]
        yield [*hashes[:place], value + b"\x00", *hashes[place + 1 :]]
    for place in range(len(hashes) + 1):
        yield [*hashes[:place], bytes(32), *hashes[place:]]
    for one in range(len(hashes)):
        for other in range(one):
            swapped = list(hashes)
            swapped[one], swapped[other] = hashes[other], hashes[one]
            yield swapped


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13, 64, 257, 300])
def test_no_bent_path_or_growth_holds_for_the_outsider(size):
    recursive, _ = tree_of(size)
    root = recursive.mth(0, size)
    for index in {0, size // 2, size - 1}:
        path = recursive.path(index, 0, size)
        assert [each for each in bent(path) if climbed(b"%d" % index, index, each, size) == root] == []
        others = {0, 1, size // 3, size - 1, size} - {index}
        assert [each for each in others if each < size and climbed(b"%d" % index, each, path, size) == root] == []
        assert size == 1 or climbed(b"other", index, path, size) != root
    for old in {1, size // 2, size - 1, size} - {0}:
        roots, proof = (recursive.mth(0, old), recursive.mth(0, size)), recursive.proof(old, size)
        assert [each for each in bent(proof) if growth_holds(old, roots[0], size, roots[1], each)] == []
        assert not growth_holds(old, bytes(32), size, roots[1], proof)
        assert not growth_holds(old, roots[0], size, bytes(32), proof)
        assert size == old or not growth_holds(size, roots[0], old, roots[1], proof)


def test_a_history_rewritten_behind_an_earlier_size_has_no_growth():
    honest, rewritten = tree_of(20)[0], RecursiveTree([b"changed", *(b"%d" % number for number in range(1, 20))])

    for old in range(1, 20):
        proof = rewritten.proof(old, 20)
        assert growth_holds(old, rewritten.mth(0, old), 20, rewritten.mth(0, 20), proof)
        assert not growth_holds(old, honest.mth(0, old), 20, rewritten.mth(0, 20), proof)
