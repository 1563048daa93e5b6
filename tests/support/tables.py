"""Every table of the database, for tests that leave nothing behind or look at every byte."""

from collections.abc import Iterator
from typing import Any

from psycopg import sql

import traces

SCHEMAS = ("public", "ledger", "vault", "intake")
_ENOUGH_DIGITS = 8
_KEPT = {
    ("public", "django_migrations"),
    ("public", "demo_clock"),
    ("vault", "epoch"),
    ("vault", "installation"),
    ("vault", "service_key"),
}


def names(cursor: Any) -> list[tuple[str, str]]:
    """List every table as (schema, name)."""
    cursor.execute(
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY(%s) ORDER BY 1, 2", [list(SCHEMAS)]
    )
    return list(cursor.fetchall())


def empty(connection: Any) -> None:
    """Empty every table, as if nothing had ever been committed; the installation stays tied to its keys.

    DELETE and not TRUNCATE, which makes and syncs a new file for each of thirty tables.
    """
    with connection.cursor() as cursor:
        emptied = [
            sql.SQL("DELETE FROM {}").format(sql.Identifier(*each)) for each in names(cursor) if each not in _KEPT
        ]
        every = sql.SQL("; ").join([sql.SQL("BEGIN; SET LOCAL session_replication_role = replica"), *emptied])
        cursor.execute(sql.SQL("{}; COMMIT").format(every))
        cursor.execute("UPDATE demo_clock SET offset_seconds = 0 WHERE offset_seconds <> 0")


def contents(connection: Any) -> Iterator[tuple[str, bytes]]:
    """Yield each table's name with all its rows: as COPY writes them, and the bytes of every binary column."""
    with connection.cursor() as cursor:
        for schema, name in names(cursor):
            with cursor.copy(f'COPY "{schema}"."{name}" TO STDOUT') as copy:
                rows = b"".join(bytes(row) for row in copy)
            binary = [
                bytes.fromhex(column.removeprefix(b"\\\\x").strip().decode())
                for column in rows.replace(b"\n", b"\t").split(b"\t")
                if column.startswith(b"\\\\x")
            ]
            yield f"{schema}.{name}", rows + b"\n".join(binary)


def _digits(value: str) -> str:
    """Return the digits of *value* when they are enough not to be found by chance."""
    digits = "".join(filter(str.isdigit, value))
    return digits if len(digits) >= _ENOUGH_DIGITS else ""


def bearing(connection: Any, *values: str) -> dict[str, list[str]]:
    """Name the tables in which each of *values* can be read, however written; those found nowhere are left out."""
    found: dict[str, set[str]] = {}
    wanted = {value: {value, _digits(value)} - {""} for value in values}
    for table, content in contents(connection):
        for value, _form in traces.search(content, wanted):
            found.setdefault(value, set()).add(table)
    return {value: sorted(tables) for value, tables in found.items()}
