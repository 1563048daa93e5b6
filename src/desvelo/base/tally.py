"""Counts that only grow, as cheap to add to and to read in the tenth year as on the first day.

Whoever counts adds a line inside the transaction that made the thing true, so nobody waits for anybody's total and what
was rolled back was never counted.  Keeping house folds the lines into one total for each name.
"""

from collections.abc import Mapping

from django.db import connection


def add(counts: Mapping[str, int]) -> None:
    """Count, in the caller's transaction."""
    counted = {name: count for name, count in counts.items() if count}
    if counted:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO tally_line (name, count) SELECT * FROM unnest(%s::text[], %s::bigint[])",
                [list(counted), list(counted.values())],
            )


def totals(kind: str) -> dict[str, int]:
    """Return the total of each name that begins with *kind* and a dot, without that beginning."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT substr(name, length(%(kind)s) + 2), sum(count)::bigint FROM "
            "(SELECT name, count FROM tally_total UNION ALL SELECT name, count FROM tally_line) AS counted "
            "WHERE starts_with(name, %(kind)s || '.') GROUP BY 1 ORDER BY 1",
            {"kind": kind},
        )
        return dict(cursor.fetchall())


def fold() -> None:
    """Add what was counted to the totals; any number of workers may do it at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH lines AS (
                DELETE FROM tally_line WHERE ctid = ANY (
                    ARRAY(SELECT ctid FROM tally_line LIMIT 100000 FOR UPDATE SKIP LOCKED)
                ) RETURNING name, count
            )
            INSERT INTO tally_total (name, count) SELECT name, sum(count) FROM lines GROUP BY name ORDER BY name
            ON CONFLICT (name) DO UPDATE SET count = tally_total.count + excluded.count
            """
        )
