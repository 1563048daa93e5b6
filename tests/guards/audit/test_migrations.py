"""An installation that has a log already finds its entries after the upgrade, and loses none."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from desvelo.guards.audit import actions, queries
from desvelo.guards.audit.entry import Entry
from desvelo.guards.audit.search import Search

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MARINA, BEATRIZ = UUID(int=1), UUID(int=11)
ASKED = [
    Search(actors=frozenset({MARINA})),
    Search(mention="CPF"),
    Search(mention="CARD_CVV"),
    Search(refused=True),
    Search(tags=frozenset({"datum:reveal"})),
    Search(contact=BEATRIZ),
    Search(since=NOW),
]


@pytest.fixture
def migrate(db):
    def _migrate(name: str) -> None:
        executor = MigrationExecutor(connection)
        executor.migrate([("audit", name)])

    return _migrate


def test_entries_from_before_the_upgrade_are_found_like_those_after_it(migrate):
    actions.record(
        [
            Entry(tag="message:receive", at=NOW, contact=BEATRIZ, objects={"found": "CPF,CARD_CVV,CPF"}),
            Entry(tag="datum:reveal", at=NOW, actor=MARINA, contact=BEATRIZ, objects={"label": "CPF"}),
            Entry(tag="datum:reveal", at=NOW, actor=MARINA, result="denied:other_team", objects={"label": "RG"}),
            Entry(tag="session:start", at=NOW, actor=MARINA),
        ]
    )
    actions.sequence()
    before = [found(wanted) for wanted in ASKED]

    migrate("0001_ledger")
    migrate("0002_find_and_verify")

    assert [found(wanted) for wanted in ASKED] == before
    assert before == [[3, 2, 1], [1, 0], [0], [2], [2, 1], [1, 0], [3, 2, 1, 0]]


def test_a_leaf_that_somebody_broke_does_not_stop_the_upgrade(migrate):
    actions.record([Entry(tag="loaf:bake", at=NOW) for _ in range(2)])
    actions.sequence()
    with connection.cursor() as cursor:
        cursor.execute(
            r"UPDATE ledger.entry SET leaf = '\xff00222c22' WHERE id = (SELECT id FROM ledger.entry LIMIT 1)"
        )

    migrate("0001_ledger")
    migrate("0002_find_and_verify")

    assert len(found(Search())) == 2


def test_what_waits_for_its_place_while_the_upgrade_runs_gets_it_and_the_whole_log_holds(migrate):
    """The columns of its turn are written from the leaf, the hashes of the tree from the nodes that were there."""
    for more in (5, 4):
        actions.record([Entry(tag="loaf:bake", at=NOW, objects={"loaf": str(number)}) for number in range(more)])
        actions.sequence()
        actions.checkpoint(now=NOW)
    actions.record(
        [
            Entry(tag="message:receive", at=NOW, contact=BEATRIZ, objects={"found": "CPF,CARD_CVV,CPF"}),
            Entry(tag="entry:annotate", at=NOW, actor=MARINA, objects={"entry": "3", "grant": f"{BEATRIZ}:2"}),
            Entry(tag="datum:reveal", at=NOW, actor=MARINA, result="denied:other_team", objects={"label": "RG"}),
        ]
    )
    before = waiting()

    migrate("0004_fewer_references")
    assert leaves() == [b"{"] * 12
    migrate("0005_packed")

    assert waiting() == before
    assert [row[-1] for row in before] == [["CARD_CVV", "CPF"], ["entry:3", f"grant:{BEATRIZ}"], ["RG"]]
    assert actions.sequence() == 3
    actions.record([Entry(tag="loaf:bake", at=NOW)])
    assert actions.sequence() == 1
    actions.checkpoint(now=NOW)
    assert queries.verify_all().problem is None
    assert leaves() == [b"{"] * 12 + [b"\x01"]
    assert [queries.prove(index).holds for index in range(13)] == [True] * 13


def waiting() -> list[tuple[object, ...]]:
    """Return what each turn carries, in order of arrival."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT entry_id, kind, moment, person_id, refused, hash, "
            "(SELECT array_agg(m ORDER BY m) FROM unnest(mentions) m) FROM ledger.pending ORDER BY arrival"
        )
        return cursor.fetchall()


def leaves() -> list[bytes]:
    """Return how each leaf begins where it is stored, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT substr(leaf, 1, 1) FROM ledger.entry ORDER BY id")
        return [bytes(row[0]) for row in cursor.fetchall()]


def found(wanted: Search) -> list[int]:
    return [entry.index for entry in queries.entries(wanted)]
