"""No proof file of which a single byte, number or line was changed is believed, in any of its forms."""

import json
from base64 import b64encode

import pytest

from desvelo.kernel.ledger import note, proof, verify_proofs
from desvelo.kernel.ledger.verify import Problem

from . import second_tree

NAME, SEED = "desk.example/log", b"s" * 32
PUBLIC = note.public_key(SEED)
LEAVES = [b'{"n":%d}' % number for number in range(13)]


def signed(size, *, seed=SEED, name=NAME, leaves=LEAVES):
    return note.sign(note.checkpoint_body(name, size, second_tree.mth(leaves[:size])), name, seed)


INCLUSION = {"leaf": LEAVES[5], "index": 5, "hashes": second_tree.path(5, LEAVES), "checkpoint": signed(13)}
FORMS = {"json": proof.as_json(**INCLUSION), "text": proof.as_text(**INCLUSION)}
GROWTH = {"old": signed(6), "new": signed(13), "hashes": second_tree.proof(6, LEAVES)}


def growth(**changes):
    return verify_proofs.verify_growth(proof.growth(**GROWTH | changes), PUBLIC, NAME)


def with_one_byte_changed(text):
    """Yield the text with one bit of one byte another, for every byte and bit."""
    whole = text.encode()
    for place, byte in enumerate(whole):
        for bit in range(8):
            yield (whole[:place] + bytes([byte ^ 1 << bit]) + whole[place + 1 :]).decode(errors="replace")


@pytest.mark.parametrize("form", FORMS)
def test_both_forms_of_a_proof_hold(form):
    read = verify_proofs.verify_proof(FORMS[form], PUBLIC, NAME)

    assert read == verify_proofs.ProvenLeaf(index=5, size=13, leaf=LEAVES[5], problem=None)


@pytest.mark.parametrize("form", FORMS)
def test_no_changed_bit_of_a_proof_of_an_entry_is_believed(form):
    text = FORMS[form].rstrip("\n") if form == "json" else FORMS[form]  # what ends a line of JSON may be any space
    believed = [
        each for each in with_one_byte_changed(text) if verify_proofs.verify_proof(each, PUBLIC, NAME).problem is None
    ]

    assert believed == []


def test_no_changed_bit_of_a_proof_of_growth_is_believed():
    text = proof.growth(**GROWTH).rstrip("\n")
    believed = [
        each for each in with_one_byte_changed(text) if verify_proofs.verify_growth(each, PUBLIC, NAME).problem is None
    ]

    assert growth() == verify_proofs.ProvenGrowth(old_size=6, new_size=13, problem=None)
    assert believed == []


