"""One instant of the database: its name for ``pg_dump``, and what the manifest says about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import psycopg


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of the instant; sizes in bytes, indexes left out."""

    server_major: int
    migrations: tuple[str, ...]
    ledger_size: int
    checkpoint: str
    key_count: int
    epochs: tuple[int, ...]
    media: tuple[str, ...]
    content_bytes: int
    vault_bytes: int


class Snapshot:
    """A transaction that stays open while the programs read what it sees; use it in a ``with``."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.name = ""

    def __enter__(self) -> Self:
        self._connection = psycopg.connect(self._url)
        self._connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        self._connection.read_only = True
        self.name = str(self._one("SELECT pg_export_snapshot()"))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    def facts(self) -> Facts:
        """Return what the manifest says."""
        note = self._all("SELECT note FROM ledger.checkpoint ORDER BY size DESC LIMIT 1")
        return Facts(
            server_major=self._connection.info.server_version // 10_000,
            migrations=self._column("SELECT app || '.' || name FROM django_migrations ORDER BY 1"),
            ledger_size=int(self._one("SELECT coalesce(max(index) + 1, 0) FROM ledger.leaf")),
            checkpoint=note[0][0] if note else "",
            key_count=int(self._one("SELECT count(*) FROM vault.contact_key")),
            epochs=self._column("SELECT DISTINCT epoch FROM vault.contact_key ORDER BY 1"),
            media=self._column("SELECT object_name FROM channel_media WHERE object_name <> '' ORDER BY 1"),
            content_bytes=self._bytes("<>"),
            vault_bytes=self._bytes("="),
        )

    def key_lines(self) -> Iterator[bytes]:
        """Yield which keys of contacts there are, a line each: contact, version, epoch.  Never readable outside."""
        with self._connection.cursor(name="keys") as cursor:
            cursor.execute("SELECT contact_id, version, epoch FROM vault.contact_key ORDER BY 1, 2")
            for contact, version, epoch in cursor:
                yield f"{contact} {version} {epoch}\n".encode("ascii")

    def _bytes(self, of_vault: str) -> int:
        query = f"SELECT coalesce(sum(pg_table_size(relid)), 0) FROM pg_stat_user_tables WHERE schemaname {of_vault} %s"  # noqa: S608
        return int(self._connection.execute(query, ["vault"]).fetchall()[0][0])

    def _one(self, query: str) -> Any:
        return self._all(query)[0][0]

    def _column(self, query: str) -> tuple[Any, ...]:
        return tuple(row[0] for row in self._all(query))

    def _all(self, query: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(query).fetchall()
