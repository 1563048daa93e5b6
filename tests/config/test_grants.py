"""What each role of the database may do, asked of the database itself, table by table."""

import uuid
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege, ObjectNotInPrerequisiteState, WrongObjectType

import tables
from desvelo.config import grants

EVERYTHING = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
APPEND = {"SELECT", "INSERT"}
APPENDED = ("checkpoint", "discrepancy", "entry", "evidence", "leaf", "mention", "node")
CHANGE = {"SELECT", "INSERT", "UPDATE", "DELETE"}
APP_MAY = {
    "ledger.checkpoint": APPEND,
    "ledger.entry": APPEND,
    "ledger.leaf": APPEND,
    "ledger.mention": APPEND,
    "ledger.node": APPEND,
    "ledger.payload": {"SELECT", "INSERT", "DELETE"},
    "ledger.pending": {"SELECT", "INSERT", "DELETE"},
    "ledger.verification": {"SELECT", "INSERT", "UPDATE"},
    "ledger.anchor": {"SELECT", "INSERT", "UPDATE"},
    "ledger.evidence": APPEND,
    "ledger.freeze": {"SELECT", "INSERT", "UPDATE"},
    "ledger.sweep": {"SELECT", "INSERT", "UPDATE"},
    "ledger.discrepancy": APPEND,
    "vault.installation": APPEND,
    "vault.contact_key": CHANGE,
    "vault.identifier": CHANGE,
    "vault.occurrence": CHANGE,
    "vault.epoch": CHANGE,
    "vault.rotation": {"SELECT", "INSERT", "UPDATE"},
    "vault.service_key": APPEND,
    "intake.batch": {"SELECT", "INSERT", "DELETE"},
    "intake.raw": CHANGE,
    "intake.seen": APPEND,
    "intake.quarantine": CHANGE,
    "intake.parked_status": {"SELECT", "INSERT", "DELETE"},
    "public.django_migrations": {"SELECT"},
    "public.stream_authority": {"SELECT"},
}


def connect(installed, role: str) -> psycopg.Connection:
    return psycopg.connect(installed.urls[role], autocommit=True)


@pytest.fixture
def relations(installed) -> list[str]:
    """Name every table and view of the product."""
    with connect(installed, "superuser") as connection:
        found = connection.execute(
            "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname = ANY(%(all)s) "
            "UNION SELECT schemaname || '.' || viewname FROM pg_views WHERE schemaname = ANY(%(all)s) ORDER BY 1",
            {"all": list(tables.SCHEMAS)},
        )
        return [row[0] for row in found]


def may(connection: psycopg.Connection, action: str, relation: str, column: str) -> bool:
    """Tell whether the role of *connection* may do it, by doing it; what a constraint alone refuses, it may."""
    statements = {
        "SELECT": "SELECT * FROM {relation} LIMIT 1",
        "INSERT": "INSERT INTO {relation} DEFAULT VALUES",
        "UPDATE": "UPDATE {relation} SET {column} = {column} WHERE false",
        "DELETE": "DELETE FROM {relation} WHERE false",
        "TRUNCATE": "TRUNCATE {relation}",
    }
    names = {"relation": sql.Identifier(*relation.split(".")), "column": sql.Identifier(column)}
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(sql.SQL(statements[action]).format(**names))
    except (InsufficientPrivilege, ObjectNotInPrerequisiteState, WrongObjectType):
        return False
    except psycopg.Error:
        return True
    return True


@pytest.fixture
def first_columns(installed, relations) -> dict[str, str]:
    with connect(installed, "superuser") as connection:
        return {
            relation: connection.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = %s AND table_name = %s "
                "AND is_identity = 'NO' ORDER BY ordinal_position LIMIT 1",
                relation.split("."),
            ).fetchone()[0]
            for relation in relations
        }


def allowed(installed, role: str, columns: dict[str, str]) -> dict[str, set[str]]:
    with connect(installed, role) as connection:
        return {
            relation: {action for action in EVERYTHING if may(connection, action, relation, column)}
            for relation, column in columns.items()
        }


@pytest.mark.asvs("13.2.2", "16.4.2")
def test_the_application_may_do_exactly_this(installed, first_columns):
    expected = {relation: APP_MAY.get(relation, CHANGE) for relation in first_columns}

    assert allowed(installed, "app", first_columns) == expected


@pytest.mark.asvs("13.2.2")
def test_the_edge_may_put_deliveries_in_and_read_one_view_and_nothing_else(installed, first_columns):
    found = allowed(installed, "edge", first_columns)

    assert {relation: actions for relation, actions in found.items() if actions} == {
        "intake.batch": {"INSERT"},
        "intake.raw": {"INSERT"},
        "public.stream_authority": {"SELECT"},
    }
    assert set(found) > set(APP_MAY)


