"""Three roles, one database, and nothing for PUBLIC."""

import psycopg
import pytest

from desvelo.base.postgres import bootstrap
from desvelo.base.postgres.bootstrap import APP, DATABASE, EDGE, OWNER, ROLES

from .sites import query


@pytest.fixture
def site(shared):
    return shared


@pytest.fixture(scope="module")
def cluster(shared):
    running = shared.clusters[0]
    bootstrap.ensure(running.superuser_url(), bootstrap.role_passwords(shared.keys))
    return running


@pytest.fixture
def urls(cluster, site):
    return {role: cluster.url(role, secret, DATABASE) for role, secret in bootstrap.role_passwords(site.keys).items()}


def test_each_role_logs_in_with_the_password_in_its_file(urls) -> None:
    assert [query(urls[role], "SELECT current_user") for role in ROLES] == [[(role,)] for role in ROLES]


def test_no_role_has_more_than_a_login(cluster) -> None:
    rights = "rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls, rolcanlogin"

    found = query(cluster.superuser_url(), f"SELECT {rights} FROM pg_roles WHERE rolname LIKE 'desvelo%'")  # noqa: S608

    assert found == [(False, False, False, False, False, True)] * 3


def test_doing_it_again_changes_nothing_and_mends_what_was_widened(cluster, site, urls) -> None:
    query(urls[OWNER], "CREATE TABLE kept AS SELECT 7 AS number")
    query(cluster.superuser_url(), f"ALTER ROLE {APP} SUPERUSER CREATEDB PASSWORD 'changed'")
    query(cluster.superuser_url(), f"GRANT CONNECT ON DATABASE {DATABASE} TO PUBLIC")

    bootstrap.ensure(cluster.superuser_url(), bootstrap.role_passwords(site.keys))

    assert query(urls[OWNER], "SELECT number FROM kept") == [(7,)]
    assert query(urls[APP], "SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user") == [
        (False, False)
    ]
    query(cluster.superuser_url(), "CREATE ROLE stranger LOGIN PASSWORD 'stranger'")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(cluster.url("stranger", "stranger", DATABASE))


def test_the_owner_makes_schemas_and_tables_and_the_others_see_only_what_they_are_given(urls) -> None:
    query(urls[OWNER], "CREATE SCHEMA intake")
    query(urls[OWNER], "CREATE TABLE secret AS SELECT 7 AS number")
    query(urls[OWNER], "CREATE FUNCTION seven() RETURNS integer LANGUAGE sql AS 'SELECT 7'")

    for role in (APP, EDGE):
        for statement in (
            "SELECT * FROM secret",
            "SELECT seven()",
            "CREATE TABLE own (number integer)",
            "CREATE TEMPORARY TABLE own (number integer)",
            "CREATE TABLE intake.own (number integer)",
            f"SET ROLE {OWNER}",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                query(urls[role], statement)

    query(urls[OWNER], f"GRANT SELECT ON secret TO {EDGE}")
    assert query(urls[EDGE], "SELECT number FROM secret") == [(7,)]


@pytest.mark.parametrize("database", ["postgres", "template1"])
def test_the_roles_reach_no_other_database(cluster, site, database: str) -> None:
    secret = bootstrap.role_passwords(site.keys)[APP]

    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(cluster.url(APP, secret, database))


def test_a_password_reaches_the_server_only_as_a_verifier(cluster, site) -> None:
    secrets = bootstrap.role_passwords(site.keys)
    url = cluster.superuser_url()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET log_statement = 'all'")
        bootstrap._ensure_role(connection, APP, secrets[APP])

    text = cluster.log.path.read_text()
    assert "ALTER ROLE" in text
    assert "SCRAM-SHA-256$" in text
    assert not any(secret in text for secret in secrets.values())
