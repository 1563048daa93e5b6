"""The proof of one entry is one file: a stranger reads it with our script, or with other people's tools."""

import json
import subprocess
import sys
from base64 import b64decode, b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.ledger import alone, merkle, note, proof, verify_proofs
from desvelo.kernel.ledger.verify import Problem

from . import second_tree

NAME, SEED = "desk.example/log", b"s" * 32
PUBLIC = note.public_key(SEED)
LEAVES = [b'{"n":%d}' % number for number in range(13)]


def checkpoint(leaves, *, seed=SEED, name=NAME):
    return note.sign(note.checkpoint_body(name, len(leaves), second_tree.mth(leaves)), name, seed)


def parts(index, leaves=LEAVES):
    return {
        "leaf": leaves[index],
        "index": index,
        "hashes": second_tree.path(index, leaves),
        "checkpoint": checkpoint(leaves),
    }


def found(**changes):
    return verify_proofs.verify_proof(proof.as_json(**parts(5) | changes), PUBLIC, NAME)


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40), st.data())
def test_the_proof_of_any_leaf_of_any_log_holds(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))

    read = verify_proofs.verify_proof(proof.as_json(**parts(index, leaves)), PUBLIC, NAME)

    assert read == verify_proofs.ProvenLeaf(index=index, size=len(leaves), leaf=leaves[index], problem=None)


@pytest.mark.parametrize(
    "changes",
    [
        {"leaf": b'{"n":6}'},
        {"index": 6},
        {"index": 13},
        {"index": 2**53 - 1},
        {"hashes": []},
        {"hashes": second_tree.path(4, LEAVES)},
        {"hashes": [*second_tree.path(5, LEAVES), bytes(32)]},
        {"checkpoint": checkpoint(LEAVES[:12])},
        {"checkpoint": checkpoint([b"other", *LEAVES[1:]])},
    ],
)
def test_a_leaf_place_path_or_tree_that_is_another_is_not_proven(changes):
    assert found(**changes).problem == Problem(code="leaf_not_proven", index=changes.get("index", 5))


@pytest.mark.parametrize("other", [{"seed": b"o" * 32}, {"name": "other.example/log"}])
def test_a_checkpoint_of_somebody_else_proves_nothing(other):
    assert found(checkpoint=checkpoint(LEAVES, **other)).problem == Problem(code="checkpoint_not_valid", index=0)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "proof_unreadable"),
        ("[]", "proof_unreadable"),
        ("{}", "proof_unreadable"),
        (
            json.dumps({"format": "desvelo-proof/1", "index": -1, "leaf": "", "hashes": [], "checkpoint": ""}),
            "proof_unreadable",
        ),
        (
            json.dumps({"format": "desvelo-proof/1", "index": 0, "leaf": "", "hashes": [1], "checkpoint": ""}),
            "proof_unreadable",
        ),
        (
            json.dumps({"format": "desvelo-proof/2", "index": 0, "leaf": "", "hashes": [], "checkpoint": ""}),
            "proof_unreadable",
        ),
        (
            json.dumps({"format": "desvelo-proof/1", "index": 0, "leaf": "?", "hashes": [], "checkpoint": ""}),
            "proof_unreadable",
        ),
    ],
)
def test_a_file_of_another_form_is_refused(text, code):
    assert verify_proofs.verify_proof(text, PUBLIC, NAME).problem == Problem(code=code, index=0)


def test_the_file_is_canonical_and_holds_the_leaf_as_it_was_written():
    text = proof.as_json(**parts(5))

    assert list(json.loads(text)) == ["checkpoint", "format", "hashes", "index", "leaf"]
    assert b64decode(json.loads(text)["leaf"]) == LEAVES[5]
    assert text.endswith("}\n")
    assert text.count("\n") == 1


def test_the_text_form_is_that_of_the_published_specification():
    """Header, extra, index, one hash a line, an empty line, the checkpoint as it was signed."""
    signed = checkpoint(LEAVES[:3])

    text = proof.as_text(leaf=b"a", index=1, hashes=[b"\1" * 32, b"\2" * 32], checkpoint=signed)

    assert text == (
        "c2sp.org/tlog-proof@v1\nextra YQ==\nindex 1\n"
        f"{b64encode(bytes([1]) * 32).decode()}\n{b64encode(bytes([2]) * 32).decode()}\n\n{signed}"
    )


@given(st.integers(1, 70), st.data())
def test_a_climb_names_each_neighbour_its_side_and_what_it_sums_up(size, data):
    leaves = [b"%d" % number for number in range(size)]
    index = data.draw(st.integers(0, size - 1))

    steps = merkle.climb(
        leaf_hash=merkle.leaf_hash(leaves[index]), index=index, size=size, proof=second_tree.path(index, leaves)
    )

    node = merkle.leaf_hash(leaves[index])
    for step in steps:
        start, end = step.leaves
        assert step.sibling == second_tree.mth(leaves[start:end])
        assert step.on_left is (end <= index)
        node = merkle.node_hash(step.sibling, node) if step.on_left else merkle.node_hash(node, step.sibling)
        assert step.node == node
    assert node == second_tree.mth(leaves)
    assert sum(end - start for _, _, (start, end), _ in steps) == size - 1


def test_an_outsider_checks_one_entry_with_the_one_file(tmp_path):
    script, good, bad = tmp_path / alone.NAME, tmp_path / "good.json", tmp_path / "bad.json"
    script.write_text(alone.one_file(), encoding="utf-8")
    good.write_text(proof.as_json(**parts(5)), encoding="utf-8")
    bad.write_text(proof.as_json(**parts(5) | {"leaf": b'{"n":6}'}), encoding="utf-8")

    passed, failed = run(script, good), run(script, bad)

    assert (passed.returncode, passed.stdout) == (0, 'entry 5 of 13: {"n":5}\nall of it holds\n')
    assert (failed.returncode, failed.stdout) == (1, "entry 5 leaf_not_proven at 5\nleaf_not_proven at 5\n")


def run(script, file):
    command = [sys.executable, "-I", script, file, "--name", NAME, "--key", b64encode(PUBLIC).decode()]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
