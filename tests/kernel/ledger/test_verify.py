"""An outsider with one file finds out whether the log was rewritten, and where."""

import ast
import json
import subprocess
import sys
from base64 import b64decode, b64encode
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.ledger import alone, export, note, verify
from desvelo.kernel.ledger.leaf import canonical, commitment
from desvelo.kernel.ledger.verify import Problem

from . import published, second_tree

NAME, SEED = "desk.example/log", b"s" * 32
PUBLIC = note.public_key(SEED)
LEAVES = [b'{"n":%d}' % number for number in range(23)]
SIZES = (0, 1, 8, 13, 21)


def checkpoint(size, leaves=LEAVES, *, seed=SEED, name=NAME):
    return note.sign(note.checkpoint_body(name, size, second_tree.mth(leaves[:size])), name, seed)


CHECKPOINTS = [checkpoint(size) for size in SIZES]


def lines(leaves=LEAVES, checkpoints=CHECKPOINTS):
    return list(export.lines(origin=NAME, checkpoints=checkpoints, leaves=leaves))


def found(leaves=LEAVES, checkpoints=CHECKPOINTS):
    return verify.verify(leaves, checkpoints, PUBLIC, NAME)


def replaced(leaf, index):
    return [*LEAVES[:index], leaf, *LEAVES[index + 1 :]]


def test_a_log_that_was_not_rewritten_holds_and_says_how_far_it_is_signed():
    report = found()

    assert report == verify.Report(
        size=23, root=second_tree.mth(LEAVES), checkpoints_checked=5, signed_size=21, problem=None
    )


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_roots_come_out_of_the_outsiders_script_too(size):
    report = verify.verify(published.LEAVES[:size], [checkpoint(size, published.LEAVES)], PUBLIC, NAME)

    assert (report.root, report.problem) == (published.ROOTS[size], None)


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40), st.data())
def test_any_log_with_any_checkpoints_in_any_order_holds(leaves, data):
    sizes = data.draw(st.lists(st.integers(0, len(leaves)), min_size=1, max_size=5))

    report = verify.verify(iter(leaves), [checkpoint(size, leaves) for size in sizes], PUBLIC, NAME)

    assert (report.size, report.root, report.problem) == (len(leaves), second_tree.mth(leaves), None)
    assert (report.checkpoints_checked, report.signed_size) == (len(set(sizes)), max(sizes))


@pytest.mark.parametrize(
    ("index", "stretch"), [(0, (0, 0)), (1, (1, 7)), (7, (1, 7)), (8, (8, 12)), (13, (13, 20)), (20, (13, 20))]
)
def test_a_changed_leaf_is_found_between_two_checkpoints(index, stretch):
    report = found(replaced(b"changed", index))

    assert report.problem == Problem(code="leaves_changed", index=stretch[0], last=stretch[1])
    assert report.signed_size == stretch[0]


def test_a_leaf_behind_the_last_checkpoint_is_not_claimed_to_be_proven():
    report = found(replaced(b"changed", 22))

    assert (report.problem, report.signed_size, report.size) == (None, 21, 23)


@pytest.mark.parametrize(
    "leaves",
    [
        [*LEAVES[:9], *LEAVES[10:]],
        [*LEAVES[:9], b"added", *LEAVES[9:]],
        [*LEAVES[:9], LEAVES[10], LEAVES[9], *LEAVES[11:]],
        [*LEAVES[:9], LEAVES[9], *LEAVES[9:]],
    ],
)
def test_a_removed_added_moved_or_repeated_leaf_is_found(leaves):
    assert found(leaves).problem == Problem(code="leaves_changed", index=8, last=12)


def test_leaves_cut_off_the_end_are_missed():
    assert found(LEAVES[:20]).problem == Problem(code="leaves_missing", index=20, last=20)
    assert found([]).problem == Problem(code="leaves_missing", index=0, last=0)


def test_a_rewritten_log_signed_again_does_not_agree_with_a_checkpoint_kept_elsewhere():
    rewritten = replaced(b"changed", 3)
    new_story = [checkpoint(size, rewritten) for size in SIZES]

    assert found(rewritten, new_story).problem is None
    assert found(rewritten, [*new_story, CHECKPOINTS[2]]).problem == Problem(code="histories_differ", index=8)
    assert found(rewritten, [*new_story, checkpoint(9)]).problem == Problem(code="leaves_changed", index=8, last=8)


