"""Entries are found by who, what, about whom and when; each question walks an index and stops."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection

from desvelo.guards.audit import actions, finding, queries
from desvelo.guards.audit.entry import Entry, mention_of, mentioned
from desvelo.guards.audit.search import Search

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MARINA, RUI, GONE = UUID(int=1), UUID(int=2), UUID(int=3)
BEATRIZ, JOSE = UUID(int=11), UUID(int=12)


def made(tag: str, *, hours: int = 0, **more: object) -> Entry:
    return Entry(tag=tag, at=NOW - timedelta(hours=hours), **more)


@pytest.fixture
def log(db) -> None:
    actions.record(
        [
            made("session:start", hours=50, actor=MARINA),
            made("message:receive", hours=49, contact=BEATRIZ, objects={"found": "CPF,CARD_CVV"}),
            made("datum:reveal", hours=48, actor=MARINA, contact=BEATRIZ, objects={"label": "CPF"}),
            made("datum:reveal", hours=3, actor=RUI, contact=JOSE, objects={"label": "HEALTH"}),
            made("datum:reveal", hours=2, actor=RUI, result="denied:other_team", objects={"label": "CPF"}),
            made("conversation:open", hours=1, actor=MARINA, contact=JOSE),
            made("key:destroy"),
            made("entry:annotate", actor=MARINA, contact=BEATRIZ, objects={"entry": "2"}),
        ]
    )
    actions.sequence()


def found(**wanted: object) -> list[int]:
    return [entry.index for entry in queries.entries(Search(**wanted))]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [7, 6, 5, 4, 3, 2, 1, 0]),
        ({"actors": frozenset({MARINA})}, [7, 5, 2, 0]),
        ({"actors": frozenset({MARINA, RUI})}, [7, 5, 4, 3, 2, 0]),
        ({"actors": frozenset({GONE})}, []),
        ({"actors": frozenset()}, []),
        ({"tags": frozenset({"datum:reveal"})}, [4, 3, 2]),
        ({"tags": frozenset({"datum:reveal", "key:destroy"})}, [6, 4, 3, 2]),
        ({"mention": "CPF"}, [4, 2, 1]),
        ({"mention": "CARD_CVV"}, [1]),
        ({"mention": mention_of(2)}, [7]),
        ({"contact": BEATRIZ}, [7, 2, 1]),
        ({"refused": True}, [4]),
        ({"refused": False, "tags": frozenset({"datum:reveal"})}, [3, 2]),
        ({"since": NOW - timedelta(hours=3)}, [7, 6, 5, 4, 3]),
        ({"until": NOW - timedelta(hours=48)}, [1, 0]),
        ({"actors": frozenset({MARINA, RUI}), "mention": "CPF", "refused": False}, [2]),
        ({"actors": frozenset({RUI}), "contact": JOSE, "tags": frozenset({"datum:reveal"})}, [3]),
    ],
)
def test_what_is_asked_for_is_found_newest_first_and_counted(log, wanted, expected):
    assert found(**wanted) == expected
    assert queries.count(Search(**wanted), limit=100) == len(expected)


@pytest.mark.parametrize("wanted", [{}, {"actors": frozenset({MARINA, RUI})}, {"mention": "CPF"}, {"contact": BEATRIZ}])
def test_pages_follow_one_another_without_gap_or_repetition(log, wanted):
    whole, paged, before = found(**wanted), [], None

    while page := queries.entries(Search(**wanted), before=before, limit=2):
        paged += [entry.index for entry in page]
        before = page[-1].index

    assert paged == whole


def test_counting_stops_where_it_is_told_to(log):
    assert queries.count(limit=3) == 3


def test_the_oldest_entry_is_that_of_whom_it_is_asked_for(log):
    assert queries.first().index == 0
    assert queries.first(Search(actors=frozenset({RUI}))).index == 3
    assert queries.first(Search(actors=frozenset({GONE}))) is None


def test_hours_are_those_of_the_clocks_people_have(log):
    hours = queries.by_hour(Search(tags=frozenset({"datum:reveal"}), refused=False), zone="America/Sao_Paulo")

    assert {hour.isoformat(): count for hour, count in hours.items()} == {
        "2026-11-21T09:00:00": 1,
        "2026-11-23T06:00:00": 1,
    }


def test_customers_are_named_by_the_newest_entry_about_them(log):
    assert queries.contacts(Search(), limit=100) == [(BEATRIZ, 7), (JOSE, 5)]
    assert queries.contacts(Search(actors=frozenset({RUI})), limit=100) == [(JOSE, 3)]
    assert queries.contacts(Search(), limit=1) == [(BEATRIZ, 7)]


def test_notes_on_an_entry_are_found_by_it(log):
    assert [note.index for note in queries.notes_on([2, 3])] == [7]


@pytest.mark.parametrize(
    "written", [b"", b'{"label":', b'"label":', b'{"objects":[],"label":""}', b'{"objects":{"entry":"x"}}']
)
def test_a_leaf_that_somebody_broke_mentions_nothing(written):
    assert mentioned(written) == frozenset()


ASKED = {
    "all": {},
    "a person": {"actors": frozenset({UUID(int=105)})},
    "somebody who left long ago": {"actors": frozenset({GONE})},
    "a team": {"actors": frozenset(UUID(int=100 + each) for each in range(8))},
    "an act": {"tags": frozenset({"datum:reveal"})},
    "an act nobody did": {"tags": frozenset({"key:destroy"})},
    "a class": {"mention": "CPF"},
    "a class of one person": {"mention": "CPF", "actors": frozenset({UUID(int=100)})},
    "a customer": {"contact": UUID(int=1500)},
    "refusals": {"refused": True},
    "an act of a person": {"tags": frozenset({"datum:reveal"}), "actors": frozenset({UUID(int=100)})},
}
ROWS, MOST_ROWS = 30_000, 5_000
LONG_LOG = """
    SET LOCAL session_replication_role = replica;
    CREATE TEMPORARY TABLE made ON COMMIT DROP AS
        SELECT i AS index, gen_random_uuid() AS id,
            CASE WHEN i %% 50 = 0 THEN 'datum:reveal' WHEN i %% 5 = 0 THEN 'conversation:open'
                 ELSE 'message:receive' END AS tag,
            now() - (%(rows)s - i) * interval '1 minute' AS at,
            CASE WHEN i < 60 AND i %% 5 = 0 THEN %(gone)s
                 WHEN i %% 5 = 0 THEN lpad(to_hex(100 + i / 5 %% 20), 32, '0')::uuid END AS actor_id,
            lpad(to_hex(1000 + i %% 3000), 32, '0')::uuid AS contact_id, i %% 997 = 0 AS refused
        FROM generate_series(0, %(rows)s - 1) AS i;
    INSERT INTO ledger.entry (id, tag, at, actor_id, contact_id, result, leaf)
        SELECT id, tag, at, actor_id, contact_id, 'done', '{}' FROM made;
    INSERT INTO ledger.leaf (index, entry_id, kind, moment, person_id, refused, hash)
        SELECT index, id, tag, at, actor_id, refused, '' FROM made;
    INSERT INTO ledger.mention (what, index) SELECT 'CPF', index FROM made WHERE tag = 'datum:reveal';
    ANALYZE ledger.entry; ANALYZE ledger.leaf; ANALYZE ledger.mention;
