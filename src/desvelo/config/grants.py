"""Who may do what in the database: one literal, applied after every migration.

The log is append-only for the application; the edge can put sealed deliveries in and read one view.  The owner role
does migrations and nothing else.

Source: security-design D7.4; architecture section 9 (SSE authority).
"""

import psycopg
from psycopg import sql

from desvelo.base.postgres.bootstrap import APP, EDGE

_APPEND = "SELECT, INSERT"
_ALL = "SELECT, INSERT, UPDATE, DELETE"

APP_GRANTS: dict[str, str] = {
    "ledger.entry": _APPEND,
    "ledger.leaf": _APPEND,
    "ledger.node": _APPEND,
    "ledger.checkpoint": _APPEND,
    "ledger.mention": _APPEND,
    "ledger.payload": "SELECT, INSERT, UPDATE (sealed), DELETE",  # sealed anew with a new key; its leaf binds it
    "ledger.pending": "SELECT, INSERT, DELETE",
    "ledger.verification": "SELECT, INSERT, UPDATE",
    "ledger.anchor": "SELECT, INSERT, UPDATE",
    "ledger.evidence": _APPEND,
    "ledger.freeze": "SELECT, INSERT, UPDATE",
    "ledger.sweep": "SELECT, INSERT, UPDATE",
    "ledger.discrepancy": _APPEND,
    "vault.installation": _APPEND,
    "vault.contact_key": _ALL,
    "vault.identifier": _ALL,
    "vault.epoch": _ALL,
    "vault.rotation": "SELECT, INSERT, UPDATE",
    "vault.service_key": _APPEND,
    "intake.batch": "SELECT, INSERT, DELETE",  # INSERT: what was set aside goes back into the queue
    "intake.raw": "SELECT, INSERT, UPDATE, DELETE",
    "intake.seen": _APPEND,
    "intake.quarantine": _ALL,
    "intake.parked_status": "SELECT, INSERT, DELETE",
}
EDGE_GRANTS: dict[str, str] = {
    "intake.batch": "INSERT",
    "intake.raw": "INSERT, SELECT (delivery_id)",
    "public.stream_authority": "SELECT",
}
SCHEMAS = {APP: ("public", "ledger", "vault", "intake"), EDGE: ("public", "intake")}


def apply(owner_url: str) -> None:
    """Give the two roles exactly what stands above, and take back whatever else they had."""
    with psycopg.connect(owner_url) as connection:
        present = {
            row[0] for row in connection.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [[APP, EDGE]])
        }
        for role in sorted(present):
            _reset(connection, role)
        if APP in present:
            _grant(connection, APP, APP_GRANTS)
            _run(connection, "GRANT {} ON ALL TABLES IN SCHEMA public TO {}", sql.SQL(_ALL), sql.Identifier(APP))
            _run(connection, "REVOKE INSERT, UPDATE, DELETE ON public.django_migrations FROM {}", sql.Identifier(APP))
            for schema in SCHEMAS[APP]:
                _run(
                    connection,
                    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {} TO {}",
                    sql.Identifier(schema),
                    sql.Identifier(APP),
                )
        if EDGE in present:
            _grant(connection, EDGE, EDGE_GRANTS)


def _reset(connection: psycopg.Connection, role: str) -> None:
    for schema in ("public", "ledger", "vault", "intake"):
        _run(connection, "REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}", sql.Identifier(schema), sql.Identifier(role))
    for schema in SCHEMAS[role]:
        _run(connection, "GRANT USAGE ON SCHEMA {} TO {}", sql.Identifier(schema), sql.Identifier(role))


def _grant(connection: psycopg.Connection, role: str, grants: dict[str, str]) -> None:
    for table, privileges in grants.items():
        _run(
            connection,
            "GRANT {} ON {} TO {}",
            sql.SQL(privileges),
            sql.Identifier(*table.split(".")),
            sql.Identifier(role),
        )


def _run(connection: psycopg.Connection, statement: str, *parts: sql.Composable) -> None:
    connection.execute(sql.SQL(statement).format(*parts))
