"""Edit the base as the superuser, let every reading of the installation read all, and tell what it named."""

from uuid import UUID

from django.db import connection

from desvelo.base import clock
from desvelo.guards.access import grants
from desvelo.guards.access.models import Grant
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries, sweeps
from desvelo.guards.vault import columns, sweeping


def execute(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def named() -> set[str]:
    """Let all readings read all; return what they said."""
    at, earlier = clock.wall(), sweeps.last_finished(least_share=sweeps.ALL)
    audit.begin_verification(now=at)
    while audit.continue_verification(now=at):
        pass
    sweeps.begin(share=sweeps.ALL, seed=bytes(16), now=at)
    while sweeps.last_finished(least_share=sweeps.ALL) == earlier:
        sweeping.sweep_again(now=at)
    grants.sweep(now=at)
    said = {f"{each.kind} {each.record} {each.what}" for each in sweeps.discrepancies(limit=50)}
    said |= {f"grant {each}" for each in Grant.objects.exclude(refused_at=None).values_list("user_id", flat=True)}
    found = queries.last_verification()
    return said | ({str(found.problem)} if found and found.problem else set())


def sign() -> None:
    """Give every entry its index and sign the log."""
    audit.sequence()
    audit.checkpoint(now=clock.wall())


def named_as(column: columns.SealedColumn) -> str:
    return "payload" if column.table == "ledger.payload" else sweeping._KINDS.get(column.bound_as, "value")


def of_one_row(column: columns.SealedColumn, change: str, *, where: str = "true") -> UUID:
    """Do *change* to one row that has a value in a column; return what the row is named by."""
    with connection.cursor() as cursor:
        there = f'"{column.column}" IS NOT NULL AND "{column.owner}" IS NOT NULL AND {where}'
        cursor.execute(
            f"{change} WHERE ctid = (SELECT ctid FROM {column.table} WHERE {there} LIMIT 1) "  # noqa: S608  our own
            f'RETURNING "{column.row}"'
        )
        return cursor.fetchone()[0]