@pytest.mark.parametrize(
    "wrong",
    [
        checkpoint(8, seed=b"t" * 32),
        checkpoint(8, name="other.example/log"),
        note.sign(note.checkpoint_body("other.example/log", 8, published.ROOTS[8]), NAME, SEED),
        CHECKPOINTS[2].replace("\n8\n", "\n08\n"),
        CHECKPOINTS[2].replace("\n8\n", "\n9\n"),
        CHECKPOINTS[2] + "\n",
        CHECKPOINTS[2] + "— x AAAAA\n",
        CHECKPOINTS[2].partition("\n\n")[0] + "\n",
        "",
    ],
)
def test_a_checkpoint_that_this_key_did_not_sign_is_named(wrong):
    report = found(checkpoints=[*CHECKPOINTS[:2], wrong, *CHECKPOINTS[3:]])

    assert (report.problem, report.checkpoints_checked) == (Problem(code="checkpoint_not_valid", index=2), 0)


def test_the_signature_of_a_witness_is_ignored_and_a_failing_one_of_ours_is_not():
    witness = f"— witness.example/w {b64encode(b'wxyz' + bytes(72)).decode()}\n"
    forged = f"— {NAME} {b64encode(note.key_id(NAME, PUBLIC) + bytes(64)).decode()}\n"

    assert found(checkpoints=[CHECKPOINTS[2] + witness]).problem is None
    assert found(checkpoints=[CHECKPOINTS[2] + forged]).problem == Problem(code="checkpoint_not_valid", index=0)


def test_a_key_that_is_none_proves_nothing():
    report = verify.verify(LEAVES, CHECKPOINTS, b"short", NAME)

    assert report.problem == Problem(code="checkpoint_not_valid", index=0)


def test_without_a_checkpoint_nothing_is_proven():
    assert found(checkpoints=[]).problem == Problem(code="nothing_signed", index=0)


@given(st.integers(0, len(CHECKPOINTS[3]) - 1), st.characters())
def test_the_two_readers_of_notes_agree_on_every_changed_character(place, other):
    text = CHECKPOINTS[3][:place] + other + CHECKPOINTS[3][place + 1 :]
    held = found(checkpoints=[text]).problem is None
    try:
        note.verify(text, NAME, PUBLIC)
    except note.NoteInvalid:
        assert not held
    else:
        assert held


def test_an_export_holds():
    report = verify.verify_export(iter(lines()), PUBLIC, NAME)

    assert (report.size, report.checkpoints_checked, report.signed_size, report.problem) == (23, 5, 21, None)


@pytest.mark.parametrize("index", [0, 9, 22])
def test_in_an_export_the_first_changed_leaf_is_named(index):
    text = lines()
    text[6 + index] = json.dumps(json.loads(text[6 + index]) | {"leaf": b64encode(b"changed").decode()})

    assert verify.verify_export(text, PUBLIC, NAME).problem == Problem(code="leaf_changed", index=index)


def test_an_export_whose_hashes_were_changed_with_the_leaves_still_fails_at_the_checkpoint():
    text = lines(replaced(b"changed", 9))

    assert verify.verify_export(text, PUBLIC, NAME).problem == Problem(code="leaves_changed", index=8, last=12)


def test_an_export_is_held_against_checkpoints_kept_elsewhere():
    rewritten = replaced(b"changed", 3)
    text = lines(rewritten, [checkpoint(21, rewritten)])

    assert verify.verify_export(text, PUBLIC, NAME).problem is None
    assert verify.verify_export(text, PUBLIC, NAME, [CHECKPOINTS[3]]).problem == Problem(
        code="leaves_changed", index=0, last=12
    )


@pytest.mark.parametrize(
    ("number", "line"),
    [
        (0, ""),
        (0, "{}"),
        (0, '{"format":"desvelo-ledger/2"}'),
        (1, "not json"),
        (8, "[]"),
        (8, '{"index":1,"leaf":"","hash":""}'),
        (8, '{"index":2,"leaf":"?","hash":""}'),
        (8, '{"index":2,"leaf":"","hash":1}'),
        (8, '{"index":"2","leaf":"","hash":""}'),
        (8, "[" * 100_000),
        (8, '{"index":' + "9" * 5_000 + "}"),
    ],
)
def test_a_line_of_another_form_is_named(number, line):
    text = lines()
    text[number] = line

    assert verify.verify_export(text, PUBLIC, NAME).problem == Problem(code="line_unreadable", index=number)


SALT, WORDS = b"s" * 32, b"retorno de consulta"
SPEAKING = canonical({"commitment": commitment(SALT, WORDS).hex(), "n": 1})


