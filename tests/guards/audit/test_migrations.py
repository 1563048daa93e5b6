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


def found(wanted: Search) -> list[int]:
    return [entry.index for entry in queries.entries(wanted)]
