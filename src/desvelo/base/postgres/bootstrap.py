"""The roles and the database of Desvelo inside a cluster.  Asked at every start; changes only what differs.

======================  ==========================================================================
``desvelo_owner``       owns the database and every table; only migrations use it
``desvelo_app``         pages and worker: reads and writes what migrations grant it
``desvelo_edge``        the process that faces the Internet: what migrations grant it, nothing else
======================  ==========================================================================

Nothing is given to PUBLIC.  A password reaches the server only as its SCRAM verifier, so it can stand in no log.
"""

from collections.abc import Mapping
from pathlib import Path

import psycopg
from psycopg import sql

from desvelo.base.postgres import passwords

OWNER, APP, EDGE = "desvelo_owner", "desvelo_app", "desvelo_edge"
ROLES = (OWNER, APP, EDGE)
DATABASE = "desvelo"

_ATTRIBUTES = sql.SQL("LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS")


def role_passwords(keys: Path) -> dict[str, str]:
    """Return the password of every role, made where there was none (``keys/db/<role>``)."""
    return {role: passwords.read_or_make(keys, role) for role in ROLES}


def ensure(superuser_url: str, roles: Mapping[str, str]) -> None:
    """Make the roles log in with these passwords, and the database theirs.  *superuser_url* names any database."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        for role, password in roles.items():
            _ensure_role(connection, role, password)
        _ensure_database(connection)
        _close_to_public(connection)
    with psycopg.connect(superuser_url, dbname=DATABASE) as connection:
        _close_schema_to_public(connection)


def _ensure_role(connection: psycopg.Connection, role: str, password: str) -> None:
    name = sql.Identifier(role)
    found = connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [role]).rowcount
    if not found:
        connection.execute(sql.SQL("CREATE ROLE {}").format(name))
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    connection.execute(sql.SQL("ALTER ROLE {} WITH {} PASSWORD {}").format(name, _ATTRIBUTES, sql.Literal(verifier)))


def _ensure_database(connection: psycopg.Connection) -> None:
    if connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
        return
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'").format(
            sql.Identifier(DATABASE), sql.Identifier(OWNER)
        )
    )


def _close_to_public(connection: psycopg.Connection) -> None:
    for database in (DATABASE, "postgres", "template1"):
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))
    connection.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}").format(*map(sql.Identifier, (DATABASE, APP, EDGE)))
    )


def _close_schema_to_public(connection: psycopg.Connection) -> None:
    owner, app, edge = map(sql.Identifier, ROLES)
    connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}, {}").format(app, edge))
    for kind in (sql.SQL("FUNCTIONS"), sql.SQL("TYPES")):
        rights = sql.SQL("EXECUTE") if kind == sql.SQL("FUNCTIONS") else sql.SQL("USAGE")
        connection.execute(
            sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} REVOKE {} ON {} FROM PUBLIC").format(owner, rights, kind)
        )
