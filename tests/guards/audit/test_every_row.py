"""One row of the log added, removed, changed or swapped by the superuser is found by the reading of the whole log."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from desvelo.guards.audit import actions, queries
from desvelo.guards.audit.entry import Entry
from desvelo.guards.audit.errors import LedgerBroken
from desvelo.kernel.ledger.verify import Problem

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def log(db) -> None:
    """Eleven entries, sealed at 4, at 9 and at 11."""
    for more in (4, 5, 2):
        actions.record([Entry(tag="loaf:bake", at=NOW, objects={"loaf": str(number)}) for number in range(more)])
        actions.sequence()
        actions.checkpoint(now=NOW)


def problem() -> Problem | None:
    actions.begin_verification(now=NOW)
    while actions.continue_verification(now=NOW):
        pass
    return queries.last_verification().problem


COPY = "INSERT INTO ledger.checkpoint SELECT {0}, root, note, signed_at FROM ledger.checkpoint WHERE size = 9"
SWAP = "UPDATE {0} SET {1} = CASE {1} WHEN {2} THEN {3} + 100 ELSE {2} + 100 END WHERE {4} {1} IN ({2}, {3}); "
BACK = "UPDATE {0} SET {1} = {1} - 100 WHERE {4} {1} > 100"
SLIPPED_IN = """
    WITH e AS (INSERT INTO ledger.entry (id, tag, at, result, leaf)
               VALUES (gen_random_uuid(), 'x:y', now(), 'done', '{}') RETURNING id, at)
    INSERT INTO ledger.leaf (index, entry_id, kind, moment, refused, hash) SELECT 11, id, 'x:y', at, false, '' FROM e
"""
SEALS = ("ledger.checkpoint", "size", 4, 9, "")
SWAP_HASHES = (
    "UPDATE {0} a SET hash = b.hash FROM (SELECT index, hash FROM {0} WHERE {1} index IN ({2}, {3})) b "
    "WHERE {1} a.index IN ({2}, {3}) AND b.index = {2} + {3} - a.index"
)
EDITS = {
    "a node added over the tree": ("INSERT INTO ledger.node VALUES (5, 0, '')", "node_added at 0 to 31"),
    "a node added beside the tree": ("INSERT INTO ledger.node VALUES (0, 11, '')", "node_added at 11 to 11"),
    "a node removed": ("DELETE FROM ledger.node WHERE level = 2 AND index = 1", "leaves_changed at 4 to 7"),
    "two nodes swapped": (SWAP_HASHES.format("ledger.node", "level = 2 AND", 0, 1), "leaves_changed at 0 to 3"),
    "two hashes of leaves swapped": (SWAP_HASHES.format("ledger.leaf", "", 2, 3), "leaf_changed at 2"),
    "a node added between": ("INSERT INTO ledger.node VALUES (1, 0, '')", "node_added at 0 to 1"),
    "a checkpoint removed": ("DELETE FROM ledger.checkpoint WHERE size = 9", "checkpoint_missing at 9"),
    "the newest checkpoint removed": ("DELETE FROM ledger.checkpoint WHERE size = 11", "checkpoint_missing at 11"),
    "a checkpoint added within": (COPY.format(5), "checkpoint_not_valid at 5"),
    "a checkpoint added beyond": (COPY.format(99), "checkpoint_not_valid at 99"),
    "a checkpoint changed": ("UPDATE ledger.checkpoint SET root = '' WHERE size = 9", "checkpoint_not_valid at 9"),
    "two checkpoints swapped": ((SWAP + BACK).format(*SEALS), "checkpoint_not_valid at 4"),
    "a leaf added": (SLIPPED_IN, "leaf_changed at 11"),
}


def test_an_honest_log_has_nothing_to_name(log):
    assert problem() is None


@pytest.mark.parametrize("edit", EDITS)
def test_it_is_found_and_named(log, edit):
    statement, said = EDITS[edit]
    with connection.cursor() as cursor:
        cursor.execute(statement)

    assert str(problem()) == said


def test_an_entry_taken_away_before_it_gets_its_place_is_missed(log):
    actions.record([Entry(tag="loaf:bake", at=NOW, objects={"loaf": str(number)}) for number in range(3)])
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM ledger.entry WHERE id = (SELECT entry_id FROM ledger.pending ORDER BY arrival LIMIT 1)"
        )

    assert actions.sequence() == 3
    with pytest.raises(LedgerBroken):
        actions.checkpoint(now=NOW)
    assert str(problem()) == "leaf_missing at 11"


def test_an_entry_changed_before_it_gets_its_place_is_named(log):
    """The hash that gets a place is the one of what was written, not of what lies there when its turn comes."""
    actions.record([Entry(tag="loaf:bake", at=NOW, objects={"loaf": "12"})])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger.entry SET leaf = '{}' WHERE id = (SELECT entry_id FROM ledger.pending)")

    assert actions.sequence() == 1
    with pytest.raises(LedgerBroken):
        actions.checkpoint(now=NOW)
    assert str(problem()) == "leaf_changed at 11"
