"""The whole log is read again in bounded steps, and whatever was changed is named."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection

import threads
from desvelo.base.keyring import keyring
from desvelo.guards.audit import actions, anchor, queries, signing, store, tree, verifications, verifying
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.ledger import merkle, note
from desvelo.kernel.ledger.verify import Problem

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def small_steps(monkeypatch) -> None:
    monkeypatch.setattr(verifying, "STEP", 4)


@pytest.fixture
def log(db, small_steps) -> None:
    """Thirteen entries, signed at 4, at 9 and at 11."""
    for more in (4, 5, 2):
        grow(more)
        actions.checkpoint(now=NOW)
    grow(2)


def grow(count: int) -> None:
    actions.record([Entry(tag="loaf:bake", at=NOW, objects={"loaf": str(number)}) for number in range(count)])
    actions.sequence()


def execute(statement: str, values: list[object] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def verified() -> verifications.Verification:
    actions.begin_verification(now=NOW)
    while actions.continue_verification(now=NOW):
        pass
    return queries.last_verification()


def change_leaf(index: int, *, with_nodes_up_to: int = -1) -> None:
    """Do what only the superuser can: write over an entry, and over the hashes above it up to a level."""
    new = b'{"tag":"loaf:steal"}'
    execute(
        "UPDATE ledger.entry SET leaf = %s WHERE id = (SELECT entry_id FROM ledger.leaf WHERE index = %s)", [new, index]
    )
    value = merkle.leaf_hash(new)
    for level in range(with_nodes_up_to + 1):
        if level == 0:
            execute("UPDATE ledger.leaf SET hash = %s WHERE index = %s", [value, index])
        execute("UPDATE ledger.node SET hash = %s WHERE level = %s AND index = %s", [value, level, index >> level])
        places = {(level, index >> level), (level, index >> level ^ 1)}
        pair = tree.nodes_at(places)
        if len(pair) < 2:
            return
        left, right = (pair[place] for place in sorted(pair))
        value = merkle.node_hash(left, right)


def test_a_whole_log_holds_and_says_how_far_it_is_signed(log):
    found = verified()

    assert (found.problem, found.checked, found.target, found.signed) == (None, 13, 13, 11)
    assert found.root == signing.signed(store.last_checkpoint().note).root
    assert (found.started_at, found.finished_at) == (NOW, NOW)


@pytest.mark.parametrize("size", range(1, 18))
def test_whatever_the_size_it_is_read_to_its_end(db, small_steps, size):
    grow(size)
    actions.checkpoint(now=NOW)

    assert (verified().problem, verified().signed) == (None, size)


def test_one_step_reads_no_more_than_its_share_and_the_next_goes_on_from_there(log):
    actions.begin_verification(now=NOW)
    reached = []
    while actions.continue_verification(now=NOW):
        run = queries.running_verification()
        reached.append(run.checked if run else "end")

    assert reached == [4, 8, 12, "end"]
    assert queries.running_verification() is None


def test_entries_that_arrive_meanwhile_are_left_to_the_next_time(log):
    actions.begin_verification(now=NOW)
    actions.continue_verification(now=NOW)
    grow(5)
    while actions.continue_verification(now=NOW):
        pass

    assert queries.last_verification().target == 13
    assert verified().target == 18


def test_a_second_one_is_not_begun_while_one_runs(log):
    actions.begin_verification(now=NOW)
    actions.continue_verification(now=NOW)
    actions.begin_verification(now=NOW + timedelta(hours=1))

    assert (queries.running_verification().started_at, queries.running_verification().checked) == (NOW, 4)


def test_two_at_one_verification_do_each_step_once(committed, small_steps):
    grow(40)
    actions.checkpoint(now=NOW)
    actions.begin_verification(now=NOW)

    threads.at_once(lambda _: [actions.continue_verification(now=NOW) for _ in range(12)], count=3)
    while actions.continue_verification(now=NOW):
        pass

    assert (queries.last_verification().problem, queries.last_verification().checked) == (None, 40)


@pytest.mark.asvs("16.4.2")
@pytest.mark.parametrize("index", range(13))
def test_a_changed_entry_is_named(log, index):
    change_leaf(index)

    assert verified().problem == Problem(code="leaf_changed", index=index)


@pytest.mark.parametrize(
    ("index", "level", "stretch"),
    [(0, 0, (0, 3)), (5, 0, (4, 7)), (5, 1, (4, 7)), (5, 3, (4, 8)), (3, 3, (0, 3)), (8, 3, (4, 8)), (10, 9, (9, 10))],
)
def test_an_entry_changed_together_with_hashes_above_it_is_found_between_them(log, index, level, stretch):
    change_leaf(index, with_nodes_up_to=level)

    assert verified().problem == Problem(code="leaves_changed", index=stretch[0], last=stretch[1])


def test_the_attack_works_on_whatever_is_not_signed_yet(log):
    """The control: with all hashes above it rewritten, a change behind the last checkpoint is not seen, nor claimed."""
    change_leaf(12, with_nodes_up_to=0)

    found = verified()

    assert (found.problem, found.signed) == (None, 11)


# One byte of a hash moved into its neighbour: joined, the two are what they were.
SHIFTED = """
    UPDATE ledger.leaf n SET hash = CASE n.index
        WHEN 5 THEN substr(n.hash, 1, 31) ELSE substr(o.hash, 32, 1) || n.hash END
    FROM ledger.leaf o WHERE n.index IN (5, 6) AND o.index = 11 - n.index
