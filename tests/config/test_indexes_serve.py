"""Every message writes each index of its tables, so on its path no index does what another does already."""

import pytest
from django.db import connection

ON_THE_WAY = ("channel_message", "desk_conversation", "vault_datum")
_QUERY = """
    SELECT c.relname, i.indkey::int[], array_agg(o.opcname ORDER BY o.opcname)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid, unnest(i.indclass) AS of JOIN pg_opclass o ON o.oid = of
    WHERE i.indrelid = %s::regclass AND i.indpred IS NULL GROUP BY 1, 2
"""


def indexes(table: str) -> dict[str, tuple[list[int], list[str]]]:
    """Return the columns and operator classes of each index over all rows of *table*."""
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, [table])
        return {name: (columns, classes) for name, columns, classes in cursor.fetchall()}


def needless(found: dict[str, tuple[list[int], list[str]]]) -> set[str]:
    """Name the indexes whose columns another begins with, and those for LIKE."""
    begins = {
        one
        for one, (columns, _) in found.items()
        for other, (longer, _) in found.items()
        if one != other and longer[: len(columns)] == columns
    }
    return begins | {name for name, (_, classes) in found.items() if any("pattern" in each for each in classes)}


@pytest.mark.parametrize("table", ON_THE_WAY)
def test_no_index_does_what_another_does_already(db, table):
    assert needless(indexes(table)) == set()


def test_one_that_does_is_named(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX twice ON vault_datum (contact_id)")
        cursor.execute("CREATE INDEX for_like ON vault_datum (label varchar_pattern_ops)")

    assert needless(indexes("vault_datum")) == {"twice", "for_like"}
