"""Every table of the database, for tests that leave nothing behind or look at every byte."""

import base64
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

SCHEMAS = ("public", "ledger", "vault", "intake")
_KEPT = {("public", "django_migrations"), ("public", "demo_clock"), ("vault", "installation")}


def names(cursor: Any) -> list[tuple[str, str]]:
    """List every table as (schema, name)."""
    cursor.execute(
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY(%s) ORDER BY 1, 2", [list(SCHEMAS)]
    )
    return list(cursor.fetchall())


def empty(connection: Any) -> None:
    """Empty every table, as if nothing had ever been committed; the installation stays tied to its keys."""
    with connection.cursor() as cursor:
        emptied = [f'"{schema}"."{name}"' for schema, name in names(cursor) if (schema, name) not in _KEPT]
        cursor.execute(f"TRUNCATE {', '.join(emptied)}")
        cursor.execute("UPDATE demo_clock SET offset_seconds = 0")


def contents(connection: Any) -> Iterator[tuple[str, bytes]]:
    """Yield every row of every table as COPY writes it, with its table's name; a bytea comes as hex."""
    with connection.cursor() as cursor:
        for schema, name in names(cursor):
            with cursor.copy(f'COPY "{schema}"."{name}" TO STDOUT') as copy:
                for row in copy:
                    yield f"{schema}.{name}", bytes(row)


def bearing(connection: Any, value: str) -> list[str]:
    """Name the tables in which *value* can be read in any usual writing."""
    needles = written(value)
    return sorted({table for table, row in contents(connection) if _holds(row, needles)})


def written(value: str) -> set[bytes]:
    """Return *value* as typed, digits alone, URL-encoded, in hex, in base64 at each of the three offsets."""
    digits = "".join(character for character in value if character.isdigit())
    found: set[bytes] = set()
    for text in {value, digits} - {""}:
        raw = text.encode()
        found |= {raw, quote(text, safe="").encode(), raw.hex().encode(), *_in_base64(raw)}
    return found


def _in_base64(raw: bytes) -> Iterator[bytes]:
    """Yield what of *raw* stays the same in base64, whatever stands before and after it."""
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + raw)
        first, last = -(-offset * 4 // 3), (offset + len(raw)) * 4 // 3
        yield encoded[first + (1 if offset else 0) : last - 1]


def _holds(row: bytes, needles: set[bytes]) -> bool:
    """Tell whether a row holds one of them, in the clear or inside one of its binary columns."""
    lowered = row.lower()
    columns = [column.removeprefix(b"\\\\x") for column in row.split(b"\t") if column.startswith(b"\\\\x")]
    binary = [bytes.fromhex(column.strip().decode()) for column in columns]
    return any(
        needle in row or needle.lower() in lowered or any(needle in column for column in binary) for needle in needles
    )
