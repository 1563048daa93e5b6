"""What the database promises while it runs: durability, no port, and a log without content."""

import psycopg
import pytest

from desvelo.base.postgres import settings
from desvelo.base.postgres.cluster import Cluster

from .sites import query

MARKER = "+5511987654321"
LEAKS = {
    "a value that is no number": "SELECT %s::integer",
    "a statement that is wrong": f"SELEKT '{MARKER}'",
    "a key that exists": "INSERT INTO person VALUES (%s)",
    "a check that fails": "INSERT INTO person VALUES (%s || ' too long')",
    "a message of a function": "DO $$ BEGIN RAISE EXCEPTION 'about " + MARKER + "'; END $$",
    "a warning": "DO $$ BEGIN RAISE WARNING 'about " + MARKER + "'; END $$",
}


@pytest.fixture(scope="module")
def cluster(shared):
    running = shared.clusters[0]
    query(running.superuser_url(), "CREATE TABLE person (phone text PRIMARY KEY CHECK (length(phone) < 20))")
    query(running.superuser_url(), "INSERT INTO person VALUES (%s)", MARKER)
    return running


def log_of(cluster: Cluster, *, unguarded: bool) -> str:
    """Return what the log gained while everything that could leak was tried."""
    before = cluster.log.size()
    provoke(cluster.superuser_url(), unguarded=unguarded)
    query(cluster.superuser_url(), "CHECKPOINT")
    return "\n".join(cluster.log.lines(since=before))


def provoke(url: str, *, unguarded: bool) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        if unguarded:
            for setting in ("log_min_messages = 'warning'", "log_error_verbosity = 'default'"):
                connection.execute(f"SET {setting}")
            connection.execute("SET log_min_error_statement = 'error'")
        for statement in LEAKS.values():
            try:
                connection.execute(statement, [MARKER] if "%s" in statement else None)
            except psycopg.Error:
                continue


def test_every_setting_is_in_force(cluster) -> None:
    with psycopg.connect(cluster.superuser_url()) as connection:
        found = {name: connection.execute(f"SHOW {name}").fetchone()[0] for name in settings.SETTINGS}

    assert found == settings.SETTINGS


def test_alter_system_cannot_undo_a_setting(site) -> None:
    cluster = site.running()
    query(cluster.superuser_url(), "ALTER SYSTEM SET fsync = off")
    query(cluster.superuser_url(), "ALTER SYSTEM SET log_statement = 'all'")
    cluster.stop()

    again = site.running()

    assert query(again.superuser_url(), "SELECT current_setting('fsync'), current_setting('log_statement')") == [
        ("on", "none")
    ]


def test_no_content_reaches_the_log_whatever_fails(cluster) -> None:
    text = log_of(cluster, unguarded=False)

    assert "checkpoint complete" in text
    assert MARKER not in text


def test_without_these_settings_content_would_reach_the_log(cluster) -> None:
    assert log_of(cluster, unguarded=True).count(MARKER) >= len(LEAKS)


def test_a_role_of_ours_cannot_open_the_log_to_content(cluster) -> None:
    url = cluster.superuser_url()
    query(url, "CREATE ROLE plain LOGIN PASSWORD 'plain'")

    for setting in ("log_min_messages", "log_error_verbosity", "log_statement", "log_min_error_statement"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            query(cluster.url("plain", "plain", "postgres"), f"SET {setting} = DEFAULT")