"""


def test_a_page_of_a_long_log_reads_few_rows_whatever_is_asked(db):
    """Written straight into the tables, as an office leaves them; the control takes one index away."""
    with psycopg.ClientCursor(connection.connection) as cursor:  # several commands with values: only the client can
        cursor.execute(LONG_LOG, {"gone": GONE, "rows": ROWS})

    read = {
        (name, before): rows_read(Search(**wanted), before=before)
        for name, wanted in ASKED.items()
        for before in (None, ROWS // 2)
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX ledger.leaf_person")
    without = rows_read(Search(**ASKED["somebody who left long ago"]), before=None)

    assert {question: rows for question, rows in read.items() if rows > MOST_ROWS} == {}
    assert without > MOST_ROWS


def rows_read(wanted: Search, *, before: int | None) -> int:
    places = finding._places(wanted, before=before, limit=50)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {places.text}", places.values)
        [(plan,)] = cursor.fetchall()
    return _read((plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"])


def _read(plan: dict) -> int:
    """Count the rows that a step of the plan read, those it threw away included, and all steps below it."""
    own = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0) if "Relation Name" in plan else 0
    return int(own * plan["Actual Loops"]) + sum(map(_read, plan.get("Plans", [])))


@pytest.mark.parametrize("wanted", [{}, {"actors": frozenset({uuid4()})}, {"mention": "CPF"}])
def test_a_page_costs_one_query_whatever_it_holds(log, wanted, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.entries(Search(**wanted))
