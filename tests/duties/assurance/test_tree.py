"""The picture of a proof holds every hash it shows where the proof has it, and hangs together."""

import re

import pytest

from desvelo.duties.assurance import tree
from desvelo.duties.assurance.sentences import short_hash
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as ledger
from desvelo.guards.audit.entry import Entry
from desvelo.guards.audit.queries import InclusionProof
from desvelo.kernel.ledger import merkle
from house import NOW


def proof_of(index: int, size: int) -> InclusionProof:
    """Return a proof in a tree too large to be built: any hashes climb to some root."""
    hashes = [bytes([step]) * 32 for step in range(len(merkle._inclusion_ranges(index, size)))]
    leaf = merkle.leaf_hash(b"leaf")
    steps = tuple(merkle.climb(leaf_hash=leaf, index=index, size=size, proof=hashes))
    root = steps[-1].node if steps else leaf
    return InclusionProof(
        index=index, size=size, leaf_hash=leaf, path=tuple(hashes), root=root, holds=True, checkpoint="x", steps=steps
    )


def rows(picture) -> list[list]:
    """Return the boxes row by row, the root first, left to right."""
    heights = sorted({box.y for box in picture.boxes})
    return [sorted((box for box in picture.boxes if box.y == y), key=lambda box: box.x) for y in heights]


@pytest.mark.parametrize("size", range(1, 18))
def test_every_hash_of_a_small_proof_is_drawn_on_its_side(db, size):
    audit.record([Entry(tag="loaf:bake", at=NOW, objects={"loaf": str(number)}) for number in range(size)])
    audit.sequence()

    for index in range(size):
        proof = ledger.prove(index)
        top, *below = rows(tree.draw(proof))
        assert [(box.kind, box.text) for box in top] == [("root", short_hash(proof.root))]
        for (left, right), step in zip(below[::-1], proof.steps, strict=True):
            sibling, way = (left, right) if step.on_left else (right, left)
            assert (sibling.kind, sibling.text) == ("sibling", short_hash(step.sibling))
            assert way.kind in {"path", "leaf"}
        nodes = [proof.leaf_hash, *(step.node for step in proof.steps)][: len(proof.steps)]
        assert [box.text for row in below[::-1] for box in row if box.kind != "sibling"] == list(map(short_hash, nodes))


@pytest.mark.parametrize(("index", "size"), [(0, 1), (2, 5), (48_159, 48_213), (999_999, 1_000_000)])
def test_every_line_begins_at_a_box_or_a_gap_and_ends_at_a_box(index, size):
    picture = tree.draw(proof_of(index, size))
    tops = {(box.center, box.y) for box in picture.boxes}
    bottoms = {(box.center, box.y + box.height) for box in picture.boxes}

    for line in picture.lines:
        start, _, across, end = map(int, re.fullmatch(r"M(\d+) \d+V(\d+)H(\d+)V(\d+)", line.path).groups())
        begins = (start, int(re.match(r"M\d+ (\d+)", line.path)[1]))
        gap = picture.left_out and line.kind == "path gap"
        assert begins in bottoms or (picture.left_out and begins[1] == picture.gap_y + 12)
        assert gap or (across, end) in tops


def test_the_middle_of_a_long_way_is_left_out_and_counted():
    proof = proof_of(20_000, 48_213)
    picture = tree.draw(proof)

    shown = {box.text for box in picture.boxes if box.kind == "sibling"}
    steps = [short_hash(step.sibling) for step in proof.steps]

    assert shown == {*steps[:2], *steps[-2:]}
    assert picture.left_out == len(steps) - 4 == 12
    assert picture.height < 360


def test_the_one_entry_of_a_log_is_its_own_root():
    picture = tree.draw(proof_of(0, 1))

    assert [box.kind for box in picture.boxes] == ["root"]
    assert (picture.lines, picture.left_out) == ((), 0)


def test_the_way_lies_over_the_neighbours_lines():
    kinds = [line.kind for line in tree.draw(proof_of(6, 13)).lines]

    assert kinds == sorted(kinds, key=lambda kind: kind != "sibling")