"""


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("DELETE FROM ledger.mention; DELETE FROM ledger.leaf WHERE index = 6", Problem(code="leaf_missing", index=6)),
        (
            "UPDATE ledger.leaf SET index = CASE index WHEN 5 THEN 106 ELSE 105 END WHERE index IN (5, 6)",
            Problem(code="leaf_missing", index=5),
        ),
        ("UPDATE ledger.leaf SET hash = '' WHERE index = 7", Problem(code="leaf_changed", index=7)),
        (SHIFTED, Problem(code="leaf_changed", index=5)),
        (
            "UPDATE ledger.node SET hash = sha256('x') WHERE level = 2 AND index = 1",
            Problem(code="leaves_changed", index=4, last=7),
        ),
        (
            "UPDATE ledger.checkpoint SET note = replace(note, E'\\n9\\n', E'\\n8\\n') WHERE size = 9",
            Problem(code="checkpoint_not_valid", index=9),
        ),
        (
            "UPDATE ledger.checkpoint SET note = (SELECT note FROM ledger.checkpoint WHERE size = 4) WHERE size = 9",
            Problem(code="checkpoint_not_valid", index=9),
        ),
    ],
)
def test_whatever_else_is_damaged_is_named_too(log, damage, problem):
    execute(damage)

    assert verified().problem == problem


def cut_off_at(size: int) -> None:
    """Take the newest entries away, with every trace the database has of them."""
    for statement in (
        "DELETE FROM ledger.checkpoint WHERE size > %s",
        "DELETE FROM ledger.leaf WHERE index >= %s",
        "DELETE FROM ledger.node WHERE (index + 1) << level > %s",
    ):
        execute(statement, [size])


@pytest.mark.asvs("16.4.2")
def test_entries_cut_off_the_end_are_missed_by_the_file_outside_the_database(log):
    cut_off_at(9)

    assert verified().problem == Problem(code="leaves_missing", index=9, last=10)


def test_without_that_file_the_shorter_log_would_pass_for_the_whole(log, monkeypatch):
    """The attack: the database alone cannot know."""
    cut_off_at(9)
    monkeypatch.setattr(anchor, "newest", lambda: None)
    monkeypatch.setattr(anchor, "recent", list)

    assert verified().problem is None


def test_another_history_of_the_same_size_is_not_that_of_the_file_outside(log):
    other = note.sign(
        note.checkpoint_body(settings.LEDGER_ORIGIN, 11, bytes(32)),
        settings.LEDGER_ORIGIN,
        keyring(settings.DESVELO.keys).service("audit-signing"),
    )
    anchor.append(other)

    assert verified().problem == Problem(code="histories_differ", index=11)


def test_a_file_outside_that_nobody_of_ours_signed_is_said(log):
    anchor.append("desvelo/x\n1\nAAAA\n\n— desvelo/x AAAA\n")

    assert verified().problem == Problem(code="anchor_not_valid", index=0)


def test_a_note_that_a_power_cut_left_half_written_is_passed_over(log):
    path = settings.DESVELO.data / "anchors" / "checkpoints.log"
    path.write_text(path.read_text() + "desvelo/ab\n11\nAA")

    assert signing.signed(anchor.newest()).size == 11
    assert verified().problem is None


def test_a_log_in_which_nothing_is_signed_yet_proves_nothing(db):
    assert verified().problem is None
    grow(3)

    assert verified().problem == Problem(code="nothing_signed", index=0)


def test_both_readings_of_the_log_agree(log):
    """The script for strangers and the reading in steps share no line."""
    assert queries.verify_all().problem is None

    change_leaf(5)

    assert queries.verify_all().problem == verified().problem == Problem(code="leaf_changed", index=5)


def test_the_proof_is_against_the_newest_signed_tree_and_its_root_is_the_signed_one(log):
    proof, waiting = queries.prove(3), queries.prove(12)

    assert (proof.size, proof.holds, proof.checkpoint) == (11, True, store.last_checkpoint().note)
    assert proof.root == signing.signed(proof.checkpoint).root
    assert (waiting.size, waiting.holds, waiting.checkpoint) == (13, True, None)


def test_a_root_written_over_beside_the_signature_fools_no_proof(log):
    """The attack: leaf, hashes and the checkpoint's column changed together; what was signed is in the note."""
    change_leaf(3, with_nodes_up_to=9)
    nodes = tree.StoredNodes(merkle.right_edge(11))
    execute("UPDATE ledger.checkpoint SET root = %s WHERE size = 11", [merkle.root(nodes, 11)])

    assert queries.prove(3).holds is False


@pytest.mark.parametrize("note_changed", ["note || ' '", "replace(note, '11', '12')", "''"])
def test_a_checkpoint_whose_signature_does_not_hold_proves_nothing(log, note_changed):
    execute(f"UPDATE ledger.checkpoint SET note = {note_changed} WHERE size = 11")  # noqa: S608  constants

    assert queries.prove(3).holds is False


@pytest.mark.parametrize(
    "which",
    [
        "UPDATE ledger.leaf SET hash = '' WHERE index = 2",
        "DELETE FROM ledger.node WHERE level = 2 AND index = 1",
        "DELETE FROM ledger.node",
    ],
)
def test_hashes_that_are_gone_give_a_proof_that_does_not_hold_and_no_error(log, which):
    execute(which)

    assert queries.prove(3).holds is False
    assert queries.prove(12).holds is which.startswith("UPDATE")