@pytest.mark.parametrize(
    "bent",
    [
        lambda text: text.replace("@v1", "@v2"),
        lambda text: text.replace("index 5", "index 05"),
        lambda text: text.replace("index 5", "index  5"),
        lambda text: text.replace("index 5", "index 6"),
        lambda text: text.replace("index 5", f"index {2**63}"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("extra ", ""),
        lambda text: "\n".join([*text.split("\n")[:1], *text.split("\n")[2:]]),
        lambda text: text.replace("\n\n", "\n", 1),
        lambda text: text.partition("\n\n")[0],
        lambda text: text + "\n",
        lambda text: " " + text,
        lambda _: "c2sp.org/tlog-proof@v1",
    ],
)
def test_the_text_form_is_read_strictly(bent):
    assert verify_proofs.verify_proof(bent(FORMS["text"]), PUBLIC, NAME).problem is not None


def test_lines_of_a_text_proof_that_were_left_out_doubled_or_exchanged_are_not_believed():
    lines = FORMS["text"].split("\n")
    bent = [[*lines[:at], *lines[at + 1 :]] for at in range(len(lines) - 1)]
    bent += [[*lines[:at], lines[at], *lines[at:]] for at in range(len(lines) - 1)]
    bent += [[*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]] for at in range(len(lines) - 2)]

    believed = [each for each in bent if verify_proofs.verify_proof("\n".join(each), PUBLIC, NAME).problem is None]

    # The signature of ours said twice is the same statement.
    assert believed == [bent[2 * len(lines) - 3]]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"old": signed(5)}, Problem(code="growth_not_proven", index=5, last=13)),
        ({"new": signed(12)}, Problem(code="growth_not_proven", index=6, last=12)),
        ({"old": GROWTH["new"], "new": GROWTH["old"]}, Problem(code="growth_not_proven", index=13, last=6)),
        ({"old": signed(6, leaves=[b"x", *LEAVES[1:]])}, Problem(code="growth_not_proven", index=6, last=13)),
        ({"hashes": []}, Problem(code="growth_not_proven", index=6, last=13)),
        ({"hashes": GROWTH["hashes"][::-1]}, Problem(code="growth_not_proven", index=6, last=13)),
        ({"old": signed(6, seed=b"o" * 32)}, Problem(code="checkpoint_not_valid", index=0)),
        ({"new": signed(13, name="other.example/log")}, Problem(code="checkpoint_not_valid", index=1)),
        ({"old": signed(0), "hashes": []}, Problem(code="nothing_proven", index=0)),
        ({"hashes": [b"short"]}, Problem(code="proof_unreadable", index=0)),
    ],
)
def test_growth_of_other_trees_or_from_nothing_is_said_to_be_not_proven(changes, problem):
    assert growth(**changes).problem == problem


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "[" * 100_000, '{"format":"desvelo-growth/1","hashes":[1],"old":"","new":""}']
)
def test_what_is_no_proof_of_growth_is_unreadable(text):
    assert verify_proofs.verify_growth(text, PUBLIC, NAME).problem == Problem(code="proof_unreadable", index=0)


@pytest.mark.parametrize("index", [True, 1.0, "5", None, -1, 2**63])
def test_an_index_that_is_no_place_is_unreadable(index):
    text = json.dumps(json.loads(FORMS["json"]) | {"index": index})

    assert verify_proofs.verify_proof(text, PUBLIC, NAME).problem == Problem(code="proof_unreadable", index=0)


@pytest.mark.parametrize("index", [0, 4, 6, 12, 13, 2**53 - 1])
def test_another_index_is_not_proven(index):
    text = proof.as_json(**INCLUSION | {"index": index})

    assert verify_proofs.verify_proof(text, PUBLIC, NAME).problem == Problem(code="leaf_not_proven", index=index)


def test_a_node_does_not_pass_for_a_leaf():
    """Without the prefixes of RFC 6962, two hashes side by side would be a leaf whose proof is one shorter."""
    left, right = (second_tree.mth(LEAVES[at : at + 1]) for at in (4, 5))
    shorter = {"leaf": left + right, "index": 2, "hashes": INCLUSION["hashes"][1:]}

    text = proof.as_json(**INCLUSION | shorter)

    assert verify_proofs.verify_proof(text, PUBLIC, NAME).problem == Problem(code="leaf_not_proven", index=2)


def test_each_line_of_many_proofs_is_judged_for_itself_and_one_without_proof_is_named():
    lines = [FORMS["json"], FORMS["json"].replace('"index":5', '"index":4'), proof.without_proof(leaf=b"{}", index=14)]

    problems = [each.problem for each in verify_proofs.verify_proofs(lines, PUBLIC, NAME)]

    assert problems == [None, Problem(code="leaf_not_proven", index=4), Problem(code="not_proven", index=14)]


def test_a_signature_key_id_or_name_of_another_is_not_believed():
    body, line = INCLUSION["checkpoint"].split("\n\n")
    content = note.key_id(NAME, PUBLIC) + bytes(64)
    for other in (
        line.replace(NAME, "desk.example/lag"),
        f"— {NAME} {b64encode(content).decode()}\n",
        f"— {NAME} {b64encode(b'abcd' + content[4:]).decode()}\n",
        line[:-3] + "\n",
        "",
    ):
        text = proof.as_json(**INCLUSION | {"checkpoint": f"{body}\n\n{other}"})
        assert verify_proofs.verify_proof(text, PUBLIC, NAME).problem == Problem(code="checkpoint_not_valid", index=0)