def opened(**beside):
    leaves = [*LEAVES[:5], SPEAKING]
    text = lines(leaves, [checkpoint(6, leaves)])
    text[2 + 5] = json.dumps(
        json.loads(text[2 + 5]) | {name: b64encode(each).decode() for name, each in beside.items()}
    )
    return verify.verify_export(text, PUBLIC, NAME)


def test_words_opened_beside_a_leaf_are_those_it_committed_to():
    assert (opened().problem, opened().opened) == (None, 0)
    assert (opened(salt=SALT, payload=WORDS).problem, opened(salt=SALT, payload=WORDS).opened) == (None, 1)


@pytest.mark.parametrize(
    "beside",
    [
        {"salt": SALT, "payload": b"outra coisa"},
        {"salt": b"t" * 32, "payload": WORDS},
        {"salt": SALT + WORDS[:1], "payload": WORDS[1:]},
        {"salt": SALT[:-1], "payload": SALT[-1:] + WORDS},
        {"salt": b"", "payload": SALT + WORDS},
        {"payload": WORDS},
        {"salt": SALT},
    ],
)
def test_other_words_another_salt_or_a_shifted_border_are_refused(beside):
    assert opened(**beside).problem == Problem(code="payload_not_committed", index=5)


def test_words_beside_a_leaf_that_committed_to_none_are_refused():
    text = lines()
    text[6] = json.dumps(json.loads(text[6]) | {"salt": b64encode(SALT).decode(), "payload": ""})

    assert verify.verify_export(text, PUBLIC, NAME).problem == Problem(code="payload_not_committed", index=0)


@pytest.mark.parametrize("index", ["true", "1.0", "-1", "01"])
def test_a_place_that_only_counts_as_the_number_is_none(index):
    text = lines()
    text[7] = text[7].replace('"index":1,', f'"index":{index},')

    assert verify.verify_export(text, PUBLIC, NAME).problem == Problem(code="line_unreadable", index=7)


def test_base64_written_in_a_second_way_is_refused():
    text = lines()
    once, twice = b64encode(LEAVES[10]).decode(), b64encode(LEAVES[10]).decode()[:-2] + "1="
    assert b64decode(twice) == LEAVES[10]
    text[16] = text[16].replace(once, twice)

    assert verify.verify_export(text, PUBLIC, NAME).problem == Problem(code="line_unreadable", index=16)


def test_the_one_file_says_each_name_once_and_is_the_one_in_the_documentation():
    defined = Counter()
    for node in ast.parse(alone.one_file()).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            defined[node.name] += 1
        elif isinstance(node, ast.Assign):
            defined.update(
                name.id for name in ast.walk(node) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
            )
    documented = Path(__file__).parents[3] / "docs" / alone.NAME

    assert {name for name, times in defined.items() if times > 1} == set()
    assert documented.read_text(encoding="utf-8") == alone.one_file()


def test_an_export_without_leaves_or_lines_is_not_proven():
    assert verify.verify_export([], PUBLIC, NAME).problem == Problem(code="line_unreadable", index=0)
    assert verify.verify_export(lines()[:6], PUBLIC, NAME).problem == Problem(code="leaves_missing", index=0, last=0)


def test_a_problem_reads_as_one_line():
    assert str(Problem(code="leaves_changed", index=8, last=12)) == "leaves_changed at 8 to 12"
    assert str(Problem(code="leaf_changed", index=3)) == "leaf_changed at 3"


def test_the_script_imports_the_standard_library_and_one_signature_check():
    tree = ast.parse(alone.one_file())
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}

    assert {name.split(".")[0] for name in imported} - set(sys.stdlib_module_names) == {"cryptography"}


def run(script, file):
    command = [sys.executable, "-I", script, file, "--name", NAME, "--key", b64encode(PUBLIC).decode()]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_an_outsider_runs_the_one_file_alone(tmp_path):
    script = tmp_path / alone.NAME
    script.write_text(alone.one_file(), encoding="utf-8")
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text("".join(lines()), encoding="utf-8")
    bad.write_text("".join(lines(replaced(b"changed", 9))), encoding="utf-8")

    passed, failed = run(script, good), run(script, bad)

    root = b64encode(second_tree.mth(LEAVES)).decode()
    assert (passed.returncode, passed.stdout) == (
        0,
        f"23 leaves, 21 of them under 5 checkpoints\nroot {root}\nall of it holds\n",
    )
    assert (failed.returncode, failed.stdout.splitlines()[-1]) == (1, "leaves_changed at 8 to 12")