def test_the_owner_may_do_everything_so_the_refusals_above_are_the_grants(installed, first_columns):
    found = allowed(installed, "owner", first_columns)

    assert {relation for relation, actions in found.items() if actions != set(EVERYTHING)} == {
        "public.stream_authority"
    }


def test_of_a_waiting_delivery_the_edge_reads_no_more_than_that_it_is_there(installed):
    columns = ("arrival", "batch_id", "record", "secret_ids", "received_at", "verified_us")
    with connect(installed, "edge") as connection:
        connection.execute("SELECT delivery_id FROM intake.raw")
        for column in columns:
            with pytest.raises(InsufficientPrivilege):
                connection.execute(sql.SQL("SELECT {} FROM intake.raw").format(sql.Identifier(column)))


@pytest.mark.parametrize("role", ["app", "edge"])
@pytest.mark.parametrize(
    "ddl",
    [
        "CREATE TABLE public.mine (x int)",
        "CREATE TABLE ledger.mine (x int)",
        "CREATE SCHEMA mine",
        "CREATE TEMP TABLE mine (x int)",
        "ALTER TABLE ledger.entry ADD COLUMN x int",
        "ALTER TABLE ledger.entry DISABLE TRIGGER ALL",
        "DROP TABLE ledger.checkpoint",
        "CREATE OR REPLACE VIEW public.stream_authority AS SELECT 1",
        "CREATE ROLE mine",
        "ALTER ROLE desvelo_edge SUPERUSER",
        "SET ROLE desvelo_owner",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE EXTENSION dblink",
        "COPY ledger.entry TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
    ],
)
def test_neither_changes_the_shape_of_anything_nor_reaches_beyond(installed, role, ddl):
    with connect(installed, role) as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute(ddl)

    assert refused.value.sqlstate in {"42501", "42P17", "0A000"}


@pytest.mark.parametrize(
    "table",
    ["ledger.entry", "ledger.leaf", "ledger.node", "ledger.checkpoint", "ledger.evidence", "ledger.discrepancy"],
)
def test_what_stands_in_the_log_is_not_taken_back(installed, table):
    with connect(installed, "app") as connection:
        for text in ("DELETE FROM {}", "TRUNCATE {}", "TRUNCATE {} CASCADE"):
            with pytest.raises(InsufficientPrivilege):
                connection.execute(sql.SQL(text).format(sql.Identifier(*table.split("."))))


def test_the_application_cannot_give_on_what_it_has(installed):
    with connect(installed, "app") as connection:
        connection.execute("GRANT ALL ON ledger.entry TO desvelo_edge")
        given = connection.execute("SELECT has_table_privilege('desvelo_edge', 'ledger.entry', 'SELECT')").fetchone()

    assert given == (False,)


def test_an_entry_goes_in_and_stays(installed):
    with connect(installed, "app") as connection, connection.transaction(force_rollback=True):
        entry = uuid.uuid4()
        connection.execute(
            "INSERT INTO ledger.entry (id, tag, at, result, leaf) VALUES (%s, 'a:b', now(), 'done', '')", [entry]
        )
        with pytest.raises(InsufficientPrivilege), connection.transaction():
            connection.execute("UPDATE ledger.entry SET result = 'denied' WHERE id = %s", [entry])
        assert connection.execute("SELECT result FROM ledger.entry WHERE id = %s", [entry]).fetchone() == ("done",)


@pytest.fixture
def loosened(installed) -> Iterator[None]:
    """Give the edge what somebody in a hurry might give it."""
    with connect(installed, "owner") as connection:
        connection.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO desvelo_edge")
        connection.execute("GRANT ALL ON ledger.entry TO desvelo_app")
        connection.execute("GRANT USAGE ON SCHEMA vault TO desvelo_edge")
        connection.execute("GRANT SELECT ON vault.identifier TO desvelo_edge")
    yield
    grants.apply(installed.urls["owner"])


def test_applying_them_again_takes_back_what_was_given_beside_them(installed, loosened, first_columns):
    assert "DELETE" in allowed(installed, "edge", first_columns)["public.access_user"]
    assert "SELECT" in allowed(installed, "edge", first_columns)["vault.identifier"]

    grants.apply(installed.urls["owner"])

    edge = allowed(installed, "edge", first_columns)
    assert (edge["public.access_user"], edge["vault.identifier"]) == (set(), set())
    assert allowed(installed, "app", first_columns)["ledger.entry"] == APPEND


def test_a_table_nobody_thought_of_is_closed_to_the_edge(installed):
    with connect(installed, "owner") as connection, connection.transaction(force_rollback=True):
        connection.execute("CREATE TABLE public.thoughtless (secret text)")
        grantee = connection.execute(
            "SELECT has_table_privilege('desvelo_edge', 'public.thoughtless', 'SELECT'), "
            "has_table_privilege('desvelo_app', 'public.thoughtless', 'SELECT')"
        ).fetchone()

    assert grantee == (False, False)
